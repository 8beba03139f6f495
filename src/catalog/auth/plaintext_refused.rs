//! smtp-doctor itself keeps the password back, because nothing on the connection is encrypted.
//!
//! The server would take it. Anybody on the way could read it, so it is sent only where the user asks for that.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage, Withheld};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/plaintext-refused"),
    severity: Severity::Error,
    title: Text {
        en: "The password was not sent: the connection to {host} is not encrypted",
        zh_cn: "密码没有发送：到 {host} 的连接未加密",
    },
    explanation: Text {
        en: "The connection to port {port} is not encrypted, so anybody on the way could read the password. \
             smtp-doctor has not sent it and cannot say whether it is right.",
        zh_cn: "{port} 端口上的连接没有加密，途中任何人都能读到密码。smtp-doctor 因此没有发送密码，也就无法判断密码是否正确。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Encrypt this connection with STARTTLS, which the server offers.",
                zh_cn: "用 STARTTLS 加密此连接，服务器支持它。",
            },
            command: Some("smtp-doctor {host}:{port} {user} --ask-password --tls=starttls"),
            link: None,
            when: When::With("starttls"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try port 465, which is encrypted from the first byte (SSL).",
                zh_cn: "试用 465 端口的 SSL连接，它一连上就加密。",
            },
            command: Some("smtp-doctor {host}:465 {user} --ask-password --tls=implicit"),
            link: None,
            when: When::Without("working_port"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Set up a certificate and STARTTLS on port {port} of {host}.",
                zh_cn: "在 {host} 的 {port} 端口上配置证书并启用 STARTTLS。",
            },
            command: None,
            link: None,
            when: When::Without("starttls"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Only if you trust every network on the way, send the password without encryption:",
                zh_cn: "只有在整条网络路径都可信时，才可以不加密发送密码：",
            },
            command: Some("{rerun} --allow-plaintext-auth"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor checks whether the connection is encrypted before it logs in. If it is not, and \
             `--allow-plaintext-auth` is not given, no password is sent, and it is this.",
        zh_cn: "smtp-doctor 登录前先看连接是否加密。如果未加密，又没有使用 `--allow-plaintext-auth`，就不会发送密码，这就是原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[Pattern::said(
    "
    password in clear
    password in the clear
    clear text password
    cleartext password
    plaintext password
    plain text password
    cannot use & without tls
    authentication & without tls
    auth & not encrypted
    authentication over an unencrypted
    allow_plaintext
    insecure authentication
    未加密 & 密码
    明文 & 密码
    unencrypted connection
    ",
)];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let told = evidence.attempts.iter().enumerate().filter_map(|(index, attempt)| {
        // A secret kept back from a bad certificate is the certificate's matter.
        let Some(Failure::Withheld { because: Withheld::Unencrypted }) = attempt.auth.failure() else {
            return None;
        };
        let starttls = attempt.last_ehlo().is_some_and(|ehlo| ehlo.capabilities.has("STARTTLS"));
        let text = if starttls {
            Text {
                en: "The server offers AUTH without encryption; it offers STARTTLS too, which was not used",
                zh_cn: "服务器在未加密时提供 AUTH，也提供 STARTTLS，但没有使用 STARTTLS",
            }
        } else {
            Text {
                en: "The server offers AUTH without encryption, and no STARTTLS",
                zh_cn: "服务器在未加密时提供 AUTH，但不提供 STARTTLS",
            }
        };
        let found = Match::attempt(index, Stage::Auth, Proof::new(text, Vec::new()));
        Some(if starttls { found.with("starttls", "") } else { found })
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::unsent;
    use crate::evidence::sample::{ehlo, passed};
    use crate::plan::Security;

    fn withheld(because: Withheld) -> Evidence {
        unsent(Security::Plain, Failure::Withheld { because })
    }

    #[test]
    fn a_secret_kept_back_is_told_with_the_way_out() {
        let mut evidence = withheld(Withheld::Unencrypted);
        assert!(told_by(&evidence)[0].args.is_empty());
        evidence.attempts[0].ehlo = passed(ehlo("STARTTLS\nAUTH PLAIN"));
        assert_eq!(told_by(&evidence)[0].args[0].0, "starttls");
    }

    #[test]
    fn a_bad_certificate_is_no_lack_of_encryption() {
        assert!(told_by(&withheld(Withheld::Unverified)).is_empty());
        assert!(told_by(&withheld(Withheld::Desynchronised)).is_empty());
    }
}
