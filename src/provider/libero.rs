//! Libero of Italy.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "libero",
    name: Text { en: "Libero Mail", zh_cn: "Libero 邮箱（意大利）" },
    domains: &["libero.it", "iol.it", "blu.it", "inwind.it", "giallo.it"],
    endpoints: &[Endpoint::implicit("smtp.libero.it", 465)],
    banners: &["libero.it", "italiaonline.it"],
    mx: &["smtp-in.libero.it"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://aiuto.libero.it/"),
    notes: &[Note {
        about: &["auth/username-form", "auth/bad-credentials"],
        text: Text {
            en: "The user name is the whole mail address.", zh_cn: "用户名是完整的邮箱地址。"
        },
        since: None,
        link: Some("https://aiuto.libero.it/"),
    }],
    replies: &[],
};
