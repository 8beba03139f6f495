//! The application's library keeps the password to itself, as the connection is not encrypted.
//!
//! Taken for a refusal of the server, but the server has not been asked: Go's `smtp.PlainAuth` stops by itself, and
//! does so for a host name other than the server's as well. No examination tells it: the application is not examined.

use super::by_no_examination;
use crate::catalog::{Cause, Code, Pattern, Remedy, Severity, When, Who};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("client/plain-auth-refused"),
    severity: Severity::Error,
    title: Text {
        en: "The application refuses to send the password unencrypted",
        zh_cn: "应用拒绝在未加密的连接上发送密码",
    },
    explanation: Text {
        en: "The connection is not encrypted, or the library takes it for unencrypted, so the application does \
             not log in. The server has refused nothing, and the password may be right.",
        zh_cn: "连接没有加密，或者程序库认为没有加密，因此没有登录。服务器并没有拒绝什么，密码也可能是对的。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch encryption on in the application: STARTTLS for port 587, or SSL for port 465. To \
                     see what the server offers:",
                zh_cn: "在应用中打开加密：587 端口用 STARTTLS，或者 465 端口用 SSL。查看服务器支持什么：",
            },
            command: Some("smtp-doctor {host}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "In Go, call `StartTLS` before `Auth`; for port 465 open the connection with `tls.Dial` \
                     and pass it to `smtp.NewClient`. Give `smtp.PlainAuth` the same host name as the \
                     connection, or it reports `wrong host name`.",
                zh_cn: "使用 Go 时，先调用 `StartTLS`，再调用 `Auth`；465 端口先用 `tls.Dial` 建立连接，再交给 `smtp.NewClient`。\
                        传给 `smtp.PlainAuth` 的主机名必须与连接所用的相同，否则会报 `wrong host name`。",
            },
            command: None,
            link: Some("https://pkg.go.dev/net/smtp#PlainAuth"),
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the server is an internal relay that needs no login, leave user name and password empty in \
                     the application, for example `smtp_auth_username` in Alertmanager or `user` of `[smtp]` in Grafana.",
                zh_cn: "如果服务器是不需要登录的内网中继，请把应用中的用户名和密码留空，\
                        例如 Alertmanager 的 `smtp_auth_username`、Grafana 中 `[smtp]` 的 `user`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If the server offers no encryption at all, give it a certificate and switch STARTTLS on.",
                zh_cn: "如果服务器完全不支持加密，请为它配置证书并启用 STARTTLS。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "Look at the application's own log. If the error comes before any answer of the server to AUTH, \
             and encryption is off or not offered by the server, it is this.",
        zh_cn: "查看应用自己的日志：如果在服务器答复 AUTH 之前就报错，而应用没有打开加密，或者服务器不支持加密，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        unencrypted connection
        error authenticating: unencrypted connection
        plain auth & unencrypted connection
        wrong host name
        *smtp.plainauth & wrong host name
        cannot use a secure authentication method
        refusing to send password & unencrypted
        refusing to authenticate & unencrypted
        refusing to authenticate & without tls
        refuse to send credentials & unencrypted
        will not send password & unencrypted
        will not send credentials & plaintext
        plaintext authentication & without tls
        cannot authenticate without tls
        password & unencrypted connection
        拒绝 & 明文发送密码
        未加密的连接
        连接未加密 & 认证
        smtp & unencrypted connection
        ",
    )],
    supersedes: &[],
    told_by: by_no_examination,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::client::shows;

    #[test]
    fn the_refusal_of_a_library_is_read() {
        assert!(shows(&CAUSE, "failed to send notification: unencrypted connection"));
        assert!(shows(&CAUSE, "*smtp.plainAuth auth: wrong host name"));
    }

    #[test]
    fn the_refusal_of_a_server_is_something_else() {
        assert!(!shows(&CAUSE, "538 5.7.11 Encryption required for requested authentication mechanism"));
        assert!(!shows(&CAUSE, "smtp: server doesn't support AUTH"));
    }
}
