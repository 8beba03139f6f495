//! `SocketLabs`.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "socketlabs",
    name: Text { en: "SocketLabs", zh_cn: "SocketLabs" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("smtp.socketlabs.com", 587),
        Endpoint::start_tls("smtp.socketlabs.com", 2525),
        Endpoint::start_tls("smtp.socketlabs.com", 25),
    ],
    banners: &["socketlabs.com", "email-od.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: None,
    help_page: None,
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "User name and password are the SMTP credentials of a server: the user name is the word \
                     `server` followed by the number of the server. The login of the control panel does not \
                     work.",
                zh_cn: "用户名和密码是某台“服务器”（server）的 SMTP 凭证：用户名由 `server` 一词加服务器编号组成。控制面板的登录账号不能用。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/mechanism-unsupported", "send/auth-required"],
            text: Text {
                en: "SocketLabs takes AUTH LOGIN and CRAM-MD5.",
                zh_cn: "SocketLabs 接受 AUTH LOGIN 和 CRAM-MD5。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 501,
        words: &["authentication required", "cram md5"],
        cause: "send/auth-required",
    }],
};
