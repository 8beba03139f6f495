//! Resend.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "resend",
    name: Text { en: "Resend", zh_cn: "Resend" },
    domains: &[],
    endpoints: &[Endpoint::implicit("smtp.resend.com", 465), Endpoint::start_tls("smtp.resend.com", 587)],
    banners: &["resend.com", "amazonaws.com"],
    mx: &[],
    user: UserName::Literal("resend"),
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://resend.com/api-keys"),
    help_page: Some("https://resend.com/docs/send-with-smtp"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is the word `resend` itself, and the password is an API key that begins \
             with `re_`.",
                zh_cn: "用户名就是 `resend` 这个词，密码是以 `re_` 开头的 API 密钥。",
            },
            since: None,
            link: Some("https://resend.com/docs/send-with-smtp"),
        },
        Note {
            about: &["send/account-restricted"],
            text: Text {
                en: "From onboarding@resend.dev mail goes only to the owner of the account. Verify a \
                     domain of your own to write to others.",
                zh_cn: "用 onboarding@resend.dev 发信，只能发给账号所有者本人。要发给其他人，请先验证自己的域名。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 550, words: &["domain is not verified"], cause: "send/sender-unverified" },
        ReplyRule {
            code: 550,
            words: &["only send testing emails to your own"],
            cause: "send/account-restricted",
        },
    ],
};
