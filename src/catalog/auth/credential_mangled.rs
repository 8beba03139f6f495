//! What reached the server is not what the user meant: quotes, white space, invisible or full-width characters, or a
//! placeholder that nothing filled in.
//!
//! The server cannot know and answers as to a wrong password. It is told by the form of what was given, together with a
//! refusal; where the login passes, the form was meant.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;
use crate::plan::{LoginRecord, Placeholder};
use crate::provider::Provider;

use super::{app_password_required, authorization_code_required, refusal, token_rejected};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/credential-mangled"),
    severity: Severity::Error,
    title: Text {
        en: "The user name or the password was changed on its way",
        zh_cn: "用户名或密码在传递过程中被改动了",
    },
    explanation: Text {
        en: "What was sent is most likely not what the account has. A configuration file, the command line or \
             copy and paste changed the value on its way, or never filled it in.",
        zh_cn: "发送的值多半不是账号真正的用户名或密码：配置文件、命令行或复制粘贴等环节改动了它，或者它根本没有被填上。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Type the user name and the password by hand instead of pasting them, and test again.",
                zh_cn: "不要粘贴，手动输入用户名和密码，重新测试。",
            },
            command: Some("smtp-doctor {host}:{port} {user} --ask-password"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Set the variable that should hold the value where the program runs (container, service, CI), \
                     and restart the program.",
                zh_cn: "在程序运行的环境（容器、服务、CI）中设置保存该值的变量，然后重启程序。",
            },
            command: None,
            link: None,
            when: When::With("unfilled"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Take out the quotes: some programs, such as `docker run --env-file`, take them as part of \
                     the value.",
                zh_cn: "去掉引号：有些程序（例如 `docker run --env-file`）会把引号当作值的一部分。",
            },
            command: None,
            link: None,
            when: When::With("quoted"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Take out the white space or line break at the start and end. For a Kubernetes secret, encode \
                     without a line break.",
                zh_cn: "去掉首尾的空格或换行。制作 Kubernetes Secret 时，编码前不要带换行。",
            },
            command: Some("printf '%s' 'PASSWORD' | base64"),
            link: None,
            when: When::With("outer_space"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch the input method to half-width English letters and type the value again.",
                zh_cn: "切换到英文半角输入状态，重新输入该值。",
            },
            command: None,
            link: None,
            when: When::With("full_width"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Log the length of the value that the program really uses, never the value, and compare it. \
                     In shells and env files $, #, \\ and quotes change values.",
                zh_cn: "让程序记录实际所用值的长度（不要记录值本身），与原值比较。在命令行和 env 文件中，$、#、\\ 和引号会改变值。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor looks at the form of the given user name and password: quotes, spaces, \
             full-width or invisible characters, placeholders, or nothing at all. It is this when one \
             is found and the login is refused.",
        zh_cn: "smtp-doctor 检查所给用户名和密码的形式：引号、空格、全角或不可见字符、占位符或为空。如果发现其中之一，而登录被拒，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[
        Code("auth/bad-credentials"),
        Code("auth/temporary-failure"),
        Code("auth/app-password-required"),
        Code("auth/authorization-code-required"),
        Code("auth/username-form"),
        Code("auth/wrong-credential-kind"),
        Code("auth/token-rejected"),
    ],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[
    Pattern::said(
        r#"
        missing credentials for
        username or passwd is null
        no password specified
        password is empty
        password cannot be empty
        password must not be empty
        empty password
        empty username
        username is empty
        username or password is empty
        username and password are required
        user name and password are required
        no authentication data
        username and password must be
        must provide both user
        missing password
        missing username
        missing "user"
        missing "pass"
        null password
        credentials are empty
        invalid character & password
        password & non-ascii
        ascii & codec & password
        full-width & password
        密码 & 为空
        密码 & 不能为空
        用户名 & 为空
        the backslash
        url-encoded
        url encoded
        trailing newline
        trailing space
        whitespace in
        newline in
        percent-encod
        quotes in
        密码 & 特殊字符
        password & special char
        password & escape
        password & quot
        password & cut off
        password & truncat
        password & hash sign
        password & dollar
        password & backslash
        password & ampersand
        "#,
    ),
    Pattern {
        codes: 501..=501,
        enhanced: "5.5.2 5.5.4",
        words: "
        decode
        base64
        ",
    },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    told_at(evidence, refusal::provider(evidence))
}

fn told_at(evidence: &Evidence, provider: Option<&'static Provider>) -> Vec<Match> {
    let refusals = refusal::refusals(evidence, provider);
    let told = refusals.iter().filter_map(|refusal| {
        let login = refusal.login?;
        if !login.shape.is_mangled() && !login.user_form.is_mangled() {
            return None;
        }
        let found = faults(login).into_iter().fold(refusal.shown(), |found, (flag, text)| {
            let proof = Proof::new(text, Vec::new());
            if found.args.iter().any(|(name, _)| *name == flag) {
                found.and(proof)
            } else {
                found.with(flag, "").and(proof)
            }
        });
        let unfilled = found.args.iter().any(|(name, _)| *name == "unfilled");
        if refusal.judges_credentials() || refusal.means == token_rejected::CAUSE.code {
            return Some(found);
        }
        // The server wants another secret altogether: that this one has a space too many is of no matter, unless
        // there is no secret in it at all.
        let wants_another = refusal.means == app_password_required::CAUSE.code
            || refusal.means == authorization_code_required::CAUSE.code;
        match (wants_another, unfilled) {
            (true, true) => Some(found),
            (true, false) => None,
            (false, _) => Some(found.as_severe_as(Severity::Warning)),
        }
    });
    told.collect()
}

/// What is odd, with the name under which the remedies know it.
fn faults(login: &LoginRecord) -> Vec<(&'static str, Text)> {
    let LoginRecord { shape, user_form: form, .. } = login;
    let all = [
        (shape.empty, "unfilled", Text { en: "The given password is empty", zh_cn: "所给的密码为空" }),
        (
            shape.outer_space,
            "outer_space",
            Text {
                en: "The given password starts or ends with white space or a line break",
                zh_cn: "所给密码的开头或结尾有空格或换行",
            },
        ),
        (
            shape.quoted,
            "quoted",
            Text {
                en: "The given password stands in quotation marks, which were sent as part of it",
                zh_cn: "所给的密码带着引号，引号也被当作密码发送",
            },
        ),
        (
            shape.full_width,
            "full_width",
            Text {
                en: "The given password has full-width characters, as a Chinese input method writes them",
                zh_cn: "所给的密码中有全角字符，可能是在中文输入状态下输入的",
            },
        ),
        (
            shape.invisible,
            "invisible",
            Text {
                en: "The given password has an invisible character, as copying from a web page brings along",
                zh_cn: "所给的密码中有不可见字符，可能是从网页复制时带入的",
            },
        ),
        (
            form.outer_space,
            "outer_space",
            Text {
                en: "The given user name starts or ends with white space or a line break",
                zh_cn: "所给用户名的开头或结尾有空格或换行",
            },
        ),
        (
            form.quoted,
            "quoted",
            Text {
                en: "The given user name stands in quotation marks, which were sent as part of it",
                zh_cn: "所给的用户名带着引号，引号也被当作用户名发送",
            },
        ),
        (
            form.full_width,
            "full_width",
            Text {
                en: "The given user name has full-width characters, such as ＠ for @",
                zh_cn: "所给的用户名中有全角字符，例如把 @ 写成 ＠",
            },
        ),
        (
            form.invisible,
            "invisible",
            Text {
                en: "The given user name has an invisible character, as copying from a web page brings along",
                zh_cn: "所给的用户名中有不可见字符，可能是从网页复制时带入的",
            },
        ),
    ];
    let odd = all.into_iter().filter(|(is_so, ..)| *is_so).map(|(_, flag, text)| (flag, text));
    let words = [shape.placeholder.map(password_placeholder), form.placeholder.map(user_placeholder)];
    odd.chain(words.into_iter().flatten().map(|text| ("unfilled", text))).collect()
}

fn password_placeholder(kind: Placeholder) -> Text {
    match kind {
        Placeholder::Undefined => Text {
            en: "The given password is the word for a missing value (undefined)",
            zh_cn: "所给的密码是表示“没有值”的词（undefined）",
        },
        Placeholder::Null => Text {
            en: "The given password is the word for a missing value (null, none or nil)",
            zh_cn: "所给的密码是表示“没有值”的词（null、none 或 nil）",
        },
        Placeholder::Manual => Text {
            en: "The given password is an example out of a manual",
            zh_cn: "所给的密码是说明文档中的示例",
        },
        Placeholder::Variable => Text {
            en: "The given password is the name of a variable that nothing replaced",
            zh_cn: "所给的密码是没有被替换的变量名",
        },
    }
}

fn user_placeholder(kind: Placeholder) -> Text {
    match kind {
        Placeholder::Undefined => Text {
            en: "The given user name is the word for a missing value (undefined)",
            zh_cn: "所给的用户名是表示“没有值”的词（undefined）",
        },
        Placeholder::Null => Text {
            en: "The given user name is the word for a missing value (null, none or nil)",
            zh_cn: "所给的用户名是表示“没有值”的词（null、none 或 nil）",
        },
        Placeholder::Manual => Text {
            en: "The given user name is an example out of a manual",
            zh_cn: "所给的用户名是说明文档中的示例",
        },
        Placeholder::Variable => Text {
            en: "The given user name is the name of a variable that nothing replaced",
            zh_cn: "所给的用户名是没有被替换的变量名",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{refused, unsent, with_login};
    use crate::evidence::Failure;
    use crate::evidence::sample::healthy;
    use crate::plan::Security;

    fn told(user: &str, secret: &str) -> Vec<Match> {
        told_by(&with_login(refused(535, "5.7.8 Authentication failed"), user, secret))
    }

    #[test]
    fn every_kind_of_damage_is_told_without_the_value() {
        for secret in
            ["", " hunter2", "'hunter2'", "ｈunter2", "hun\u{200b}ter2", "undefined", "${SMTP_PASS}"]
        {
            let found = told("me@example.com", secret);
            assert!(found[0].proof.len() > 1, "{secret:?}");
            assert!(!format!("{found:?}").contains("hunter2"), "{secret:?}");
        }
        for user in ["me@example.com ", "\"me@example.com\"", "me＠example.com", "null"] {
            assert!(told(user, "hunter2")[0].proof.len() > 1, "{user:?}");
        }
        assert!(told("me@example.com", "hunter2").is_empty());
    }

    #[test]
    fn a_login_that_passed_or_was_not_tried_shows_nothing() {
        let passed = with_login(healthy(465, Security::Implicit), "me@example.com", " hunter2");
        assert!(told_by(&passed).is_empty());
        let failure = Failure::NotOffered { offered: Vec::new() };
        assert!(
            told_by(&with_login(unsent(Security::Implicit, failure), "me@example.com", " hunter2"))
                .is_empty()
        );
    }

    #[test]
    fn where_another_secret_is_wanted_only_a_missing_one_counts() {
        let evidence = refused(534, "5.7.9 Application-specific password required");
        assert!(told_by(&with_login(evidence.clone(), "me@example.com", " hunter2")).is_empty());
        assert_eq!(told_by(&with_login(evidence, "me@example.com", "undefined"))[0].severity, None);
    }

    #[test]
    fn beside_another_reason_it_is_a_warning() {
        let evidence = with_login(refused(525, "5.7.1 Unauthorized IP address"), "me@example.com", "\"x\"");
        assert_eq!(told_by(&evidence)[0].severity, Some(Severity::Warning));
    }
}
