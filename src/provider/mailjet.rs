//! Mailjet.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mailjet",
    name: Text { en: "Mailjet", zh_cn: "Mailjet" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("in-v3.mailjet.com", 465),
        Endpoint::start_tls("in-v3.mailjet.com", 587),
        Endpoint::start_tls("in-v3.mailjet.com", 2525),
        Endpoint::start_tls("in-v3.mailjet.com", 25),
        Endpoint::implicit("in.mailjet.com", 465),
        Endpoint::start_tls("in.mailjet.com", 587),
    ],
    banners: &["mailjet.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://app.mailjet.com/account/apikeys"),
    help_page: Some("https://dev.mailjet.com/smtp-relay/configuration/"),
    notes: &[
        Note {
            about: &[
                "auth/bad-credentials",
                "auth/wrong-credential-kind",
                "auth/username-form",
                "auth/temporary-failure",
            ],
            text: Text {
                en: "The user name is the API key and the password is the secret key. Wrong keys get \
                     435, which no second try cures.",
                zh_cn: "用户名是 API 密钥（API key），密码是私钥（secret key）。密钥不对时会得到 435，重试没有用。",
            },
            since: None,
            link: Some("https://dev.mailjet.com/smtp-relay/configuration/"),
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned"],
            text: Text {
                en: "The sender's address or domain must be validated in the account of the API key; an \
                     account of its own belongs to each subaccount.",
                zh_cn: "发件地址或域名必须在该 API 密钥所属的账号里验证过；每个子账号要单独验证。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 435,
        words: &["authentication failed"],
        cause: "auth/wrong-credential-kind",
    }],
};
