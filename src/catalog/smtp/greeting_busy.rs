//! The server greets with a refusal for now (4yz, most often 421).
//!
//! It is up and reachable; it takes no further session at this moment. A 5yz greeting is `smtp/greeting-rejected`.

use super::dialogue::{SHOWN, failed_greetings};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;
use crate::smtp::Reply;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/greeting-busy"),
    severity: Severity::Error,
    title: Text { en: "{host} accepts no new session for now", zh_cn: "{host} 暂时不接受新的会话" },
    explanation: Text {
        en: "In place of a greeting the server says that it cannot serve you at the moment: too many \
             connections, too much load or a limit on your address. This may pass by itself.",
        zh_cn: "服务器没有问候，而是表示暂时不能服务：连接太多、负载过高，或者对你的地址有限制。\
                稍后可能自行恢复。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch off mail scanning in the security software of this machine: the reply comes \
                     from it, not from the server.",
                zh_cn: "关闭本机安全软件的邮件扫描：这个答复来自该软件，而不是服务器。",
            },
            command: None,
            link: None,
            when: When::With("scanner"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Open fewer connections at the same time, and send several messages over one connection.",
                zh_cn: "减少同时打开的连接，用一个连接发送多封邮件。",
            },
            command: None,
            link: None,
            when: When::With("too_many"),
        },
        Remedy {
            who: Who::You,
            text: Text { en: "Wait a few minutes and test again.", zh_cn: "等几分钟再测试一次。" },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Check whether connection limits, load or a lack of disk space hold sessions back.",
                zh_cn: "检查服务器是否因连接数限制、负载过高或磁盘空间不足而拒绝会话。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the first line that the server sends. If it begins with 4, most often 421, it \
             is this. A later test may pass.",
        zh_cn: "smtp-doctor 查看服务器发来的第一行。如果以 4 开头（通常是 421），就是这个原因；稍后再测试可能会通过。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[
    Pattern {
        codes: 421..=421,
        enhanced: "",
        words: "
            too many connected clients
            too busy
            too many connections
            too many sessions
            concurrent
            connection limit
            connections per
            refused to talk to me
            invalid greeting
            bad greeting
            hl:icc
            ",
    },
    Pattern::said(
        "
        too many concurrent smtp connections
        too many concurrent connections
        too many connections
        too many simultaneous connections
        too many sessions from
        too many smtp sessions
        maximum number of concurrent connections
        concurrent connections has exceeded
        connection limit exceeded
        too many concurrent
        refused to talk to me: 4
        invalid greeting. response=4
        could not connect to smtp host & response: 4
        unexpected smtp-server response: 4
        cannot connect to smtp server & connect error
        too many & processes
        rejecting connections on daemon
        load average & too high
        no more connections
        并发 & 连接 & 超过
        连接数 & 过多
        連線 & 過多
        too many connections from your
        too many simultaneous sessions
        maximum number of connections
        maximum connections reached
        max connections
        all server ports are busy
        all ports busy
        server is busy, try
        too busy to accept
        too many smtp clients
        connection rate limit exceeded
        connection frequency limited
        limit of concurrent connections
        concurrent smtp
        simultaneous smtp
        zu viele gleichzeitige verbindungen
        trop de connexions simultanées
        demasiadas conexiones simultáneas
        number of connections exceeded
        connections exceeded
        ",
    ),
];

const TOO_MANY: Pattern = Pattern {
    codes: 400..=499,
    enhanced: "",
    words: "
        too many
        concurrent
        connection & limit
        hl:icc
        ",
};

/// Mail scanners take every connection themselves and then tell that they could not make theirs.
const SCANNER: Pattern =
    Pattern { codes: 421..=421, enhanced: "", words: "cannot connect to smtp server & connect error" };

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed_greetings(evidence)
        .filter_map(|(index, failure)| match failure {
            Failure::Rejected { reply } if reply.is_transient() => Some(busy(index, reply)),
            _ => None,
        })
        .collect()
}

fn busy(index: usize, reply: &Reply) -> Match {
    let proof = Proof::new(
        Text {
            en: "The server greets on port {port} with: {reply}",
            zh_cn: "服务器在 {port} 端口的问候是：{reply}",
        },
        vec![("reply", reply.shown(SHOWN))],
    );
    let found = Match::attempt(index, Stage::Greeting, proof);
    if SCANNER.fits(reply) {
        found.with("scanner", "yes")
    } else if TOO_MANY.fits(reply) {
        found.with("too_many", "yes")
    } else {
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{failed, healthy, rejected};
    use crate::plan::Security;

    fn told(code: u16, text: &str) -> Vec<Match> {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].greeting = failed(rejected(code, text));
        told_by(&evidence)
    }

    #[test]
    fn a_busy_server_is_told() {
        assert_eq!(told(421, "4.7.0 Error: too many connections")[0].args, [("too_many", "yes".to_owned())]);
        assert!(told(421, "4.3.2 Service not available")[0].args.is_empty());
        let scanner = "Cannot connect to SMTP server 192.0.2.1 (192.0.2.1:587), connect error 10060";
        assert_eq!(told(421, scanner)[0].args, [("scanner", "yes".to_owned())]);
    }

    #[test]
    fn a_refusal_for_good_is_another_cause() {
        assert!(told(554, "too many connections").is_empty());
    }
}
