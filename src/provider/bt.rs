//! BT of the United Kingdom.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "bt",
    name: Text { en: "BT Mail", zh_cn: "BT Mail" },
    domains: &["btinternet.com", "talk21.com", "btopenworld.com"],
    endpoints: &[Endpoint::implicit("mail.btinternet.com", 465)],
    banners: &["btinternet.com", "bt.com", "cpcloud.co.uk"],
    mx: &["mx.bt.lon5.cpcloud.co.uk"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://www.bt.com/help/email"),
    notes: &[Note {
        about: &["auth/username-form", "auth/bad-credentials"],
        text: Text {
            en: "The user name is the whole mail address, and the password is that of BT Mail, \
                     which may differ from that of the BT account.",
            zh_cn: "用户名是完整的邮箱地址，密码是 BT Mail 的密码，可能与 BT 账号的密码不同。",
        },
        since: None,
        link: Some("https://www.bt.com/help/email"),
    }],
    replies: &[],
};
