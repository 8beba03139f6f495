//! The server cannot take the mail now, for a reason of its own that it does not name.
//!
//! Last of the causes that a reply 4yz may mean: every more precise one is read first.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/temporary-failure"),
    severity: Severity::Error,
    title: Text { en: "{host} cannot take the mail at the moment", zh_cn: "{host} 暂时无法接收邮件" },
    explanation: Text {
        en: "The server answers with a code that begins with 4: the failure is temporary, and the same mail \
             may be accepted later. User name, password and addresses need not be wrong.",
        zh_cn: "服务器的答复以 4 开头，表示故障是暂时的，同一封邮件稍后可能会被接收。用户名、密码和地址不一定有错。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Test again after 10 to 30 minutes. If that passes, nothing is wrong on your side.",
                zh_cn: "等 10 到 30 分钟再测试。如果通过，说明你这边没有问题。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Put the message into a queue and try again at growing intervals (for example after \
                     5, 15, 30 and 60 minutes) after every reply that begins with 4.",
                zh_cn: "凡是以 4 开头的答复，都把邮件放入队列，按逐渐加长的间隔重试（例如 5、15、30、60 分钟后）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "On your own server, look in its log at the time of the reply for a full disk, or for a \
                     database, LDAP, filter or DNS service that does not answer. Postfix: `warning:` and \
                     `fatal:` lines, `postfix check`. Exim: `paniclog`. Exchange: back pressure (event 15004 \
                     and following).",
                zh_cn: "如果是自己的服务器，请查看该时刻的日志，看看是不是磁盘已满，或者数据库、LDAP、过滤服务、DNS 没有应答。Postfix：`warning:` 和 `fatal:` 行，以及 `postfix check`。Exim：`paniclog`。Exchange：back pressure（事件 15004 等）。",
            },
            command: Some("sudo postfix check; df -h"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Provider,
            text: Text {
                en: "If it lasts for more than a few hours, look at the provider's status page, and send the \
                     whole reply with its time to the support.",
                zh_cn: "如果几小时后仍未恢复，请查看服务商的状态页面，并把完整的答复和时间提供给客服。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the sender, the recipients or the message. It is this when the \
             reply begins with 4 and names no other reason, and a later attempt passes.",
        zh_cn: "smtp-doctor 查看服务器对发件人、收件人和邮件内容的答复。如果答复以 4 开头又没有给出别的原因，而稍后再试可以通过，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The texts that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern {
        codes: 400..=499,
        enhanced: "",
        words: "
            temporary system problem
            temporary local problem
            temporary server
            temporary service
            temporary failure
            temporarily blocked
            temporary error
            temporary problem
            temporary lookup failure
            temporary resolution
            temporary dns
            temporary internal
            temporarily unavailable
            temporarily deferred
            temporarily rejected
            temporarily refused
            temporarily unable
            temporarily not available
            temporarily disabled
            temporarily suspended
            temporarily failed
            not temporarily
            local error in processing
            error in processing
            internal error
            internal server error
            server error
            system error
            backend error
            database error
            configuration error
            configuration problem
            queue file write error
            insufficient system resources
            insufficient resources
            out of memory
            server busy
            system busy
            service busy
            system is busy
            server is busy
            busy, please try
            too busy
            agent busy
            try again
            try later
            retry later
            please retry
            later please
            veuillez essayer plus tard
            essayer plus tard
            réessayer plus tard
            später erneut
            später noch einmal
            temporär
            intente más tarde
            inténtelo
            más tarde
            一時的
            しばらく
            稍后
            稍後
            暂时
            系统繁忙
            系统忙
            address verification in progress
            always deferred
            verification in progress
            ",
    },
    Pattern {
        codes: 400..=499,
        enhanced: "4.3.0 4.3.2 4.3.5 4.4.0 4.4.1 4.4.2 4.4.3 4.4.4 4.5.0 4.0.0",
        words: "",
    },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::said::refused;

    #[test]
    fn it_is_told() {
        for (code, text) in
            [(450, "4.3.2 System not accepting network messages"), (450, "系统繁忙，请稍后重试")]
        {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [
            (550, "5.7.1 Temporary failure"),
            (550, "5.1.1 User unknown"),
            (450, "4.1.8 <me@example.com>: Sender address rejected: Domain not found"),
        ] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }
}
