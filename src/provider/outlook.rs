//! Outlook.com, Hotmail and Live: the personal mailboxes of Microsoft.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "outlook",
    name: Text { en: "Outlook.com", zh_cn: "Outlook.com（Hotmail）" },
    domains: &["outlook.com", "hotmail.com", "live.com", "msn.com", "windowslive.com"],
    endpoints: &[Endpoint::start_tls("smtp-mail.outlook.com", 587)],
    banners: &["outlook.com", "office365.com", "hotmail.com"],
    mx: &[],
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
    ],
};
