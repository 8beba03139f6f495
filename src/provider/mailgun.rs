//! Mailgun.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mailgun",
    name: Text { en: "Mailgun", zh_cn: "Mailgun" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("smtp.mailgun.org", 587),
        Endpoint::implicit("smtp.mailgun.org", 465),
        Endpoint::start_tls("smtp.eu.mailgun.org", 587),
        Endpoint::implicit("smtp.eu.mailgun.org", 465),
    ],
    banners: &["mailgun.org", "mailgun.net", "mailgun.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: None,
    help_page: None,
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is an SMTP user of the sending domain, for example its postmaster address. \
             The password is that user's SMTP password.",
                zh_cn: "用户名是发信域名下的 SMTP 用户，例如该域名的 postmaster 地址。\
                密码是该用户的 SMTP 密码。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials"],
            text: Text {
                en: "A domain in the EU region needs the host smtp.eu.mailgun.org.",
                zh_cn: "欧盟区域的域名要用主机 smtp.eu.mailgun.org。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/account-restricted"],
            text: Text {
                en: "Mailgun answers 421 for a sandbox domain or an account that is not activated; \
                     trying again does not help.",
                zh_cn: "域名还是沙盒域名或账号没有激活时，Mailgun 会答复 421；重试没有用。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule { code: 421, words: &["not allowed to send"], cause: "send/account-restricted" }],
};
