//! The application's TLS mode does not suit the port, or two modes are switched on at once.
//!
//! Taken for a fault of the server or of the certificate. Where a text says which way round it is wrong,
//! `tls/plaintext-port` and `tls/implicit-port` are meant. No examination tells it: the application is not examined.

use super::by_no_examination;
use crate::catalog::{Cause, Code, Pattern, Remedy, Severity, When, Who};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("client/tls-mode-mismatch"),
    severity: Severity::Error,
    title: Text {
        en: "The application's encryption setting does not suit the port",
        zh_cn: "应用的加密方式与端口不匹配",
    },
    explanation: Text {
        en: "Port 465 usually speaks SSL from the first byte; 587 and 25 usually begin unencrypted and switch \
             over with STARTTLS. The application is set to the other mode or to both at once, so it cannot \
             talk to the server. Names mislead: in many programs “TLS” means STARTTLS, in others SSL.",
        zh_cn: "465 端口通常一连上就用 SSL，587 和 25 端口通常先用明文，再用 STARTTLS 加密。\
                应用设成了另一种方式，或者同时打开了两种，因此无法与服务器通信。\
                选项名称容易误导：“TLS”在很多程序里指 STARTTLS，在另一些程序里指 SSL。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch on exactly one mode, the one that fits the port: SSL for 465, STARTTLS for 587 and \
                     25. To see which ports and modes work:",
                zh_cn: "只打开一种方式，并与端口一致：465 用 SSL，587 和 25 用 STARTTLS。查看哪些端口和方式可用：",
            },
            command: Some("smtp-doctor {host}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "In Django, set only one of `EMAIL_USE_SSL` (port 465) and `EMAIL_USE_TLS` (port 587, \
                     STARTTLS). In Python's aiosmtplib, likewise, set only one of `use_tls` and `start_tls`.",
                zh_cn: "使用 Django 时，`EMAIL_USE_SSL`（465 端口）和 `EMAIL_USE_TLS`（587 端口，STARTTLS）只设一个。\
                        Python 的 aiosmtplib 同理：`use_tls` 和 `start_tls` 只用一个。",
            },
            command: None,
            link: Some("https://docs.djangoproject.com/en/stable/topics/email/"),
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "In nodemailer, set `secure: true` for port 465 only; for 587 set `secure: false` and \
                     `requireTLS: true`, which is STARTTLS.",
                zh_cn: "使用 nodemailer 时，只有 465 端口用 `secure: true`；587 端口用 `secure: false` 加 \
                        `requireTLS: true`，这就是 STARTTLS。",
            },
            command: None,
            link: Some("https://nodemailer.com/smtp/"),
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "In Laravel, set `MAIL_SCHEME` to `smtps` for port 465 or to `smtp` for 587; `tls` and \
                     `ssl` are not valid. In Symfony, the DSN likewise begins with `smtps://` or `smtp://`.",
                zh_cn: "使用 Laravel 时，465 端口把 `MAIL_SCHEME` 设为 `smtps`，587 端口设为 `smtp`；`tls`、`ssl` 都不是有效的值。\
                        Symfony 的 DSN 同样以 `smtps://` 或 `smtp://` 开头。",
            },
            command: None,
            link: Some("https://symfony.com/doc/current/mailer.html"),
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "In Gitea, set `PROTOCOL` of `[mailer]` to `smtps` (465) or `smtp+starttls` (587). In \
                     Nextcloud, set `mail_smtpsecure` to `ssl` for 465 and leave it empty for 587. In \
                     Vaultwarden, set `SMTP_SECURITY` to `force_tls` (465) or `starttls` (587). Grafana uses \
                     SSL on port 465 only, and STARTTLS on every other port.",
                zh_cn: "使用 Gitea 时，把 `[mailer]` 的 `PROTOCOL` 设为 `smtps`（465）或 `smtp+starttls`（587）。\
                        Nextcloud：465 端口把 `mail_smtpsecure` 设为 `ssl`，587 端口留空。\
                        Vaultwarden：把 `SMTP_SECURITY` 设为 `force_tls`（465）或 `starttls`（587）。\
                        Grafana：只有 465 端口用 SSL，其他端口都用 STARTTLS。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "Compare the port with the encryption option of the application. If port 465 is set to STARTTLS, \
             587 to SSL, or both options are on, it is this.",
        zh_cn: "对照应用里的端口和加密选项：如果 465 端口配了 STARTTLS，587 端口配了 SSL，或者两个选项都打开了，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        r#"
        email_use_tls/email_use_ssl are mutually exclusive
        email_use_tls & mutually exclusive
        start_tls and use_tls options are not compatible
        starttls & mutually exclusive
        smtps and starttls is exclusive
        connection already using tls
        scheme is not supported; supported schemes for mailer "smtp"
        scheme is not supported & smtps
        unable to infer unspecified mailer.protocol
        smtp_security & is invalid
        smtp_explicit_tls is deprecated
        cannot use starttls
        check connection security type
        check ssl/tls configuration on smtp server port
        does not support the connection encryption type you have specified
        try changing the encryption method
        连接加密类型
        请尝试更改加密方法
        verbindungsverschlüsselungstyp
        type de chiffrement de connexion
        tipo de cifrado de conexión
        tls is already started
        tls already started
        tls already active
        starttls after using ssl
        starttls & already in tls
        starttls & already using tls
        starttls not allowed on an encrypted connection
        unexpected_message & port 587
        加密方式与端口
        端口与加密方式
        加密方式 & 端口 & 不匹配
        端口 & ssl & 不匹配
        端口 & ssl & 不一致
        ssl and tls
        tls and ssl
        ssl and starttls
        both tls and ssl
        use_tls and use_ssl
        wrong encryption setting
        wrong security setting
        encryption setting
        secure: true
        secure: false
        ssl=true
        "#,
    )],
    supersedes: &[],
    told_by: by_no_examination,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::client::shows;

    #[test]
    fn two_modes_at_once_are_read() {
        assert!(shows(
            &CAUSE,
            "ValueError: EMAIL_USE_TLS/EMAIL_USE_SSL are mutually exclusive, so only set one of those settings to True."
        ));
        assert!(shows(
            &CAUSE,
            "The \"tls\" scheme is not supported; supported schemes for mailer \"smtp\" are: \"smtp\", \"smtps\"."
        ));
        assert!(shows(&CAUSE, "您的服务器不支持您指定的连接加密类型。请尝试更改加密方法。"));
    }

    #[test]
    fn a_server_without_starttls_is_something_else() {
        assert!(!shows(&CAUSE, "SMTPNotSupportedError: STARTTLS extension not supported by server."));
    }
}
