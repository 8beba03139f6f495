//! Tiscali of Italy.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "tiscali",
    name: Text { en: "Tiscali Mail", zh_cn: "Tiscali 邮箱（意大利）" },
    domains: &["tiscali.it"],
    endpoints: &[Endpoint::implicit("smtp.tiscali.it", 465)],
    banners: &["tiscali.it"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://assistenza.tiscali.it/servizi/guida/posta-elettronica/"),
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address.", zh_cn: "用户名是完整的邮箱地址。"
            },
            since: None,
            link: Some("https://assistenza.tiscali.it/servizi/guida/posta-elettronica/"),
        },
        Note {
            about: &["auth/password-expired", "auth/bad-credentials"],
            text: Text {
                en: "Tiscali refuses a password that it finds too simple, even if it is right. Set a stronger \
                     one in the web mail.",
                zh_cn: "Tiscali 会拒绝它认为过于简单的密码，即使密码正确。请在网页版邮箱里设置更强的密码。",
            },
            since: None,
            link: Some("https://assistenza.tiscali.it/servizi/guida/posta-elettronica/"),
        },
    ],
    replies: &[ReplyRule { code: 535, words: &["password is too simple"], cause: "auth/password-expired" }],
};
