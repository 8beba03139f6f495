//! Mandrill, the service of Mailchimp for the mail of applications.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mandrill",
    name: Text { en: "Mandrill", zh_cn: "Mandrill（Mailchimp Transactional）" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.mandrillapp.com", 465),
        Endpoint::start_tls("smtp.mandrillapp.com", 587),
        Endpoint::start_tls("smtp.mandrillapp.com", 2525),
        Endpoint::start_tls("smtp.mandrillapp.com", 25),
    ],
    banners: &["mandrillapp.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://mandrillapp.com/settings"),
    help_page: Some("https://mailchimp.com/developer/transactional/docs/smtp-integration/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/temporary-failure"],
            text: Text {
                en: "The password is an API key of Mandrill, and the user name may be anything, usually the \
                     account's address. Keys of Mailchimp's marketing API and the login of the web page do not \
                     work. A wrong key is answered with 435; trying again does not help.",
                zh_cn: "密码是 Mandrill 的 API 密钥，用户名可以任意填写，一般用账号的邮箱地址。Mailchimp 营销 API 的密钥和网页登录的密码都不能用。密钥不对时会得到 435，重试没有用。",
            },
            since: None,
            link: Some("https://mailchimp.com/developer/transactional/docs/smtp-integration/"),
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned", "send/account-restricted"],
            text: Text {
                en: "Mandrill needs a paid plan of Mailchimp, and the sender's domain must be verified with \
                     DKIM. In demo mode it sends to verified domains only.",
                zh_cn: "Mandrill 需要 Mailchimp 的付费套餐，发件人地址的域名还要用 DKIM 验证。演示模式下只能发给已验证的域名。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 435,
        words: &["authentication failed"],
        cause: "auth/wrong-credential-kind",
    }],
};
