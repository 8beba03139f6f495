//! 139 Mail by China Mobile.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "china-mobile-139",
    name: Text { en: "139 Mail", zh_cn: "139 邮箱" },
    domains: &["139.com"],
    endpoints: &[Endpoint::implicit("smtp.139.com", 465)],
    banners: &["139.com", "10086.cn"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::AuthorizationCode,
    secret_page: Some("https://mail.10086.cn/"),
    help_page: None,
    notes: &[Note {
        about: &[
            "auth/authorization-code-required",
            "auth/bad-credentials",
            "auth/smtp-disabled",
            "auth/wrong-credential-kind",
        ],
        text: Text {
            en: "SMTP has to be switched on in the settings of the web mail, and it takes the authorisation code \
                 (授权码) made there, not the login password.",
            zh_cn: "要先在网页版邮箱的设置里开启 SMTP 服务，并用那里生成的授权码登录，不能用登录密码。",
        },
        since: None,
        link: None,
    }],
    replies: &[],
};
