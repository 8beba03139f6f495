//! `SendCloud`, for mail that applications send.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "sendcloud",
    name: Text { en: "SendCloud", zh_cn: "SendCloud" },
    domains: &[],
    endpoints: &[Endpoint::start_tls("smtp.sendcloud.net", 2525)],
    banners: &["sendcloud.net", "sendcloud.org"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://www.sendcloud.net/"),
    help_page: Some("https://www.sendcloud.net/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/username-form", "auth/wrong-credential-kind"],
            text: Text {
                en: "The user name is the API_USER and the password its API_KEY, both from the console; the \
                     login of the console is refused.",
                zh_cn: "用户名是控制台里的 API_USER，密码是对应的 API_KEY；控制台的登录账号不能用来发信。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/mechanism-unsupported", "auth/bad-credentials"],
            text: Text {
                en: "Some applications succeed here with AUTH LOGIN only, not with AUTH PLAIN.",
                zh_cn: "有些程序在这里只能用 AUTH LOGIN 登录，用 AUTH PLAIN 会失败。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
