//! The mail services of `OVHcloud`: MX Plan, Email Pro and Exchange.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "ovh",
    name: Text { en: "OVHcloud", zh_cn: "OVHcloud" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp.mail.ovh.net", 465),
        Endpoint::start_tls("smtp.mail.ovh.net", 587),
        Endpoint::implicit("ssl0.ovh.net", 465),
        Endpoint::start_tls("ssl0.ovh.net", 587),
        Endpoint::start_tls("pro1.mail.ovh.net", 587),
        Endpoint::start_tls("pro2.mail.ovh.net", 587),
        Endpoint::start_tls("pro3.mail.ovh.net", 587),
        Endpoint::start_tls("ex.mail.ovh.net", 587),
        Endpoint::start_tls("ex2.mail.ovh.net", 587),
        Endpoint::start_tls("ex3.mail.ovh.net", 587),
        Endpoint::start_tls("ex4.mail.ovh.net", 587),
        Endpoint::start_tls("ex5.mail.ovh.net", 587),
    ],
    banners: &["ovh.net", "ovh.com"],
    mx: &["mx0.mail.ovh.net", "mx1.mail.ovh.net", "mx2.mail.ovh.net", "mx3.mail.ovh.net", "mx4.mail.ovh.net"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://help.ovhcloud.com/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials"],
            text: Text {
                en: "The same refusal can have other reasons. An alias or redirection has no password and \
                     cannot log in. A mailbox blocked for spam refuses every login until its password is \
                     changed.",
                zh_cn: "同样的拒绝还有其他原因：别名或转发地址没有密码，不能登录；\
                      因垃圾邮件被封的邮箱会拒绝一切登录，改过密码才会解封。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials", "tcp/refused", "tcp/timeout", "tcp/port-blocked"],
            text: Text {
                en: "Each kind of mailbox has its own host: MX Plan smtp.mail.ovh.net or ssl0.ovh.net, Email \
                     Pro a host such as pro1.mail.ovh.net, Exchange a host such as ex2.mail.ovh.net. Email Pro \
                     and Exchange use port 587 with STARTTLS.",
                zh_cn: "每种邮箱有自己的主机：MX Plan 用 smtp.mail.ovh.net 或 ssl0.ovh.net，Email Pro 用 pro1.mail.ovh.net 之类，Exchange 用 ex2.mail.ovh.net 之类。\
                      Email Pro 和 Exchange 用 587 端口加 STARTTLS。",
            },
            since: None,
            link: None,
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
    replies: &[],
};
