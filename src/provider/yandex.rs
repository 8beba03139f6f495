//! Yandex Mail and Yandex 360.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "yandex",
    name: Text { en: "Yandex Mail", zh_cn: "Yandex 邮箱" },
    domains: &[
        "yandex.ru",
        "yandex.com",
        "ya.ru",
        "narod.ru",
        "yandex.by",
        "yandex.kz",
        "yandex.ua",
        "yandex.com.tr",
    ],
    endpoints: &[
        Endpoint::implicit("smtp.yandex.ru", 465),
        Endpoint::start_tls("smtp.yandex.ru", 587),
        Endpoint::implicit("smtp.yandex.com", 465),
        Endpoint::start_tls("smtp.yandex.com", 587),
    ],
    banners: &["yandex.ru", "yandex.net", "yandex.com"],
    mx: &["mx.yandex.ru", "mx.yandex.net"],
    user: UserName::AddressOrLocalPart,
    secret: SecretKind::AppPassword,
    secret_page: Some("https://id.yandex.com/security/app-passwords"),
    help_page: Some("https://yandex.com/support/mail/mail-clients/"),
    notes: &[
        Note {
            about: &["auth/app-password-required", "auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "Yandex wants an app password of the type Mail, not the password of the account.",
                zh_cn: "Yandex 邮箱要用“邮件”类型的应用专用密码登录，不接受账号密码。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/smtp-disabled", "auth/bad-credentials"],
            text: Text {
                en: "Access for mail programs has to be allowed under “Email clients” in the settings of the \
             web mail.",
                zh_cn: "要在网页版邮箱设置的“邮件客户端”（Email clients）里允许 IMAP 和 SMTP。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/login-blocked", "auth/bad-credentials"],
            text: Text {
                en: "“Please accept EULA first” means that nobody has opened the mailbox in a browser yet. Sign in there \
                     once.",
                zh_cn: "“Please accept EULA first”表示这个邮箱还从未在浏览器里打开过。请先在网页上登录一次。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule {
            code: 535,
            words: &["does not have access rights to this service"],
            cause: "auth/smtp-disabled",
        },
        ReplyRule { code: 535, words: &["accept eula"], cause: "auth/login-blocked" },
        ReplyRule { code: 554, words: &["blocked by spam statistics"], cause: "send/spam-rejected" },
    ],
};
