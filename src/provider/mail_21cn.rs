//! 21CN Mail.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mail-21cn",
    name: Text { en: "21CN Mail", zh_cn: "21CN 邮箱" },
    domains: &["21cn.com", "21cn.net"],
    endpoints: &[Endpoint::implicit("smtp.21cn.com", 465)],
    banners: &["21cn.com", "21cn.net"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: Some("https://mail.21cn.com/"),
    help_page: None,
    notes: &[Note {
        about: &["auth/bad-credentials", "auth/smtp-disabled", "auth/authorization-code-required"],
        text: Text {
            en: "Check in the settings of the web mail that SMTP is on, and whether mail programs need a \
                 password of their own.",
            zh_cn: "请在网页版邮箱的设置里确认已开启 SMTP 服务，并查看客户端是否另有专用密码。",
        },
        since: None,
        link: None,
    }],
    replies: &[],
};
