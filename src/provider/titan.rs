//! Titan, whose mailboxes are sold by WordPress.com, Hostinger and other hosts.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "titan",
    name: Text { en: "Titan Email", zh_cn: "Titan Email" },
    domains: &[],
    endpoints: &[Endpoint::implicit("smtp.titan.email", 465), Endpoint::start_tls("smtp.titan.email", 587)],
    banners: &["titan.email", "flockmail.com"],
    mx: &["mx1.titan.email", "mx2.titan.email"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://support.titan.email/hc/en-us"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/smtp-disabled", "auth/wrong-credential-kind"],
            text: Text {
                en: "Access by other programs must be switched on in Titan's settings (Enable Titan on other \
                     apps); until then even the right password is refused. With two-factor authentication, an \
                     app password may be needed.",
                zh_cn: "要先在 Titan 的设置中打开第三方应用访问（Enable Titan on other apps），否则密码正确也会被拒绝。\
                      启用双重验证后，可能要使用应用专用密码。",
            },
            since: None,
            link: Some("https://support.titan.email/hc/en-us"),
        },
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address and the password is that of the mailbox, \
                     not that of the shop where it was bought.",
                zh_cn: "用户名是完整的邮箱地址，密码是该邮箱的密码，不是购买邮箱的那个网站的密码。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
