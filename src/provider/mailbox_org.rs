//! mailbox.org.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mailbox-org",
    name: Text { en: "mailbox.org", zh_cn: "mailbox.org" },
    domains: &["mailbox.org"],
    endpoints: &[Endpoint::implicit("smtp.mailbox.org", 465), Endpoint::start_tls("smtp.mailbox.org", 587)],
    banners: &["mailbox.org"],
    mx: &["mxext1.mailbox.org", "mxext2.mailbox.org", "mxext3.mailbox.org"],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: None,
    help_page: Some("https://kb.mailbox.org/"),
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials", "auth/app-password-required"],
            text: Text {
                en: "The user name is the main address of the mailbox. Once two-factor authentication \
                     is on, other programs need an app password.",
                zh_cn: "用户名是邮箱的主地址。打开双重验证后，其他程序要使用应用专用密码。",
            },
            since: None,
            link: Some("https://kb.mailbox.org/"),
        },
        Note {
            about: &["send/sender-not-owned"],
            text: Text {
                en: "The sender must be the mailbox's own address or an alias that is set up there.",
                zh_cn: "发件人地址必须是邮箱自己的地址，或在其中设置过的别名。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
