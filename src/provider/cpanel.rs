//! Web hosting with cPanel, whose mail server is Exim: at many companies, and mostly under the name of the
//! customer's own domain.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "cpanel",
    name: Text { en: "cPanel hosting", zh_cn: "cPanel 虚拟主机" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("*.hostgator.com", 465),
        Endpoint::start_tls("*.hostgator.com", 587),
        Endpoint::implicit("*.bluehost.com", 465),
        Endpoint::start_tls("*.bluehost.com", 587),
        Endpoint::implicit("*.web-hosting.com", 465),
        Endpoint::start_tls("*.web-hosting.com", 587),
    ],
    banners: &[],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://docs.cpanel.net/"),
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address, and the password is that of the mailbox, \
                     made in cPanel under Email Accounts.",
                zh_cn: "用户名是完整的邮箱地址，密码是在 cPanel 的 Email Accounts 中为该邮箱设置的密码。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["tls/certificate-name-mismatch"],
            text: Text {
                en: "Many hosts have a certificate for the server's own name only, not for names such as \
                     mail.example.com in the customer's domain. Use the name that cPanel shows under Connect \
                     Devices.",
                zh_cn: "很多主机的证书只包含服务器自己的名称，不包含 mail.example.com 这类客户域名下的名称。请使用 cPanel 的 Connect Devices 页面显示的主机名。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["smtp/redirected"],
            text: Text {
                en: "The “SMTP Restrictions” of cPanel redirect the outgoing mail connections of programs on \
                     the server to its own Exim. Only the administrator of the server can lift that.",
                zh_cn: "cPanel 的 SMTP Restrictions 会把服务器上的程序发起的 SMTP 连接转到它自己的 Exim，只有服务器管理员能解除。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/quota-exceeded", "send/rate-limited"],
            text: Text {
                en: "Hosts limit the messages that each domain may send in an hour. Depending on the host, \
                     what is over the limit is refused or tried again later.",
                zh_cn: "主机商限制每个域名每小时的发信数量。超出的邮件会被拒绝或稍后重试，取决于主机商的设置。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["smtp/helo-rejected"],
            text: Text {
                en: "Exim on cPanel refuses EHLO names that are not full host names, such as the name of a PC.",
                zh_cn: "cPanel 上的 Exim 会拒绝不是完整主机名的 EHLO 名称，例如电脑名。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 550, words: &["exceeded the max emails per hour"], cause: "send/rate-limited" },
        ReplyRule { code: 451, words: &["exceeded the max emails per hour"], cause: "send/rate-limited" },
        ReplyRule {
            code: 550,
            words: &["exceeded the max defers and failures per hour"],
            cause: "send/rate-limited",
        },
        ReplyRule {
            code: 550,
            words: &["please turn on smtp authentication in your mail client"],
            cause: "send/auth-required",
        },
        ReplyRule { code: 550, words: &["invalid helo name"], cause: "smtp/helo-rejected" },
    ],
};
