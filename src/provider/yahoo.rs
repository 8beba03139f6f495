//! Yahoo Mail, apart from Yahoo Japan.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "yahoo",
    name: Text { en: "Yahoo Mail", zh_cn: "Yahoo 邮箱" },
    domains: &[
        "yahoo.com",
        "yahoo.ca",
        "yahoo.co.in",
        "yahoo.co.uk",
        "yahoo.com.au",
        "yahoo.com.br",
        "yahoo.com.ar",
        "yahoo.com.hk",
        "yahoo.com.mx",
        "yahoo.com.sg",
        "yahoo.com.tw",
        "yahoo.com.vn",
        "yahoo.de",
        "yahoo.es",
        "yahoo.fr",
        "yahoo.in",
        "yahoo.it",
        "ymail.com",
        "rocketmail.com",
    ],
    endpoints: &[
        Endpoint::implicit("smtp.mail.yahoo.com", 465),
        Endpoint::start_tls("smtp.mail.yahoo.com", 587),
    ],
    banners: &["yahoo.com", "yahoo.net", "yahoodns.net", "aol.com"],
    mx: &["yahoodns.net"],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: Some("https://login.yahoo.com/account/security"),
    help_page: Some("https://help.yahoo.com/kb/SLN4075.html"),
    notes: &[
        Note {
            about: &[
                "auth/app-password-required",
                "auth/bad-credentials",
                "auth/wrong-credential-kind",
                "auth/oauth-required",
            ],
            text: Text {
                en: "Yahoo Mail takes an app password or OAuth 2.0, never the password of the account.",
                zh_cn: "Yahoo 邮箱只接受应用专用密码或 OAuth 2.0，不接受账号密码。",
            },
            since: Some("2020-10"),
            link: Some("https://help.yahoo.com/kb/SLN4075.html"),
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

/// What the refusals of these servers mean.
pub(super) const REPLIES: &[ReplyRule] = &[
    ReplyRule { code: 535, words: &["too many bad auth attempts"], cause: "auth/app-password-required" },
    ReplyRule { code: 553, words: &["from address not verified"], cause: "send/sender-not-owned" },
];
