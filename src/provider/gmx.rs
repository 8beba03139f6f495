//! GMX.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "gmx",
    name: Text { en: "GMX", zh_cn: "GMX" },
    domains: &["gmx.net", "gmx.de", "gmx.at", "gmx.ch", "gmx.com"],
    endpoints: &[
        Endpoint::implicit("mail.gmx.net", 465),
        Endpoint::start_tls("mail.gmx.net", 587),
        Endpoint::implicit("mail.gmx.com", 465),
        Endpoint::start_tls("mail.gmx.com", 587),
    ],
    banners: &["gmx.net", "gmx.com", "gmx.de", "kundenserver.de", "ui-portal.de"],
    mx: &["mx00.gmx.net", "mx01.gmx.net", "mx00.gmx.com", "mx01.gmx.com"],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: None,
    help_page: Some("https://hilfe.gmx.net/pop-imap/imap/imap-serverdaten.html"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/smtp-disabled"],
            text: Text {
                en: "Access by POP3 and IMAP has to be switched on in the settings of the web mail; \
                     SMTP needs it too.",
                zh_cn: "要先在网页版邮箱的设置里开启 POP3 和 IMAP 访问，SMTP 也以此为前提。",
            },
            since: None,
            link: Some("https://hilfe.gmx.net/pop-imap/imap/imap-serverdaten.html"),
        },
        Note {
            about: &["auth/bad-credentials", "auth/app-password-required", "auth/wrong-credential-kind"],
            text: Text {
                en: "Once two-factor authentication is on, GMX wants an application-specific password in place of \
                     the mailbox password.",
                zh_cn: "打开两步验证之后，GMX 要用应用专用密码代替邮箱密码。",
            },
            since: None,
            link: Some("https://hilfe.gmx.net/sicherheit/2fa/anwendungsspezifisches-passwort.html"),
        },
    ],
    replies: &[
        ReplyRule { code: 535, words: &["incorrect username or password"], cause: "auth/bad-credentials" },
        ReplyRule { code: 550, words: &["sender address is not allowed"], cause: "send/sender-not-owned" },
    ],
};
