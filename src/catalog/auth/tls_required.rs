//! The server offers AUTH under encryption only, and the connection was not encrypted.
//!
//! A server hides AUTH from its first list of features until TLS runs. Programs then say "AUTH is not supported" or "no
//! compatible mechanism", and the password is doubted.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Evidence, Failure, Stage};
use crate::locale::Text;
use crate::plan::Security;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/tls-required"),
    severity: Severity::Error,
    title: Text {
        en: "{host} takes logins only over an encrypted connection",
        zh_cn: "{host} 只允许在加密连接上登录",
    },
    explanation: Text {
        en: "The connection to port {port} was not encrypted, and the server lets nobody log in without \
             encryption. The password has not been checked.",
        zh_cn: "{port} 端口上的连接没有加密，而服务器不允许在未加密时登录。密码还没有被检查。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Turn encryption on: choose STARTTLS for this port.",
                zh_cn: "启用加密：在该端口选择 STARTTLS。",
            },
            command: Some("smtp-doctor {host}:{port} {user} --ask-password --tls=starttls"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Or try port 465 with SSL (encryption from the first byte).",
                zh_cn: "或者试用 465 端口的 SSL连接，它一连上就加密。",
            },
            command: Some("smtp-doctor {host}:465 {user} --ask-password --tls=implicit"),
            link: None,
            when: When::Without("working_port"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Let the program start TLS (STARTTLS) before it logs in, and send EHLO again after that: only the \
                     second answer lists AUTH.",
                zh_cn: "让程序先执行 STARTTLS 再登录，并在 STARTTLS 之后重新发送 EHLO：第二次的答复中才有 AUTH。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor compares the answers to EHLO before and under TLS. If AUTH is listed only \
             under TLS, or the server refuses the login in clear, it is this.",
        zh_cn: "smtp-doctor 比较加密前后 EHLO 的答复。如果只有加密后才列出 AUTH，或者服务器拒绝未加密的登录，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[
        Code("auth/bad-credentials"),
        Code("auth/temporary-failure"),
        Code("auth/not-offered"),
        Code("auth/plaintext-refused"),
        Code("auth/mechanism-unsupported"),
    ],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[CODE, ENHANCED, WORDS];

/// The same, and what libraries and programs say where it came to no refusal.
static SYMPTOMS: &[Pattern] =
    &[Pattern::said("no supported authentication mechanisms available"), CODE, ENHANCED, WORDS, LIBRARIES];

const CODE: Pattern = Pattern { codes: 538..=538, enhanced: "", words: "" };

const ENHANCED: Pattern = Pattern { codes: Pattern::REFUSAL, enhanced: "5.7.10 5.7.11", words: "" };

const WORDS: Pattern = Pattern {
    codes: Pattern::REFUSAL,
    enhanced: "",
    words: "
        issue & starttls
        starttls first
        starttls is required
        starttls required
        tls required
        tls is required
        ssl & required
        encryption required
        encryption is required
        requires encryption
        cleartext authentication
        plaintext authentication
        must use tls
        used when not advertised
        secure connection & required
        ",
};

const LIBRARIES: Pattern = Pattern::said(
    "
    smtp auth extension not supported by server
    smtp auth extension is not supported by this server
    smtp: server doesn't support auth
    the server does not support authentication
    the smtp server does not support authentication
    host did not advertise authentication
    mail server requires tls before auth
    requires a secure connection
    must issue a starttls
    need starttls
    starttls before auth
    tls before auth
    authentication requires tls
    authentication requires ssl
    auth requires tls
    需要 & starttls
    必须 & starttls
    要求 & 加密连接
    ",
);

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let provider = refusal::provider(evidence);
    let hidden = evidence.attempts.iter().enumerate().filter_map(|(index, attempt)| {
        let nothing =
            matches!(attempt.auth.failure(), Some(Failure::NotOffered { offered }) if offered.is_empty());
        if !nothing || !waits_for_tls(attempt) {
            return None;
        }
        let text = Text {
            en: "Unencrypted, the server's answer to EHLO lists STARTTLS and no AUTH",
            zh_cn: "未加密时，服务器对 EHLO 的答复中有 STARTTLS，没有 AUTH",
        };
        let found = Match::attempt(index, Stage::Auth, Proof::new(text, Vec::new()));
        Some(refusal::with_provider(found, provider))
    });
    refusal::told(evidence, &CAUSE).into_iter().chain(hidden).collect()
}

/// Whether TLS runs on this attempt when it comes to AUTH.
pub(super) fn is_encrypted(attempt: &Attempt) -> bool {
    matches!(attempt.spoken, Security::Implicit | Security::StartTls)
}

/// Whether nothing is encrypted though the server would.
pub(super) fn waits_for_tls(attempt: &Attempt) -> bool {
    !is_encrypted(attempt) && attempt.last_ehlo().is_some_and(|ehlo| ehlo.capabilities.has("STARTTLS"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{refused, unsent};
    use crate::evidence::sample::{ehlo, passed};

    fn nothing(security: Security, keywords: &str) -> Evidence {
        let mut evidence = unsent(security, Failure::NotOffered { offered: Vec::new() });
        evidence.attempts[0].ehlo = passed(ehlo(keywords));
        evidence
    }

    #[test]
    fn a_hidden_login_is_told() {
        assert_eq!(told_by(&nothing(Security::Plain, "SIZE 1000\nSTARTTLS")).len(), 1);
        assert_eq!(told_by(&nothing(Security::Plain, "STARTTLS\nAUTH")).len(), 1);
    }

    #[test]
    fn the_demand_is_told() {
        assert_eq!(told_by(&refused(530, "5.7.0 Must issue a STARTTLS command first")).len(), 1);
        assert_eq!(told_by(&refused(538, "Encryption required")).len(), 1);
        assert_eq!(told_by(&refused(523, "5.7.10 Cleartext authentication disallowed")).len(), 1);
    }

    #[test]
    fn a_server_without_starttls_or_under_tls_is_something_else() {
        assert!(told_by(&nothing(Security::Plain, "SIZE 1000")).is_empty());
        assert!(told_by(&nothing(Security::StartTls, "SIZE 1000\nSTARTTLS")).is_empty());
        assert!(told_by(&refused(530, "5.7.1 Authentication required")).is_empty());
    }
}
