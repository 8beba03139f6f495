//! SMTP2GO.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "smtp2go",
    name: Text { en: "SMTP2GO", zh_cn: "SMTP2GO" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("mail.smtp2go.com", 465),
        Endpoint::implicit("mail.smtp2go.com", 8465),
        Endpoint::implicit("mail.smtp2go.com", 443),
        Endpoint::start_tls("mail.smtp2go.com", 587),
        Endpoint::start_tls("mail.smtp2go.com", 2525),
        Endpoint::start_tls("mail.smtp2go.com", 8025),
        Endpoint::start_tls("mail.smtp2go.com", 25),
        Endpoint::implicit("mail-eu.smtp2go.com", 465),
        Endpoint::start_tls("mail-eu.smtp2go.com", 587),
        Endpoint::start_tls("mail-eu.smtp2go.com", 2525),
    ],
    banners: &["smtp2go.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://app.smtp2go.com/sending/smtp_users/"),
    help_page: Some("https://support.smtp2go.com/hc/en-gb/articles/13990494697369-Common-Sending-Errors"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "User name and password are those of an SMTP user, made under Sending > SMTP Users. \
                     The login of the dashboard and API keys (`api-…`) do not work.",
                zh_cn: "用户名和密码来自在 Sending > SMTP Users 中创建的 SMTP 用户。控制台的登录账号和 API 密钥（`api-…`）都不能用。",
            },
            since: None,
            link: Some("https://support.smtp2go.com/hc/en-gb/articles/13990494697369-Common-Sending-Errors"),
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned"],
            text: Text {
                en: "The sender's domain, or the single address, must be verified under Sending > \
                     Verified Senders.",
                zh_cn: "发件人地址的域名（或单个地址）必须在 Sending > Verified Senders 中验证过。",
            },
            since: None,
            link: Some("https://support.smtp2go.com/hc/en-gb/articles/13990494697369-Common-Sending-Errors"),
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked"],
            text: Text {
                en: "Where the usual ports are blocked, SMTP2GO takes mail on 2525 and 8025 with STARTTLS and \
                     on 8465 and 443 with TLS from the first byte.",
                zh_cn: "常用端口被封时，SMTP2GO 还提供 2525 和 8025 端口（STARTTLS），以及 8465 和 443 端口（SSL连接）。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule {
            code: 550,
            words: &["relay access denied", "please authenticate"],
            cause: "send/auth-required",
        },
        ReplyRule { code: 550, words: &["sender domain not verified"], cause: "send/sender-unverified" },
    ],
};
