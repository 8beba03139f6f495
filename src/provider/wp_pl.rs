//! WP of Poland.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "wp-pl",
    name: Text { en: "WP Poczta", zh_cn: "WP 邮箱（波兰）" },
    domains: &["wp.pl"],
    endpoints: &[Endpoint::implicit("smtp.wp.pl", 465)],
    banners: &["wp.pl"],
    mx: &["mx.wp.pl"],
    user: UserName::AddressOrLocalPart,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://pomoc.wp.pl/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/smtp-disabled"],
            text: Text {
                en: "Access by other programs (POP3/IMAP/SMTP) must be switched on in the settings of \
                     the web mail.",
                zh_cn: "要先在网页版邮箱的设置中允许其他程序访问（POP3/IMAP/SMTP）。",
            },
            since: None,
            link: Some("https://pomoc.wp.pl/"),
        },
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "By WP's own instructions, the user name is the part before the @.",
                zh_cn: "按 WP 的说明，用户名是 @ 前面的部分。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
