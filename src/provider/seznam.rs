//! Seznam of the Czech Republic.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "seznam",
    name: Text { en: "Seznam", zh_cn: "Seznam" },
    domains: &["seznam.cz", "email.cz", "post.cz", "spoluzaci.cz"],
    endpoints: &[Endpoint::implicit("smtp.seznam.cz", 465)],
    banners: &["seznam.cz"],
    mx: &["mx1.seznam.cz", "mx2.seznam.cz"],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: None,
    help_page: Some("https://napoveda.seznam.cz/"),
    notes: &[Note {
        about: &["auth/username-form", "auth/bad-credentials", "auth/app-password-required"],
        text: Text {
            en: "The user name is the whole mail address. Once two-phase verification is on, other programs \
                 need an app password.",
            zh_cn: "用户名是完整的邮箱地址。打开两步验证后，其他程序要使用应用专用密码。",
        },
        since: None,
        link: Some("https://napoveda.seznam.cz/"),
    }],
    replies: &[],
};
