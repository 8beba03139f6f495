//! The server cannot judge the login at the moment.
//!
//! What checks passwords behind it does not answer. The reply (454 and other 4yz) is mistaken for a wrong password, and the
//! password is reset in vain.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/temporary-failure"),
    severity: Severity::Error,
    title: Text {
        en: "{host} cannot check the login at the moment", zh_cn: "{host} 目前无法验证登录"
    },
    explanation: Text {
        en: "The server cannot check the password now; what checks passwords behind it may be down or \
             overloaded. User name and password may be right.",
        zh_cn: "服务器暂时无法核对密码，它背后负责核对密码的服务可能没有运行，或者负载过高。用户名和密码可能是正确的。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text { en: "Wait a few minutes and test again.", zh_cn: "等几分钟后重新测试。" },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If it lasts, see in the server's log why the password check (Dovecot or SASL) does not answer.",
                zh_cn: "如果一直如此，请在服务器日志中查看密码验证服务（Dovecot 或 SASL）为什么没有响应。",
            },
            command: Some("sudo journalctl -u dovecot -u postfix --since '1 hour ago'"),
            link: None,
            when: When::With("own_server"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Test the password check on the server without SMTP. If this fails too, the fault lies in \
                     Dovecot or behind it (LDAP, database).",
                zh_cn: "在服务器上绕过 SMTP 直接测试密码验证。如果同样失败，故障就在 Dovecot 或它背后的 LDAP、数据库。",
            },
            command: Some("sudo doveadm auth test {user}"),
            link: None,
            when: When::With("own_server"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "On the Exchange servers, check the clocks and the service principal names (SPN): a Kerberos fault \
                     gives this reply.",
                zh_cn: "检查各台 Exchange 服务器的时间和服务主体名称（SPN）：Kerberos 故障会引起这个答复。",
            },
            command: None,
            link: None,
            when: When::With("exchange"),
        },
        Remedy {
            who: Who::Provider,
            text: Text {
                en: "If it lasts longer than an hour, look at the provider's status page and report the reply.",
                zh_cn: "如果超过一小时仍未恢复，请查看服务商的状态页面，并反馈这条答复。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the login. It is this when the reply begins with 4, most \
             often 454, and names no other reason; a later login with the same password passes.",
        zh_cn: "smtp-doctor 查看登录的答复。如果答复以 4 开头（通常是 454）且没有别的原因，就是这个原因；稍后用同一密码登录可以成功。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[FOR_GOOD];

/// The same, and the passing refusals, which mean it where nothing else is said.
static SYMPTOMS: &[Pattern] = &[FOR_GOOD, FOR_NOW];

const FOR_GOOD: Pattern = Pattern {
    codes: 500..=599,
    enhanced: "",
    words: "
        service was unreachable
        temporary & failure
        temporary authentication
        temporarily unavailable
        federated sts service
        sts service was unreachable
        cannot authenticate due
        could not authenticate at this time
        auth system
        auth temporarily
        authentication temporarily unavailable
        temporary auth
        login temporarily
        authentication system
        ",
};

const FOR_NOW: Pattern = Pattern {
    codes: 400..=499,
    enhanced: "",
    words: "
        temporary authentication failure
        temporary authentication
        authentication temporarily
        cannot authenticate due to
        temporary system problem
        unable to authenticate at present
        authentication service unavailable
        authentication service
        authentication server
        auth server
        internal authentication error
        authentication backend
        认证服务 & 不可用
        ",
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let own = refusal::provider(evidence).is_none();
    let told = refusal::told(evidence, &CAUSE).into_iter().map(|found| match (own, is_exchange(evidence)) {
        (true, true) => found.with("exchange", ""),
        (true, false) => found.with("own_server", ""),
        (false, _) => found,
    });
    told.collect()
}

/// Whether a server greets as Exchange does.
fn is_exchange(evidence: &Evidence) -> bool {
    let mut greetings = evidence.attempts.iter().filter_map(|attempt| attempt.greeting.facts());
    greetings.any(|greeting| greeting.reply.text().contains("Microsoft ESMTP"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::refused;
    use crate::evidence::Greeting;
    use crate::evidence::sample::{passed, reply};

    #[test]
    fn a_reply_without_a_reason_of_its_own_is_told() {
        assert_eq!(
            told_by(&refused(
                454,
                "4.7.0 Temporary authentication failure: Connection lost to authentication server"
            ))
            .len(),
            1
        );
        assert_eq!(told_by(&refused(421, "Service not available")).len(), 1);
        assert_eq!(
            told_by(&refused(
                535,
                "5.7.139 Authentication unsuccessful, federated STS service was unreachable."
            ))
            .len(),
            1
        );
    }

    #[test]
    fn an_exchange_server_is_known_by_its_greeting() {
        let mut evidence = refused(454, "4.7.0 Temporary authentication failure");
        assert_eq!(told_by(&evidence)[0].args.last().unwrap().0, "own_server");
        let reply = reply(220, "mx.example Microsoft ESMTP MAIL Service ready");
        evidence.attempts[0].greeting = passed(Greeting { reply });
        assert_eq!(told_by(&evidence)[0].args.last().unwrap().0, "exchange");
    }

    #[test]
    fn a_limit_and_a_permanent_4yz_are_no_passing_failure() {
        assert!(told_by(&refused(454, "4.7.0 Too many login attempts")).is_empty());
        assert!(told_by(&refused(435, "4.7.8 Error: authentication failed:")).is_empty());
        assert!(told_by(&refused(451, "Authentication failed: Maximum credits exceeded")).is_empty());
    }
}
