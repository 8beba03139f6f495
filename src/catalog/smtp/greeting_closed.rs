//! The server, or something between, ends the connection before the greeting.
//!
//! A port that waits for TLS may hang up on a client that does not start it. The claim is made only where TLS was not
//! established on the same port, and the proof says whether that was tried.

use super::dialogue::{SHOWN, failed_greetings};
use super::other_order;
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/greeting-closed"),
    severity: Severity::Error,
    title: Text {
        en: "{host} hangs up before it greets", zh_cn: "{host} 还没发出问候就断开了连接"
    },
    explanation: Text {
        en: "The other side ends the connection on port {port} before the line that every SMTP session begins \
             with. Often a rule on the server or on the way rejects your address.",
        zh_cn: "{port} 端口的连接建立之后，对方在发出 SMTP 问候之前就断开了。\
                常见的原因是服务器或途中的某条规则不接受你的地址。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try TLS from the first byte: a port that is meant for SSL may hang up on anything \
                     else.",
                zh_cn: "改用 SSL连接（隐式 TLS）再试一次：专供 SSL 的端口遇到别的开头可能直接断开。",
            },
            command: Some("smtp-doctor {host}:{port} --tls=implicit"),
            link: None,
            when: When::With("untried"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Test from another network, such as a mobile hotspot: if it works there, your address is \
             rejected here.",
                zh_cn: "换一个网络（例如手机热点）再试一次：如果那边正常，说明当前网络的地址被拒绝。",
            },
            command: Some("{rerun_direct}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Check whether a firewall, VPN or mail scanner ends SMTP connections to port {port}.",
                zh_cn: "检查防火墙、VPN 或邮件扫描软件是否会断开到 {port} 端口的 SMTP 连接。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Look for this connection in the log of the mail server: a deny rule, a ban after failed \
             logins, a connection limit or a crash.",
                zh_cn: "在邮件服务器的日志里查找这次连接：拒绝规则、登录失败后的封禁、连接数限制，或者程序崩溃。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor connects and sees whether the server hangs up before it says anything. It tries TLS \
             on the same port too. If both end like that, it is this.",
        zh_cn: "smtp-doctor 连接后查看服务器是否什么都没发就断开，并在同一端口上尝试 TLS。如果两种方式都是这样，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[Pattern::said(
    "
    lost connection with & initial server greeting
    lost connection & receiving the initial
    could not connect to smtp host & response: -1
    bad greeting & [eof]
    connection closed & initial connection
    closed connection & initial connection
    closed before & greeting
    closed & without greeting
    disconnected before & greeting
    connection closed by foreign host
    connection closed & econnection
    closed & command: 'conn'
    server closed the connection before
    eof before greeting
    unexpected eof on smtp connection
    no banner received
    closed the connection immediately
    smtpconnecterror & -1
    ",
)];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed_greetings(evidence)
        .filter_map(|(index, failure)| {
            let found = Match::attempt(index, Stage::Greeting, ending(failure)?);
            other_order::unless_it_works(evidence, index, found)
        })
        .collect()
}

fn ending(failure: &Failure) -> Option<Proof> {
    match failure {
        Failure::Closed { fragment } if !fragment.is_empty() => Some(Proof::new(
            Text {
                en: "{host} closes the connection on port {port} in the middle of the greeting: {fragment}",
                zh_cn: "{host} 在 {port} 端口的问候发到一半时关闭了连接：{fragment}",
            },
            vec![("fragment", fragment.shown(SHOWN))],
        )),
        Failure::Closed { .. } => Some(Proof::new(
            Text {
                en: "The connection to port {port} opens and is closed by the other side without a word",
                zh_cn: "{port} 端口的连接建立后，对方一言不发就关闭了连接",
            },
            Vec::new(),
        )),
        Failure::Reset => Some(Proof::new(
            Text {
                en: "The connection to port {port} opens and is then reset without a word",
                zh_cn: "{port} 端口的连接建立后，对方一言不发就重置了连接",
            },
            Vec::new(),
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Question;
    use crate::evidence::sample::{attempt, closed, failed, follow_up, healthy, timed_out};
    use crate::plan::{Route, Security};

    #[test]
    fn a_hang_up_before_the_greeting_is_told() {
        for failure in [closed(), Failure::Reset] {
            let mut evidence = healthy(587, Security::Plain);
            evidence.attempts[0].greeting = failed(failure);
            let found = told_by(&evidence);
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].args, [("untried", "yes".to_owned())]);
        }
    }

    #[test]
    fn under_tls_there_is_no_other_order_to_try() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].greeting = failed(closed());
        assert!(told_by(&evidence)[0].args.is_empty());
    }

    #[test]
    fn a_port_that_answers_tls_is_another_matter() {
        let mut evidence = healthy(465, Security::Plain);
        evidence.attempts[0].greeting = failed(closed());
        let route = Route { port: 465, security: Security::Implicit };
        evidence.follow_ups.push(follow_up(Question::OtherOrder { route }, attempt(route)));
        assert!(told_by(&evidence).is_empty());
        evidence.attempts[0].greeting = failed(timed_out());
        evidence.follow_ups.clear();
        assert!(told_by(&evidence).is_empty());
    }
}
