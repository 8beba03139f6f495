//! The account itself is switched off: locked, suspended, disabled, unpaid.
//!
//! The password may well be right. It is mistaken for a wrong one, and then reset in vain.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/account-locked"),
    severity: Severity::Error,
    title: Text {
        en: "{host} says that the account is locked or suspended",
        zh_cn: "{host} 表示该账号已被锁定或停用",
    },
    explanation: Text {
        en: "The server knows the account and does not let it log in, whatever the password. The provider may \
             have locked it for misuse or an unpaid bill, or the administrator has switched it off.",
        zh_cn: "服务器认得这个账号，但不论密码是否正确都不允许它登录。可能是服务商因滥用或欠费而锁定，也可能是管理员停用了它。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Log in to the provider's web page with this account: it usually says why the account is \
                     locked and how to unlock it.",
                zh_cn: "用该账号登录服务商的网页，页面通常会说明锁定的原因和解除办法。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Enable the account {user} again, or lift its lock.",
                zh_cn: "重新启用账号 {user}，或者解除锁定。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "See in the SendGrid console whether the plan's credits are used up or a payment is due.",
                zh_cn: "在 SendGrid 控制台查看套餐额度是否用完，或者是否欠费。",
            },
            command: None,
            link: None,
            when: When::With("at_sendgrid"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "See in the AWS console whether SES is activated for this account in this region.",
                zh_cn: "在 AWS 控制台查看：该账户在此区域是否已开通 SES。",
            },
            command: None,
            link: None,
            when: When::With("at_ses"),
        },
        Remedy {
            who: Who::Provider,
            text: Text {
                en: "Ask the provider's support to unlock the account, and give them the reply shown above.",
                zh_cn: "请服务商的客服解除锁定，并把上面的答复原文提供给他们。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the login. It is this when the reply says that the account \
             is locked, suspended, disabled or unpaid.",
        zh_cn: "smtp-doctor 查看登录的答复。如果答复表示账号被锁定、停用、冻结或已欠费，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[Code("auth/bad-credentials"), Code("auth/temporary-failure")],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.7.13 4.7.13", words: "" },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            account & locked
            account & suspended
            account & disabled
            account & deactivated
            account & been blocked
            account & is blocked
            account & not active
            account & inactive
            account & frozen
            account & terminated
            mailbox & locked
            mailbox & suspended
            mailbox & disabled
            mailbox & deactivated
            mailbox & been blocked
            mailbox & is blocked
            mailbox & not active
            mailbox & inactive
            mailbox & frozen
            mailbox & terminated
            user␣ & locked
            user␣ & suspended
            user␣ & disabled
            user␣ & deactivated
            user␣ & been blocked
            user␣ & is blocked
            user␣ & not active
            user␣ & inactive
            user␣ & frozen
            user␣ & terminated
            account & abnormal
            not subscribed
            credits exceeded
            domain & suspended
            账号 & 冻结
            账号 & 锁定
            账号 & 禁用
            账号 & 停用
            账号 & 封禁
            账号 & 欠费
            帐号 & 冻结
            帐号 & 锁定
            帐号 & 禁用
            帐号 & 停用
            帐号 & 封禁
            帐号 & 欠费
            账户 & 冻结
            账户 & 锁定
            账户 & 禁用
            账户 & 停用
            账户 & 封禁
            账户 & 欠费
            帐户 & 冻结
            帐户 & 锁定
            帐户 & 禁用
            帐户 & 停用
            帐户 & 封禁
            帐户 & 欠费
            邮箱 & 冻结
            邮箱 & 锁定
            邮箱 & 禁用
            邮箱 & 停用
            邮箱 & 封禁
            邮箱 & 欠费
            用户 & 冻结
            用户 & 锁定
            用户 & 禁用
            用户 & 停用
            用户 & 封禁
            用户 & 欠费
            account locked
            login disabled
            logins disabled
            user account is locked
            account is locked
            account lockout
            konto gesperrt
            compte verrouillé
            cuenta bloqueada
            账号已锁定
            帐号已锁定
            账号被锁
            帐号被锁
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
    fn a_lock_is_told() {
        assert_eq!(told_by(&refused(535, "5.7.8 Account is locked")).len(), 1);
        assert_eq!(told_by(&refused(525, "5.7.13 User disabled")).len(), 1);
        assert_eq!(told_by(&refused(535, "该账号已被冻结")).len(), 1);
        assert_eq!(told_by(&refused(451, "Authentication failed: Maximum credits exceeded")).len(), 1);
    }

    #[test]
    fn a_service_that_is_off_and_a_passing_fault_are_no_lock() {
        assert!(told_by(&refused(550, "SMTP is disabled for this account")).is_empty());
        assert!(told_by(&refused(454, "4.7.0 Account is temporarily unavailable.")).is_empty());
        assert!(told_by(&refused(535, "Too many failed logins, account locked for 10 minutes")).is_empty());
    }
}
