//! Forward Email.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "forward-email",
    name: Text { en: "Forward Email", zh_cn: "Forward Email" },
    domains: &["forwardemail.net"],
    endpoints: &[
        Endpoint::implicit("smtp.forwardemail.net", 465),
        Endpoint::implicit("smtp.forwardemail.net", 2465),
        Endpoint::start_tls("smtp.forwardemail.net", 587),
        Endpoint::start_tls("smtp.forwardemail.net", 2587),
        Endpoint::start_tls("smtp.forwardemail.net", 2525),
    ],
    banners: &["forwardemail.net"],
    mx: &["mx1.forwardemail.net", "mx2.forwardemail.net"],
    user: UserName::Address,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://forwardemail.net/my-account/domains"),
    help_page: Some("https://forwardemail.net/faq"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is the whole address of an alias, and the password is one generated \
                     for that alias. The login of the web page does not work.",
                zh_cn: "用户名是别名（alias）的完整地址，密码是为该别名生成的密码。网页登录的密码不能用。",
            },
            since: None,
            link: Some("https://forwardemail.net/faq"),
        },
        Note {
            about: &[
                "send/account-restricted",
                "send/policy-rejected",
                "send/sender-unverified",
                "send/rejected",
            ],
            text: Text {
                en: "Sending must be approved for each domain. That needs a paid plan and correct DNS records, \
                     and people decide on it.",
                zh_cn: "每个域名的发信功能都要单独开通：需要付费套餐和正确的 DNS 记录，并由人工审核。",
            },
            since: None,
            link: Some("https://forwardemail.net/faq"),
        },
    ],
    replies: &[
        ReplyRule { code: 550, words: &["not approved for outbound smtp"], cause: "send/account-restricted" },
        ReplyRule { code: 535, words: &["not approved for outbound smtp"], cause: "send/account-restricted" },
    ],
};
