//! The mail of Hostinger's web hosting.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "hostinger",
    name: Text { en: "Hostinger", zh_cn: "Hostinger" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.hostinger.com", 465),
        Endpoint::start_tls("smtp.hostinger.com", 587),
    ],
    banners: &["hostinger.com", "hostinger.io"],
    mx: &["mx1.hostinger.com", "mx2.hostinger.com"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: Some("https://hpanel.hostinger.com/emails"),
    help_page: Some("https://support.hostinger.com/"),
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address and the password is that of the mailbox, \
                     not that of the customer account.",
                zh_cn: "用户名是完整的邮箱地址，密码是该邮箱的密码，不是客户账号的密码。",
            },
            since: None,
            link: Some("https://hpanel.hostinger.com/emails"),
        },
        Note {
            about: &["send/account-restricted", "send/policy-rejected"],
            text: Text {
                en: "“Disabled by user from hPanel” means that sending is switched off for this mailbox, by \
                     its owner or on suspicion of spam. Switch it on again in hPanel, under Emails.",
                zh_cn: "“Disabled by user from hPanel”表示这个邮箱的发信功能被关闭，可能是所有者关的，也可能是因为疑似垃圾邮件。\
                      请在 hPanel 的 Emails 中重新打开。",
            },
            since: None,
            link: Some("https://hpanel.hostinger.com/emails"),
        },
        Note {
            about: &["auth/too-many-attempts"],
            text: Text {
                en: "Whoever logs in anew for each message is refused after a while. Send several messages \
                     over one connection.",
                zh_cn: "每封邮件都重新登录，一段时间后会被拒绝。请在一个连接里发送多封邮件。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 554, words: &["disabled by user from hpanel"], cause: "send/account-restricted" },
        ReplyRule { code: 451, words: &["hostinger_out_ratelimit"], cause: "send/rate-limited" },
        ReplyRule { code: 450, words: &["too many auth commands"], cause: "auth/too-many-attempts" },
    ],
};
