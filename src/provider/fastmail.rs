//! Fastmail.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "fastmail",
    name: Text { en: "Fastmail", zh_cn: "Fastmail" },
    domains: &["fastmail.com", "fastmail.fm"],
    endpoints: &[Endpoint::implicit("smtp.fastmail.com", 465), Endpoint::start_tls("smtp.fastmail.com", 587)],
    banners: &["fastmail.com", "messagingengine.com"],
    mx: &["in1-smtp.messagingengine.com", "in2-smtp.messagingengine.com"],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: None,
    help_page: Some("https://www.fastmail.help/"),
    notes: &[Note {
        about: &["auth/app-password-required", "auth/bad-credentials", "auth/wrong-credential-kind"],
        text: Text {
            en: "Fastmail wants an app password that covers SMTP. The user name is the full login \
                     address.",
            zh_cn: "Fastmail 要用包含 SMTP 权限的应用专用密码登录，用户名是完整的登录地址。",
        },
        since: None,
        link: None,
    }],
    replies: &[ReplyRule {
        code: 551,
        words: &["not authorised to send from this header address"],
        cause: "send/sender-not-owned",
    }],
};
