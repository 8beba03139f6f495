//! Strato.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "strato",
    name: Text { en: "Strato", zh_cn: "Strato" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.strato.de", 465),
        Endpoint::start_tls("smtp.strato.de", 587),
        Endpoint::implicit("smtp.strato.com", 465),
        Endpoint::start_tls("smtp.strato.com", 587),
    ],
    banners: &["strato.de", "strato.com", "rzone.de"],
    mx: &["smtpin.rzone.de"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some(
        "https://www.strato.de/faq/mail/externes-e-mail-programm-mit-strato-e-mail-adresse-nutzen/",
    ),
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address and the password is that of the mailbox, \
                     not that of the customer account.",
                zh_cn: "用户名是完整的邮箱地址，密码是该邮箱的密码，不是客户账号的密码。",
            },
            since: None,
            link: Some(
                "https://www.strato.de/faq/mail/externes-e-mail-programm-mit-strato-e-mail-adresse-nutzen/",
            ),
        },
        Note {
            about: &["send/auth-required"],
            text: Text {
                en: "A second EHLO after the login makes Strato forget the login, and what follows is refused \
                     with 5.7.0. Some programs do that: switch it off or update the program.",
                zh_cn: "登录之后再发一次 EHLO，Strato 就会忘记这次登录，后面的命令会以 5.7.0 被拒绝。\
                      有些程序会这样做，请关闭该行为或升级程序。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/sender-not-owned"],
            text: Text {
                en: "The sender must be an address of your own Strato package.",
                zh_cn: "发件人地址必须是自己 Strato 套餐中的地址。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
