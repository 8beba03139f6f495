//! iCloud Mail.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "icloud",
    name: Text { en: "iCloud Mail", zh_cn: "iCloud 邮箱" },
    domains: &["icloud.com", "me.com", "mac.com"],
    endpoints: &[Endpoint::start_tls("smtp.mail.me.com", 587)],
    banners: &["me.com", "icloud.com", "mac.com", "apple.com"],
    mx: &["mail.icloud.com"],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: Some("https://account.apple.com/"),
    help_page: Some("https://support.apple.com/HT202304"),
    notes: &[
        Note {
            about: &["auth/app-password-required", "auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "iCloud Mail wants an app-specific password, never the password of the Apple account.",
                zh_cn: "iCloud 邮箱要用 App 专用密码（即应用专用密码）登录，不接受 Apple 账户的密码。",
            },
            since: Some("2017-06-15"),
            link: Some("https://support.apple.com/HT204397"),
        },
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the primary @icloud.com address, also where mail is sent from a \
                     domain of your own.",
                zh_cn: "用户名是主要的 @icloud.com 地址；用自有域名发信时也是如此。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "tls/plaintext-port"],
            text: Text {
                en: "iCloud Mail offers submission on port 587 with STARTTLS only; there is no port 465.",
                zh_cn: "iCloud 邮箱只在 587 端口以 STARTTLS 提供发信服务，没有 465 端口。",
            },
            since: None,
            link: Some("https://support.apple.com/HT202304"),
        },
    ],
    replies: &[
        ReplyRule {
            code: 550,
            words: &["from address is not one of your addresses"],
            cause: "send/sender-not-owned",
        },
        ReplyRule { code: 550, words: &["[cs01]"], cause: "send/spam-rejected" },
    ],
};
