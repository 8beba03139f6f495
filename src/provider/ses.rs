//! Amazon SES, with a host for each region.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "ses",
    name: Text { en: "Amazon SES", zh_cn: "Amazon SES" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("email-smtp.*.amazonaws.com", 587),
        Endpoint::implicit("email-smtp.*.amazonaws.com", 465),
        Endpoint::start_tls("email-smtp.*.amazonaws.com", 25),
    ],
    banners: &["amazonaws.com", "amazonses.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html"),
    help_page: Some("https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "SES wants SMTP credentials made for SES. The secret key of an IAM user does not \
                     work as the password.",
                zh_cn: "SES 要用在 SES 中生成的 SMTP 凭证登录。IAM 用户的秘密访问密钥不能当作密码。",
            },
            since: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html"),
        },
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "The SMTP password belongs to one region: at the host of another region it is \
                     refused with 535.",
                zh_cn: "SMTP 密码只对一个区域有效：用在其他区域的主机上会得到 535。",
            },
            since: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html"),
        },
        Note {
            about: &["send/account-restricted", "send/recipient-rejected"],
            text: Text {
                en: "In the sandbox SES sends to verified recipients only.",
                zh_cn: "在沙盒中，SES 只向已验证的收件人发信。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 535, words: &["not subscribed to ses"], cause: "send/account-restricted" },
        ReplyRule { code: 454, words: &["maximum sending rate exceeded"], cause: "send/rate-limited" },
        ReplyRule { code: 454, words: &["daily message quota exceeded"], cause: "send/quota-exceeded" },
    ],
};
