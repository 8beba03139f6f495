//! Brevo, once called Sendinblue.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "brevo",
    name: Text { en: "Brevo", zh_cn: "Brevo（原 Sendinblue）" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp-relay.brevo.com", 465),
        Endpoint::start_tls("smtp-relay.brevo.com", 587),
        Endpoint::start_tls("smtp-relay.brevo.com", 2525),
        Endpoint::implicit("smtp-relay.sendinblue.com", 465),
        Endpoint::start_tls("smtp-relay.sendinblue.com", 587),
        Endpoint::start_tls("smtp-relay.sendinblue.com", 2525),
    ],
    banners: &["brevo.com", "sendinblue.com", "smtp-brevo.com"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://app.brevo.com/settings/keys/smtp"),
    help_page: Some("https://help.brevo.com/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is the SMTP login from the page of the SMTP keys, often an address \
                     at smtp-brevo.com. The password is an SMTP key, which begins with `xsmtpsib-`. An \
                     API key (`xkeysib-`) or the password of the account does not work.",
                zh_cn: "用户名是 SMTP 密钥页面上显示的 SMTP 登录名，多为 smtp-brevo.com 的地址。\
                      密码是以 `xsmtpsib-` 开头的 SMTP 密钥。API 密钥（`xkeysib-`）和账号密码都不行。",
            },
            since: None,
            link: Some("https://app.brevo.com/settings/keys/smtp"),
        },
        Note {
            about: &["auth/ip-not-allowed"],
            text: Text {
                en: "New accounts accept SMTP only from authorised IP addresses. Add the address in the \
                     security settings or switch that check off. A machine with IPv6 may come from \
                     another address than expected.",
                zh_cn: "新账号默认只接受已授权 IP 地址的连接。请在安全设置里添加该地址，或关闭这项限制。\
                      机器有 IPv6 时，实际的来源地址可能与预想的不同。",
            },
            since: None,
            link: Some("https://app.brevo.com/security/authorised_ips"),
        },
        Note {
            about: &["send/account-restricted", "send/rejected"],
            text: Text {
                en: "A new account may log in before it may send: until Brevo has activated it for \
                     SMTP, every message is refused. Ask their support for activation.",
                zh_cn: "新账号可以登录，但不一定能发信：在 Brevo 为它开通 SMTP 之前，每封邮件都会被拒绝。请联系客服开通。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials", "client/config-not-applied"],
            text: Text {
                en: "Sendinblue has become Brevo, and its host is now smtp-relay.brevo.com.",
                zh_cn: "Sendinblue 已更名为 Brevo，现在的主机是 smtp-relay.brevo.com。",
            },
            since: Some("2023"),
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 525, words: &["unauthorized ip"], cause: "auth/ip-not-allowed" },
        ReplyRule { code: 535, words: &["invalid login or password"], cause: "auth/wrong-credential-kind" },
        ReplyRule { code: 535, words: &["authentication failed"], cause: "auth/wrong-credential-kind" },
        ReplyRule { code: 502, words: &["not yet activated"], cause: "send/account-restricted" },
        ReplyRule { code: 450, words: &["not yet activated"], cause: "send/account-restricted" },
    ],
};
