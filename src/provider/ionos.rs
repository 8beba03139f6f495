//! IONOS, once called 1&1, with a host for each country.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "ionos",
    name: Text { en: "IONOS", zh_cn: "IONOS（1&1）" },
    domains: &["online.de"],
    endpoints: &[
        Endpoint::implicit("smtp.ionos.com", 465),
        Endpoint::start_tls("smtp.ionos.com", 587),
        Endpoint::implicit("smtp.ionos.de", 465),
        Endpoint::start_tls("smtp.ionos.de", 587),
        Endpoint::implicit("smtp.ionos.co.uk", 465),
        Endpoint::start_tls("smtp.ionos.co.uk", 587),
        Endpoint::implicit("smtp.ionos.fr", 465),
        Endpoint::start_tls("smtp.ionos.fr", 587),
        Endpoint::implicit("smtp.ionos.es", 465),
        Endpoint::start_tls("smtp.ionos.es", 587),
        Endpoint::implicit("smtp.ionos.it", 465),
        Endpoint::start_tls("smtp.ionos.it", 587),
        Endpoint::implicit("smtp.1und1.de", 465),
        Endpoint::start_tls("smtp.1und1.de", 587),
        Endpoint::implicit("smtp.1and1.com", 465),
        Endpoint::start_tls("smtp.1and1.com", 587),
    ],
    banners: &["ionos.com", "ionos.de", "kundenserver.de", "perfora.net", "1und1.de", "1and1.com"],
    mx: &[
        "kundenserver.de",
        "mx00.ionos.com",
        "mx01.ionos.com",
        "mx00.ionos.de",
        "mx01.ionos.de",
        "mx00.ionos.co.uk",
        "mx01.ionos.co.uk",
        "mx00.ionos.fr",
        "mx01.ionos.fr",
        "perfora.net",
    ],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://www.ionos.com/help/email/"),
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
                en: "A mailbox belongs to the country of its contract: log in to the host of that country.",
                zh_cn: "邮箱属于签约的国家，请使用该国家对应的主机登录。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/content-rejected", "send/policy-rejected", "send/spam-rejected"],
            text: Text {
                en: "IONOS answers “Reject due to policy restrictions” to messages with faulty headers: \
                     no Date, From or Message-ID, or letters outside ASCII that are not encoded.",
                zh_cn: "邮件头有问题时（缺少 Date、From 或 Message-ID，或含有未编码的非 ASCII 字符），IONOS 会答复“Reject due to policy restrictions”。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["smtp/helo-rejected"],
            text: Text {
                en: "IONOS answers 501 to an EHLO name with characters that a host name cannot have, \
                     such as `_`.",
                zh_cn: "EHLO 名称中含有主机名不允许的字符（例如 `_`）时，IONOS 会答复 501。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 554,
        words: &["reject due to policy restrictions"],
        cause: "send/content-rejected",
    }],
};
