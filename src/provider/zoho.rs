//! Zoho Mail, with a host for each of its data centres.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "zoho",
    name: Text { en: "Zoho Mail", zh_cn: "Zoho Mail" },
    domains: &[
        "zoho.com",
        "zoho.eu",
        "zoho.in",
        "zoho.jp",
        "zoho.com.au",
        "zohomail.com",
        "zohomail.eu",
        "zohomail.in",
        "zohocloud.ca",
    ],
    endpoints: &[
        Endpoint::implicit("smtp.zoho.com", 465),
        Endpoint::start_tls("smtp.zoho.com", 587),
        Endpoint::implicit("smtp.zoho.eu", 465),
        Endpoint::start_tls("smtp.zoho.eu", 587),
        Endpoint::implicit("smtp.zoho.in", 465),
        Endpoint::start_tls("smtp.zoho.in", 587),
        Endpoint::implicit("smtp.zoho.jp", 465),
        Endpoint::start_tls("smtp.zoho.jp", 587),
        Endpoint::implicit("smtp.zoho.com.au", 465),
        Endpoint::start_tls("smtp.zoho.com.au", 587),
        Endpoint::implicit("smtp.zoho.com.cn", 465),
        Endpoint::start_tls("smtp.zoho.com.cn", 587),
        Endpoint::implicit("smtp.zohocloud.ca", 465),
        Endpoint::start_tls("smtp.zohocloud.ca", 587),
        Endpoint::implicit("smtppro.zoho.com", 465),
        Endpoint::start_tls("smtppro.zoho.com", 587),
        Endpoint::implicit("smtppro.zoho.eu", 465),
        Endpoint::start_tls("smtppro.zoho.eu", 587),
        Endpoint::implicit("smtppro.zoho.in", 465),
        Endpoint::start_tls("smtppro.zoho.in", 587),
        Endpoint::implicit("smtppro.zoho.jp", 465),
        Endpoint::start_tls("smtppro.zoho.jp", 587),
        Endpoint::implicit("smtppro.zoho.com.au", 465),
        Endpoint::start_tls("smtppro.zoho.com.au", 587),
    ],
    banners: &[
        "zoho.com",
        "zoho.eu",
        "zoho.in",
        "zoho.jp",
        "zoho.com.au",
        "zoho.com.cn",
        "zohomail.com",
        "zohocloud.ca",
    ],
    mx: &[
        "mx.zoho.com",
        "mx2.zoho.com",
        "mx3.zoho.com",
        "mx.zoho.eu",
        "mx2.zoho.eu",
        "mx3.zoho.eu",
        "mx.zoho.in",
        "mx2.zoho.in",
        "mx3.zoho.in",
        "mx.zoho.com.cn",
        "mx2.zoho.com.cn",
        "mx3.zoho.com.cn",
    ],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: None,
    help_page: Some("https://www.zoho.com/mail/help/zoho-smtp.html"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/app-password-required"],
            text: Text {
                en: "The host belongs to a data centre (.com, .eu, .in, .jp, .com.au, .com.cn, zohocloud.ca). At the wrong \
                     one the right password is refused with 535.",
                zh_cn: "主机名因数据中心而异（.com、.eu、.in、.jp、.com.au、.com.cn、zohocloud.ca）。连错数据中心时，正确的密码也会得到 535。",
            },
            since: None,
            link: Some("https://www.zoho.com/mail/help/zoho-smtp.html"),
        },
        Note {
            about: &["auth/bad-credentials", "auth/app-password-required"],
            text: Text {
                en: "Once two-factor login is on, SMTP wants an app-specific password. Paid mailboxes \
                     of an own domain use smtppro in place of smtp.",
                zh_cn: "打开两步验证之后，SMTP 要用应用专用密码。付费的自有域名邮箱用 smtppro 开头的主机名。",
            },
            since: None,
            link: Some("https://www.zoho.com/mail/help/zoho-smtp.html"),
        },
    ],
    replies: &[
        ReplyRule { code: 535, words: &["authentication failed"], cause: "auth/bad-credentials" },
        ReplyRule { code: 553, words: &["relaying disallowed"], cause: "send/sender-not-owned" },
        ReplyRule { code: 553, words: &["not allowed to relay"], cause: "send/sender-not-owned" },
        ReplyRule { code: 550, words: &["unusual sending activity"], cause: "send/account-restricted" },
        ReplyRule { code: 552, words: &["detected by zoho mail"], cause: "send/content-rejected" },
    ],
};
