//! Postmark, which has no implicit TLS.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "postmark",
    name: Text { en: "Postmark", zh_cn: "Postmark" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("smtp.postmarkapp.com", 587),
        Endpoint::start_tls("smtp.postmarkapp.com", 2525),
        Endpoint::start_tls("smtp.postmarkapp.com", 25),
        Endpoint::start_tls("smtp-broadcasts.postmarkapp.com", 587),
        Endpoint::start_tls("smtp-broadcasts.postmarkapp.com", 2525),
        Endpoint::start_tls("smtp-broadcasts.postmarkapp.com", 25),
    ],
    banners: &["postmarkapp.com", "wildbit.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://account.postmarkapp.com/servers"),
    help_page: Some("https://postmarkapp.com/developer/user-guide/send-email-with-smtp"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "User name and password are both the Server API token, or the access key and the \
                     secret key of an SMTP token. The Account API token and the login of the web page \
                     do not work.",
                zh_cn: "用户名和密码都填 Server API token；也可以用 SMTP token 的 access key 和 secret key。\
                      Account API token 和网页登录的账号密码都不行。",
            },
            since: None,
            link: Some("https://postmarkapp.com/developer/user-guide/send-email-with-smtp"),
        },
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "Each message stream has its own SMTP token: the one for broadcasts works at \
                     smtp-broadcasts.postmarkapp.com only.",
                zh_cn: "每个消息流有自己的 SMTP token：群发（broadcast）流的 token 只能用在 smtp-broadcasts.postmarkapp.com。",
            },
            since: None,
            link: Some("https://postmarkapp.com/developer/user-guide/send-email-with-smtp"),
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "tls/plaintext-port"],
            text: Text {
                en: "Postmark has no port 465: use 587, 2525 or 25 with STARTTLS.",
                zh_cn: "Postmark 没有 465 端口，请用 587、2525 或 25 端口加 STARTTLS。",
            },
            since: None,
            link: Some("https://postmarkapp.com/developer/user-guide/send-email-with-smtp"),
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned", "send/account-restricted"],
            text: Text {
                en: "The sender needs a confirmed Sender Signature or a verified domain. Until the \
                     account is approved, it sends only to addresses of its own domain.",
                zh_cn: "发件地址需要确认过的 Sender Signature，或者已验证的域名。账号审核通过之前，只能发给自己域名的地址。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 535,
        words: &["authentication failed"],
        cause: "auth/wrong-credential-kind",
    }],
};
