//! Elastic Email.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "elastic-email",
    name: Text { en: "Elastic Email", zh_cn: "Elastic Email" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.elasticemail.com", 465),
        Endpoint::start_tls("smtp.elasticemail.com", 587),
        Endpoint::start_tls("smtp.elasticemail.com", 2525),
        Endpoint::start_tls("smtp.elasticemail.com", 25),
        Endpoint::implicit("smtp25.elasticemail.com", 465),
        Endpoint::start_tls("smtp25.elasticemail.com", 587),
        Endpoint::start_tls("smtp25.elasticemail.com", 2525),
        Endpoint::start_tls("smtp25.elasticemail.com", 25),
    ],
    banners: &["elasticemail.com", "elasticemail.net"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://help.elasticemail.com/en/articles/4803409-smtp-settings"),
    help_page: Some("https://help.elasticemail.com/en/articles/4803409-smtp-settings"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "User name and password are SMTP credentials made in the settings. The user name is a mail \
                     address, by default that of the account; the password is shown only once. The account's \
                     password and API keys do not work.",
                zh_cn: "用户名和密码是在设置中创建的 SMTP 凭证。用户名是邮箱地址，默认是账号的地址；密码只显示一次。账号密码和 API 密钥都不能用。",
            },
            since: None,
            link: Some("https://help.elasticemail.com/en/articles/4803409-smtp-settings"),
        },
        Note {
            about: &["auth/ip-not-allowed"],
            text: Text {
                en: "SMTP credentials may be restricted to certain IP addresses; see their settings.",
                zh_cn: "SMTP 凭证可以限定来源 IP 地址，请查看该凭证的设置。",
            },
            since: None,
            link: Some("https://help.elasticemail.com/en/articles/4803409-smtp-settings"),
        },
        Note {
            about: &["tls/version-too-old", "tls/legacy-offered"],
            text: Text {
                en: "Elastic Email wants TLS 1.2 or newer; 1.0 and 1.1 have been retired.",
                zh_cn: "Elastic Email 要求 TLS 1.2 或更高版本，1.0 和 1.1 已停用。",
            },
            since: Some("2025-03-31"),
            link: Some("https://help.elasticemail.com/en/articles/4803409-smtp-settings"),
        },
    ],
    replies: &[],
};
