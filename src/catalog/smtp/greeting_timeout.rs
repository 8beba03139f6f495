//! The server takes the connection and never greets.
//!
//! A port that waits for TLS is silent in the same way. The claim is made only where a ClientHello is not answered
//! either, or where that could not be tried; the proof says which.

use super::dialogue::{SHOWN, failed_greetings, waited};
use super::other_order;
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;
use crate::smtp::ServerText;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/greeting-timeout"),
    severity: Severity::Error,
    title: Text {
        en: "{host} does not greet on port {port}", zh_cn: "{host} 在 {port} 端口没有发出问候"
    },
    explanation: Text {
        en: "An SMTP server speaks first, with a line that begins with 220. The connection is open, yet that \
             line does not come within {timeout} seconds, so nothing can be sent.",
        zh_cn: "SMTP 服务器应当先开口，发来以 220 开头的一行问候。连接已经建立，\
                但 {timeout} 秒内没有等到这一行，所以无法发信。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try TLS from the first byte: a port that is meant for SSL stays silent until then.",
                zh_cn: "改用 SSL连接（隐式 TLS）再试一次：专供 SSL 的端口在收到 TLS 握手之前不会出声。",
            },
            command: Some("smtp-doctor {host}:{port} --tls=implicit"),
            link: None,
            when: When::With("untried"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Wait longer once: some servers look up the name of your address first and greet late.",
                zh_cn: "延长超时再试一次：有些服务器会先反查你的地址，问候来得很慢。",
            },
            command: Some("smtp-doctor {host}:{port} --timeout 90"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Look for a firewall, VPN, proxy or mail scanner on the way that accepts connections \
             itself: it answers in place of a server that it cannot reach.",
                zh_cn: "检查途中是否有防火墙、VPN、代理或邮件扫描软件替服务器接受连接：它连不上服务器，\
                却先应了下来。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Check whether the mail service is overloaded or waits for a DNS answer about the client.",
                zh_cn: "在服务器上查看邮件服务是否过载，或者是否在等待对客户端地址的 DNS 反查。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor connects and waits for the greeting, and tries a TLS handshake on the same port too. \
             If neither is answered, it is this; if TLS works, the port wants TLS from the start.",
        zh_cn: "smtp-doctor 连接后等待问候，并在同一端口上尝试 TLS 握手。如果两者都没有回应，就是这个原因；如果 TLS 可用，则是该端口要求一开始就用 SSL连接。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[Pattern::said(
    "
    timed out while receiving the initial server greeting
    initial server greeting & timed out
    timeout & initial connection
    timed out & initial connection
    greeting & timed out
    greeting & timeout
    timed out & banner
    timeout & banner
    waiting for greeting
    waiting for the greeting
    waiting for banner
    no greeting
    no smtp greeting
    net::readtimeout
    read tcp & i/o timeout
    the operation has timed out
    could not connect to smtp host & read timed out
    等待 & 问候 & 超时
    连接 & 无响应
    220 & not received
    banner & never
    no 220
    timed out waiting for the banner
    timed out waiting for 220
    no welcome message
    ",
)];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed_greetings(evidence)
        .filter_map(|(index, failure)| {
            let Failure::TimedOut { after_ms, fragment } = failure else { return None };
            let found = Match::attempt(index, Stage::Greeting, silence(fragment));
            let found = found.with("timeout", waited(*after_ms));
            other_order::unless_it_works(evidence, index, found)
        })
        .collect()
}

fn silence(fragment: &ServerText) -> Proof {
    if fragment.is_empty() {
        Proof::new(
            Text {
                en: "{host} accepts the connection on port {port} and sends nothing for {timeout} seconds",
                zh_cn: "{host} 接受了 {port} 端口的连接，但 {timeout} 秒内没有发来任何内容",
            },
            Vec::new(),
        )
    } else {
        Proof::new(
            Text {
                en: "{host} begins a greeting on port {port} and does not end it within {timeout} seconds: {fragment}",
                zh_cn: "{host} 在 {port} 端口的问候开了头，{timeout} 秒内没有发完：{fragment}",
            },
            vec![("fragment", fragment.shown(SHOWN))],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{failed, failed_with, follow_up, healthy, passed, timed_out, tls};
    use crate::evidence::{Attempt, FollowUp, Outcome, Question, Tls};
    use crate::plan::{Route, Security};

    #[test]
    fn silence_to_both_orders_is_told() {
        let mut evidence = healthy(587, Security::Plain);
        evidence.attempts[0].greeting = failed(timed_out());
        evidence.follow_ups.push(other_order(failed(timed_out())));
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].proof.len(), 2);
        assert_eq!(found[0].args, [("timeout", "30".to_owned())]);
    }

    #[test]
    fn a_port_that_answers_tls_is_not_silent() {
        let mut evidence = healthy(465, Security::Plain);
        evidence.attempts[0].greeting = failed(timed_out());
        evidence.follow_ups.push(other_order(passed(tls())));
        assert!(told_by(&evidence).is_empty());
        evidence.follow_ups[0].attempt.tls = failed_with(Failure::Certificate, tls());
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn what_was_not_tried_is_said() {
        let mut evidence = healthy(587, Security::Plain);
        evidence.attempts[0].greeting = failed(timed_out());
        assert!(told_by(&evidence)[0].args.contains(&("untried", "yes".to_owned())));
    }

    #[test]
    fn what_was_waited_is_said() {
        let mut evidence = healthy(587, Security::Plain);
        for (after_ms, said) in [(10_012, "10"), (12_500, "12.5"), (250, "0.25")] {
            evidence.attempts[0].greeting =
                failed(Failure::TimedOut { after_ms, fragment: ServerText::default() });
            assert!(told_by(&evidence)[0].args.contains(&("timeout", said.to_owned())), "{after_ms}");
        }
    }

    fn other_order(tls: Outcome<Tls>) -> FollowUp {
        let route = Route { port: 465, security: Security::Implicit };
        let mut attempt = Attempt::new(route);
        attempt.tls = tls;
        follow_up(Question::OtherOrder { route }, attempt)
    }
}
