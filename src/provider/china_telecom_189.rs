//! 189 Mail by China Telecom.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "china-telecom-189",
    name: Text { en: "189 Mail", zh_cn: "189 邮箱" },
    domains: &["189.cn"],
    endpoints: &[Endpoint::implicit("smtp.189.cn", 465)],
    banners: &["189.cn", "21cn.com"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: Some("https://webmail30.189.cn/"),
    help_page: None,
    notes: &[Note {
        about: &[
            "auth/bad-credentials",
            "auth/wrong-credential-kind",
            "auth/authorization-code-required",
            "auth/smtp-disabled",
        ],
        text: Text {
            en: "Where the settings of the web mail show a password for mail programs (客户端授权密码), SMTP wants \
                 that one and refuses the login password.",
            zh_cn: "如果网页版邮箱的设置里有“客户端授权密码”，就要用它登录 SMTP，用邮箱登录密码会被拒绝。",
        },
        since: None,
        link: None,
    }],
    replies: &[],
};
