//! Oracle Cloud's Email Delivery, with a host for each region.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "oracle",
    name: Text { en: "Oracle Cloud Email Delivery", zh_cn: "Oracle Cloud 邮件投递" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("smtp.email.*.oci.oraclecloud.com", 587),
        Endpoint::start_tls("smtp.email.*.oci.oraclecloud.com", 25),
        Endpoint::start_tls("smtp.*.oraclecloud.com", 587),
        Endpoint::start_tls("smtp.*.oraclecloud.com", 25),
    ],
    banners: &["oraclecloud.com", "oracleemaildelivery.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://docs.oracle.com/en-us/iaas/Content/Email/Reference/gettingstarted.htm"),
    help_page: Some("https://docs.oracle.com/en-us/iaas/Content/Email/Concepts/troubleshooting.htm"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "User name and password are SMTP credentials made for a user of Oracle Cloud: the \
                     user name is long and begins with `ocid1.user.`. The login of the console and API \
                     keys do not work.",
                zh_cn: "用户名和密码是为 Oracle Cloud 用户生成的 SMTP 凭证：用户名很长，以 `ocid1.user.` 开头。控制台的登录账号和 API 密钥都不能用。",
            },
            since: None,
            link: Some("https://docs.oracle.com/en-us/iaas/Content/Email/Reference/gettingstarted.htm"),
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned", "send/policy-rejected"],
            text: Text {
                en: "The sender must be an approved sender in the region of the host, and the user of \
                     the credentials needs the right to use it. A new entry takes some minutes.",
                zh_cn: "发件人地址必须在主机所在的区域登记为核准发件人（approved sender），凭证所属的用户也要有权使用它。\
                      新登记的地址要等几分钟才生效。",
            },
            since: None,
            link: Some("https://docs.oracle.com/en-us/iaas/Content/Email/Concepts/troubleshooting.htm"),
        },
        Note {
            about: &["auth/too-many-attempts"],
            text: Text {
                en: "Wrong logins, and senders that are not approved, lead to a block of the IP address \
                     for a while.",
                zh_cn: "多次登录失败或使用未核准的发件人地址，会使来源 IP 地址被暂时封禁。",
            },
            since: None,
            link: Some("https://docs.oracle.com/en-us/iaas/Content/Email/Concepts/troubleshooting.htm"),
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "tls/plaintext-port"],
            text: Text {
                en: "Oracle Cloud offers port 587 (or 25) with STARTTLS; there is no port 465.",
                zh_cn: "Oracle Cloud 提供 587（或 25）端口加 STARTTLS，没有 465 端口。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule {
            code: 535,
            words: &["authorization failed: envelope from"],
            cause: "send/sender-unverified",
        },
        ReplyRule { code: 455, words: &["maximum messages sent per minute"], cause: "send/rate-limited" },
        ReplyRule { code: 455, words: &["maximum messages sent per day"], cause: "send/quota-exceeded" },
        ReplyRule { code: 421, words: &["too many auth failures"], cause: "auth/too-many-attempts" },
        ReplyRule { code: 421, words: &["mail system failure"], cause: "smtp/server-error" },
        ReplyRule { code: 501, words: &["does not contain nul"], cause: "client/protocol-error" },
    ],
};
