//! AOL Mail, on the servers of Yahoo.

use super::yahoo::REPLIES;
use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "aol",
    name: Text { en: "AOL Mail", zh_cn: "AOL 邮箱" },
    domains: &["aol.com", "aim.com", "netscape.net", "compuserve.com", "verizon.net"],
    endpoints: &[Endpoint::implicit("smtp.aol.com", 465), Endpoint::start_tls("smtp.aol.com", 587)],
    banners: &["aol.com", "yahoo.com", "yahoo.net", "yahoodns.net"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: Some("https://login.aol.com/account/security"),
    help_page: Some(
        "https://help.aol.com/articles/how-do-i-use-other-email-applications-to-send-and-receive-my-aol-mail",
    ),
    notes: &[
        Note {
            about: &[
                "auth/app-password-required",
                "auth/bad-credentials",
                "auth/wrong-credential-kind",
                "auth/oauth-required",
            ],
            text: Text {
                en: "AOL Mail takes an app password or OAuth 2.0, never the password of the account.",
                zh_cn: "AOL 邮箱只接受应用专用密码或 OAuth 2.0，不接受账号密码。",
            },
            since: Some("2020-10"),
            link: None,
        },
        Note {
            about: &["auth/app-password-required", "auth/bad-credentials", "auth/too-many-attempts"],
            text: Text {
                en: "“Too many bad auth attempts” is also the usual answer to the password of the account: an \
             app password is wanted.",
                zh_cn: "“Too many bad auth attempts”也是对账号密码的常见答复：这里要用应用专用密码。",
            },
            since: None,
            link: None,
        },
    ],
    replies: REPLIES,
};
