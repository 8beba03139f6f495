//! hMailServer: software for Windows that companies run under names of their own.

use super::{Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "hmailserver",
    name: Text { en: "hMailServer", zh_cn: "hMailServer（自建）" },
    domains: &[],
    endpoints: &[],
    banners: &[],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://www.hmailserver.com/"),
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address. If the server has a default domain, the part \
                     before the @ is enough.",
                zh_cn: "用户名是完整的邮箱地址。服务器设置了默认域名时，只写 @ 之前的部分也可以。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["tls/version-too-old", "tls/no-common-cipher", "tls/weak-certificate"],
            text: Text {
                en: "hMailServer is no longer developed. Old installations offer only old versions of TLS. The \
                     administrator can update and switch on TLS 1.2 or newer, or move to other software.",
                zh_cn: "hMailServer 已停止开发。很旧的安装只支持旧版 TLS，管理员要升级并启用 TLS 1.2 或更高版本，或改用其他软件。",
            },
            since: None,
            link: Some("https://www.hmailserver.com/"),
        },
        Note {
            about: &["auth/mechanism-unsupported"],
            text: Text {
                en: "AUTH PLAIN is off unless the administrator allows plain text authentication; AUTH LOGIN \
                     is mostly offered.",
                zh_cn: "管理员没有允许明文认证时，AUTH PLAIN 是关闭的；LOGIN 一般可用。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/too-many-attempts", "smtp/greeting-closed", "smtp/connection-lost"],
            text: Text {
                en: "Auto-ban blocks an IP address after a few wrong logins, by default for an hour.",
                zh_cn: "自动封禁（Auto-ban）会在几次登录失败后封禁来源 IP 地址，默认一小时。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 530, words: &["smtp authentication is required"], cause: "send/auth-required" },
        ReplyRule {
            code: 530,
            words: &["a ssl/tls-connection is required for authentication"],
            cause: "auth/tls-required",
        },
        ReplyRule { code: 530, words: &["must issue starttls first"], cause: "send/tls-required" },
        ReplyRule { code: 535, words: &["restarting authentication process"], cause: "auth/bad-credentials" },
        ReplyRule { code: 535, words: &["too many invalid logon attempts"], cause: "auth/too-many-attempts" },
        ReplyRule {
            code: 504,
            words: &["authentication mechanism not supported"],
            cause: "auth/mechanism-unsupported",
        },
        ReplyRule {
            code: 550,
            words: &["delivery is not allowed to this address"],
            cause: "send/relay-denied",
        },
    ],
};
