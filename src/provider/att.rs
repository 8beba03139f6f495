//! AT&T Mail with the domains of `BellSouth` and SBC, on the servers of Yahoo.

use super::yahoo::REPLIES;
use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "att",
    name: Text { en: "AT&T Mail", zh_cn: "AT&T 邮箱" },
    domains: &[
        "att.net",
        "sbcglobal.net",
        "bellsouth.net",
        "ameritech.net",
        "flash.net",
        "nvbell.net",
        "pacbell.net",
        "prodigy.net",
        "snet.net",
        "swbell.net",
        "wans.net",
    ],
    endpoints: &[Endpoint::implicit("smtp.mail.att.net", 465), Endpoint::implicit("outbound.att.net", 465)],
    banners: &["att.net", "yahoo.com", "yahoo.net", "yahoodns.net"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: Some("https://www.att.com/support/article/email-support/KM1010523/"),
    help_page: Some("https://www.att.com/support/article/email-support/KM1010523/"),
    notes: &[Note {
        about: &[
            "auth/app-password-required",
            "auth/bad-credentials",
            "auth/wrong-credential-kind",
            "auth/oauth-required",
        ],
        text: Text {
            en: "AT&T Mail wants a secure mail key, made in the AT&T account, or OAuth 2.0; the password of the \
                 account is refused.",
            zh_cn: "AT&T 邮箱要用在 AT&T 账号里生成的安全邮件密钥（secure mail key），或用 OAuth 2.0 登录，不接受账号密码。",
        },
        since: None,
        link: Some("https://www.att.com/support/article/email-support/KM1010523/"),
    }],
    replies: REPLIES,
};
