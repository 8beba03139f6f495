//! Amazon SES, with a host for each region.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "ses",
    name: Text { en: "Amazon SES", zh_cn: "Amazon SES" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("email-smtp.*.amazonaws.com", 465),
        Endpoint::start_tls("email-smtp.*.amazonaws.com", 587),
        Endpoint::implicit("email-smtp.*.amazonaws.com", 2465),
        Endpoint::start_tls("email-smtp.*.amazonaws.com", 2587),
        Endpoint::start_tls("email-smtp.*.amazonaws.com", 25),
        Endpoint::implicit("email-smtp-fips.*.amazonaws.com", 465),
        Endpoint::start_tls("email-smtp-fips.*.amazonaws.com", 587),
    ],
    banners: &["amazonaws.com", "amazonses.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html"),
    help_page: Some("https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "SES wants SMTP credentials made for SES: a user name that begins with AKIA, and \
                     the SMTP password shown with it once. The secret access key of an IAM user does \
                     not work as the password.",
                zh_cn: "SES 要用在 SES 中生成的 SMTP 凭证登录：用户名以 AKIA 开头，密码是与它一起显示过一次的 SMTP 密码。\
                      IAM 用户的秘密访问密钥不能当作密码。",
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
            about: &["auth/bad-credentials", "auth/wrong-credential-kind"],
            text: Text {
                en: "Temporary credentials, whose key begins with ASIA, do not work for SMTP.",
                zh_cn: "临时凭证（密钥以 ASIA 开头）不能用于 SMTP。",
            },
            since: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html"),
        },
        Note {
            about: &["send/account-restricted", "send/recipient-rejected", "send/sender-unverified"],
            text: Text {
                en: "A new account is in the sandbox: it sends only to verified recipients, and few \
                     messages a day. Ask for production access in the SES console, once for each \
                     region.",
                zh_cn: "新账号处于沙盒中：只能发给已验证的收件人，每天的数量也很少。\
                      请在 SES 控制台申请生产访问权限，每个区域都要单独申请。",
            },
            since: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html"),
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned"],
            text: Text {
                en: "The sender's address or domain is verified for one region only. Verify it in the \
                     region of the host.",
                zh_cn: "发件地址或域名的验证只对一个区域有效，请在主机所在的区域完成验证。",
            },
            since: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html"),
        },
        Note {
            about: &["send/policy-rejected", "send/sender-not-owned", "send/rejected"],
            text: Text {
                en: "The IAM user behind the SMTP credentials needs the permission ses:SendRawEmail for \
                     the sender's identity.",
                zh_cn: "SMTP 凭证背后的 IAM 用户需要对发件身份拥有 ses:SendRawEmail 权限。",
            },
            since: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html"),
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked"],
            text: Text {
                en: "Amazon EC2 throttles port 25 outbound. From there, use port 465, 587, 2465 or 2587.",
                zh_cn: "Amazon EC2 限制 25 端口的出方向，请改用 465、587、2465 或 2587 端口。",
            },
            since: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/smtp-connect.html"),
        },
    ],
    replies: &[
        ReplyRule { code: 535, words: &["not subscribed to ses"], cause: "send/account-restricted" },
        ReplyRule { code: 454, words: &["maximum sending rate exceeded"], cause: "send/rate-limited" },
        ReplyRule { code: 454, words: &["daily message quota exceeded"], cause: "send/quota-exceeded" },
        ReplyRule { code: 554, words: &["email address is not verified"], cause: "send/sender-unverified" },
        ReplyRule {
            code: 554,
            words: &["sending paused for this account"],
            cause: "send/account-restricted",
        },
        ReplyRule {
            code: 554,
            words: &["not authorized to perform", "ses:sendrawemail"],
            cause: "send/policy-rejected",
        },
        ReplyRule { code: 554, words: &["duplicate header"], cause: "send/content-rejected" },
        ReplyRule { code: 421, words: &["too many concurrent smtp connections"], cause: "send/rate-limited" },
    ],
};
