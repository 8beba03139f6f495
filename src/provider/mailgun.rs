//! Mailgun.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mailgun",
    name: Text { en: "Mailgun", zh_cn: "Mailgun" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.mailgun.org", 465),
        Endpoint::start_tls("smtp.mailgun.org", 587),
        Endpoint::start_tls("smtp.mailgun.org", 2525),
        Endpoint::start_tls("smtp.mailgun.org", 25),
        Endpoint::implicit("smtp.eu.mailgun.org", 465),
        Endpoint::start_tls("smtp.eu.mailgun.org", 587),
        Endpoint::start_tls("smtp.eu.mailgun.org", 2525),
        Endpoint::start_tls("smtp.eu.mailgun.org", 25),
    ],
    banners: &["mailgun.org", "mailgun.net", "mailgun.com"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://app.mailgun.com/mg/sending/domains"),
    help_page: Some("https://documentation.mailgun.com/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is an SMTP user of the sending domain, for example its postmaster \
                     address. The password is that user's SMTP password; an API key does not work.",
                zh_cn: "用户名是发信域名下的 SMTP 用户，例如该域名的 postmaster 地址。\
                      密码是该用户的 SMTP 密码，API 密钥不行。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials"],
            text: Text {
                en: "A domain in the EU region needs the host smtp.eu.mailgun.org, and one in the US \
                     region smtp.mailgun.org. The wrong one answers as to a wrong password.",
                zh_cn: "欧盟区域的域名要用主机 smtp.eu.mailgun.org，美国区域的域名要用 smtp.mailgun.org。\
                      用错主机时，得到的答复与密码错误时一样。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &[
                "send/account-restricted",
                "send/sender-unverified",
                "send/quota-exceeded",
                "smtp/service-unavailable",
            ],
            text: Text {
                en: "Mailgun answers 421 when the domain is not allowed to send: a sandbox domain, an \
                     account that is not activated or disabled, a domain that is not verified. Trying \
                     again does not help.",
                zh_cn: "域名不允许发信时（沙盒域名、账号未激活或被停用、域名未验证），Mailgun 会答复 421；重试没有用。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/account-restricted", "send/recipient-rejected"],
            text: Text {
                en: "A sandbox domain sends only to the five authorised recipients of the account. Add \
                     a domain of your own to write to others.",
                zh_cn: "沙盒域名只能发给账号中登记的授权收件人（最多五个）。要发给其他人，请添加自己的域名。",
            },
            since: None,
            link: Some("https://help.mailgun.com/hc/en-us/articles/217531258"),
        },
    ],
    replies: &[
        ReplyRule {
            code: 421,
            words: &["not allowed to send", "unverified"],
            cause: "send/sender-unverified",
        },
        ReplyRule {
            code: 421,
            words: &["not allowed to send", "recipient limit exceeded"],
            cause: "send/quota-exceeded",
        },
        ReplyRule { code: 421, words: &["not allowed to send"], cause: "send/account-restricted" },
        ReplyRule { code: 550, words: &["not allowed to send"], cause: "send/account-restricted" },
        ReplyRule {
            code: 554,
            words: &["sandbox subdomains are for test purposes"],
            cause: "send/account-restricted",
        },
        ReplyRule {
            code: 550,
            words: &["free accounts are for test purposes"],
            cause: "send/account-restricted",
        },
        ReplyRule {
            code: 554,
            words: &["free accounts are for test purposes"],
            cause: "send/account-restricted",
        },
    ],
};
