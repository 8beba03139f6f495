//! one.com.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "one-com",
    name: Text { en: "one.com", zh_cn: "one.com" },
    domains: &[],
    endpoints: &[Endpoint::implicit("send.one.com", 465), Endpoint::start_tls("send.one.com", 587)],
    banners: &["one.com"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://help.one.com/"),
    notes: &[Note {
        about: &["auth/username-form", "auth/bad-credentials"],
        text: Text {
            en: "The user name is the whole mail address and the password is that of the mailbox, \
                     not that of the customer account.",
            zh_cn: "用户名是完整的邮箱地址，密码是该邮箱的密码，不是客户账号的密码。",
        },
        since: None,
        link: None,
    }],
    replies: &[],
};
