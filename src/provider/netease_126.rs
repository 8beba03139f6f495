//! 126 Mail, by the same house as 163 Mail.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "netease-126",
    name: Text { en: "126 Mail", zh_cn: "126 邮箱" },
    domains: &["126.com"],
    endpoints: &[Endpoint::implicit("smtp.126.com", 465), Endpoint::start_tls("smtp.126.com", 25)],
    banners: &["163.com", "126.com", "yeah.net", "188.com", "netease.com", "icoremail.net"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::AuthorizationCode,
    secret_page: Some("https://mail.126.com/"),
    help_page: Some("https://help.mail.163.com/"),
    notes: &[
        Note {
            about: &[
                "auth/authorization-code-required",
                "auth/bad-credentials",
                "auth/wrong-credential-kind",
                "auth/smtp-disabled",
            ],
            text: Text {
                en: "126 Mail wants the authorisation code (授权码) made in the web mail; it refuses the \
                     login password.",
                zh_cn: "126 邮箱要用网页版邮箱里生成的授权码登录，登录密码会被拒绝。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials"],
            text: Text {
                en: "The SMTP service has to be switched on in the settings of the web mail first.",
                zh_cn: "要先在网页版邮箱的设置里开启 SMTP 服务。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "starttls/not-offered"],
            text: Text {
                en: "The ports are 465 for SSL and 25.", zh_cn: "SSL 用 465 端口，另有 25 端口。"
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 535, words: &["authentication failed"], cause: "auth/authorization-code-required" },
        ReplyRule { code: 550, words: &["user has no permission"], cause: "auth/smtp-disabled" },
        ReplyRule { code: 550, words: &["用户无权"], cause: "auth/smtp-disabled" },
        ReplyRule { code: 554, words: &["smtp auth error limit"], cause: "auth/too-many-attempts" },
        ReplyRule {
            code: 553,
            words: &["mail from must equal authorized user"],
            cause: "send/sender-not-owned",
        },
        ReplyRule { code: 553, words: &["authentication is required"], cause: "send/auth-required" },
        ReplyRule { code: 554, words: &["dt:spm"], cause: "send/spam-rejected" },
        ReplyRule { code: 421, words: &["hl:icc"], cause: "smtp/greeting-busy" },
        ReplyRule { code: 421, words: &["hl:rep"], cause: "send/ip-blocklisted" },
        ReplyRule { code: 554, words: &["hl:ihu"], cause: "send/ip-blocklisted" },
        ReplyRule { code: 554, words: &["mi:stc"], cause: "send/quota-exceeded" },
        ReplyRule { code: 554, words: &["mi:spb"], cause: "send/account-restricted" },
    ],
};
