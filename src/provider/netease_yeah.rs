//! The mail of yeah.net, by the same house as 163 Mail.

use super::netease_163::{REPLIES, SERVICE_OFF};
use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "netease-yeah",
    name: Text { en: "NetEase yeah.net Mail", zh_cn: "网易 yeah.net 邮箱" },
    domains: &["yeah.net"],
    endpoints: &[Endpoint::implicit("smtp.yeah.net", 465), Endpoint::start_tls("smtp.yeah.net", 25)],
    banners: &["163.com", "126.com", "yeah.net", "188.com", "netease.com", "icoremail.net"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::AuthorizationCode,
    secret_page: Some("https://www.yeah.net/"),
    help_page: Some("https://help.mail.163.com/"),
    notes: &[
        Note {
            about: &[
                "auth/authorization-code-required",
                "auth/bad-credentials",
                "auth/wrong-credential-kind",
                "auth/smtp-disabled",
            ],
            text: Text {
                en: "yeah.net Mail wants the authorisation code (授权码) made in the web mail; it \
                     refuses the login password.",
                zh_cn: "yeah.net 邮箱要用网页版邮箱里生成的授权码登录，登录密码会被拒绝。",
            },
            since: None,
            link: None,
        },
        SERVICE_OFF,
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "starttls/not-offered"],
            text: Text {
                en: "The ports are 465 for SSL and 25.", zh_cn: "SSL 用 465 端口，另有 25 端口。"
            },
            since: None,
            link: None,
        },
    ],
    replies: REPLIES,
};
