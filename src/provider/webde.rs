//! WEB.DE.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "webde",
    name: Text { en: "WEB.DE", zh_cn: "WEB.DE" },
    domains: &["web.de"],
    endpoints: &[Endpoint::implicit("smtp.web.de", 465), Endpoint::start_tls("smtp.web.de", 587)],
    banners: &["web.de", "kundenserver.de", "ui-portal.de"],
    mx: &["mx-ha02.web.de", "mx-ha03.web.de"],
    user: UserName::AddressOrLocalPart,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: None,
    help_page: Some("https://hilfe.web.de/pop-imap/imap/imap-serverdaten.html"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/smtp-disabled"],
            text: Text {
                en: "Access by POP3 and IMAP has to be switched on in the settings of the web mail; \
                     SMTP needs it too.",
                zh_cn: "要先在网页版邮箱的设置里开启 POP3 和 IMAP 访问，SMTP 也以此为前提。",
            },
            since: None,
            link: Some("https://hilfe.web.de/pop-imap/imap/imap-serverdaten.html"),
        },
        Note {
            about: &["auth/bad-credentials", "auth/app-password-required", "auth/wrong-credential-kind"],
            text: Text {
                en: "Once two-factor authentication is on, WEB.DE wants an application-specific password in place of \
                     the mailbox password.",
                zh_cn: "打开两步验证之后，WEB.DE 要用应用专用密码代替邮箱密码。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 550,
        words: &["sender address is not allowed"],
        cause: "send/sender-not-owned",
    }],
};
