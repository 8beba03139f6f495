//! Emailit.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "emailit",
    name: Text { en: "Emailit", zh_cn: "Emailit" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.emailit.com", 465),
        Endpoint::start_tls("smtp.emailit.com", 587),
        Endpoint::start_tls("smtp.emailit.com", 2525),
    ],
    banners: &["emailit.com"],
    mx: &[],
    user: UserName::Literal("emailit"),
    secret: SecretKind::SmtpKey,
    secret_page: None,
    help_page: Some("https://emailit.com/docs/smtp/troubleshooting/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is the word `emailit` itself, and the password is a key from the \
                     credentials of the workspace. The login of the web page does not work.",
                zh_cn: "用户名就是 `emailit` 这个词，密码是在工作区的凭证页面生成的密钥。网页登录的账号密码不能用。",
            },
            since: None,
            link: Some("https://emailit.com/docs/smtp/troubleshooting/"),
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned"],
            text: Text {
                en: "The sender's domain must be added and verified in the workspace of the key.",
                zh_cn: "发件人地址的域名必须在该密钥所属的工作区中添加并验证。",
            },
            since: None,
            link: Some("https://emailit.com/docs/smtp/troubleshooting/"),
        },
    ],
    replies: &[ReplyRule { code: 530, words: &["domain is not verified"], cause: "send/sender-unverified" }],
};
