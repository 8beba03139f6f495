//! The service of Tencent Cloud for mail that applications send.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "tencent-ses",
    name: Text { en: "Tencent Cloud SES", zh_cn: "腾讯云邮件推送" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.qcloudmail.com", 465),
        Endpoint::implicit("gz-smtp.qcloudmail.com", 465),
        Endpoint::implicit("sg-smtp.qcloudmail.com", 465),
    ],
    banners: &["qcloudmail.com"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://console.cloud.tencent.com/ses"),
    help_page: Some("https://cloud.tencent.com/document/product/1288"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is a sender address of the console, and the password is the SMTP password set for \
                     that address. A new sender address has none.",
                zh_cn: "用户名是控制台里的发信地址，密码是为该地址设置的 SMTP 密码。新建的发信地址还没有 SMTP 密码。",
            },
            since: None,
            link: Some("https://cloud.tencent.com/document/product/1288"),
        },
        Note {
            about: &["auth/bad-credentials"],
            text: Text {
                en: "Each region has its own host: smtp (Hong Kong), gz-smtp (Guangzhou), sg-smtp (Singapore). \
                     Use that of the region of the sender address.",
                zh_cn: "主机名因地域而异：smtp（香港）、gz-smtp（广州）、sg-smtp（新加坡）。它要与发信地址所在的地域一致。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
