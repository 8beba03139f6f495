//! Outlook.com, Hotmail and Live: the personal mailboxes of Microsoft.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "outlook",
    name: Text { en: "Outlook.com", zh_cn: "Outlook.com（Hotmail）" },
    domains: &[
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "windowslive.com",
        "outlook.de",
        "outlook.es",
        "outlook.fr",
        "outlook.it",
        "outlook.jp",
        "outlook.kr",
        "hotmail.co.uk",
        "hotmail.de",
        "hotmail.es",
        "hotmail.fr",
        "hotmail.it",
        "live.cn",
        "live.co.uk",
        "live.fr",
        "live.nl",
    ],
    endpoints: &[Endpoint::start_tls("smtp-mail.outlook.com", 587)],
    banners: &["outlook.com", "office365.com", "hotmail.com"],
    mx: &["olc.protection.outlook.com"],
    user: UserName::Address,
    secret: SecretKind::OAuth,
    secret_page: None,
    help_page: Some(
        "https://support.office.com/article/pop-imap-and-smtp-settings-for-outlook-com-d088b986-291d-42b8-9564-9c414e2aa040",
    ),
    notes: &[
        Note {
            about: &[
                "auth/oauth-required",
                "auth/bad-credentials",
                "auth/app-password-required",
                "auth/wrong-credential-kind",
                "auth/smtp-disabled",
            ],
            text: Text {
                en: "Outlook.com accepts OAuth 2.0 only. The password of the account and app passwords are \
             refused.",
                zh_cn: "Outlook.com 只接受 OAuth 2.0。账号密码和应用专用密码都会被拒绝。",
            },
            since: Some("2024-09-16"),
            link: Some(
                "https://support.office.com/article/pop-imap-and-smtp-settings-for-outlook-com-d088b986-291d-42b8-9564-9c414e2aa040",
            ),
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "tls/plaintext-port"],
            text: Text {
                en: "Outlook.com offers submission on port 587 with STARTTLS only; there is no port 465.",
                zh_cn: "Outlook.com 只在 587 端口以 STARTTLS 提供发信服务，没有 465 端口。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/account-restricted"],
            text: Text {
                en: "A new account cannot send until its owner has signed in on the web and verified it.",
                zh_cn: "新账号要先在网页上登录并完成验证，才能发信。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/domain-unauthenticated"],
            text: Text {
                en: "Whoever sends more than 5,000 messages a day to Outlook.com needs SPF, DKIM and DMARC for the \
                     domain. The answer is otherwise 550 5.7.515.",
                zh_cn: "每天向 Outlook.com 发信超过 5000 封的域名必须配好 SPF、DKIM 和 DMARC，否则会得到 550 5.7.515。",
            },
            since: Some("2025-05-05"),
            link: None,
        },
    ],
    replies: &[
        ReplyRule {
            code: 535,
            words: &["smtpclientauthentication is disabled"],
            cause: "auth/smtp-disabled",
        },
        ReplyRule { code: 535, words: &["basic authentication is disabled"], cause: "auth/oauth-required" },
        ReplyRule { code: 535, words: &["user credentials were incorrect"], cause: "auth/oauth-required" },
        ReplyRule { code: 550, words: &["please sign in to your account"], cause: "send/account-restricted" },
        ReplyRule { code: 550, words: &["5.7.515"], cause: "send/domain-unauthenticated" },
        ReplyRule { code: 554, words: &["outboundspamexception"], cause: "send/account-restricted" },
        ReplyRule { code: 432, words: &["sender thread limit exceeded"], cause: "send/rate-limited" },
    ],
};
