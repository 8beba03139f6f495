//! Runbox.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "runbox",
    name: Text { en: "Runbox", zh_cn: "Runbox" },
    domains: &["runbox.com"],
    endpoints: &[
        Endpoint::implicit("smtp.runbox.com", 465),
        Endpoint::start_tls("smtp.runbox.com", 587),
        Endpoint::implicit("mail.runbox.com", 465),
        Endpoint::start_tls("mail.runbox.com", 587),
    ],
    banners: &["runbox.com"],
    mx: &["mx.runbox.com"],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: None,
    help_page: Some("https://help.runbox.com/"),
    notes: &[Note {
        about: &["auth/bad-credentials", "auth/app-password-required"],
        text: Text {
            en: "Once two-factor authentication is on, or the main password is switched off for other \
                 programs, SMTP needs an app password.",
            zh_cn: "打开双重验证，或禁止其他程序使用主密码之后，SMTP 要使用应用专用密码。",
        },
        since: None,
        link: Some("https://help.runbox.com/"),
    }],
    replies: &[],
};
