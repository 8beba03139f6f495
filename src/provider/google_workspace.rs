//! Google Workspace: mailboxes at Google under domains of their own. They share the servers of Gmail.

use super::gmail::REPLIES;
use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "google-workspace",
    name: Text { en: "Google Workspace", zh_cn: "Google Workspace" },
    domains: &[],
    endpoints: &[Endpoint::implicit("smtp.gmail.com", 465), Endpoint::start_tls("smtp.gmail.com", 587)],
    banners: &["google.com", "gmail.com"],
    mx: &["aspmx.l.google.com", "aspmx2.googlemail.com", "aspmx3.googlemail.com", "smtp.google.com"],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: Some("https://myaccount.google.com/apppasswords"),
    help_page: Some("https://support.google.com/a/answer/14114704"),
    notes: &[
        Note {
            about: &[
                "auth/app-password-required",
                "auth/bad-credentials",
                "auth/oauth-required",
                "auth/wrong-credential-kind",
            ],
            text: Text {
                en: "Google Workspace refuses the password of the account. Use an app password or OAuth 2.0.",
                zh_cn: "Google Workspace 不再接受账号密码。请改用应用专用密码或 OAuth 2.0。",
            },
            since: Some("2024-09-30"),
            link: Some("https://support.google.com/a/answer/14114704"),
        },
        ADMINISTERED,
    ],
    replies: REPLIES,
};

/// What an administrator may have forbidden.
pub(super) const ADMINISTERED: Note = Note {
    about: &["auth/bad-credentials", "auth/oauth-required", "auth/app-password-required"],
    text: Text {
        en: "In Google Workspace the administrator may have blocked app passwords; Advanced Protection blocks \
             them too. Then only OAuth 2.0 is left.",
        zh_cn: "在 Google Workspace 里，管理员可能禁用了应用专用密码；“高级保护计划”也会禁用它。这时只能用 OAuth 2.0。",
    },
    since: None,
    link: Some("https://support.google.com/a/answer/14114704"),
};
