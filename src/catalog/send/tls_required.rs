//! The server takes mail over encrypted connections only, and this one is not.
//!
//! The demand at the login belongs to `auth/tls-required`.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/tls-required"),
    severity: Severity::Error,
    title: Text {
        en: "{host} takes mail only over an encrypted connection",
        zh_cn: "{host} 只接受加密连接发来的邮件",
    },
    explanation: Text {
        en: "The server refuses mail that comes over an unencrypted connection. It wants TLS before the mail, \
             by STARTTLS or from the first byte.",
        zh_cn: "服务器拒绝未加密连接发来的邮件。必须先启用 TLS（用 STARTTLS，或者一连上就加密），再发邮件。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch on encryption in the sending program: STARTTLS on port 587, or \
                     SSL/TLS on port 465.",
                zh_cn: "在发信程序中启用加密：587 端口用 STARTTLS，465 端口用 SSL/TLS。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check that the server works with STARTTLS on this port.",
                zh_cn: "确认服务器在这个端口上可以使用 STARTTLS。",
            },
            command: Some("smtp-doctor {host}:{port} --tls=starttls"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Set the library to insist on STARTTLS, not merely to try it: nodemailer `requireTLS: \
                     true`, Java `mail.smtp.starttls.required=true`, PHPMailer `SMTPSecure = 'tls'`, Python \
                     `starttls()` before `login()`.",
                zh_cn: "让程序库强制使用 STARTTLS，而不只是尝试：nodemailer 用 `requireTLS: true`，Java 用 `mail.smtp.starttls.required=true`，PHPMailer 用 `SMTPSecure = 'tls'`，Python 在 `login()` 之前调用 `starttls()`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If a device cannot encrypt, give it a port of its own that only its IP address can reach. \
                     Postfix demands TLS by `smtpd_tls_security_level = encrypt`; leave that on and set `may` \
                     for this one service in `master.cf`.",
                zh_cn: "如果设备不支持加密，请单独为它开一个端口，并且只允许该设备的 IP 地址访问。Postfix 用 `smtpd_tls_security_level = encrypt` 强制 TLS；保留这项设置，只在 `master.cf` 中为这一个服务改成 `may`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor checks whether the connection is encrypted when the server refuses, and reads the \
             reply. If it is not and the reply asks for STARTTLS or TLS, it is this.",
        zh_cn: "smtp-doctor 查看服务器拒绝时连接是否已加密，以及答复的内容。如果连接没有加密，而答复要求 STARTTLS 或 TLS，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The refusals that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            issue & starttls
            starttls first
            starttls command first
            starttls required
            starttls is required
            must use starttls
            tls required
            tls is required
            tls connection required
            requires tls
            require tls
            must use tls
            please use tls
            use tls first
            tls encryption required
            encryption required
            encryption is required
            encryption needed
            requires encryption
            must be encrypted
            encrypted connection required
            encrypted connection is required
            requires an encrypted connection
            connection is not encrypted
            ssl required
            ssl is required
            ssl/tls required
            ssl/tls-connection is required
            secure connection required
            secure connection is required
            must use a secure connection
            requires a secure connection or the client was not authenticated & issue a starttls
            wasn't sent over a tls connection
            not sent over a tls
            verschlüsselung erforderlich
            connexion sécurisée requise
            chiffrement requis
            必须 & tls
            需要 & starttls
            要求 & 加密连接
            请使用 & ssl
            cleartext authentication disallowed
            must support tls
            senders to use tls
            tls not used
            requires starttls
            require starttls
            use starttls
            starttls needed
            without tls
            without encryption
            plain text connection not allowed
            unencrypted connections are not
            unencrypted connection not
            insecure connection
            connection must be encrypted
            secure channel required
            session encryption required
            encrypted session
            must be secured
            please use ssl
            verschlüsselte verbindung
            connexion chiffrée
            conexión cifrada
            请使用tls
            请使用加密
            必须使用加密
            必须使用 ssl
            必须使用ssl
            starttls is required to send
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.7.10 4.7.29 5.7.29", words: "" },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{assert_told, assert_untold, refused_mail};

    #[test]
    fn a_demand_for_encryption_is_told() {
        assert_told(
            &CAUSE,
            refused_mail,
            &[
                (530, "5.7.0 Must issue a STARTTLS command first"),
                (530, "5.7.0 TLS required."),
                (530, "Must issue STARTTLS first."),
                (451, "5.7.3 STARTTLS is required to send mail [HOST.example]"),
                (450, "4.7.1 Session encryption is required"),
                (
                    421,
                    "4.7.29 Your email has been rate limited because this message wasn't sent over a TLS connection.",
                ),
                (550, "5.7.10 Encryption needed for this domain"),
                (554, "5.7.10 A secure connection is required"),
            ],
        );
    }

    #[test]
    fn a_demand_for_a_login_is_another_cause() {
        assert_untold(
            &CAUSE,
            refused_mail,
            &[
                (530, "5.7.0 Authentication required"),
                (454, "4.7.0 TLS not available due to local problem"),
                (550, "5.7.1 Denied by policy"),
            ],
        );
    }
}
