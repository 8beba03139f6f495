//! Postfix with Dovecot, as in mailcow, Mail-in-a-Box and iRedMail: software run under many names.

use super::{Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "postfix-dovecot",
    name: Text { en: "Postfix and Dovecot", zh_cn: "Postfix + Dovecot（自建）" },
    domains: &[],
    endpoints: &[],
    banners: &[],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: None,
    help_page: Some("https://www.postfix.org/SASL_README.html"),
    notes: &[
        Note {
            about: &["auth/not-offered", "auth/tls-required", "send/auth-required"],
            text: Text {
                en: "Port 25 is for mail between servers and mostly takes no login. Log in on 465, or \
                     on 587 after STARTTLS.",
                zh_cn: "25 端口用于服务器之间的邮件，一般不接受登录。请在 465 端口登录，或在 587 端口上 STARTTLS 之后登录。",
            },
            since: None,
            link: Some("https://www.postfix.org/SASL_README.html"),
        },
        Note {
            about: &["auth/tls-required", "auth/not-offered"],
            text: Text {
                en: "With smtpd_tls_auth_only the server offers AUTH only under TLS.",
                zh_cn: "设置了 smtpd_tls_auth_only 时，服务器只在 TLS 之下提供 AUTH。",
            },
            since: None,
            link: Some("https://www.postfix.org/SASL_README.html"),
        },
        Note {
            about: &["send/sender-not-owned"],
            text: Text {
                en: "The sender must be allowed for the login: in Postfix by smtpd_sender_login_maps, \
                     in mailcow by “Allow to send as” of the mailbox.",
                zh_cn: "登录的账号必须有权使用该发件人地址：在 Postfix 中由 smtpd_sender_login_maps 决定，在 mailcow 中由邮箱的“Allow to send as”决定。",
            },
            since: None,
            link: Some("https://www.postfix.org/postconf.5.html#smtpd_sender_login_maps"),
        },
        Note {
            about: &["auth/temporary-failure"],
            text: Text {
                en: "“Temporary authentication failure” means that Postfix cannot reach the socket of Dovecot \
                     or saslauthd. The log of the server names the reason.",
                zh_cn: "“Temporary authentication failure”表示 Postfix 连不上 Dovecot 或 saslauthd 的套接字，服务器日志里有具体原因。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address; for the machine's own system accounts it is the \
                     account name.",
                zh_cn: "用户名是完整的邮箱地址；如果用的是服务器的系统账号，则填写账号名。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 503, words: &["authentication not enabled"], cause: "auth/not-offered" },
        ReplyRule { code: 553, words: &["not owned by user"], cause: "send/sender-not-owned" },
        ReplyRule {
            code: 553,
            words: &["sender address rejected", "not logged in"],
            cause: "send/auth-required",
        },
        ReplyRule { code: 554, words: &["relay access denied"], cause: "send/relay-denied" },
        ReplyRule { code: 454, words: &["relay access denied"], cause: "send/auth-required" },
        ReplyRule { code: 450, words: &["too much mail from"], cause: "send/rate-limited" },
        ReplyRule {
            code: 454,
            words: &["tls not available due to local problem"],
            cause: "starttls/temporary-failure",
        },
    ],
};
