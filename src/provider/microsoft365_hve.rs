//! High Volume Email of Microsoft 365: accounts of their own for mail that applications send inside an organisation.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "microsoft365-hve",
    name: Text { en: "Microsoft 365 High Volume Email", zh_cn: "Microsoft 365 大容量邮件（HVE）" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("smtp.hve.mx.microsoft", 587),
        // The older host.
        Endpoint::start_tls("smtp-hve.office365.com", 587),
    ],
    banners: &["outlook.com", "office365.com", "hve.mx.microsoft"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://learn.microsoft.com/exchange/mail-flow-best-practices/high-volume-mails-m365"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/username-form", "auth/smtp-disabled"],
            text: Text {
                en: "This host knows only the High Volume Email accounts that the administrator creates. An \
                     ordinary mailbox logs in at smtp.office365.com.",
                zh_cn: "这台主机只认管理员为它创建的 High Volume Email 账号。普通邮箱请连接 smtp.office365.com。",
            },
            since: None,
            link: Some(
                "https://learn.microsoft.com/exchange/mail-flow-best-practices/high-volume-mails-m365",
            ),
        },
        Note {
            about: &["send/relay-denied", "send/recipient-rejected", "send/policy-rejected"],
            text: Text {
                en: "It delivers to recipients inside the organisation only. Microsoft offers Azure Communication \
                     Services for mail to others.",
                zh_cn: "它只投递到本组织内部的收件人。要发给外部收件人，微软建议改用 Azure 通信服务。",
            },
            since: Some("2025-06"),
            link: Some(
                "https://learn.microsoft.com/exchange/mail-flow-best-practices/high-volume-mails-m365",
            ),
        },
        Note {
            about: &["auth/token-rejected", "auth/oauth-required"],
            text: Text {
                en: "It takes the account's password or OAuth 2.0. “501 5.5.124” means that the XOAUTH2 answer is \
                     malformed.",
                zh_cn: "它接受该账号的密码或 OAuth 2.0。“501 5.5.124”表示 XOAUTH2 的内容格式不对。",
            },
            since: None,
            link: Some(
                "https://learn.microsoft.com/exchange/mail-flow-best-practices/oauth-high-volume-mails-m365",
            ),
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "tls/plaintext-port"],
            text: Text {
                en: "Submission is on port 587 with STARTTLS only; there is no port 465.",
                zh_cn: "只在 587 端口以 STARTTLS 提供发信服务，没有 465 端口。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 501, words: &["5.5.124"], cause: "auth/token-rejected" },
        ReplyRule { code: 535, words: &["authentication unsuccessful"], cause: "auth/bad-credentials" },
    ],
};
