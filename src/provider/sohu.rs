//! Sohu Mail.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "sohu",
    name: Text { en: "Sohu Mail", zh_cn: "搜狐邮箱" },
    domains: &["sohu.com"],
    endpoints: &[Endpoint::implicit("smtp.sohu.com", 465)],
    banners: &["sohu.com", "sohu-inc.com"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::AuthorizationCode,
    secret_page: Some("https://mail.sohu.com/"),
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
                     independent password (授权码) shown there, not the login password.",
            zh_cn: "要先在网页版邮箱的设置里开启 SMTP 服务，并用那里给出的独立密码（授权码）登录，不能用登录密码。",
        },
        since: None,
        link: None,
    }],
    replies: &[],
};
