//! The service of Alibaba Cloud for mail that applications send.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "aliyun-directmail",
    name: Text { en: "Alibaba Cloud DirectMail", zh_cn: "阿里云邮件推送" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtpdm.aliyun.com", 465),
        Endpoint::plain("smtpdm.aliyun.com", 80),
        Endpoint::plain("smtpdm.aliyun.com", 25),
        Endpoint::implicit("smtpdm-ap-southeast-1.aliyun.com", 465),
        Endpoint::implicit("smtpdm-ap-southeast-1.aliyuncs.com", 465),
        Endpoint::implicit("smtpdm-ap-southeast-2.aliyun.com", 465),
    ],
    banners: &["aliyun.com", "aliyuncs.com", "aliyun-inc.com", "alibaba-inc.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: None,
    help_page: Some("https://help.aliyun.com/document_detail/44499.html"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is a sender address created in the console, and the password is \
                     the SMTP password set for that address.",
                zh_cn: "用户名是在控制台创建的发信地址，密码是为该地址设置的 SMTP 密码。",
            },
            since: None,
            link: Some("https://www.alibabacloud.com/help/zh/directmail/"),
        },
        Note {
            about: &["tcp/timeout", "tcp/port-blocked"],
            text: Text {
                en: "Alibaba Cloud ECS blocks port 25 outbound. Use port 465 from there.",
                zh_cn: "阿里云 ECS 封禁了 25 端口的出方向，请改用 465 端口。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials", "send/sender-not-owned"],
            text: Text {
                en: "The host belongs to a region, and the sender address to the same one: smtpdm.aliyun.com for \
                     China, smtpdm-ap-southeast-1 for Singapore.",
                zh_cn: "主机名因地域而异，发信地址要在同一地域：国内用 smtpdm.aliyun.com，新加坡用 smtpdm-ap-southeast-1。",
            },
            since: None,
            link: Some("https://www.alibabacloud.com/help/zh/directmail/"),
        },
    ],
    replies: &[
        ReplyRule { code: 436, words: &["conform with authentication"], cause: "send/sender-not-owned" },
        ReplyRule { code: 552, words: &["daily sending quota exceeded"], cause: "send/quota-exceeded" },
        ReplyRule { code: 526, words: &["no data by dns resolve"], cause: "send/recipient-unknown" },
        ReplyRule { code: 556, words: &["number of rcpts is over"], cause: "send/too-many-recipients" },
        ReplyRule { code: 557, words: &["length of data content"], cause: "send/message-too-large" },
        ReplyRule { code: 554, words: &["reject by content spam"], cause: "send/spam-rejected" },
        ReplyRule { code: 561, words: &["honeypot rcptto"], cause: "send/spam-rejected" },
    ],
};
