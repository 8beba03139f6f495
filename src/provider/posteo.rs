//! Posteo.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "posteo",
    name: Text { en: "Posteo", zh_cn: "Posteo" },
    domains: &[
        "posteo.de",
        "posteo.net",
        "posteo.at",
        "posteo.ch",
        "posteo.eu",
        "posteo.org",
        "posteo.us",
        "posteo.uk",
        "posteo.nl",
        "posteo.es",
        "posteo.it",
        "posteo.pl",
        "posteo.me",
        "posteo.li",
        "posteo.lu",
        "posteo.be",
        "posteo.cz",
        "posteo.dk",
        "posteo.fi",
        "posteo.se",
        "posteo.no",
    ],
    endpoints: &[Endpoint::implicit("posteo.de", 465), Endpoint::start_tls("posteo.de", 587)],
    banners: &["posteo.de", "posteo.net"],
    mx: &["mx01.posteo.de", "mx02.posteo.de", "mx03.posteo.de", "mx04.posteo.de"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://posteo.de/hilfe/"),
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole main address of the mailbox, even if mail is sent from an alias.",
                zh_cn: "用户名是邮箱完整的主地址，即使用别名发信也是如此。",
            },
            since: None,
            link: Some("https://posteo.de/hilfe/"),
        },
        Note {
            about: &["auth/smtp-disabled", "auth/bad-credentials"],
            text: Text {
                en: "With Posteo's additional mailbox protection the owner may have blocked access by \
                     other programs; see the settings of the mailbox.",
                zh_cn: "邮箱所有者可能在 Posteo 的附加邮箱保护中关闭了其他程序的访问，请查看邮箱设置。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/sender-not-owned"],
            text: Text {
                en: "Posteo sends only from its own addresses; customers cannot use a domain of their own.",
                zh_cn: "Posteo 只能用它自己的地址发信，不支持客户自己的域名。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
