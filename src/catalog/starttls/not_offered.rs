//! The server does not offer STARTTLS.
//!
//! It is an error where STARTTLS was insisted on, and a warning where mail would go in clear for want of it. It is
//! taken for a wrong certificate or a wrong password. Where something on the way removes the offer, it is
//! `starttls/stripped`.

use super::endpoint::{encrypted_port, is_closed, known};
use crate::catalog::{BETWEEN, Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::escape::visible_within;
use crate::evidence::{Attempt, Ehlo, Evidence, Failure, Hello, Stage};
use crate::locale::Text;
use crate::plan::{SUBMISSIONS, Security};
use crate::provider::Endpoint;

/// The most characters of the list of keywords that are quoted.
const SHOWN: usize = 200;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("starttls/not-offered"),
    severity: Severity::Error,
    title: Text {
        en: "{host} offers no STARTTLS on port {port}",
        zh_cn: "{host} 的 {port} 端口不提供 STARTTLS",
    },
    explanation: Text {
        en: "STARTTLS is the command that turns encryption on, and the server does not list it. On this port \
             everything travels unencrypted, so a careful program sends neither password nor mail.",
        zh_cn: "STARTTLS 是开启加密的命令，而服务器没有提供它。在这个端口上，所有内容都是明文传输，\
                因此谨慎的程序不会发送密码和邮件。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use port {tls_port} with SSL: it encrypts from the first byte.",
                zh_cn: "改用 {tls_port} 端口和 SSL 方式：它从一开始就加密。",
            },
            command: Some("smtp-doctor {host}:{tls_port} --tls=implicit"),
            link: None,
            when: When::With("tls_port"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try port 465 with SSL, which needs no STARTTLS.",
                zh_cn: "试用 465 端口和 SSL 方式，它不需要 STARTTLS。",
            },
            command: Some("smtp-doctor {host}:465 --tls=implicit"),
            link: None,
            when: When::Neither("tls_port_settled", "working_port"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If this is a relay inside your own network that needs no encryption, switch STARTTLS off \
             in the application. Never send a password that way.",
                zh_cn: "如果这是内网中不需要加密的中继服务器，请在程序中关闭 STARTTLS。绝不要用这种方式发送密码。",
            },
            command: Some("smtp-doctor {host}:{port} --tls=none"),
            link: None,
            when: When::With("insisted"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Give the mail service a certificate and switch STARTTLS on (Postfix: \
                     `smtpd_tls_security_level = may`).",
                zh_cn: "为邮件服务配置证书并启用 STARTTLS（Postfix：`smtpd_tls_security_level = may`）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the server's answer to EHLO. If STARTTLS is not in it, and nothing \
             shows that it was removed on the way, it is this.",
        zh_cn: "smtp-doctor 会查看服务器对 EHLO 的答复。如果其中没有 STARTTLS，也没有被途中删除的痕迹，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        starttls extension not supported by server
        starttls extension not supported
        smtp starttls extension not supported by server
        does not support the starttls extension
        does not support starttls
        doesn't support starttls
        doesn't support the starttls
        not support starttls
        starttls is required but host does not support starttls
        starttls is required but
        starttls is required
        tls is required, but was not offered by host
        tls is required, but was not offered
        was not offered by host
        target host does not support starttls
        doesn't advertise that feature
        doesn't advertise starttls
        does not advertise starttls
        not advertise & starttls
        not advertised & starttls
        starttls not advertised
        starttls command used when not advertised
        starttls not available
        starttls is not available
        starttls not supported
        starttls is not supported
        starttls is not supported on this server
        starttls not offered
        starttls unsupported
        starttls unavailable
        not offer starttls
        no starttls
        missing starttls
        starttls missing
        starttls & missing_requirement
        missing_requirement & tls
        server does not support secure connections
        does not support secure connections
        server does not support tls
        tls not supported by server
        tls via the starttls command
        requested ssl level failed
        neither tls or starttls are in use
        does not support ssl-secured connections
        does not support ssl
        0x800ccc7d
        starttls & unrecognized command
        starttls & command not recognized
        starttls & command not implemented
        starttls & command unrecognized
        starttls & unknown command
        starttls & not implemented
        502 & starttls
        不支持 starttls
        不支持starttls
        未提供 starttls
        不提供 starttls
        没有 starttls
        服务器不支持安全连接
        不支持安全连接
        不支持 ssl 安全连接
        unterstützt kein starttls
        unterstützt starttls nicht
        ne prend pas en charge starttls
        no admite starttls
        セキュリティで保護された接続をサポートしていません
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    told_of(evidence, &known(&evidence.plan.target.host))
}

fn told_of(evidence: &Evidence, endpoints: &[Endpoint]) -> Vec<Match> {
    let told = |(index, attempt): (usize, &Attempt)| {
        let found = told_of_attempt(index, attempt)?;
        Some(match encrypted_port(evidence, endpoints) {
            Some(port) => found.with("tls_port", port.to_string()).with("tls_port_settled", ""),
            // It need not be tried where it was, and takes no connection.
            None if is_closed(evidence, SUBMISSIONS) => found.with("tls_port_settled", ""),
            None => found,
        })
    };
    evidence.attempts.iter().enumerate().filter_map(told).collect()
}

fn told_of_attempt(index: usize, attempt: &Attempt) -> Option<Match> {
    if let Some(Failure::NotOffered { offered }) = attempt.starttls.failure() {
        let ehlo = attempt.ehlo.facts();
        let keywords = ehlo.map_or(offered, |ehlo| &ehlo.capabilities.keywords);
        return Some(Match::attempt(index, Stage::StartTls, listed(ehlo, keywords)).with("insisted", ""));
    }
    let ehlo = attempt.ehlo.passed()?;
    let is_wanted = attempt.route.security == Security::Opportunistic && attempt.spoken == Security::Plain;
    if !is_wanted || ehlo.capabilities.has("STARTTLS") {
        return None;
    }
    // What goes to this machine itself passes no network.
    let severity = if is_local(attempt) { Severity::Info } else { Severity::Warning };
    let proof = listed(Some(ehlo), &ehlo.capabilities.keywords);
    Some(Match::attempt(index, Stage::Ehlo, proof).as_severe_as(severity))
}

fn listed(ehlo: Option<&Ehlo>, keywords: &[String]) -> Proof {
    if ehlo.is_some_and(|ehlo| ehlo.hello == Hello::Helo) {
        let text = Text {
            en: "The server knows HELO only, and that offers no extensions such as STARTTLS",
            zh_cn: "服务器只支持 HELO，而 HELO 不提供 STARTTLS 等扩展",
        };
        return Proof::new(text, Vec::new());
    }
    if keywords.is_empty() {
        let text = Text {
            en: "The reply to EHLO lists nothing",
            zh_cn: "服务器对 EHLO 的答复中没有列出任何扩展",
        };
        return Proof::new(text, Vec::new());
    }
    Proof::new(
        Text {
            en: "The reply to EHLO lists no STARTTLS, but: {listed}",
            zh_cn: "服务器对 EHLO 的答复中没有 STARTTLS，只有：{listed}",
        },
        vec![("listed", visible_within(&keywords.join(BETWEEN), SHOWN))],
    )
}

fn is_local(attempt: &Attempt) -> bool {
    attempt.tcp.facts().and_then(|tcp| tcp.peer).is_some_and(|peer| peer.ip().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Outcome;
    use crate::evidence::sample::{attempt, ehlo, failed, healthy, no_tcp, passed};
    use crate::plan::Route;

    fn insisted() -> Evidence {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].ehlo = passed(ehlo("SIZE 1000"));
        evidence.attempts[0].starttls = failed(Failure::NotOffered { offered: vec!["SIZE 1000".into()] });
        evidence
    }

    fn opportunistic() -> Evidence {
        let mut evidence = healthy(25, Security::Plain);
        evidence.attempts[0].route.security = Security::Opportunistic;
        evidence
    }

    #[test]
    fn an_offer_insisted_on_and_not_made_is_an_error() {
        let found = told_by(&insisted());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].stage, found[0].severity), (Stage::StartTls, None));
        assert_eq!(found[0].args, [("insisted", String::new())]);
        assert_eq!(found[0].proof[0].args, [("listed", "SIZE 1000".to_owned())]);
    }

    #[test]
    fn mail_in_clear_for_want_of_it_is_a_warning() {
        let found = told_by(&opportunistic());
        assert_eq!((found[0].stage, found[0].severity), (Stage::Ehlo, Some(Severity::Warning)));
    }

    #[test]
    fn this_machine_may_be_spoken_to_in_clear() {
        let mut evidence = opportunistic();
        if let Outcome::Passed { facts, .. } = &mut evidence.attempts[0].tcp {
            facts.peer = Some("127.0.0.1:25".parse().unwrap());
        }
        assert_eq!(told_by(&evidence)[0].severity, Some(Severity::Info));
    }

    #[test]
    fn a_port_that_encrypts_is_named() {
        let mut evidence = insisted();
        evidence.attempts.push(attempt(Route { port: 465, security: Security::Implicit }));
        assert!(told_by(&evidence)[0].args.contains(&("tls_port", "465".into())));
    }

    #[test]
    fn a_port_that_was_seen_to_be_closed_is_not_advised() {
        let mut evidence = insisted();
        let mut other = Attempt::new(Route { port: 465, security: Security::Implicit });
        other.tcp = no_tcp(Failure::Refused);
        evidence.attempts.push(other);
        let found = told_by(&evidence).remove(0);
        let has = |wanted| found.args.iter().any(|(name, _)| *name == wanted);
        assert!(has("tls_port_settled") && !has("tls_port"));
    }

    #[test]
    fn clear_text_by_the_users_own_wish_is_not_told() {
        assert!(told_by(&healthy(25, Security::Plain)).is_empty());
        assert!(told_by(&healthy(587, Security::Opportunistic)).is_empty());
    }
}
