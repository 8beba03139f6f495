//! The server takes logins only from certain source addresses, and this is none of them.
//!
//! It is told by the reply alone. The user name and the password have not been judged at all.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/ip-not-allowed"),
    severity: Severity::Error,
    title: Text {
        en: "{host} takes no logins from this machine's Internet address",
        zh_cn: "{host} 不允许从本机的公网地址登录",
    },
    explanation: Text {
        en: "The server takes logins only from certain Internet addresses, or keeps a list of banned ones, \
             and refuses the address of this machine. The password has nothing to do with it.",
        zh_cn: "服务器只允许某些公网地址登录，或者有一份禁止登录的名单，本机的公网地址因此被拒绝。这与密码无关。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Find the public address of the sending machine; that is the one to allow.",
                zh_cn: "查出发信机器的公网地址，需要放行的就是它。",
            },
            command: Some("curl https://checkip.amazonaws.com"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Add that address in Brevo under Security, Authorised IPs, or switch the restriction off for SMTP \
                     keys.",
                zh_cn: "在 Brevo 的“Security → Authorised IPs”中加入该地址，或者关闭对 SMTP 密钥的这项限制。",
            },
            command: None,
            link: Some("https://app.brevo.com/security/authorised_ips"),
            when: When::With("at_brevo"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Add that address to the provider's list of allowed addresses, or switch the restriction off.",
                zh_cn: "把该地址加入服务商的允许名单（白名单），或者关闭这项限制。",
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Allow the address in the server's access rules. If it is on a block list, have it removed there.",
                zh_cn: "在服务器的访问规则中放行该地址；如果它被列入黑名单，请申请移除。",
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the machine's address keeps changing, as with home lines and cloud containers, send by a relay \
                     with a fixed one.",
                zh_cn: "如果机器的公网地址经常变化（例如家庭宽带、云上的容器），请通过地址固定的中继发信。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the login. It is this when the reply names the address of \
             the client or a list of allowed addresses; the same login passes from an allowed network.",
        zh_cn: "smtp-doctor 查看登录的答复。如果答复提到客户端地址或白名单，就是这个原因；从允许的网络用同样的账号登录可以成功。",
    },
    symptoms: PATTERNS,
    supersedes: &[Code("auth/bad-credentials"), Code("auth/temporary-failure")],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { codes: 421..=421, enhanced: "4.7.0", words: "not in whitelist" },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "5.7.64",
        words: "
            relay access denied
            tenantattribution
            ",
    },
    Pattern { codes: 525..=525, enhanced: "5.7.1", words: "" },
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.7.64", words: "" },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            unauthorized ip
            unauthorised ip
            ip & whitelist
            ip & allowlist
            ip & allow list
            ip address & not allowed
            ip address & not authorized
            ip address & not authorised
            ip address & not permitted
            your ip & not allowed
            from this ip
            not allowed from ip
            not permitted from ip
            denied from your ip
            refused from your ip
            ip is rejected
            ip is blocked
            ip blocked
            ip & 白名单
            ip & 不允许
            relay access denied & attr
            tenantattribution & relay access denied
            ip not in whitelist
            invalid credentials for relay
            ip address you've registered
            not in the allowed list
            ip is not authorized
            ip not authorized
            ip not allowed
            ip address is not allowed
            ip address is not whitelisted
            not in your ip allow
            ip access list
            ip restriction
            restricted ip
            unrecognized ip
            restrictdomainstoipaddresses
            blocked using
            client host rejected
            ",
    },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::refused;

    #[test]
    fn a_refused_address_is_told() {
        assert_eq!(told_by(&refused(525, "5.7.1 Unauthorized IP address")).len(), 1);
        assert_eq!(
            told_by(&refused(421, "4.7.0 IP not in whitelist for RCPT domain, closing connection.")).len(),
            1
        );
        assert_eq!(told_by(&refused(550, "当前IP不在白名单内")).len(), 1);
        for text in
            ["authentication failed: not allowed from IP 192.0.2.1", "Login denied from your IP address"]
        {
            assert_eq!(told_by(&refused(535, text)).len(), 1, "{text}");
        }
        assert_eq!(
            told_by(&refused(554, "5.7.1 Service unavailable; client host blocked using list.example")).len(),
            1
        );
    }

    #[test]
    fn failures_from_an_address_are_a_limit() {
        assert!(told_by(&refused(554, "IP is rejected, smtp auth error limit exceed, x")).is_empty());
        assert!(told_by(&refused(535, "5.7.8 Authentication failed for 192.0.2.9")).is_empty());
        assert!(told_by(&refused(535, "Too many login attempts from your IP")).is_empty());
    }
}
