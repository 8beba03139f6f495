//! Infomaniak.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "infomaniak",
    name: Text { en: "Infomaniak", zh_cn: "Infomaniak" },
    domains: &["ik.me", "ikmail.com", "etik.com"],
    endpoints: &[
        Endpoint::implicit("mail.infomaniak.com", 465),
        Endpoint::start_tls("mail.infomaniak.com", 587),
    ],
    banners: &["infomaniak.com", "infomaniak.ch"],
    mx: &["mta-gw.infomaniak.ch"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://www.infomaniak.com/en/support/faq/1821/resolve-an-outgoing-email-block"),
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "The user name is the whole mail address. The password is that of the mail address \
                     or one made for a device, not that of the Infomaniak account.",
                zh_cn: "用户名是完整的邮箱地址。密码是该邮箱地址的密码，或为某台设备生成的密码，不是 Infomaniak 账号的密码。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &[
                "send/account-restricted",
                "send/rate-limited",
                "send/quota-exceeded",
                "auth/account-locked",
            ],
            text: Text {
                en: "An address that sends too much is blocked automatically. Its owner gets a message with a \
                     link that lifts the block.",
                zh_cn: "发信过多的地址会被自动封禁，地址所有者会收到一封邮件，其中有解封链接。",
            },
            since: None,
            link: Some("https://www.infomaniak.com/en/support/faq/1821/resolve-an-outgoing-email-block"),
        },
    ],
    replies: &[],
};
