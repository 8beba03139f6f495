//! Something on the way takes the offer of STARTTLS out of the server's words.
//!
//! It is taken for a server without encryption. A firewall that inspects mail writes `XXXXXXXA` over the keyword or
//! asterisks over the greeting; an attacker leaves no such mark, but a provider known to offer STARTTLS does not stop.

use super::endpoint::{encrypted_port, known, offers_starttls};
use crate::catalog::{BETWEEN, Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::escape::visible_within;
use crate::evidence::{Attempt, Ehlo, Evidence, Failure, Hello, Stage};
use crate::locale::Text;
use crate::plan::Security;
use crate::provider::Endpoint;

/// The most characters of the server's words that are quoted.
const SHOWN: usize = 200;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("starttls/stripped"),
    severity: Severity::Error,
    title: Text {
        en: "Something on the way to {host} removes STARTTLS",
        zh_cn: "STARTTLS 在到 {host} 的途中被删除",
    },
    explanation: Text {
        en: "The server's offer to encrypt on port {port} does not arrive as it was sent: a firewall or \
             security product that inspects mail, or an attacker, alters it. Password and mail would travel \
             unencrypted, and whoever alters the dialogue could read them.",
        zh_cn: "服务器在 {port} 端口提供加密的应答在途中被改动：改动者可能是检查邮件的防火墙、安全软件，\
                也可能是攻击者。密码和邮件将以明文传输，能改动通信的一方也能看到这些内容。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use port {tls_port} with SSL: it encrypts from the first byte and leaves nothing to \
                     remove.",
                zh_cn: "改用 {tls_port} 端口和 SSL 方式：它从一开始就加密，途中无法删改。",
            },
            command: Some("smtp-doctor {host}:{tls_port} --tls=implicit"),
            link: None,
            when: When::With("tls_port"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try port 465 with SSL: it encrypts from the first byte and leaves nothing to remove.",
                zh_cn: "试用 465 端口和 SSL 方式：它从一开始就加密，途中无法删改。",
            },
            command: Some("smtp-doctor {host}:465 --tls=implicit"),
            link: None,
            when: When::Neither("tls_port", "working_port"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Switch off the inspection of SMTP in the firewall (Cisco ASA: `no inspect esmtp`, old \
             PIX: `no fixup protocol smtp 25`) or let it pass STARTTLS.",
                zh_cn: "在防火墙上关闭 SMTP 检查（Cisco ASA：`no inspect esmtp`；旧款 PIX：\
                `no fixup protocol smtp 25`），或者允许 STARTTLS 通过。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch off the mail shield of the antivirus, test again, and compare with another \
             network. Do not log in over this one until STARTTLS is back.",
                zh_cn: "关闭杀毒软件的邮件防护后再测试，并与另一个网络对比。STARTTLS 恢复之前，\
                        不要在当前网络登录。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor looks for traces of tampering in the server's words: a keyword overwritten with X, a \
             greeting of asterisks, or a provider that is known to offer STARTTLS and does not do so here. One \
             of them settles it.",
        zh_cn: "smtp-doctor 会在服务器的答复中寻找被改动的痕迹：关键字被改写成 X、问候变成星号，或者已知提供 STARTTLS 的服务商在这里却没有提供。有其中之一，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        xxxxxxxa
        250-xxxxxxxx
        250 xxxxxxxx
        220 ****
        220-****
        esmtp inspection
        inspect esmtp
        fixup protocol smtp
        esmtp fixup
        pix workarounds
        enabling pix workarounds
        starttls & stripped
        starttls & stripping
        starttls & strips
        strips & starttls
        starttls & filtered
        starttls & removed by
        starttls & downgrade
        starttls & firewall
        starttls & antivirus
        starttls & cisco
        starttls & 剥离
        starttls & 防火墙
        starttls & 被删除
        starttls & 过滤
        ",
    )],
    supersedes: &[
        Code("starttls/not-offered"),
        Code("auth/not-offered"),
        Code("auth/tls-required"),
        Code("auth/plaintext-refused"),
    ],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    told_of(evidence, &known(&evidence.plan.target.host))
}

fn told_of(evidence: &Evidence, endpoints: &[Endpoint]) -> Vec<Match> {
    let told = |(index, attempt): (usize, &Attempt)| {
        let ehlo = attempt.ehlo.facts().filter(|ehlo| !ehlo.capabilities.has("STARTTLS"))?;
        if attempt.spoken == Security::Implicit {
            return None;
        }
        let mut marks = marks(attempt, ehlo);
        if ehlo.hello == Hello::Ehlo && offers_starttls(endpoints, attempt.route.port) {
            marks.push(known_otherwise(ehlo));
        }
        let stage = if attempt.starttls.failure().is_some() { Stage::StartTls } else { Stage::Ehlo };
        let mut marks = marks.into_iter();
        let mut found = Match::attempt(index, stage, marks.next()?);
        found.proof.extend(marks);
        if let Some(port) = encrypted_port(evidence, endpoints) {
            found = found.with("tls_port", port.to_string());
        }
        Some(if stops_mail(attempt) { found } else { found.as_severe_as(Severity::Warning) })
    };
    evidence.attempts.iter().enumerate().filter_map(told).collect()
}

/// The marks that an inspecting firewall leaves.
fn marks(attempt: &Attempt, ehlo: &Ehlo) -> Vec<Proof> {
    let mut marks = Vec::new();
    if ehlo.capabilities.is_masked() {
        marks.push(Proof::new(
            Text {
                en: "The reply to EHLO lists no STARTTLS, but a keyword overwritten with X: {listed}",
                zh_cn: "服务器对 EHLO 的答复中没有 STARTTLS，却有被改写成 X 的关键字：{listed}",
            },
            vec![("listed", keywords(ehlo))],
        ));
    }
    let greeting = attempt.greeting.facts().map(|greeting| &greeting.reply);
    if let Some(reply) = greeting.filter(|reply| is_masked(&reply.text())) {
        marks.push(Proof::new(
            Text {
                en: "The greeting is overwritten with asterisks: {greeting}",
                zh_cn: "服务器的问候被改写成了星号：{greeting}",
            },
            vec![("greeting", reply.shown(SHOWN))],
        ));
    }
    marks
}

fn known_otherwise(ehlo: &Ehlo) -> Proof {
    Proof::new(
        Text {
            en: "{host} is known to offer STARTTLS on port {port}, and the list that arrives has none: \
                 {listed}",
            zh_cn: "已知 {host} 在 {port} 端口提供 STARTTLS，而收到的列表中没有：{listed}",
        },
        vec![("listed", keywords(ehlo))],
    )
}

fn keywords(ehlo: &Ehlo) -> String {
    visible_within(&ehlo.capabilities.keywords.join(BETWEEN), SHOWN)
}

/// Whether a text is mostly asterisks; an ornament such as `*** Welcome ***` is not.
fn is_masked(text: &str) -> bool {
    let stars = text.matches('*').count();
    let letters = text.chars().filter(|c| !c.is_whitespace()).count();
    stars >= 3 && stars * 3 >= letters * 2
}

/// Whether mail fails for want of encryption: it was insisted on, or the login depends on it.
fn stops_mail(attempt: &Attempt) -> bool {
    let is_want = |failure: Option<&Failure>| {
        matches!(failure, Some(Failure::NotOffered { .. } | Failure::Withheld { .. }))
    };
    is_want(attempt.starttls.failure()) || is_want(attempt.auth.failure())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{ehlo, failed, healthy, passed, reply};
    use crate::evidence::{Greeting, Outcome};

    fn without(keywords: &str) -> Evidence {
        let mut evidence = healthy(587, Security::StartTls);
        let attempt = &mut evidence.attempts[0];
        attempt.ehlo = passed(ehlo(keywords));
        attempt.starttls = failed(Failure::NotOffered { offered: Vec::new() });
        attempt.tls = Outcome::Unreached { after: Stage::StartTls };
        attempt.ehlo_again = Outcome::Unreached { after: Stage::StartTls };
        attempt.auth = Outcome::Unreached { after: Stage::StartTls };
        evidence
    }

    #[test]
    fn a_masked_keyword_is_told() {
        let found = told_by(&without("SIZE 1000\nXXXXXXXA"));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].stage, found[0].severity), (Stage::StartTls, None));
    }

    #[test]
    fn a_masked_greeting_is_told_and_an_ornament_is_not() {
        let mut evidence = without("SIZE 1000");
        for (text, count) in [("************2******0**", 1), ("*** Welcome to our server ***", 0)] {
            evidence.attempts[0].greeting = passed(Greeting { reply: reply(220, text) });
            assert_eq!(told_by(&evidence).len(), count, "{text}");
        }
    }

    #[test]
    fn a_provider_known_to_offer_it_is_believed() {
        let evidence = without("SIZE 1000");
        let endpoint = |port| Endpoint::new("smtp.example.com", port, Security::StartTls);
        assert_eq!(told_of(&evidence, &[endpoint(587)]).len(), 1);
        assert!(told_of(&evidence, &[endpoint(25)]).is_empty());
        assert!(told_of(&evidence, &[]).is_empty());
    }

    #[test]
    fn mail_that_goes_all_the_same_is_warned_of() {
        let mut evidence = healthy(25, Security::Plain);
        evidence.attempts[0].route.security = Security::Opportunistic;
        evidence.attempts[0].ehlo = passed(ehlo("XXXXXXXA\nAUTH PLAIN"));
        evidence.attempts[0].auth = Outcome::NotPlanned;
        assert_eq!(told_by(&evidence)[0].severity, Some(Severity::Warning));
    }

    #[test]
    fn an_encrypted_session_needs_no_offer() {
        let endpoint = Endpoint::new("smtp.example.com", 465, Security::StartTls);
        assert!(told_of(&healthy(465, Security::Implicit), &[endpoint]).is_empty());
        assert!(told_by(&healthy(587, Security::StartTls)).is_empty());
    }
}
