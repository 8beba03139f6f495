//! Neo, on the same platform as Titan.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "neo",
    name: Text { en: "Neo", zh_cn: "Neo" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp0001.neo.space", 465),
        Endpoint::start_tls("smtp0001.neo.space", 587),
    ],
    banners: &["neo.space", "flockmail.com"],
    mx: &["mx0001.neo.space", "mx0002.neo.space"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: None,
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/smtp-disabled", "auth/wrong-credential-kind"],
            text: Text {
                en: "Access by other programs must be switched on in Neo's settings; until then even \
                     the right password is refused.",
                zh_cn: "要先在 Neo 的设置中打开第三方应用访问，否则密码正确也会被拒绝。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address and the password is that of the mailbox, \
                     not that of the customer account.",
                zh_cn: "用户名是完整的邮箱地址，密码是该邮箱的密码，不是客户账号的密码。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
