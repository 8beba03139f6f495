//! The mail of `GoDaddy` outside Microsoft 365: Workspace and Professional Email.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "godaddy",
    name: Text { en: "GoDaddy Email", zh_cn: "GoDaddy Email" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtpout.secureserver.net", 465),
        Endpoint::start_tls("smtpout.secureserver.net", 587),
        Endpoint::plain("smtpout.secureserver.net", 80),
        Endpoint::plain("smtpout.secureserver.net", 3535),
    ],
    banners: &["secureserver.net", "godaddy.com"],
    mx: &["smtp.secureserver.net", "mailstore1.secureserver.net"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://www.secureserver.net/help/fix-rejected-email-with-a-bounce-error-40685"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/smtp-disabled", "auth/not-offered"],
            text: Text {
                en: "GoDaddy has moved most Workspace mailboxes to Microsoft 365. A mailbox that was moved \
                     uses smtp.office365.com:587, where its administrator must allow SMTP AUTH.",
                zh_cn: "GoDaddy 已把大部分 Workspace 邮箱迁移到 Microsoft 365。\
                      迁移后的邮箱要改用 smtp.office365.com:587，并由管理员允许 SMTP AUTH。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["smtp/inbound-only", "auth/not-offered", "auth/bad-credentials"],
            text: Text {
                en: "smtp.secureserver.net and mailstore1.secureserver.net receive mail and refuse \
                     logins (IB401). Mail is sent by smtpout.secureserver.net.",
                zh_cn: "smtp.secureserver.net 和 mailstore1.secureserver.net 只收信，会拒绝登录（IB401）。\
                      发信要用 smtpout.secureserver.net。",
            },
            since: None,
            link: Some("https://www.secureserver.net/help/fix-rejected-email-with-a-bounce-error-40685"),
        },
        Note {
            about: &["send/quota-exceeded"],
            text: Text {
                en: "Each mailbox may relay 250 messages a day (500 in some plans). The count starts anew each \
                     day.",
                zh_cn: "每个邮箱每天可中继 250 封邮件（部分套餐 500 封），次日重新计数。",
            },
            since: None,
            link: Some("https://www.secureserver.net/help/fix-rejected-email-with-a-bounce-error-40685"),
        },
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address and the password is that of the mailbox, \
                     not that of the customer account.",
                zh_cn: "用户名是完整的邮箱地址，密码是该邮箱的密码，不是客户账号的密码。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 535, words: &["ib401"], cause: "smtp/inbound-only" },
        ReplyRule { code: 550, words: &["over your relay quota"], cause: "send/quota-exceeded" },
        ReplyRule { code: 550, words: &["ib607"], cause: "send/rate-limited" },
        ReplyRule { code: 554, words: &["ib106"], cause: "send/ip-blocklisted" },
        ReplyRule { code: 554, words: &["ib111"], cause: "send/ip-blocklisted" },
        ReplyRule { code: 421, words: &["ib007"], cause: "smtp/greeting-busy" },
    ],
};
