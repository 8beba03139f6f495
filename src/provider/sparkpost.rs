//! `SparkPost`, now a part of Bird, which has no implicit TLS.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "sparkpost",
    name: Text { en: "SparkPost", zh_cn: "SparkPost（Bird）" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("smtp.sparkpostmail.com", 587),
        Endpoint::start_tls("smtp.sparkpostmail.com", 2525),
        Endpoint::start_tls("smtp.eu.sparkpostmail.com", 587),
        Endpoint::start_tls("smtp.eu.sparkpostmail.com", 2525),
    ],
    banners: &["sparkpostmail.com", "sparkpost.com", "messagebird.com", "bird.com"],
    mx: &[],
    user: UserName::Literal("SMTP_Injection"),
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://app.sparkpost.com/account/api-keys"),
    help_page: Some("https://developers.sparkpost.com/api/smtp/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is the word `SMTP_Injection` itself, with these capital letters. The \
                     password is an API key with the permission “Send via SMTP”; a key without it is \
                     refused.",
                zh_cn: "用户名就是 `SMTP_Injection` 这个词，区分大小写。\
                      密码是具有“Send via SMTP”权限的 API 密钥，没有这项权限的密钥会被拒绝。",
            },
            since: None,
            link: Some("https://developers.sparkpost.com/api/smtp/"),
        },
        Note {
            about: &["auth/bad-credentials"],
            text: Text {
                en: "An account in the EU needs the host smtp.eu.sparkpostmail.com and a key made there.",
                zh_cn: "欧盟区域的账号要用主机 smtp.eu.sparkpostmail.com 和在那里生成的密钥。",
            },
            since: None,
            link: Some("https://developers.sparkpost.com/api/smtp/"),
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "tls/plaintext-port"],
            text: Text {
                en: "SparkPost has no port 465: use 587 or 2525 with STARTTLS.",
                zh_cn: "SparkPost 没有 465 端口，请用 587 或 2525 端口加 STARTTLS。",
            },
            since: None,
            link: Some("https://developers.sparkpost.com/api/smtp/"),
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned"],
            text: Text {
                en: "The sender's domain must be added and verified as a sending domain.",
                zh_cn: "发件人地址的域名必须作为发信域名（sending domain）添加并验证。",
            },
            since: None,
            link: Some("https://support.sparkpost.com/docs/faq/error-messages-smtp"),
        },
    ],
    replies: &[
        ReplyRule { code: 535, words: &["5.7.8", "sorry"], cause: "auth/wrong-credential-kind" },
        ReplyRule { code: 550, words: &["unconfigured sending domain"], cause: "send/sender-unverified" },
        ReplyRule { code: 550, words: &["x-msys-api"], cause: "send/content-rejected" },
    ],
};
