//! Mail.ru and its sister domains.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mailru",
    name: Text { en: "Mail.ru", zh_cn: "Mail.ru" },
    domains: &["mail.ru", "inbox.ru", "list.ru", "bk.ru", "internet.ru", "xmail.ru"],
    endpoints: &[Endpoint::implicit("smtp.mail.ru", 465), Endpoint::start_tls("smtp.mail.ru", 587)],
    banners: &["mail.ru"],
    mx: &["mxs.mail.ru", "emx.mail.ru"],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: Some("https://help.mail.ru/mail/security/protection/external"),
    help_page: Some("https://help.mail.ru/mail/security/protection/external"),
    notes: &[Note {
        about: &["auth/app-password-required", "auth/bad-credentials", "auth/wrong-credential-kind"],
        text: Text {
            en: "Mail.ru wants a password made for an external application, not the password of \
                     the account.",
            zh_cn: "Mail.ru 要用为外部应用生成的专用密码登录，不接受账号密码。",
        },
        since: None,
        link: Some("https://help.mail.ru/mail/security/protection/external"),
    }],
    replies: &[
        ReplyRule {
            code: 535,
            words: &["application password is required"],
            cause: "auth/app-password-required",
        },
        ReplyRule { code: 535, words: &["parol prilozheniya"], cause: "auth/app-password-required" },
        ReplyRule {
            code: 535,
            words: &["incorrect authentication data"],
            cause: "auth/app-password-required",
        },
        ReplyRule { code: 451, words: &["ratelimit exceeded"], cause: "send/rate-limited" },
        ReplyRule { code: 550, words: &["not local sender over smtp"], cause: "send/sender-not-owned" },
        ReplyRule { code: 550, words: &["spam message rejected"], cause: "send/spam-rejected" },
    ],
};
