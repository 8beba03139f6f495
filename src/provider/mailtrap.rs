//! The service of Mailtrap that delivers.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "mailtrap",
    name: Text { en: "Mailtrap", zh_cn: "Mailtrap" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("live.smtp.mailtrap.io", 587),
        Endpoint::start_tls("live.smtp.mailtrap.io", 2525),
        Endpoint::start_tls("bulk.smtp.mailtrap.io", 587),
        Endpoint::start_tls("bulk.smtp.mailtrap.io", 2525),
    ],
    banners: &["mailtrap.io", "mailtrap.live"],
    mx: &[],
    user: UserName::Literal("api"),
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://mailtrap.io/api-tokens"),
    help_page: Some("https://help.mailtrap.io/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is the word `api`, or `smtp@mailtrap.io`. The password is an API \
                     token with the right to send from the domain.",
                zh_cn: "用户名是 `api` 这个词，也可以是 `smtp@mailtrap.io`。密码是有权从该域名发信的 API 令牌。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "The user name and password of a test inbox (Sandbox) do not work here; they belong \
                     to sandbox.smtp.mailtrap.io.",
                zh_cn: "测试收件箱（Sandbox）的用户名和密码在这里不能用，它们属于 sandbox.smtp.mailtrap.io。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned", "send/account-restricted"],
            text: Text {
                en: "The sender's domain must be verified and the token must be allowed to use it. The \
                     demo domain sends only to the owner of the account.",
                zh_cn: "发件人地址的域名必须验证过，令牌也要有权使用该域名。演示域名只能发给账号所有者本人。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule {
            code: 550,
            words: &["sending from domain", "is not allowed"],
            cause: "send/sender-unverified",
        },
        ReplyRule { code: 550, words: &["demo domains can only be used"], cause: "send/account-restricted" },
        ReplyRule { code: 554, words: &["demo domains can only be used"], cause: "send/account-restricted" },
    ],
};
