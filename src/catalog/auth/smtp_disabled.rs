//! The mailbox may not use SMTP, or not log in to it, until somebody switches that on.
//!
//! The password is not the matter: the same mailbox works in the browser. It is mistaken for a wrong password since most
//! servers answer 535 all the same.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/smtp-disabled"),
    severity: Severity::Error,
    title: Text {
        en: "SMTP is not switched on for this account at {host}",
        zh_cn: "该账号在 {host} 上没有开启 SMTP 服务",
    },
    explanation: Text {
        en: "Sending by SMTP is switched off for this account or for its whole organisation. Until it is \
             switched on, even the right password is refused.",
        zh_cn: "该账号或它所在的组织没有开启 SMTP 发信。在开启之前，即使密码正确也无法登录。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "In QQ Mail's web page open 设置 → 账号, switch the SMTP service on, choose 生成授权码 (generate \
                     code), and log in with that code.",
                zh_cn: "登录 QQ 邮箱网页版：设置 → 账号 → 开启 SMTP 服务 → 生成授权码，然后用授权码登录。",
            },
            command: None,
            link: Some("https://help.mail.qq.com/detail/108/1023"),
            when: When::With("at_qq"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "In the NetEase web mail open 设置 → POP3/SMTP/IMAP, switch the SMTP service on, and log in with \
                     the authorisation code (授权码) that it shows.",
                zh_cn: "登录网易邮箱网页版：设置 → POP3/SMTP/IMAP → 开启 SMTP 服务 → 新增授权密码，然后用授权码登录。",
            },
            command: None,
            link: None,
            when: When::With("at_netease"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Switch SMTP AUTH on for the mailbox in Exchange Online PowerShell. It may take an hour to work.",
                zh_cn: "在 Exchange Online PowerShell 中为该邮箱开启 SMTP AUTH，可能要等一小时才生效。",
            },
            command: Some("Set-CASMailbox -Identity {user} -SmtpClientAuthenticationDisabled $false"),
            link: Some("https://aka.ms/smtp_auth_disabled"),
            when: When::With("at_microsoft365"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "If SMTP AUTH must stay off, send by Microsoft Graph: OAuth 2.0 over SMTP is refused as well.",
                zh_cn: "如果必须关闭 SMTP AUTH，请改用 Microsoft Graph 发信：通过 SMTP 使用 OAuth 2.0 登录同样会被拒绝。",
            },
            command: None,
            link: None,
            when: When::With("at_microsoft365"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Allow the IMAP/SMTP service for this mailbox in the administration console of Exmail.",
                zh_cn: "在腾讯企业邮的管理后台为该邮箱开启 IMAP/SMTP 服务。",
            },
            command: None,
            link: None,
            when: When::With("at_exmail"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "In the web mail's settings, switch on access by mail programs (often called POP3, IMAP and \
                     SMTP, or e-mail clients).",
                zh_cn: "在网页版邮箱的设置中开启客户端访问，通常叫“POP3/IMAP/SMTP 服务”或“邮件客户端”。",
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Allow the account {user} to log in and send by SMTP.",
                zh_cn: "允许账号 {user} 登录 SMTP 发信。",
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::You,
            text: Text { en: "Then test again.", zh_cn: "然后重新测试。" },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the login. It is this when the reply says that SMTP is \
             switched off for the mailbox or the organisation; the same password still works on the web.",
        zh_cn: "smtp-doctor 查看登录的答复。如果答复说明该邮箱或组织没有开启 SMTP，就是这个原因；此时同一密码仍能登录网页版邮箱。",
    },
    symptoms: PATTERNS,
    supersedes: &[Code("auth/bad-credentials"), Code("auth/temporary-failure")],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "5.7.139",
        words: "
            security defaults
            disabled for the mailbox
            disabled for the tenant
            ",
    },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            smtpclientauthentication
            smtp_auth_disabled
            user has no permission
            access rights to this service
            smtp is disabled
            smtp is not enabled
            smtp not enabled
            smtp auth is disabled
            smtp authentication is disabled
            smtp access & disabled
            smtp access & denied
            smtp access & not allowed
            smtp service & not enabled
            smtp service & disabled
            smtp service & not open
            service is not open
            service is not enabled
            not allowed to use smtp
            not permitted to use smtp
            not authorized to use smtp
            无权登陆
            无权登录
            smtp & 未开启
            smtp & 未开通
            smtp & 没有开启
            smtp & 已关闭
            服务未开启
            服务未开通
            ",
    },
    Pattern::said(
        "
        smtpclientauthentication is disabled
        smtp auth disabled
        pop3/smtp & 未开启
        smtp服务 & 未开
        没有开启 & smtp
        请先开启 & smtp
        未开启 & smtp
        smtp not allowed
        smtp access is not
        smtp is not allowed
        service is not available for this account
        smtp auth not enabled
        smtp authentication not enabled
        smtp must be enabled
        pop/imap/smtp
        not enabled for smtp
        no smtp permission
        no permission to use smtp
        无权登
        未开启smtp
        未开通smtp
        smtp功能
        smtp 功能
        开启smtp
        开启 smtp
        用户没有权限
        does not allow smtp
        smtp is not included
        no smtp access
        without smtp access
        not include smtp
        ",
    ),
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let refusals = refusal::refusals(evidence, refusal::provider(evidence));
    let told = refusals.iter().filter(|refusal| refusal.means == CAUSE.code).map(|refusal| {
        // Microsoft 365 also answers under names of the customer's own, and in error texts without any host.
        let microsoft = refusal.reply.text().to_lowercase().contains("smtpclientauthentication");
        let mut found = refusal.shown();
        if microsoft && !refusal.is_by("microsoft365") {
            found.args.retain(|(name, _)| *name != "at_other");
            found = found.with("at_microsoft365", "");
        }
        found
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::refused;

    #[test]
    fn a_service_that_is_off_is_told() {
        assert_eq!(
            told_by(&refused(
                535,
                "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."
            ))
            .len(),
            1
        );
        assert_eq!(told_by(&refused(550, "User has no permission")).len(), 1);
        assert_eq!(told_by(&refused(550, "用户无权登陆")).len(), 1);
        assert_eq!(
            told_by(&refused(
                535,
                "5.7.8 Error: authentication failed: This user does not have access rights to this service"
            ))
            .len(),
            1
        );
        assert_eq!(told_by(&refused(550, "SMTP is disabled for this account")).len(), 1);
        assert_eq!(told_by(&refused(535, "SMTP服务未开启")).len(), 1);
    }

    #[test]
    fn a_disabled_account_and_disabled_passwords_are_something_else() {
        assert!(
            told_by(&refused(535, "5.7.139 Authentication unsuccessful, basic authentication is disabled."))
                .is_empty()
        );
        assert!(told_by(&refused(535, "5.7.8 account is disabled - gsmtp")).is_empty());
        assert!(told_by(&refused(535, "Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.")).is_empty());
    }
}
