//! The mail service of Twilio.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "sendgrid",
    name: Text { en: "SendGrid", zh_cn: "SendGrid" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.sendgrid.net", 465),
        Endpoint::start_tls("smtp.sendgrid.net", 587),
        Endpoint::start_tls("smtp.sendgrid.net", 2525),
        Endpoint::start_tls("smtp.sendgrid.net", 25),
    ],
    banners: &["sendgrid.net", "sendgrid.com", "twilio.com"],
    mx: &[],
    user: UserName::Literal("apikey"),
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://app.sendgrid.com/settings/api_keys"),
    help_page: Some(
        "https://www.twilio.com/docs/sendgrid/for-developers/sending-email/smtp-errors-and-troubleshooting",
    ),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is the word `apikey` itself, and the password is an API key that \
                     begins with `SG.` and has the permission “Mail Send”.",
                zh_cn: "用户名就是 `apikey` 这个词，密码是以 `SG.` 开头、具有“Mail Send”权限的 API 密钥。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name and password of the account no longer work for SMTP.",
                zh_cn: "账号本身的用户名和密码已不能用于 SMTP 登录。",
            },
            since: Some("2021"),
            link: Some(
                "https://www.twilio.com/docs/sendgrid/for-developers/sending-email/smtp-errors-and-troubleshooting",
            ),
        },
        Note {
            about: &[
                "send/quota-exceeded",
                "auth/temporary-failure",
                "auth/account-locked",
                "auth/ip-not-allowed",
            ],
            text: Text {
                en: "SendGrid answers 451 to used-up credits and to addresses that are not allowed; \
                     trying again does not help.",
                zh_cn: "额度用完或 IP 地址不在许可范围内时，SendGrid 会答复 451；重试没有用。",
            },
            since: None,
            link: Some(
                "https://www.twilio.com/docs/sendgrid/for-developers/sending-email/smtp-errors-and-troubleshooting",
            ),
        },
        Note {
            about: &["send/quota-exceeded", "auth/account-locked", "auth/temporary-failure"],
            text: Text {
                en: "There is no free plan any more. After the trial of 60 days an account without a \
                     paid plan cannot send.",
                zh_cn: "免费套餐已经取消。60 天试用期结束后，没有付费套餐的账号不能发信。",
            },
            since: Some("2025-05-27"),
            link: None,
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned"],
            text: Text {
                en: "The sender must be a verified Sender Identity: one verified address, or any \
                     address under an authenticated domain.",
                zh_cn: "发件地址必须是已验证的发件人身份（Sender Identity）：单个验证过的地址，或者已认证域名下的任意地址。",
            },
            since: None,
            link: Some(
                "https://www.twilio.com/docs/sendgrid/for-developers/sending-email/smtp-errors-and-troubleshooting",
            ),
        },
    ],
    replies: &[
        ReplyRule { code: 451, words: &["maximum credits exceeded"], cause: "send/quota-exceeded" },
        ReplyRule { code: 451, words: &["could not authenticate"], cause: "auth/ip-not-allowed" },
        ReplyRule { code: 535, words: &["authorization grant is invalid"], cause: "auth/bad-credentials" },
        ReplyRule { code: 535, words: &["bad username / password"], cause: "auth/wrong-credential-kind" },
        ReplyRule { code: 535, words: &["account disabled"], cause: "auth/account-locked" },
        ReplyRule { code: 550, words: &["unauthenticated senders not allowed"], cause: "send/auth-required" },
        ReplyRule { code: 550, words: &["verified sender identity"], cause: "send/sender-unverified" },
        ReplyRule {
            code: 403,
            words: &["not authorized to send from that email address"],
            cause: "send/sender-unverified",
        },
    ],
};
