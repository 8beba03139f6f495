//! Microsoft 365 (Exchange Online): mailboxes under domains of their own.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "microsoft365",
    name: Text { en: "Microsoft 365", zh_cn: "Microsoft 365" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("smtp.office365.com", 587),
        Endpoint::start_tls("smtp.office365.com", 25),
        Endpoint::start_tls("smtp.office365.us", 587),
        Endpoint::start_tls("smtp.partner.outlook.cn", 587),
    ],
    banners: &["outlook.com", "office365.com", "office365.us", "partner.outlook.cn"],
    mx: &["mail.protection.outlook.com", "mx.microsoft", "mail.protection.partner.outlook.cn"],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: None,
    help_page: Some("https://aka.ms/smtp_auth_disabled"),
    notes: &[
        Note {
            about: &["auth/smtp-disabled"],
            text: Text {
                en: "SMTP AUTH can be off for the whole organisation or for one mailbox. Security \
                     defaults and Conditional Access block it too.",
                zh_cn: "SMTP AUTH 可能对整个组织关闭，也可能只对这个邮箱关闭。“安全默认值”和条件访问也会阻止它。",
            },
            since: None,
            link: Some("https://aka.ms/smtp_auth_disabled"),
        },
        Note {
            about: &["auth/oauth-required", "auth/bad-credentials", "auth/smtp-disabled"],
            text: Text {
                en: "Microsoft has announced (2026-01-27) that password login over SMTP is off by default from the \
                     end of December 2026. An administrator can then switch it on again; organisations made later \
                     start with OAuth 2.0 only.",
                zh_cn: "Microsoft 宣布（2026-01-27）：从 2026 年 12 月底起，默认关闭 SMTP 的密码登录，\
                        管理员可以重新打开；此后新建的组织默认只能用 OAuth 2.0。",
            },
            since: Some("2026-01-27"),
            link: Some("https://aka.ms/smtp_auth_disabled"),
        },
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the sign-in name (UPN), which may differ from the mail address.",
                zh_cn: "用户名是登录名（UPN），它可能与邮箱地址不同。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "tls/plaintext-port"],
            text: Text {
                en: "Microsoft 365 offers submission on port 587 with STARTTLS; there is no port 465.",
                zh_cn: "Microsoft 365 在 587 端口以 STARTTLS 提供发信服务，没有 465 端口。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials", "dns/name-not-found", "auth/username-form"],
            text: Text {
                en: "Microsoft 365 operated by 21Vianet (China) has a host of its own: smtp.partner.outlook.cn. The US \
                     government cloud has smtp.office365.us.",
                zh_cn: "世纪互联运营的 Microsoft 365 用 smtp.partner.outlook.cn，美国政府云用 smtp.office365.us。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/rate-limited", "send/quota-exceeded"],
            text: Text {
                en: "A mailbox may keep three connections open at once, send 30 messages a minute and reach 10,000 \
                     recipients a day.",
                zh_cn: "一个邮箱最多同时有 3 个连接，每分钟发 30 封，每天发给 10000 个收件人。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["tls/version-too-old"],
            text: Text {
                en: "Microsoft 365 wants TLS 1.2 or newer.",
                zh_cn: "Microsoft 365 要求 TLS 1.2 或更高版本。",
            },
            since: None,
            link: Some("https://aka.ms/smtp_auth_tls"),
        },
    ],
    replies: &[
        ReplyRule {
            code: 535,
            words: &["smtpclientauthentication is disabled"],
            cause: "auth/smtp-disabled",
        },
        ReplyRule { code: 535, words: &["basic authentication is disabled"], cause: "auth/oauth-required" },
        ReplyRule { code: 550, words: &["5.7.30"], cause: "auth/oauth-required" },
        ReplyRule { code: 501, words: &["5.5.124"], cause: "auth/token-rejected" },
        ReplyRule { code: 530, words: &["5.7.57"], cause: "send/auth-required" },
        ReplyRule { code: 550, words: &["5.7.60"], cause: "send/sender-not-owned" },
        ReplyRule { code: 554, words: &["sendasdenied"], cause: "send/sender-not-owned" },
        ReplyRule { code: 554, words: &["mapiexceptionshutoffquotaexceeded"], cause: "send/mailbox-full" },
        ReplyRule { code: 432, words: &["sender thread limit exceeded"], cause: "send/rate-limited" },
        ReplyRule { code: 550, words: &["5.1.90"], cause: "send/quota-exceeded" },
        ReplyRule { code: 421, words: &["tls 1.0 and 1.1 are not supported"], cause: "tls/version-too-old" },
        ReplyRule { code: 550, words: &["spam abuse detected"], cause: "send/account-restricted" },
        ReplyRule { code: 550, words: &["tenant has exceeded threshold"], cause: "send/account-restricted" },
        ReplyRule { code: 550, words: &["5.7.506"], cause: "smtp/helo-rejected" },
        ReplyRule { code: 550, words: &["5.7.512"], cause: "send/content-rejected" },
    ],
};
