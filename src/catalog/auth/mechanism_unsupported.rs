//! There is no way to prove the password that both the server and the client know, or the server refuses the one chosen.
//!
//! The password has not been judged. Exchange without TLS offers only NTLM and GSSAPI, which is mistaken for a fault of the
//! program.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;

use super::foreign_mechanism;
use super::refusal::{self, TRY_WEAKER, with_provider};
use super::tls_required::waits_for_tls;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/mechanism-unsupported"),
    severity: Severity::Error,
    title: Text {
        en: "{host} does not support this way of logging in",
        zh_cn: "{host} 不支持所用的认证方式",
    },
    explanation: Text {
        en: "There are several ways (mechanisms) to send a password, such as PLAIN and LOGIN. This server does \
             not take the one that was tried, or none that could be tried. So it has not checked the password.",
        zh_cn: "向服务器证明密码有多种方式（认证机制），例如 PLAIN 和 LOGIN。这台服务器不接受所尝试的方式，或者没有可以尝试的方式，因此密码根本没有被检查。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Turn encryption on: many servers offer PLAIN and LOGIN only under TLS.",
                zh_cn: "启用加密：许多服务器只在 TLS 下提供 PLAIN 和 LOGIN。",
            },
            command: Some("smtp-doctor {host}:{port} {user} --ask-password --tls=starttls"),
            link: None,
            when: When::With("under_tls"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Let smtp-doctor choose the mechanism: leave out --auth {wanted}.",
                zh_cn: "去掉 --auth {wanted}，由 smtp-doctor 自行选择方式。",
            },
            command: Some("smtp-doctor {host}:{port} {user} --ask-password"),
            link: None,
            when: When::With("wanted"),
        },
        TRY_WEAKER,
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use {other}, which the server offers too, here and in the program.",
                zh_cn: "改用服务器同样提供的 {other}，程序中也这样设置。",
            },
            command: Some("smtp-doctor {host}:{port} {user} --ask-password --auth {other}"),
            link: None,
            when: When::With("other"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "On Exchange, allow basic authentication over TLS on the receive connector for clients (port 587). \
                     NTLM and GSSAPI alone serve Windows logins only.",
                zh_cn: "如果是 Exchange，请在客户端接收连接器（587 端口）上开启“基本身份验证（启动 TLS 之后）”。NTLM 和 GSSAPI 只供 Windows 登录使用。",
            },
            command: None,
            link: None,
            when: When::With("windows_only"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Offer PLAIN and LOGIN under TLS; in Dovecot: auth_mechanisms = plain login.",
                zh_cn: "在 TLS 下提供 PLAIN 和 LOGIN，Dovecot 的设置是 auth_mechanisms = plain login。",
            },
            command: None,
            link: None,
            when: When::With("own_server"),
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
    ],
    settled_by: Text {
        en: "smtp-doctor compares the login methods that the server lists after AUTH with those that can be \
             used. If they have none in common, or the server refuses the chosen one as such (500, 502, 504), it is this.",
        zh_cn: "smtp-doctor 把服务器在 AUTH 之后列出的认证方式与可用的方式对照。如果没有共同支持的方式，或者服务器拒绝所选的方式本身（500、502、504），就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[Code("auth/bad-credentials"), Code("auth/temporary-failure")],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[PARAMETER, SYNTAX, ENHANCED, WORDS];

/// The same, and what libraries and programs say where it came to no refusal.
static SYMPTOMS: &[Pattern] = &[PARAMETER, ENHANCED, WORDS, LIBRARIES];

const PARAMETER: Pattern = Pattern { codes: 504..=504, enhanced: "", words: "" };

const SYNTAX: Pattern = Pattern { codes: 501..=501, enhanced: "", words: "" };

const ENHANCED: Pattern =
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.7.4 5.5.4 5.5.6 4.7.12 5.7.12", words: "" };

const WORDS: Pattern = Pattern {
    codes: 500..=599,
    enhanced: "",
    words: "
        no compatible authentication mechanism
        mechanism & not supported
        mechanism & unsupported
        unsupported & mechanism
        mechanism & unknown
        unknown & mechanism
        invalid authentication mechanism
        no mechanism available
        mechanism & too weak
        mechanism not available
        unrecognized authentication type
        authentication type & not supported
        ",
};

const LIBRARIES: Pattern = Pattern::said(
    "
    no authentication mechanisms supported by both
    no supported authentication mechanism
    no supported authentication methods
    no suitable authentication method
    no suitable authentication
    no worthy mechs
    no mechanism available
    cannot find a usable authentication method
    authentication method is not supported
    requested authentication method
    authentication method & not supported
    unknown authentication method
    unsupported authentication
    does not support smtp auth type
    no supported authenticators
    no authentication type
    authentication mechanism unavailable
    unrecognized authentication type
    none of the server's authentication methods
    认证方式 & 不支持
    验证方式 & 不支持
    认证机制 & 不支持
    auth plain refused
    plain refused
    xoauth is no longer
    auth type not supported
    mechanism is not supported
    mechanism disabled
    mechanism refused
    mechanism rejected
    no matching authentication
    no common authentication
    no acceptable auth
    unknown auth
    unsupported auth
    bad auth type
    auth method not
    authentication type not
    mechanism not allowed
    mechanism not enabled
    mechanism required
    cram-md5 not
    plain not supported
    login not supported
    认证类型
    authentifizierungsmethode & nicht
    méthode d'authentification & pas
    método de autenticación & no
    ",
);

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let provider = refusal::provider(evidence);
    let refused = refusal::refusals(evidence, provider).into_iter().filter_map(|refusal| {
        let found = (refusal.means == CAUSE.code).then(|| refusal.with_weaker(refusal.shown()))?;
        if found.args.iter().any(|(name, _)| *name == "weaker_offered") {
            return Some(found);
        }
        let known = |name: &&String| matches!(name.as_str(), "PLAIN" | "LOGIN" | "CRAM-MD5");
        Some(match refusal.offered.iter().filter(known).find(|name| refusal.mechanism != Some(*name)) {
            Some(other) => found.with("other", other),
            None => found,
        })
    });
    let unshared = evidence.attempts.iter().enumerate().filter_map(|(index, attempt)| {
        let Some(Failure::NotOffered { offered }) = attempt.auth.failure() else {
            return None;
        };
        if offered.is_empty() {
            return None;
        }
        let found = with_provider(Match::attempt(index, Stage::Auth, list(offered)), provider);
        let found = if waits_for_tls(attempt) { found.with("under_tls", "") } else { found };
        let found = match (is_windows_only(offered), provider) {
            (true, _) => found.with("windows_only", ""),
            (false, None) => found.with("own_server", ""),
            (false, Some(_)) => found,
        };
        let wanted = evidence.plan.login.as_ref().and_then(|login| login.mechanism.as_ref());
        let found = match wanted {
            Some(wanted) if offered.contains(wanted) => found.with("wanted", wanted).and(unbound(wanted)),
            Some(wanted) => found.with("wanted", wanted).and(asked_for(wanted)),
            None => found,
        };
        Some(foreign_mechanism::meanings(offered).fold(found, Match::and))
    });
    refused.chain(unshared).collect()
}

fn list(offered: &[String]) -> Proof {
    let text = Text { en: "The server offers only {offered}", zh_cn: "服务器只提供 {offered}" };
    Proof::new(text, vec![("offered", offered.join(" "))])
}

fn asked_for(wanted: &str) -> Proof {
    let text = Text { en: "Only {wanted} was to be used", zh_cn: "指定只使用 {wanted}" };
    Proof::new(text, vec![("wanted", wanted.to_owned())])
}

fn unbound(wanted: &str) -> Proof {
    let text = Text {
        en: "Only {wanted} was to be used, which ties the login to TLS 1.3, and this connection has no TLS 1.3",
        zh_cn: "指定只使用 {wanted}，它要把登录与 TLS 1.3 绑定，而这个连接没有使用 TLS 1.3",
    };
    Proof::new(text, vec![("wanted", wanted.to_owned())])
}

fn is_windows_only(offered: &[String]) -> bool {
    offered.iter().all(|name| matches!(name.as_str(), "NTLM" | "GSSAPI" | "GSS-SPNEGO"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{refused, refused_by, unsent};
    use crate::evidence::sample::{ehlo, passed};
    use crate::plan::Security;

    fn offering(mechanisms: &[&str]) -> Evidence {
        let offered = mechanisms.iter().map(|name| (*name).to_owned()).collect();
        unsent(Security::Plain, Failure::NotOffered { offered })
    }

    fn has(found: &Match, arg: &str) -> bool {
        found.args.iter().any(|(name, _)| *name == arg)
    }

    #[test]
    fn windows_logins_in_clear_point_to_tls() {
        let mut evidence = offering(&["NTLM", "GSSAPI"]);
        evidence.attempts[0].ehlo = passed(ehlo("STARTTLS\nAUTH NTLM GSSAPI"));
        let found = told_by(&evidence);
        assert!(has(&found[0], "under_tls") && has(&found[0], "windows_only"));
        assert!(!has(&told_by(&offering(&["DIGEST-MD5"]))[0], "under_tls"));
    }

    #[test]
    fn a_mechanism_that_was_insisted_on_is_named() {
        let mut evidence = offering(&["LOGIN"]);
        evidence.plan.login.as_mut().unwrap().mechanism = Some("CRAM-MD5".into());
        assert!(has(&told_by(&evidence)[0], "wanted"));
    }

    #[test]
    fn a_refused_mechanism_is_told_with_another() {
        let mut evidence = refused_by("PLAIN", 504, "5.7.4 Unrecognized authentication type");
        if let crate::evidence::Outcome::Failed { facts: Some(auth), .. } = &mut evidence.attempts[0].auth {
            auth.offered = vec!["PLAIN".into(), "LOGIN".into()];
        }
        assert!(told_by(&evidence)[0].args.contains(&("other", "LOGIN".to_owned())));
    }

    #[test]
    fn what_is_offered_in_place_of_a_password_is_explained() {
        let told = told_by(&offering(&["GSSAPI", "XOAUTH2", "X-OWN", "NTLM"]));
        assert_eq!(told[0].proof.len(), 4);
    }

    #[test]
    fn an_empty_list_and_a_refused_password_are_something_else() {
        assert!(told_by(&offering(&[])).is_empty());
        assert!(told_by(&refused(535, "5.7.8 Authentication failed")).is_empty());
    }
}
