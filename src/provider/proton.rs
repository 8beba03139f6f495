//! Proton Mail, reached by SMTP tokens. Its own mail programs go through Proton Mail Bridge.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "proton",
    name: Text { en: "Proton Mail", zh_cn: "Proton 邮箱" },
    domains: &["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
    endpoints: &[Endpoint::start_tls("smtp.protonmail.ch", 587)],
    banners: &["protonmail.ch", "proton.me"],
    mx: &["mail.protonmail.ch", "mailsec.protonmail.ch"],
    user: UserName::Address,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://account.proton.me/"),
    help_page: Some("https://proton.me/support/smtp-submission"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/app-password-required"],
            text: Text {
                en: "Proton Mail wants an SMTP token, made in the settings for one address of a domain of your own in \
                     a paid plan. The login password never works here.",
                zh_cn: "Proton 邮箱要用 SMTP 令牌（token）登录，它在设置里为自有域名的某个地址生成，需要付费套餐。登录密码在这里无效。",
            },
            since: None,
            link: Some("https://proton.me/support/smtp-submission"),
        },
        Note {
            about: &["auth/username-form", "auth/bad-credentials", "send/sender-not-owned"],
            text: Text {
                en: "The user name and the sender are exactly the address that the token was made for.",
                zh_cn: "用户名和发件人都必须正好是生成该令牌的地址。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials", "auth/not-offered"],
            text: Text {
                en: "Addresses without a token, those of free plans included, cannot use this host. Mail programs of \
                     paid plans can use Proton Mail Bridge on the same machine.",
                zh_cn: "没有令牌的地址（包括免费套餐的地址）不能使用这台服务器。付费套餐可以在本机运行 Proton Mail Bridge，供邮件客户端使用。",
            },
            since: None,
            link: Some("https://proton.me/support/bridge"),
        },
    ],
    replies: &[
        ReplyRule {
            code: 535,
            words: &["invalid authentication mechanism"],
            cause: "auth/mechanism-unsupported",
        },
        ReplyRule { code: 553, words: &["not logged in"], cause: "send/auth-required" },
    ],
};
