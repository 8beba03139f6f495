//! Mailjet.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mailjet",
    name: Text { en: "Mailjet", zh_cn: "Mailjet" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("in-v3.mailjet.com", 587),
        Endpoint::implicit("in-v3.mailjet.com", 465),
        Endpoint::start_tls("in.mailjet.com", 587),
        Endpoint::implicit("in.mailjet.com", 465),
    ],
    banners: &["mailjet.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://app.mailjet.com/account/apikeys"),
    help_page: None,
    notes: &[Note {
        about: &[
            "auth/wrong-credential-kind",
            "auth/bad-credentials",
            "auth/username-form",
            "auth/temporary-failure",
        ],
        text: Text {
            en: "The user name is the API key and the password is the secret key. Wrong keys get \
                     435, which no second try cures.",
            zh_cn: "用户名是 API 密钥（API key），密码是私钥（secret key）。密钥不对时会得到 435，重试没有用。",
        },
        since: None,
        link: None,
    }],
    replies: &[ReplyRule {
        code: 435,
        words: &["authentication failed"],
        cause: "auth/wrong-credential-kind",
    }],
};
