//! Daum and Kakao Mail of Korea.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "daum",
    name: Text { en: "Daum / Kakao Mail", zh_cn: "Daum / Kakao 邮箱" },
    domains: &["daum.net", "hanmail.net", "kakao.com"],
    endpoints: &[Endpoint::implicit("smtp.daum.net", 465), Endpoint::implicit("smtp.kakao.com", 465)],
    banners: &["daum.net", "kakao.com", "hanmail.net"],
    mx: &[],
    user: UserName::AddressOrLocalPart,
    secret: SecretKind::AppPassword,
    secret_page: Some("https://cs.daum.net/faq/43/9234.html"),
    help_page: Some("https://cs.daum.net/faq/43/9234.html"),
    notes: &[
        Note {
            about: &["auth/app-password-required", "auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "Daum and Kakao Mail want an app password, which needs 2-step verification. The \
                     password of the account is refused.",
                zh_cn: "Daum 和 Kakao Mail 要用应用专用密码登录，先打开两步验证才能生成。账号密码会被拒绝。",
            },
            since: None,
            link: Some("https://cs.daum.net/faq/43/9234.html"),
        },
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the Daum or Kakao ID without the domain. Addresses at kakao.com \
                     use smtp.kakao.com, the others smtp.daum.net.",
                zh_cn: "用户名是 Daum 或 Kakao 的 ID，不带域名。kakao.com 的地址用 smtp.kakao.com，其余用 smtp.daum.net。",
            },
            since: None,
            link: Some("https://cs.daum.net/faq/43/9234.html"),
        },
        Note {
            about: &["auth/smtp-disabled", "auth/bad-credentials"],
            text: Text {
                en: "IMAP/SMTP must be switched on in the mail settings.",
                zh_cn: "要在邮箱设置中打开 IMAP/SMTP。",
            },
            since: None,
            link: Some("https://cs.daum.net/faq/43/9234.html"),
        },
        Note {
            about: &["send/quota-exceeded"],
            text: Text {
                en: "About 10,000 messages a day may be sent by SMTP.",
                zh_cn: "通过 SMTP 每天大约可以发 10,000 封邮件。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
