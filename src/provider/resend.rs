//! Resend.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "resend",
    name: Text { en: "Resend", zh_cn: "Resend" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.resend.com", 465),
        Endpoint::implicit("smtp.resend.com", 2465),
        Endpoint::start_tls("smtp.resend.com", 587),
        Endpoint::start_tls("smtp.resend.com", 2587),
        Endpoint::start_tls("smtp.resend.com", 25),
    ],
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
                en: "The user name is the word `resend` itself, and the password is an API key that \
                     begins with `re_`.",
                zh_cn: "用户名就是 `resend` 这个词，密码是以 `re_` 开头的 API 密钥。",
            },
            since: None,
            link: Some("https://resend.com/docs/send-with-smtp"),
        },
        Note {
            about: &["send/account-restricted", "send/recipient-rejected"],
            text: Text {
                en: "From onboarding@resend.dev mail goes only to the owner of the account. Verify a \
                     domain of your own to write to others.",
                zh_cn: "用 onboarding@resend.dev 发信，只能发给账号所有者本人。要发给其他人，请先验证自己的域名。",
            },
            since: None,
            link: Some("https://resend.com/domains"),
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned"],
            text: Text {
                en: "The sender must be under a domain verified in this account. An address at \
                     gmail.com or another mail provider can never be the sender.",
                zh_cn: "发件地址必须属于在本账号中验证过的域名。gmail.com 等邮箱服务商的地址不能作为发件地址。",
            },
            since: None,
            link: Some("https://resend.com/domains"),
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked"],
            text: Text {
                en: "Where 465 and 587 are blocked, ports 2465 (TLS at once) and 2587 (STARTTLS) do the \
                     same.",
                zh_cn: "465 和 587 端口被封时，可以用 2465（直接 TLS）或 2587（STARTTLS），效果相同。",
            },
            since: None,
            link: Some("https://resend.com/docs/send-with-smtp"),
        },
    ],
    replies: &[
        ReplyRule { code: 550, words: &["domain is not verified"], cause: "send/sender-unverified" },
        ReplyRule { code: 450, words: &["domain is not verified"], cause: "send/sender-unverified" },
        ReplyRule {
            code: 550,
            words: &["only send testing emails to your own"],
            cause: "send/account-restricted",
        },
        ReplyRule {
            code: 450,
            words: &["only send testing emails to your own"],
            cause: "send/account-restricted",
        },
    ],
};
