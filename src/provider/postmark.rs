//! Postmark.

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
    help_page: None,
    notes: &[
        Note {
            about: &["auth/wrong-credential-kind", "auth/bad-credentials", "auth/username-form"],
            text: Text {
                en: "User name and password are both the Server API token, or an SMTP token with its \
                     access key and secret key.",
                zh_cn: "用户名和密码都填 Server API token；也可以用 SMTP token 的 access key 和 secret key。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "tls/plaintext-port"],
            text: Text {
                en: "Postmark has no port 465: use 587, 2525 or 25 with STARTTLS.",
                zh_cn: "Postmark 没有 465 端口，请用 587、2525 或 25 端口加 STARTTLS。",
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
