//! Hiworks of Korea.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "hiworks",
    name: Text { en: "Hiworks", zh_cn: "Hiworks" },
    domains: &[],
    endpoints: &[Endpoint::implicit("smtps.hiworks.com", 465)],
    banners: &["hiworks.com", "gabia.com"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: None,
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address.", zh_cn: "用户名是完整的邮箱地址。"
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials", "auth/smtp-disabled"],
            text: Text {
                en: "POP3/SMTP must be switched on in the mail settings. Hiworks has no IMAP.",
                zh_cn: "要在邮箱设置中打开 POP3/SMTP。Hiworks 不提供 IMAP。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
