//! The service of Mailtrap that catches test mail and delivers none.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mailtrap-sandbox",
    name: Text { en: "Mailtrap Sandbox", zh_cn: "Mailtrap 测试收件箱（Sandbox）" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("sandbox.smtp.mailtrap.io", 2525),
        Endpoint::start_tls("sandbox.smtp.mailtrap.io", 587),
        Endpoint::start_tls("sandbox.smtp.mailtrap.io", 25),
        Endpoint::start_tls("smtp.mailtrap.io", 2525),
        Endpoint::start_tls("smtp.mailtrap.io", 587),
        Endpoint::start_tls("smtp.mailtrap.io", 25),
    ],
    banners: &["mailtrap.io"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://mailtrap.io/inboxes"),
    help_page: Some("https://help.mailtrap.io/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "Each inbox has a user name and a password of its own, shown in its SMTP settings. \
                     The API token and the user name `api` belong to live.smtp.mailtrap.io.",
                zh_cn: "每个测试收件箱都有自己的用户名和密码，见该收件箱的 SMTP 设置。\
                      API 令牌和用户名 `api` 属于 live.smtp.mailtrap.io。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/*", "auth/bad-credentials"],
            text: Text {
                en: "This server delivers nothing: it shows the messages in the test inbox. To send \
                     real mail, use live.smtp.mailtrap.io.",
                zh_cn: "这台服务器不会真正投递邮件，只把邮件显示在测试收件箱里。要真正发信，请用 live.smtp.mailtrap.io。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/rate-limited", "send/quota-exceeded", "auth/account-locked"],
            text: Text {
                en: "The free plan allows about one message a second and only a few a month. When the month's \
                     number is used up, even the login is refused, with 535.",
                zh_cn: "免费套餐大约每秒只能发一封，每月的数量也很少。当月数量用完后，连登录也会被拒绝（535）。",
            },
            since: None,
            link: Some("https://mailtrap.io/billing/plans/testing"),
        },
        Note {
            about: &["tls/plaintext-port", "tls/implicit-port"],
            text: Text {
                en: "The sandbox uses STARTTLS on every port, even on 465. It does not offer TLS from the \
                     first byte.",
                zh_cn: "沙盒在所有端口（包括 465）上都用 STARTTLS，不提供从一开始就加密的连接。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 550, words: &["too many emails per second"], cause: "send/rate-limited" },
        ReplyRule { code: 535, words: &["email limit is reached"], cause: "auth/account-locked" },
        ReplyRule { code: 550, words: &["email limit is reached"], cause: "send/quota-exceeded" },
    ],
};
