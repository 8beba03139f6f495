//! The server stops taking logins for a while, because there were too many.
//!
//! It says nothing about the password of this very login: a right one is refused as well until the limit is lifted, and
//! every further try may prolong it.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/too-many-attempts"),
    severity: Severity::Error,
    title: Text {
        en: "There were too many logins, and {host} takes no more for now",
        zh_cn: "登录次数过多，{host} 暂时不再接受登录",
    },
    explanation: Text {
        en: "The server limits how often one may log in, or how often a login may fail. Until it lifts the \
             limit, it refuses the right password too.",
        zh_cn: "服务器限制登录次数或登录失败的次数。在限制解除之前，即使密码正确也会被拒绝。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Stop every program that keeps logging in with an old password, and correct the password \
                     there. Then wait for an hour.",
                zh_cn: "停止所有仍在用旧密码反复登录的程序，改正其中的密码，然后等待一小时。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Then test once: each further failure may prolong the wait.",
                zh_cn: "之后只测试一次：再次失败可能延长等待时间。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Keep one connection open and send all messages over it, in place of a login for every \
                     message.",
                zh_cn: "保持一个连接，用它发送所有邮件，不要每封邮件都重新登录。",
            },
            command: None,
            link: None,
            when: When::Without("by_address"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "The server counts by Internet address. If others share yours, find the program among theirs that \
                     keeps failing to log in, or send from another address.",
                zh_cn: "服务器按公网地址计数。如果与他人共用公网地址，请找出其中反复登录失败的程序，或者换一个公网地址发信。",
            },
            command: None,
            link: None,
            when: When::With("by_address"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "On your own server, see in the log who fails to log in, and lift the ban; with fail2ban:",
                zh_cn: "如果是自己的服务器，请在日志中查看是谁反复登录失败，并解除封禁。使用 fail2ban 时：",
            },
            command: Some("sudo fail2ban-client status"),
            link: None,
            when: When::With("at_other"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to its only login. It is this when the reply speaks of too \
             many logins, attempts, errors or connections.",
        zh_cn: "smtp-doctor 只登录一次并查看答复。如果答复提到登录、尝试、错误或连接过多，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[Code("auth/bad-credentials"), Code("auth/temporary-failure")],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            too many & login
            too many & logon
            too many & auth
            too many & attempt
            too many & fail
            too many & invalid
            too many & error
            too many & password
            too many & session
            too many & connection
            excessive & auth
            auth & limit exceed
            login & limit exceed
            login & rate limit
            auth & rate limit
            frequency limit
            connections limit exceed
            过于频繁
            次数过多
            频率限制
            次数超过
            ",
    },
    Pattern { codes: 526..=526, enhanced: "", words: "authentication failure[1]" },
    Pattern::said(
        "
        too many login attempts
        too many failed login
        too many authentication failures
        too many bad auth attempts
        登录过于频繁
        登录次数过多
        登录失败次数过多
        login frequency
        login limit
        too many bad auth
        attempts exceeded
        attempt limit
        locked temporarily
        temporarily locked
        smtp auth error limit
        error limit exceed
        auth error limit
        too many wrong
        zu viele fehlgeschlagene
        trop de tentatives
        demasiados intentos
        troppi tentativi
        слишком много попыток
        试错次数
        错误次数
        尝试次数
        登录频率
        频繁登录
        too much fail authentication
        too much failed
        authentication failures exceeded
        ",
    ),
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let refusals = refusal::refusals(evidence, refusal::provider(evidence));
    let told = refusals.iter().filter(|refusal| refusal.means == CAUSE.code).map(|refusal| {
        let text = refusal.reply.text().to_lowercase();
        let by_address = ["ip is rejected", "your ip", "ip address", "from this ip"];
        if by_address.iter().any(|words| text.contains(words)) {
            refusal.shown().with("by_address", "")
        } else {
            refusal.shown()
        }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::refused;

    #[test]
    fn a_limit_is_told() {
        assert_eq!(told_by(&refused(454, "4.7.0 Too many login attempts, please try again later.")).len(), 1);
        assert_eq!(told_by(&refused(450, "4.7.1 Error: too many AUTH commands from host")).len(), 1);
        assert_eq!(told_by(&refused(554, "IP is rejected, smtp auth error limit exceed, x")).len(), 1);
        assert_eq!(told_by(&refused(535, "登录过于频繁，请稍后再试")).len(), 1);
    }

    #[test]
    fn a_wrong_password_and_a_list_of_reasons_are_no_limit() {
        assert!(told_by(&refused(535, "5.7.8 Authentication failed")).is_empty());
        assert!(told_by(&refused(535, "Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.")).is_empty());
        assert!(told_by(&refused(535, "5.7.0 (#AUTH005) Too many bad auth attempts.")).is_empty());
    }
}
