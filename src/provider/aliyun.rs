//! Aliyun Mail: personal mailboxes by Alibaba Cloud.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "aliyun",
    name: Text { en: "Aliyun Mail", zh_cn: "阿里云邮箱" },
    domains: &["aliyun.com"],
    endpoints: &[Endpoint::implicit("smtp.aliyun.com", 465)],
    banners: &["aliyun.com", "aliyun-inc.com", "alibaba-inc.com"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: Some("https://mail.aliyun.com/"),
    help_page: None,
    notes: &[
        Note {
            about: &[
                "auth/bad-credentials",
                "auth/wrong-credential-kind",
                "auth/app-password-required",
                "auth/authorization-code-required",
            ],
            text: Text {
                en: "Where a third-party client password is on, SMTP wants that password in place of \
                     the login password.",
                zh_cn: "开启了三方客户端专用密码的邮箱，要用该密码代替登录密码。",
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
