//! Comcast, known as Xfinity.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "comcast",
    name: Text { en: "Xfinity (Comcast)", zh_cn: "Xfinity (Comcast)" },
    domains: &["comcast.net"],
    endpoints: &[Endpoint::implicit("smtp.comcast.net", 465), Endpoint::start_tls("smtp.comcast.net", 587)],
    banners: &["comcast.net"],
    mx: &["mx1.comcast.net", "mx2.comcast.net"],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: None,
    help_page: Some("https://www.xfinity.com/support/articles/third-party-email-access"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/smtp-disabled"],
            text: Text {
                en: "Third-party access must be switched on in the mail settings of Xfinity. It may be \
                     switched off again when the password is changed.",
                zh_cn: "要先在 Xfinity 邮箱设置中打开第三方访问（Third Party Access）；修改密码后它可能自动关闭。",
            },
            since: None,
            link: Some("https://www.xfinity.com/support/articles/third-party-email-access"),
        },
        Note {
            about: &[
                "auth/bad-credentials",
                "auth/app-password-required",
                "auth/oauth-required",
                "auth/account-locked",
            ],
            text: Text {
                en: "Xfinity is moving its mailboxes to Yahoo Mail. A mailbox that has been moved uses \
                     smtp.mail.yahoo.com and an app password made at Yahoo.",
                zh_cn: "Xfinity 正在把邮箱迁移到 Yahoo Mail。\
                      迁移后的邮箱要改用 smtp.mail.yahoo.com 和在 Yahoo 生成的应用专用密码。",
            },
            since: Some("2025"),
            link: None,
        },
    ],
    replies: &[],
};
