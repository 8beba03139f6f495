//! Company mail by the house of 163 Mail.

use super::netease_163::REPLIES_TO_COMPANIES;
use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "netease-qiye",
    name: Text { en: "NetEase enterprise mail", zh_cn: "网易企业邮箱" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.qiye.163.com", 465),
        Endpoint::implicit("smtp.qiye.163.com", 994),
        Endpoint::implicit("smtphz.qiye.163.com", 465),
        Endpoint::implicit("smtphz.qiye.163.com", 994),
        Endpoint::implicit("smtp.ym.163.com", 994),
    ],
    banners: &["163.com", "126.com", "netease.com", "icoremail.net"],
    mx: &["qiye.163.com", "ym.163.com"],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: Some("https://qiye.163.com/"),
    help_page: Some("https://qiye.163.com/help/"),
    notes: &[Note {
        about: &["auth/authorization-code-required", "auth/bad-credentials", "auth/wrong-credential-kind"],
        text: Text {
            en: "Where the administrator has switched on authorisation codes (授权码), SMTP wants \
                     the code; otherwise the mailbox password.",
            zh_cn: "如果管理员启用了客户端授权码，SMTP 就要用授权码登录；否则用邮箱密码。",
        },
        since: None,
        link: None,
    }],
    replies: REPLIES_TO_COMPANIES,
};
