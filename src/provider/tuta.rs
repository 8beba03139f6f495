//! Tuta, formerly Tutanota: it has no SMTP for clients, and saying so is all that can be done.

use super::{Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "tuta",
    name: Text { en: "Tuta (Tutanota)", zh_cn: "Tuta（Tutanota）" },
    domains: &["tuta.com", "tutanota.com", "tutanota.de", "tutamail.com", "tuta.io", "keemail.me"],
    endpoints: &[],
    banners: &["tutanota.de", "tuta.com"],
    mx: &["mail.tutanota.de"],
    user: UserName::Given,
    secret: SecretKind::NoLogin,
    secret_page: None,
    help_page: Some("https://tuta.com/faq"),
    notes: &[
        Note {
            about: &[
                "dns/name-not-found",
                "tcp/refused",
                "tcp/timeout",
                "auth/bad-credentials",
                "auth/not-offered",
            ],
            text: Text {
                en: "Tuta offers no SMTP to mail programs and applications: its mailboxes send only with \
                     Tuta's own apps and web mail. Use another provider for your application.",
                zh_cn: "Tuta 不向邮件客户端和程序提供 SMTP，只能用它自己的应用和网页发信。程序发信请改用其他服务商。",
            },
            since: None,
            link: Some("https://tuta.com/faq"),
        },
        Note {
            about: &["dns/name-not-found"],
            text: Text {
                en: "Some lists of mail servers name smtp.tutanota.com. No login is possible there.",
                zh_cn: "有些邮件服务器列表里写着 smtp.tutanota.com，那里并不能登录发信。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
