//! Alibaba Mail: company mail by Alibaba Cloud.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "aliyun-qiye",
    name: Text { en: "Alibaba Mail", zh_cn: "阿里企业邮箱" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.qiye.aliyun.com", 465),
        Endpoint::plain("smtp.qiye.aliyun.com", 25),
        Endpoint::plain("smtp.qiye.aliyun.com", 80),
        Endpoint::implicit("smtp.mxhichina.com", 465),
        Endpoint::implicit("smtp.sg.aliyun.com", 465),
    ],
    banners: &["aliyun.com", "mxhichina.com", "aliyun-inc.com", "alibaba-inc.com"],
    mx: &["qiye.aliyun.com"],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: Some("https://qiye.aliyun.com/"),
    help_page: Some("https://help.aliyun.com/document_detail/44499.html"),
    notes: &[
        Note {
            about: &[
                "auth/bad-credentials",
                "auth/wrong-credential-kind",
                "auth/app-password-required",
                "auth/authorization-code-required",
            ],
            text: Text {
                en: "Where third-party client security passwords (三方客户端安全密码) are on, SMTP wants that \
                     password and refuses the login password.",
                zh_cn: "开启了三方客户端安全密码的邮箱，要用该安全密码登录 SMTP，登录密码会被拒绝。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["tcp/timeout", "tcp/port-blocked"],
            text: Text {
                en: "Alibaba Cloud ECS blocks port 25 outbound. Use port 465 from there.",
                zh_cn: "阿里云 ECS 封禁了 25 端口的出方向，请改用 465 端口。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 526, words: &["authentication failure[1]"], cause: "auth/too-many-attempts" },
        ReplyRule { code: 526, words: &["authentication failure"], cause: "auth/bad-credentials" },
        ReplyRule { code: 524, words: &["username or passwd is null"], cause: "auth/bad-credentials" },
        ReplyRule { code: 440, words: &["mail from account"], cause: "send/sender-not-owned" },
        ReplyRule { code: 501, words: &["non-local account"], cause: "send/sender-not-owned" },
        ReplyRule { code: 502, words: &["account is a local account"], cause: "send/auth-required" },
        ReplyRule { code: 541, words: &["isn't allowed to send"], cause: "send/account-restricted" },
        ReplyRule { code: 510, words: &["length of data content"], cause: "send/message-too-large" },
        ReplyRule {
            code: 450,
            words: &["\"mail from\" mailbox unavailable"],
            cause: "send/sender-not-owned",
        },
    ],
};
