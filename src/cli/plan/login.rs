//! Who logs in, and in which way the password is given.

use crate::cli::args::{Args, Given, Origin};
use crate::cli::env::Env;
use crate::cli::error::{Complaint, Error};
use crate::cli::option;
use crate::cli::password::{self, Way, Whose};
use crate::locale::{Lang, Text};
use crate::plan::{ClientCertificate, InClear, Login, ReadTarget};
use crate::smtp::sasl::Mechanism;

/// A login that lacks its password.
pub(crate) struct LoginDraft {
    user: String,
    /// How the password is given.
    pub(crate) way: Way,
    mechanism: Option<String>,
    in_clear: InClear,
}

impl LoginDraft {
    /// The login, with its password read, run or asked for.
    pub(crate) fn complete(self, server: &str, lang: Lang, env: &Env) -> Result<Login, Error> {
        let secret = self.way.obtain(&Whose { user: &self.user, server, lang }, env)?;
        Ok(Login { user: self.user, secret, mechanism: self.mechanism, in_clear: self.in_clear })
    }
}

/// The login, if anybody is to log in.
pub(super) fn read(
    args: &Args,
    read: ReadTarget,
    certificate: Option<&ClientCertificate>,
) -> Result<Option<LoginDraft>, Error> {
    let mechanism = mechanism(args)?;
    let in_clear = match args.on(&option::ALLOW_PLAINTEXT_AUTH)? {
        Some(_) => InClear::Allowed,
        None => InClear::Refused,
    };
    let user = match (args.word(1), read.user) {
        (Some(word), Some(url)) if word != url => {
            return Err(Error::usage(&TWO_USERS).with("word", word).with("url", url));
        }
        (Some(word), _) => Some(word.to_owned()),
        (None, url) => url,
    };
    let way = password::choose(args, read.password)?;
    if mechanism.as_deref() == Some(Mechanism::External.name()) {
        let asked = args.one(&option::AUTH).map(Given::origin);
        return match (certificate, way) {
            (_, Some((way, Origin::CommandLine))) => Err(Error::usage(&NEEDLESS).with("way", way.name())),
            (Some(_), _) => {
                // Without a name, the server takes the one in the certificate (RFC 4422 appendix A.1).
                let user = sound(user.unwrap_or_default())?;
                Ok(Some(LoginDraft { user, way: Way::Certificate, mechanism, in_clear }))
            }
            (None, _) if user.is_none() && asked == Some(Origin::Environment) => Ok(None),
            (None, _) => Err(Error::usage(&NO_CERTIFICATE)),
        };
    }
    match (user, way) {
        // A way that the environment names for every run means nothing where nobody logs in.
        (None, None | Some((_, Origin::Environment))) => Ok(None),
        (None, Some((way, _))) => Err(Error::usage(&NO_USER).with("way", way.name())),
        (Some(_), None) => Err(Error::usage(&NO_PASSWORD)),
        (Some(user), Some((way, _))) => Ok(Some(LoginDraft { user: sound(user)?, way, mechanism, in_clear })),
    }
}

fn sound(user: String) -> Result<String, Error> {
    if user.contains(['\r', '\n', '\0']) {
        return Err(Error::usage(&BROKEN_USER).with("value", user));
    }
    Ok(user)
}

fn mechanism(args: &Args) -> Result<Option<String>, Error> {
    let Some(given) = args.one(&option::AUTH) else { return Ok(None) };
    if let Some(mechanism) = Mechanism::named(given.text()?.trim()) {
        return Ok(Some(mechanism.name().to_owned()));
    }
    let error = Error::usage(&NO_MECHANISM).with("name", given.name()).with("value", given.text()?);
    Err(error.near(given.text()?, option::AUTH.values()))
}

static TWO_USERS: Complaint = Complaint {
    what: Text {
        en: "The URL names the user “{url}”, and the second argument names “{word}”.",
        zh_cn: "URL 中的用户名是“{url}”，而第二个参数是“{word}”。",
    },
    form: Text { en: "Leave one of them out.", zh_cn: "请去掉其中一个。" },
};
static NO_USER: Complaint = Complaint {
    what: Text {
        en: "A password is given ({way}), but no user name.",
        zh_cn: "给出了密码（{way}），却没有用户名。",
    },
    form: Text {
        en: "Write the user name after the server: smtp-doctor HOST:PORT USER --ask-password",
        zh_cn: "请在服务器之后写上用户名：smtp-doctor 主机:端口 用户名 --ask-password",
    },
};
static NO_PASSWORD: Complaint = Complaint {
    what: Text {
        en: "A user name is given, but no password.", zh_cn: "给出了用户名，却没有密码。"
    },
    form: Text {
        en: "Add --ask-password, and smtp-doctor asks for it on the terminal.\nIn scripts use --password-stdin, --password-env VAR, --password-file FILE or --password-command CMD.\nTo examine the server without logging in, leave the user name out.",
        zh_cn: "加上 --ask-password，smtp-doctor 会在终端上询问密码。\n在脚本中请用 --password-stdin、--password-env 变量、--password-file 文件 或 --password-command 命令。\n如果只检查服务器而不登录，请去掉用户名。",
    },
};
static NEEDLESS: Complaint = Complaint {
    what: Text {
        en: "EXTERNAL logs in by the client certificate, but a password is given ({way}).",
        zh_cn: "EXTERNAL 用客户端证书登录，却又给出了密码（{way}）。",
    },
    form: Text {
        en: "Leave the password out, or choose another mechanism: --auth PLAIN",
        zh_cn: "请去掉密码，或换用其他认证机制：--auth PLAIN",
    },
};
static NO_CERTIFICATE: Complaint = Complaint {
    what: Text {
        en: "EXTERNAL logs in by a client certificate, and none is given.",
        zh_cn: "EXTERNAL 用客户端证书登录，但没有给出证书。",
    },
    form: Text {
        en: "Add it with its key: --auth EXTERNAL --cert client.pem --key client.key",
        zh_cn: "请加上证书和私钥：--auth EXTERNAL --cert client.pem --key client.key",
    },
};
static BROKEN_USER: Complaint = Complaint {
    what: Text {
        en: "The user name holds a line break or a NUL: “{value}”.",
        zh_cn: "用户名中有换行符或空字符：“{value}”。",
    },
    form: Text {
        en: "Remove it: often it was copied along or read with the end of a line.",
        zh_cn: "请去掉它：多半是复制时带上的，或者是从文件读取时带上的行尾。",
    },
};
static NO_MECHANISM: Complaint = Complaint {
    what: Text {
        en: "{name}: smtp-doctor cannot log in by “{value}”.",
        zh_cn: "{name}：smtp-doctor 不支持认证机制“{value}”。",
    },
    form: Text {
        en: "With a password: PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-1, SCRAM-SHA-256, SCRAM-SHA-512, SCRAM-SHA-1-PLUS, SCRAM-SHA-256-PLUS, SCRAM-SHA-512-PLUS.\nWith an OAuth 2.0 access token in place of the password: XOAUTH2, OAUTHBEARER.\nBy the client's certificate (--cert): EXTERNAL.",
        zh_cn: "使用密码：PLAIN、LOGIN、CRAM-MD5、SCRAM-SHA-1、SCRAM-SHA-256、SCRAM-SHA-512、SCRAM-SHA-1-PLUS、SCRAM-SHA-256-PLUS、SCRAM-SHA-512-PLUS。\n用 OAuth 2.0 访问令牌代替密码：XOAUTH2、OAUTHBEARER。\n使用客户端证书（--cert）：EXTERNAL。",
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mechanism_is_listed() {
        for mechanism in Mechanism::ALL {
            for lang in Lang::ALL {
                assert!(NO_MECHANISM.form.in_lang(lang).contains(mechanism.name()), "{mechanism:?}");
            }
        }
    }
}
