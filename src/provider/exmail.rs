//! Tencent Exmail: company mail by Tencent.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "exmail",
    name: Text { en: "Tencent Exmail", zh_cn: "腾讯企业邮" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.exmail.qq.com", 465),
        Endpoint::start_tls("smtp.exmail.qq.com", 587),
        Endpoint::implicit("hwsmtp.exmail.qq.com", 465),
    ],
    banners: &["qq.com"],
    mx: &["mxbiz1.qq.com", "mxbiz2.qq.com"],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: Some("https://exmail.qq.com/"),
    help_page: Some("https://open.work.weixin.qq.com/help2/pc/20049"),
    notes: &[
        Note {
            about: &[
                "auth/bad-credentials",
                "auth/wrong-credential-kind",
                "auth/app-password-required",
                "auth/authorization-code-required",
            ],
            text: Text {
                en: "Once secure login is on, Exmail wants a client-specific password (客户端专用密码) in \
                     place of the mailbox password.",
                zh_cn: "打开安全登录之后，要用客户端专用密码代替邮箱密码。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "“authentication failed, system busy” is what Exmail says to every refused login; it is \
             not busy.",
                zh_cn: "“authentication failed, system busy”是腾讯企业邮拒绝登录时的统一答复，并不表示服务器繁忙。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 535,
        words: &["authentication failed", "system busy"],
        cause: "auth/bad-credentials",
    }],
};
