//! NAVER WORKS, also known as LINE WORKS.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "naver-works",
    name: Text { en: "NAVER WORKS", zh_cn: "NAVER WORKS（LINE WORKS）" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.worksmobile.com", 465),
        Endpoint::start_tls("smtp.worksmobile.com", 587),
    ],
    banners: &["worksmobile.com"],
    mx: &[
        "jp1-aspmx1.worksmobile.com",
        "jp1-aspmx2.worksmobile.com",
        "kr1-aspmx1.worksmobile.com",
        "kr1-aspmx2.worksmobile.com",
    ],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: None,
    help_page: Some("https://help.worksmobile.com/"),
    notes: &[
        Note {
            about: &["auth/app-password-required", "auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "Other programs need a password for external apps, made in the mail settings; the \
                     password of the account is refused. The administrator may have forbidden it.",
                zh_cn: "其他程序要使用在邮箱设置中生成的外部应用密码，账号密码会被拒绝。管理员可能禁用了这项功能。",
            },
            since: Some("2023-02"),
            link: Some("https://help.worksmobile.com/"),
        },
        Note {
            about: &["send/sender-not-owned"],
            text: Text {
                en: "The sender must be the account that logs in; a group or an alias is refused. \
                     Change the displayed name and Reply-To instead.",
                zh_cn: "发件人地址必须是登录的账号，群组地址和别名会被拒绝。可以改为设置显示名称和 Reply-To。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 554,
        words: &["sender address is unauthorized"],
        cause: "send/sender-not-owned",
    }],
};
