//! The account that sends is held back by its provider: not activated, in a trial, unpaid, or stopped for abuse.
//!
//! The login works, so it is taken for a fault of the message or of the recipient.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/account-restricted"),
    severity: Severity::Error,
    title: Text { en: "{host} does not let this account send", zh_cn: "{host} 不允许此账号发信" },
    explanation: Text {
        en: "The login is right, but the provider has not opened this account for sending, or has closed it. \
             It is not activated, still in a trial or sandbox, unpaid, under review, or stopped because of \
             spam.",
        zh_cn: "登录没有问题，但服务商没有为该账号开通发信，或者已经停用发信。原因可能是账号未激活、仍在试用或沙盒中、欠费、正在审核，或者发过垃圾邮件。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Sign in to the provider's web page with this account and do what it asks: \
                     activate, verify, pay, or confirm that it is you. Such a page often names the \
                     reason.",
                zh_cn: "用该账号登录服务商的网页，按提示操作：激活、验证、付费或确认本人。页面上一般会写明原因。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "In a trial or sandbox, send only to addresses that you have verified there (Mailgun: \
                     “Authorized Recipients”). For full access, choose “Request production access” at Amazon \
                     SES or “Request approval” at Postmark; at Mailgun and Resend, add and verify a domain of \
                     your own.",
                zh_cn: "在试用或沙盒期间，只能发给在那里验证过的地址（Mailgun 的“Authorized Recipients”）。要取得正式权限，Amazon SES 选“Request production access”，Postmark 选“Request approval”，Mailgun 和 Resend 则添加并验证自己的域名。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the account was stopped for spam, change its password, remove unknown forwarding \
                     rules, apps and keys, and find the program that sent it. Only then ask the provider to \
                     open the account again.",
                zh_cn: "如果账号因垃圾邮件被停用，先修改密码，删除不认识的转发规则、应用和密钥，并找出是哪个程序发的，然后再请服务商恢复。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Microsoft 365: unblock the user under “Restricted entities” in the Defender portal; for \
                     5.7.705, 5.7.708 and 5.7.750, which stop the whole organisation, open a support case. \
                     Google Workspace: restore the user in the Admin console. cPanel: lift the suspension \
                     under “Email Accounts”.",
                zh_cn: "使用 Microsoft 365 时，在 Defender 门户的“受限实体”中解除对该用户的限制；5.7.705、5.7.708、5.7.750 针对整个组织，需要提交支持请求。使用 Google Workspace 时，在管理控制台恢复该用户。使用 cPanel 时，在“Email Accounts”中解除暂停。",
            },
            command: None,
            link: Some("https://security.microsoft.com/restrictedentities"),
            when: When::Always,
        },
        Remedy {
            who: Who::Provider,
            text: Text {
                en: "Ask the provider's support why the account is restricted, and quote the whole reply with \
                     its time.",
                zh_cn: "联系服务商客服，询问账号受限的原因，并提供完整的答复和时间。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor logs in and then reads the reply to the sender, the recipients and the \
             message. It is this when the login passes and a later reply speaks of the account, its \
             activation, trial or suspension.",
        zh_cn: "smtp-doctor 先登录，再查看服务器对发件人、收件人和邮件内容的答复。如果登录成功，之后的答复却提到账号、激活、试用或停用，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The texts that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern { codes: 535..=535, enhanced: "", words: "not subscribed" },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "5.7.501 5.7.502 5.7.503 5.7.700 5.7.701 5.7.702 5.7.703 5.7.704 5.7.705 5.7.706 5.7.707 5.7.708 5.7.750",
        words: "",
    },
    Pattern::said(
        "
        tenant has exceeded threshold
        spam abuse detected
        traffic not accepted from this ip
        bad outbound sender
        unregistered domains
        outboundspamexception
        wascl useraction
        showtierupgrade
        your account & suspended
        your account & disabled
        your account & blocked
        your account & locked
        your account & restricted
        your account & deactivated
        your account & review
        your account & limited
        your account & not active
        your account & banned
        your account & frozen
        account has been suspended
        account is suspended
        account suspended
        account had been suspended
        sender account suspended
        account temporarily suspended
        account is currently suspended
        account is under review
        account under review
        account is not active
        account not active
        account is inactive
        account is not yet activated
        not yet activated
        account not activated
        activate your account
        activate your
        sender account is disabled
        account is disabled for sending
        account has been blocked
        account has been restricted
        account is restricted
        account is blocked
        account is locked
        account has been locked
        account expired
        account has expired
        account is not allowed to send
        user is not allowed to send
        is not allowed to send:
        not allowed to send emails
        not allowed to send mail from this account
        not subscribed to ses
        sending paused
        sending is paused
        sending has been paused
        sending for this account
        sending suspended
        sending has been suspended
        sending has been disabled
        sending is disabled
        sending disabled
        has been disabled for sending
        blocked from sending
        restricted from sending
        prevented from sending
        sending blocked
        outgoing mail
        mail sending denied
        outbound mail disabled
        outbounds disabled
        outgoing email suspended
        smtp account
        mail server has been suspended
        server has been suspended
        domain is suspended
        domain has been suspended
        domain is disabled
        domain has been disabled
        sender has been suspended
        sender is suspended
        not authorized to perform
        outgoing blocked
        outgoing email blocked
        outgoing mail blocked
        sender address rejected & blocked
        mail service not enabled
        sandbox account
        sandbox domain
        sandbox subdomain
        sandbox mode
        sandbox environment
        account & in the sandbox
        sandbox & authorized recipients
        test purposes only
        free accounts are
        testing emails to your own
        only send testing emails
        trial account
        free trial
        trial period
        trial has
        pending approval
        pending review
        awaiting approval
        not been approved
        unusual sending activity
        suspicious sending
        sign in to your account
        upgrade your account
        upgrade your plan to
        payment required
        unpaid & account
        unpaid & invoice
        unpaid & bill
        overdue & account
        overdue & payment
        overdue & invoice
        overdue & bill
        subscription has expired
        subscription expired
        license expired
        compromised account
        account may be compromised
        account compromised
        account appears to be compromised
        is suspected of spam
        outbound spam
        mi:spb
        wm:blu
        konto gesperrt
        konto wurde gesperrt
        konto ist gesperrt
        konto & deaktiviert
        compte & suspendu
        compte & bloqué
        cuenta & suspendida
        cuenta & bloqueada
        アカウント & 停止
        アカウント & 制限
        账号 & 冻结
        账户 & 冻结
        帐号 & 冻结
        账号 & 封
        账号 & 停用
        账号 & 禁用
        账户 & 禁用
        账号 & 限制
        账户 & 限制
        账号 & 异常
        帐号 & 异常
        帐号 & 禁
        欠费
        禁止发信
        发信权限
        发信功能
        未开通发信
        没有发信
        disabled by user
        account blocked
        account is banned
        account has been disabled
        sender blocked
        sender is blocked
        user blocked
        not authorized to send email
        not permitted to send mail
        outgoing messages disabled
        outgoing mail is disabled
        sending mail is disabled
        mail sending is disabled
        email sending disabled
        email sending is disabled
        smtp sending disabled
        not registered within
        your mailbox is blocked
        mailbox is blocked for sending
        suspended for
        suspended due
        domain suspended
        service suspended
        account closed
        account terminated
        account is pending
        not verified your account
        verify your account before
        confirm your account
        account confirmation
        complete your registration
        complete account
        account setup
        account not subscribed
        temporarily restricted
        abuse detected
        [cxthrt
        cxmj
        compte bloqué
        compte désactivé
        账号被封
        账号异常
        账户异常
        被封禁
        暂停发信
        停止发信
        account & isn't allowed to send
        user & isn't allowed to send
        ",
    ),
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
        for (code, text) in [
            (
                502,
                "5.7.0 Your SMTP account is not yet activated. Please contact us at contact@sendinblue.com to request activation",
            ),
            (
                550,
                "5.7.501 Access denied, spam abuse detected. For more information please go to http://go.microsoft.com/fwlink/?LinkId=526653",
            ),
            (550, "5.7.705 Access denied, tenant has exceeded threshold"),
            (
                550,
                "5.3.4 Requested action not taken; To continue sending messages, please sign in to your account.",
            ),
            (554, "MI:SPB"),
            (535, "Mail server has been suspended"),
            (550, "5.4.6 Unusual sending activity detected. Please try after sometime"),
            (
                554,
                "Sandbox subdomains are for test purposes only. Please add your own domain or add the address to authorized recipients in Account Settings.",
            ),
            (
                421,
                "Domain sandbox123.mailgun.org is not allowed to send: Please activate your Mailgun account.",
            ),
            (552, "Your account has been suspended. Please contact us to reactivate"),
            (550, "Outgoing mail from \"me@example.com\" has been suspended."),
            (
                554,
                "5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; Failed to process message due to a permanent exception with message WASCL UserAction verdict is not None.",
            ),
        ] {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [
            (550, "5.2.1 The email account that you tried to reach is disabled."),
            (550, "5.4.5 Daily user sending limit exceeded."),
            (554, "Message rejected: Email address is not verified."),
        ] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }
}
