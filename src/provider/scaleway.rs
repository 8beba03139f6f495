//! Scaleway's Transactional Email.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "scaleway",
    name: Text { en: "Scaleway Transactional Email", zh_cn: "Scaleway Transactional Email" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.tem.scaleway.com", 465),
        Endpoint::implicit("smtp.tem.scaleway.com", 2465),
        Endpoint::start_tls("smtp.tem.scaleway.com", 587),
        Endpoint::start_tls("smtp.tem.scaleway.com", 2587),
        Endpoint::start_tls("smtp.tem.scaleway.com", 25),
        Endpoint::implicit("smtp.tem.scw.cloud", 465),
        Endpoint::implicit("smtp.tem.scw.cloud", 2465),
        Endpoint::start_tls("smtp.tem.scw.cloud", 587),
        Endpoint::start_tls("smtp.tem.scw.cloud", 2587),
        Endpoint::start_tls("smtp.tem.scw.cloud", 25),
    ],
    banners: &["scaleway.com", "scw.cloud"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some(
        "https://www.scaleway.com/en/docs/transactional-email/how-to/generate-api-keys-for-tem-with-iam/",
    ),
    help_page: Some("https://www.scaleway.com/en/docs/transactional-email/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is the ID of the project that has the domain. The password is the \
                     secret key of an API key; its access key (`SCW…`) is not needed.",
                zh_cn: "用户名是域名所在项目的项目 ID，密码是 API 密钥的 secret key；access key（`SCW…`）用不到。",
            },
            since: None,
            link: Some(
                "https://www.scaleway.com/en/docs/transactional-email/how-to/generate-api-keys-for-tem-with-iam/",
            ),
        },
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "The API key needs the IAM permission to send with Transactional Email in that \
                     project; without it the login gets 535 “Permission denied”.",
                zh_cn: "该 API 密钥要在该项目里拥有 Transactional Email 的 IAM 发信权限，否则登录会得到 535“Permission denied”。",
            },
            since: None,
            link: Some(
                "https://www.scaleway.com/en/docs/transactional-email/how-to/generate-api-keys-for-tem-with-iam/",
            ),
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked"],
            text: Text {
                en: "On Scaleway's own machines, outgoing SMTP may be blocked. Ports 2465 and 2587 are there \
                     for that.",
                zh_cn: "Scaleway 自己的云主机可能封禁了常用的 SMTP 端口，这时请用 2465 或 2587 端口。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule { code: 535, words: &["permission denied"], cause: "auth/wrong-credential-kind" }],
};
