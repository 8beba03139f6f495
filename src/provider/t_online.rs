//! T-Online: the mailboxes of Deutsche Telekom.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

const PAGE: &str =
    "https://www.telekom.de/hilfe/apps-dienste/e-mail/einstellungen/posteingang-postausgang-server";

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "t-online",
    name: Text { en: "T-Online (Telekom)", zh_cn: "T-Online（德国电信）" },
    domains: &["t-online.de", "magenta.de"],
    endpoints: &[
        Endpoint::implicit("securesmtp.t-online.de", 465),
        Endpoint::start_tls("securesmtp.t-online.de", 587),
    ],
    banners: &["t-online.de"],
    mx: &["t-online.de"],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: None,
    help_page: Some(PAGE),
    notes: &[Note {
        about: &[
            "auth/bad-credentials",
            "auth/app-password-required",
            "auth/wrong-credential-kind",
            "auth/smtp-disabled",
        ],
        text: Text {
            en: "Mail programs need the e-mail password (E-Mail-Passwort), which is set separately from the \
                 password of the Telekom login.",
            zh_cn: "邮件客户端要用单独设置的电子邮件密码（E-Mail-Passwort），不是 Telekom 账号的登录密码。",
        },
        since: None,
        link: Some(PAGE),
    }],
    replies: &[ReplyRule {
        code: 550,
        words: &["message considered as spam or virus"],
        cause: "send/spam-rejected",
    }],
};
