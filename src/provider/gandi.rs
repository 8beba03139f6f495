//! Gandi.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "gandi",
    name: Text { en: "Gandi", zh_cn: "Gandi" },
    domains: &[],
    endpoints: &[Endpoint::implicit("mail.gandi.net", 465), Endpoint::start_tls("mail.gandi.net", 587)],
    banners: &["gandi.net"],
    mx: &["spool.mail.gandi.net", "fb.mail.gandi.net"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://docs.gandi.net/"),
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
            about: &["auth/bad-credentials", "auth/account-locked"],
            text: Text {
                en: "At Gandi, mailboxes no longer come with a domain but are paid for. A mailbox that was not \
                     renewed refuses the login.",
                zh_cn: "Gandi 的邮箱不再随域名赠送，而是收费服务。没有续费的邮箱会拒绝登录。",
            },
            since: Some("2023-11-30"),
            link: None,
        },
    ],
    replies: &[],
};
