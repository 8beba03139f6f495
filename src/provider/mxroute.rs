//! `MXroute`, with a host for each customer's server.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mxroute",
    name: Text { en: "MXroute", zh_cn: "MXroute" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("*.mxrouting.net", 465),
        Endpoint::start_tls("*.mxrouting.net", 587),
        Endpoint::start_tls("*.mxrouting.net", 2525),
        Endpoint::implicit("*.mxlogin.com", 465),
        Endpoint::start_tls("*.mxlogin.com", 587),
        Endpoint::start_tls("*.mxlogin.com", 2525),
    ],
    banners: &["mxrouting.net", "mxlogin.com", "mxroute.com"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://docs.mxroute.com/"),
    notes: &[
        Note {
            about: &[
                "auth/username-form",
                "auth/bad-credentials",
                "tcp/refused",
                "tcp/timeout",
                "tcp/port-blocked",
            ],
            text: Text {
                en: "The user name is the whole mail address. The host is the account's own server, which the \
                     welcome message names; it differs from customer to customer.",
                zh_cn: "用户名是完整的邮箱地址。主机名是账号所在的服务器，以开通邮件为准，各客户不同。",
            },
            since: None,
            link: Some("https://docs.mxroute.com/"),
        },
        Note {
            about: &["auth/too-many-attempts", "smtp/greeting-rejected", "auth/ip-not-allowed"],
            text: Text {
                en: "After several wrong logins MXroute blocks the IP address for a while. Correct \
                     every program that still uses the old password first.",
                zh_cn: "多次登录失败后，MXroute 会暂时封禁来源 IP 地址。请先改正所有仍在使用旧密码的程序。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule {
            code: 554,
            words: &["generating excessive authentication failures"],
            cause: "auth/too-many-attempts",
        },
        ReplyRule {
            code: 550,
            words: &["unauthenticated mail not allowed from this range"],
            cause: "send/auth-required",
        },
        ReplyRule { code: 550, words: &["authentication required"], cause: "send/auth-required" },
    ],
};
