//! Namecheap's Private Email.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "privateemail",
    name: Text { en: "Namecheap Private Email", zh_cn: "Namecheap Private Email" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("mail.privateemail.com", 465),
        Endpoint::start_tls("mail.privateemail.com", 587),
    ],
    banners: &["privateemail.com", "registrar-servers.com"],
    mx: &["mx1.privateemail.com", "mx2.privateemail.com"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://www.namecheap.com/support/knowledgebase/"),
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
            about: &["auth/bad-credentials"],
            text: Text {
                en: "Mail of Namecheap's web hosting is another service: it runs on the hosting server, not on \
                     mail.privateemail.com.",
                zh_cn: "Namecheap 虚拟主机自带的邮箱是另一项服务，它在主机服务器上，不在 mail.privateemail.com。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
