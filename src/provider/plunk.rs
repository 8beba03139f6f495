//! Plunk.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "plunk",
    name: Text { en: "Plunk", zh_cn: "Plunk" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.useplunk.com", 465),
        Endpoint::implicit("smtp.useplunk.com", 2465),
        Endpoint::start_tls("smtp.useplunk.com", 587),
        Endpoint::start_tls("smtp.useplunk.com", 2587),
        Endpoint::implicit("next-smtp.useplunk.com", 2465),
        Endpoint::start_tls("next-smtp.useplunk.com", 2587),
    ],
    banners: &["useplunk.com"],
    mx: &[],
    user: UserName::Literal("plunk"),
    secret: SecretKind::SmtpKey,
    secret_page: None,
    help_page: Some("https://docs.useplunk.com/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is the word `plunk` itself, and the password is the secret API key \
                     of the project (`sk_…`), not the public one (`pk_…`).",
                zh_cn: "用户名就是 `plunk` 这个词，密码是项目的私密 API 密钥（`sk_…`），不是公开密钥（`pk_…`）。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned"],
            text: Text {
                en: "Over SMTP the sender must be under a domain verified in the project.",
                zh_cn: "用 SMTP 发信时，发件人地址必须属于在该项目中验证过的域名。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 550,
        words: &["domain is not associated with your account"],
        cause: "send/sender-unverified",
    }],
};
