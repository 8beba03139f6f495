//! `ZeptoMail`: the service of Zoho for mail that applications send.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "zeptomail",
    name: Text { en: "ZeptoMail", zh_cn: "ZeptoMail" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("smtp.zeptomail.com", 587),
        Endpoint::implicit("smtp.zeptomail.com", 465),
        Endpoint::start_tls("smtp.zeptomail.eu", 587),
        Endpoint::implicit("smtp.zeptomail.eu", 465),
        Endpoint::start_tls("smtp.zeptomail.in", 587),
        Endpoint::implicit("smtp.zeptomail.in", 465),
    ],
    banners: &["zeptomail.com", "zeptomail.eu", "zeptomail.in", "zoho.com", "zoho.eu", "zoho.in"],
    mx: &[],
    user: UserName::Literal("emailapikey"),
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://zeptomail.zoho.com/"),
    help_page: Some("https://www.zoho.com/zeptomail/help/api/smtp-error-codes.html"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/username-form", "auth/wrong-credential-kind"],
            text: Text {
                en: "The user name is always the word emailapikey. The password is the Send Mail token of the agent.",
                zh_cn: "用户名固定为 emailapikey，密码是该 Agent 的 Send Mail Token。",
            },
            since: None,
            link: Some("https://www.zoho.com/zeptomail/help/api/smtp-error-codes.html"),
        },
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "Each data centre has its own host (.com, .eu, .in). A token of another data centre is \
                     refused.",
                zh_cn: "主机名因数据中心而异（.com、.eu、.in），别的数据中心的 Token 会被拒绝。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 535, words: &["authentication failed"], cause: "auth/wrong-credential-kind" },
        ReplyRule { code: 553, words: &["relaying disallowed"], cause: "send/sender-not-owned" },
        ReplyRule { code: 553, words: &["not allowed to relay"], cause: "send/sender-not-owned" },
        ReplyRule { code: 552, words: &["detected by zoho mail"], cause: "send/content-rejected" },
    ],
};
