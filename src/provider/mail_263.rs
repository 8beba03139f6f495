//! 263: company mail, and its own free addresses of old.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mail-263",
    name: Text { en: "263 company mail", zh_cn: "263 企业邮箱" },
    domains: &["263.net"],
    endpoints: &[Endpoint::implicit("smtp.263.net", 465), Endpoint::plain("smtp.263.net", 25)],
    banners: &["263.net", "263xmail.com"],
    mx: &["263xmail.com"],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: Some("https://mail.263.net/"),
    help_page: None,
    notes: &[Note {
        about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/authorization-code-required"],
        text: Text {
            en: "Where the account security page of the web mail shows client authorisation codes (客户端授权码), \
                 SMTP wants such a code in place of the mailbox password.",
            zh_cn: "如果网页版邮箱的账户安全设置里启用了“客户端授权码”，就要用授权码代替邮箱密码。",
        },
        since: None,
        link: None,
    }],
    replies: &[],
};
