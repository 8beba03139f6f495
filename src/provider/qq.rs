//! QQ Mail, Foxmail addresses included.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "qq",
    name: Text { en: "QQ Mail", zh_cn: "QQ 邮箱" },
    domains: &["qq.com", "vip.qq.com", "foxmail.com"],
    endpoints: &[Endpoint::implicit("smtp.qq.com", 465), Endpoint::start_tls("smtp.qq.com", 587)],
    banners: &["qq.com"],
    mx: &["mx1.qq.com", "mx2.qq.com", "mx3.qq.com"],
    user: UserName::AddressOrLocalPart,
    secret: SecretKind::AuthorizationCode,
    secret_page: Some("https://mail.qq.com/"),
    help_page: Some("https://help.mail.qq.com/detail/108/1023"),
    notes: &[
        Note {
            about: &[
                "auth/authorization-code-required",
                "auth/bad-credentials",
                "auth/wrong-credential-kind",
            ],
            text: Text {
                en: "QQ Mail accepts only an authorisation code (授权码); the QQ password and the old separate \
             password are refused.",
                zh_cn: "QQ 邮箱只接受授权码，QQ 密码和独立密码都会被拒绝。",
            },
            since: Some("2022-11-01"),
            link: Some("https://help.mail.qq.com/detail/108/1023"),
        },
        Note {
            about: &["auth/bad-credentials"],
            text: Text {
                en: "The SMTP service has to be switched on in the settings of the web mail. Changing \
                     the QQ password makes every authorisation code void.",
                zh_cn: "要先在网页版邮箱的设置里开启 SMTP 服务。修改 QQ 密码后，所有授权码都会失效。",
            },
            since: None,
            link: Some("https://help.mail.qq.com/detail/108/1023"),
        },
        Note {
            about: &["auth/authorization-code-required", "auth/bad-credentials", "smtp/connection-lost"],
            text: Text {
                en: "“Login fail. Account is abnormal …” is one text for several causes: a wrong code, a \
             service that is switched off, or too many logins.",
                zh_cn: "“Login fail. Account is abnormal…”是几种情况共用的一句话：授权码不对、服务没有开启，或者登录过于频繁。",
            },
            since: None,
            link: Some("https://help.mail.qq.com/detail/108/1023"),
        },
        Note {
            about: &["send/sender-not-owned", "send/content-rejected"],
            text: Text {
                en: "The sender of the envelope and of the From header has to be the address that logs in.",
                zh_cn: "信封发件人和 From 头里的发件人都必须是登录的地址。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["smtp/connection-lost"],
            text: Text {
                en: "After a refused AUTH, QQ Mail closes the connection at the next AUTH. An application that tries \
                     several mechanisms shows that only, and hides the 535 before it.",
                zh_cn: "认证被拒绝后，如果再发一次 AUTH，QQ 邮箱就会断开连接。会依次尝试几种认证方式的程序只显示断开，看不到之前的 535。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 535, words: &["authorization code"], cause: "auth/authorization-code-required" },
        ReplyRule { code: 535, words: &["授权码"], cause: "auth/authorization-code-required" },
        ReplyRule {
            code: 535,
            words: &["login fail", "account is abnormal"],
            cause: "auth/authorization-code-required",
        },
        ReplyRule { code: 501, words: &["mail from address must be same"], cause: "send/sender-not-owned" },
        ReplyRule {
            code: 550,
            words: &["\"from\" header is missing or invalid"],
            cause: "send/content-rejected",
        },
        ReplyRule { code: 550, words: &["sender frequency limited"], cause: "send/rate-limited" },
    ],
};
