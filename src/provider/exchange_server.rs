//! Microsoft Exchange Server on an organisation's own machines: no fixed host, but answers that are its own.

use super::{Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "exchange-server",
    name: Text { en: "Exchange Server (own server)", zh_cn: "Exchange Server（自建）" },
    domains: &[],
    endpoints: &[],
    banners: &[],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://learn.microsoft.com/exchange/mail-flow/connectors/receive-connectors"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/username-form"],
            text: Text {
                en: "The user name is DOMAIN\\user or the sign-in name (UPN), the password that of the domain \
                     account.",
                zh_cn: "用户名是“域\\用户”或登录名（UPN），密码是域账号的密码。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/not-offered", "auth/tls-required", "send/relay-denied", "send/auth-required"],
            text: Text {
                en: "Clients submit on port 587 (“Client Frontend”) with STARTTLS. Port 25 is for other servers and \
                     for devices that a receive connector allows by IP address.",
                zh_cn: "客户端用 587 端口（“Client Frontend”连接器）和 STARTTLS 发信。\
                        25 端口供其他服务器使用，或供接收连接器按 IP 地址放行的设备使用。",
            },
            since: None,
            link: Some("https://learn.microsoft.com/exchange/mail-flow/connectors/receive-connectors"),
        },
        Note {
            about: &["auth/mechanism-unsupported"],
            text: Text {
                en: "“504 5.7.4” comes when the connector offers only NTLM or GSSAPI. The administrator has to \
                     allow basic authentication after STARTTLS there.",
                zh_cn: "连接器只提供 NTLM 或 GSSAPI 时，会答复“504 5.7.4”。管理员须在该连接器上允许 TLS 下的基本认证。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule {
            code: 504,
            words: &["unrecognized authentication type"],
            cause: "auth/mechanism-unsupported",
        },
        ReplyRule { code: 535, words: &["authentication unsuccessful"], cause: "auth/bad-credentials" },
        ReplyRule {
            code: 454,
            words: &["temporary authentication failure"],
            cause: "auth/temporary-failure",
        },
        ReplyRule { code: 530, words: &["client was not authenticated"], cause: "send/auth-required" },
        ReplyRule { code: 530, words: &["5.7.57"], cause: "send/auth-required" },
        ReplyRule { code: 550, words: &["5.7.54"], cause: "send/relay-denied" },
        ReplyRule { code: 550, words: &["unable to relay"], cause: "send/relay-denied" },
        ReplyRule {
            code: 550,
            words: &["does not have permissions to send as this sender"],
            cause: "send/sender-not-owned",
        },
        ReplyRule {
            code: 550,
            words: &["recipient not found by smtp address lookup"],
            cause: "send/recipient-unknown",
        },
        ReplyRule { code: 452, words: &["insufficient system resources"], cause: "send/temporary-failure" },
        ReplyRule { code: 421, words: &["service not active"], cause: "smtp/service-unavailable" },
    ],
};
