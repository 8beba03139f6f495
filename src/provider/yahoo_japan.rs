//! Yahoo! Japan Mail, which is another house than Yahoo Mail.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "yahoo-japan",
    name: Text { en: "Yahoo! Japan Mail", zh_cn: "日本雅虎邮箱（Yahoo! Japan）" },
    domains: &["yahoo.co.jp", "ymail.ne.jp"],
    endpoints: &[Endpoint::implicit("smtp.mail.yahoo.co.jp", 465)],
    banners: &["yahoo.co.jp"],
    mx: &[],
    user: UserName::LocalPart,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://support.yahoo-net.jp/PccMail/s/"),
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the part before the @ only.",
                zh_cn: "用户名只写 @ 之前的部分。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/smtp-disabled", "auth/bad-credentials", "auth/login-blocked"],
            text: Text {
                en: "Access from mail programs (IMAP, POP and SMTP) has to be allowed in the settings of the web \
                     mail first.",
                zh_cn: "要先在网页版邮箱的设置里允许邮件客户端访问（IMAP、POP、SMTP）。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
