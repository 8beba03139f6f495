//! Company mail by the house of 163 Mail.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "netease-qiye",
    name: Text { en: "NetEase enterprise mail", zh_cn: "网易企业邮箱" },
    domains: &[],
    endpoints: &[Endpoint::implicit("smtp.qiye.163.com", 465), Endpoint::implicit("smtp.qiye.163.com", 994)],
    banners: &["163.com", "126.com", "netease.com", "icoremail.net"],
    mx: &["qiye.163.com", "ym.163.com"],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: Some("https://qiye.163.com/"),
    help_page: None,
    notes: &[Note {
        about: &["auth/authorization-code-required", "auth/bad-credentials", "auth/wrong-credential-kind"],
        text: Text {
            en: "Where the administrator has switched on authorisation codes (授权码), SMTP wants \
                     the code; otherwise the mailbox password.",
            zh_cn: "如果管理员启用了客户端授权码，SMTP 就要用授权码登录；否则用邮箱密码。",
        },
        since: None,
        link: None,
    }],
    replies: &[
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
