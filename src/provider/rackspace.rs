//! Rackspace Email.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "rackspace",
    name: Text { en: "Rackspace Email", zh_cn: "Rackspace Email" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("secure.emailsrvr.com", 465),
        Endpoint::start_tls("secure.emailsrvr.com", 587),
        Endpoint::implicit("smtp.emailsrvr.com", 465),
        Endpoint::start_tls("smtp.emailsrvr.com", 587),
    ],
    banners: &["emailsrvr.com"],
    mx: &["mx1.emailsrvr.com", "mx2.emailsrvr.com"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: None,
    notes: &[
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
        Note {
            about: &["send/sender-not-owned"],
            text: Text {
                en: "The sender must be the mailbox that logs in, or an address that it may use.",
                zh_cn: "发件人地址必须是登录的邮箱，或它有权使用的地址。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
