//! `MailerSend`, which has no implicit TLS.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mailersend",
    name: Text { en: "MailerSend", zh_cn: "MailerSend" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("smtp.mailersend.net", 587),
        Endpoint::start_tls("smtp.mailersend.net", 2525),
    ],
    banners: &["mailersend.net", "mailersend.com", "mlsend.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://app.mailersend.com/domains"),
    help_page: Some("https://www.mailersend.com/help/smtp-relay"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "User name and password are those of an SMTP user, made on the page of a domain: \
                     the user name begins with `MS_` and ends with a domain. An API token (`mlsn.…`) \
                     does not work.",
                zh_cn: "用户名和密码来自在域名页面生成的 SMTP 用户：用户名以 `MS_` 开头，以域名结尾。API 令牌（`mlsn.…`）不能用。",
            },
            since: None,
            link: Some("https://www.mailersend.com/help/smtp-relay"),
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned"],
            text: Text {
                en: "The sender must be under a verified domain. The SMTP user name is not meant to be the \
                     sender.",
                zh_cn: "发件人地址必须属于已验证的域名。SMTP 用户名不是用来当发件人地址的。",
            },
            since: None,
            link: Some("https://www.mailersend.com/help/smtp-relay"),
        },
        Note {
            about: &[
                "send/account-restricted",
                "send/sender-unverified",
                "send/quota-exceeded",
                "send/temporary-failure",
            ],
            text: Text {
                en: "MailerSend also answers 450 to permanent faults: an unverified domain, the limits of a \
                     trial account, a message without content. The words and the number behind `#MS` tell \
                     which.",
                zh_cn: "MailerSend 对永久性问题也答复 450：域名未验证、试用账号的限制、邮件没有内容等。\
                      具体原因看文字和 `#MS` 后面的编号。",
            },
            since: None,
            link: Some("https://developers.mailersend.com/smtp-relay.html"),
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "tls/plaintext-port"],
            text: Text {
                en: "MailerSend has no port 465: use 587 or 2525 with STARTTLS.",
                zh_cn: "MailerSend 没有 465 端口，请用 587 或 2525 端口加 STARTTLS。",
            },
            since: None,
            link: Some("https://developers.mailersend.com/smtp-relay.html"),
        },
        Note {
            about: &["tls/version-too-old"],
            text: Text {
                en: "MailerSend wants TLS 1.2 or newer.",
                zh_cn: "MailerSend 要求 TLS 1.2 或更高版本。",
            },
            since: Some("2024-06-03"),
            link: Some("https://developers.mailersend.com/smtp-relay.html"),
        },
    ],
    replies: &[
        ReplyRule { code: 450, words: &["domain must be verified"], cause: "send/sender-unverified" },
        ReplyRule { code: 450, words: &["unique recipients limit"], cause: "send/account-restricted" },
        ReplyRule { code: 450, words: &["trial accounts can only send"], cause: "send/account-restricted" },
        ReplyRule { code: 450, words: &["#ms42225"], cause: "send/account-restricted" },
        ReplyRule { code: 450, words: &["#ms42207"], cause: "send/sender-unverified" },
        ReplyRule { code: 450, words: &["the given data was invalid"], cause: "send/content-rejected" },
    ],
};
