//! The mail service of Twilio.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "sendgrid",
    name: Text { en: "SendGrid", zh_cn: "SendGrid" },
    domains: &[],
    endpoints: &[Endpoint::start_tls("smtp.sendgrid.net", 587), Endpoint::implicit("smtp.sendgrid.net", 465)],
    banners: &["sendgrid.net", "sendgrid.com", "twilio.com"],
    mx: &[],
    user: UserName::Literal("apikey"),
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://app.sendgrid.com/settings/api_keys"),
    help_page: Some(
        "https://sendgrid.com/docs/for-developers/sending-email/smtp-errors-and-troubleshooting/",
    ),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is the word `apikey` itself, and the password is an API key that begins \
             with `SG.`.",
                zh_cn: "用户名就是 `apikey` 这个词，密码是以 `SG.` 开头的 API 密钥。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/quota-exceeded", "auth/temporary-failure"],
            text: Text {
                en: "SendGrid answers 451 to used-up credits and to addresses that are not allowed; \
                     trying again does not help.",
                zh_cn: "额度用完或 IP 地址不在许可范围内时，SendGrid 会答复 451；重试没有用。",
            },
            since: None,
            link: Some(
                "https://sendgrid.com/docs/for-developers/sending-email/smtp-errors-and-troubleshooting/",
            ),
        },
    ],
    replies: &[
        ReplyRule { code: 451, words: &["maximum credits exceeded"], cause: "send/quota-exceeded" },
        ReplyRule { code: 451, words: &["could not authenticate"], cause: "auth/ip-not-allowed" },
        ReplyRule { code: 535, words: &["authorization grant is invalid"], cause: "auth/bad-credentials" },
        ReplyRule { code: 550, words: &["unauthenticated senders not allowed"], cause: "send/auth-required" },
    ],
};
