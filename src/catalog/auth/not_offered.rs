//! The server has no AUTH at all on this port, though a user and a secret are to be used.
//!
//! It is mistaken for a fault of the password. Where encryption would bring AUTH forth, the cause is `auth/tls-required`; an
//! MX host is told by `smtp/inbound-only`.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;

use super::refusal;
use super::tls_required::{is_encrypted, waits_for_tls};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/not-offered"),
    severity: Severity::Error,
    title: Text {
        en: "{host} takes no login on port {port}", zh_cn: "{host} 的 {port} 端口不支持登录认证"
    },
    explanation: Text {
        en: "The server does not offer the command AUTH, or does not take it, so nobody can log in here. The port may \
             not be meant for sending, the server may trust machines by their address, or login is not set up.",
        zh_cn: "服务器没有提供 AUTH 命令，或者不接受它，因此无法登录。可能是该端口不供程序发信，可能是服务器按来源地址放行，也可能是没有配置认证。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the port that takes logins, mostly 465 (SSL) or 587 (STARTTLS). This command finds it:",
                zh_cn: "改用支持登录的端口，通常是 465（SSL）或 587（STARTTLS）。下面的命令可以查出是哪一个：",
            },
            command: Some("smtp-doctor {host} {user} --ask-password"),
            link: None,
            when: When::Without("working_port"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If this relay is meant to be used without a login, leave out user name and password in the \
                     program.",
                zh_cn: "如果该中继本来就不需要登录，请在程序中去掉用户名和密码。",
            },
            command: Some("smtp-doctor {host}:{port}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check that {host} is the provider's server for sending, not the one that receives mail (MX).",
                zh_cn: "确认 {host} 是服务商的发信服务器，而不是收信服务器（MX）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Switch authentication on for this port, in Postfix `smtpd_sasl_auth_enable = yes`. This shows \
                     what is set now:",
                zh_cn: "在该端口上启用认证，Postfix 的设置是 `smtpd_sasl_auth_enable = yes`。查看现在的设置：",
            },
            command: Some("postconf smtpd_sasl_auth_enable smtpd_tls_auth_only"),
            link: Some("https://www.postfix.org/SASL_README.html"),
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor looks for AUTH in the answer to EHLO, before and under TLS. If it is in neither, or the \
             server answers AUTH itself with 503 (not now) and says nothing of the password, it is this.",
        zh_cn: "smtp-doctor 在加密前后分别查看 EHLO 的答复。如果都没有 AUTH，或者服务器对 AUTH 本身答复 503（此时不可用）而没有提到密码，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[Code("auth/bad-credentials"), Code("auth/temporary-failure")],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[UNKNOWN, WORDS];

/// The same, and what libraries and programs say where it came to no refusal.
static SYMPTOMS: &[Pattern] = &[UNKNOWN, WORDS, LIBRARIES];

const UNKNOWN: Pattern = Pattern {
    codes: 500..=503,
    enhanced: "",
    words: "
        smtp auth extension not
        authentication not enabled
        command not supported
        command not implemented
        not implemented
        command unrecognized
        command not recognized
        unrecognized command
        unknown command
        ",
};

const WORDS: Pattern = Pattern {
    codes: Pattern::REFUSAL,
    enhanced: "",
    words: "
        authentication not allowed on
        auth not available
        authentication not available
        does not support authentication
        authentication not supported
        ",
};

const LIBRARIES: Pattern = Pattern::said(
    "
    no compatible authentication mechanism was found
    no compatible authentication mechanism
    auth extension not supported
    auth extension is not supported
    server doesn't support auth
    server does not support auth
    smtp server does not support authentication
    did not advertise authentication
    does not advertise auth
    no auth mechanism offered
    auth not advertised
    auth not supported
    auth not enabled
    auth is not enabled
    authentication is not enabled
    auth disabled
    authentication disabled
    smtp auth unavailable
    no auth available
    does not offer auth
    auth not offered
    authentication not offered
    no authentication methods
    no auth mechanisms
    doesn't support authentication
    ",
);

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let provider = refusal::provider(evidence);
    let unlisted = evidence.attempts.iter().enumerate().filter_map(|(index, attempt)| {
        let nothing =
            matches!(attempt.auth.failure(), Some(Failure::NotOffered { offered }) if offered.is_empty());
        if !nothing || waits_for_tls(attempt) || attempt.last_ehlo().is_none() {
            return None;
        }
        let text = if is_encrypted(attempt) {
            Text {
                en: "The connection is encrypted, and the server's answer to EHLO lists no AUTH",
                zh_cn: "连接已加密，服务器对 EHLO 的答复中仍没有 AUTH",
            }
        } else {
            Text {
                en: "The server's answer to EHLO lists neither AUTH nor STARTTLS",
                zh_cn: "服务器对 EHLO 的答复中既没有 AUTH，也没有 STARTTLS",
            }
        };
        let found = Match::attempt(index, Stage::Auth, Proof::new(text, Vec::new()));
        Some(refusal::with_provider(found, provider))
    });
    refusal::told(evidence, &CAUSE).into_iter().chain(unlisted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{refused, unsent};
    use crate::evidence::sample::{ehlo, passed};
    use crate::plan::Security;

    fn nothing(security: Security) -> Evidence {
        unsent(security, Failure::NotOffered { offered: Vec::new() })
    }

    #[test]
    fn no_login_under_tls_and_none_in_clear_is_told() {
        assert_eq!(told_by(&nothing(Security::Implicit)).len(), 1);
        assert_eq!(told_by(&nothing(Security::StartTls)).len(), 1);
        let mut evidence = nothing(Security::Plain);
        evidence.attempts[0].ehlo = passed(ehlo("SIZE 1000"));
        assert_eq!(told_by(&evidence).len(), 1);
        assert_eq!(told_by(&refused(503, "5.5.1 Error: authentication not enabled")).len(), 1);
    }

    #[test]
    fn what_tls_would_bring_forth_is_no_lack() {
        let mut evidence = nothing(Security::Plain);
        evidence.attempts[0].ehlo = passed(ehlo("SIZE 1000\nSTARTTLS"));
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_list_without_ours_is_no_lack() {
        let offered = vec!["NTLM".to_owned()];
        assert!(told_by(&unsent(Security::Implicit, Failure::NotOffered { offered })).is_empty());
    }
}
