//! Sina Mail.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "sina",
    name: Text { en: "Sina Mail", zh_cn: "新浪邮箱" },
    domains: &["sina.com", "sina.cn", "vip.sina.com"],
    endpoints: &[
        Endpoint::implicit("smtp.sina.com", 465),
        Endpoint::implicit("smtp.sina.cn", 465),
        Endpoint::implicit("smtp.vip.sina.com", 465),
    ],
    banners: &["sina.com", "sina.cn", "sina.com.cn", "sina.net"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::AuthorizationCode,
    secret_page: Some("https://mail.sina.com.cn/"),
    help_page: None,
    notes: &[Note {
        about: &[
            "auth/authorization-code-required",
            "auth/bad-credentials",
            "auth/smtp-disabled",
            "auth/wrong-credential-kind",
        ],
        text: Text {
            en: "SMTP has to be switched on in the settings of the web mail, and it takes the \
                     authorisation code (授权码), not the login password.",
            zh_cn: "要先在网页版邮箱的设置里开启 SMTP 服务，并用授权码登录，不能用登录密码。",
        },
        since: None,
        link: None,
    }],
    replies: &[ReplyRule { code: 553, words: &["sender mismatch"], cause: "send/sender-not-owned" }],
};
