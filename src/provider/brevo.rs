//! Brevo, once called Sendinblue.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "brevo",
    name: Text { en: "Brevo", zh_cn: "Brevo（原 Sendinblue）" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("smtp-relay.brevo.com", 587),
        Endpoint::implicit("smtp-relay.brevo.com", 465),
        Endpoint::start_tls("smtp-relay.brevo.com", 2525),
        Endpoint::start_tls("smtp-relay.sendinblue.com", 587),
        Endpoint::implicit("smtp-relay.sendinblue.com", 465),
    ],
    banners: &["brevo.com", "sendinblue.com", "smtp-brevo.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://app.brevo.com/settings/keys/smtp"),
    help_page: Some("https://help.brevo.com/"),
    notes: &[
        Note {
            about: &["auth/wrong-credential-kind", "auth/bad-credentials"],
            text: Text {
                en: "Brevo wants an SMTP key, which begins with `xsmtpsib-`. An API key or the \
                     password of the account does not work.",
                zh_cn: "Brevo 要用以 `xsmtpsib-` 开头的 SMTP 密钥登录。API 密钥和账号密码都不行。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/ip-not-allowed"],
            text: Text {
                en: "New accounts accept SMTP only from authorised IP addresses. Add the address in \
                     the security settings or switch that check off.",
                zh_cn: "新账号默认只接受已授权 IP 地址的连接。请在安全设置里添加该地址，或关闭这项限制。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 525, words: &["unauthorized ip"], cause: "auth/ip-not-allowed" },
        ReplyRule { code: 535, words: &["invalid login or password"], cause: "auth/wrong-credential-kind" },
        ReplyRule { code: 535, words: &["authentication failed"], cause: "auth/wrong-credential-kind" },
        ReplyRule { code: 502, words: &["not yet activated"], cause: "send/account-restricted" },
    ],
};
