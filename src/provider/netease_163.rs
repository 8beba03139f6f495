//! 163 Mail, with its VIP and 188 addresses.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "netease-163",
    name: Text { en: "NetEase 163 Mail", zh_cn: "网易 163 邮箱" },
    domains: &["163.com", "vip.163.com", "188.com"],
    endpoints: &[
        Endpoint::implicit("smtp.163.com", 465),
        Endpoint::implicit("smtp.163.com", 994),
        Endpoint::start_tls("smtp.163.com", 25),
    ],
    banners: &["163.com", "126.com", "yeah.net", "188.com", "netease.com", "icoremail.net"],
    mx: &[
        "163mx00.mxmail.netease.com",
        "163mx01.mxmail.netease.com",
        "163mx02.mxmail.netease.com",
        "163mx03.mxmail.netease.com",
    ],
    user: UserName::Address,
    secret: SecretKind::AuthorizationCode,
    secret_page: Some("https://mail.163.com/"),
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
                en: "163 Mail wants the authorisation code (授权码) made in the web mail; it refuses the \
                     login password.",
                zh_cn: "163 邮箱要用网页版邮箱里生成的授权码登录，登录密码会被拒绝。",
            },
            since: None,
            link: None,
        },
        SERVICE_OFF,
        Note {
            about: &["tcp/refused", "tcp/timeout", "tcp/port-blocked", "starttls/not-offered"],
            text: Text {
                en: "The ports are 465 and 994 for SSL and 25 for STARTTLS.",
                zh_cn: "SSL 用 465 或 994 端口，STARTTLS 用 25 端口。",
            },
            since: None,
            link: None,
        },
    ],
    replies: REPLIES,
};

/// What every mailbox of this house needs first.
pub(super) const SERVICE_OFF: Note = Note {
    about: &["auth/bad-credentials"],
    text: Text {
        en: "The SMTP service has to be switched on in the settings of the web mail first.",
        zh_cn: "要先在网页版邮箱的设置里开启 SMTP 服务。",
    },
    since: None,
    link: None,
};

/// What the refusals of this house mean.
pub(super) const REPLIES: &[ReplyRule] = &[
    ReplyRule { code: 535, words: &["authentication failed"], cause: "auth/authorization-code-required" },
    ReplyRule { code: 550, words: &["user has no permission"], cause: "auth/smtp-disabled" },
    ReplyRule { code: 550, words: &["用户无权"], cause: "auth/smtp-disabled" },
    ReplyRule { code: 554, words: &["smtp auth error limit"], cause: "auth/too-many-attempts" },
    ReplyRule { code: 553, words: &["mail from must equal authorized user"], cause: "send/sender-not-owned" },
    ReplyRule { code: 553, words: &["authentication is required"], cause: "send/auth-required" },
    ReplyRule { code: 554, words: &["dt:spm"], cause: "send/spam-rejected" },
    ReplyRule { code: 450, words: &["mi:dmc"], cause: "send/rate-limited" },
    ReplyRule { code: 553, words: &["no smtp mx only"], cause: "smtp/inbound-only" },
    ReplyRule { code: 421, words: &["hl:icc"], cause: "smtp/greeting-busy" },
    ReplyRule { code: 421, words: &["hl:rep"], cause: "send/ip-blocklisted" },
    ReplyRule { code: 554, words: &["hl:ihu"], cause: "send/ip-blocklisted" },
    ReplyRule { code: 554, words: &["mi:stc"], cause: "send/quota-exceeded" },
    ReplyRule { code: 554, words: &["mi:spb"], cause: "send/account-restricted" },
];

/// The same without the rule for its free mailboxes, where the refusal of a login means the login password.
pub(super) const REPLIES_TO_COMPANIES: &[ReplyRule] = REPLIES.split_at(1).1;
