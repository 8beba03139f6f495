//! Client and server find no cipher suite, group or signature in common.
//!
//! Told by the alerts `handshake_failure` and `insufficient_security`. The alert does not say what the server would
//! take, and as only modern suites are offered, a server with nothing but old ones looks like this.

use super::client_certificate_required::wants_client_certificate;
use super::reading::advice::LIST_CIPHERS;
use super::reading::{broken, found};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;

/// `handshake_failure` (RFC 8446 §6.2).
const HANDSHAKE_FAILURE: u8 = 40;
/// `insufficient_security` (RFC 8446 §6.2).
const INSUFFICIENT_SECURITY: u8 = 71;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/no-common-cipher"),
    severity: Severity::Error,
    title: Text {
        en: "{host} and this machine have no encryption in common",
        zh_cn: "{host} 与本机没有共同支持的加密方式",
    },
    explanation: Text {
        en: "The server ends the handshake because none of the offered ways of encryption suits it. \
             smtp-doctor offers what today's programs offer: TLS 1.2 and 1.3, ECDHE, AES-GCM and ChaCha20-Poly1305. \
             A server that knows only older ones, or has no usable certificate, fails in this way.",
        zh_cn: "服务器终止了握手，因为它不接受所提出的任何一种加密方式。\
                smtp-doctor 提出的与如今的程序相同：TLS 1.2 和 1.3、ECDHE、AES-GCM 和 ChaCha20-Poly1305。\
                只支持旧加密方式或没有可用证书的服务器，就会这样失败。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Look into the mail server's log at the time of the attempt: it gives the reason, \
                     such as `no shared cipher` or a certificate that could not be loaded.",
                zh_cn: "查看邮件服务器当时的日志，其中会写明原因，例如 `no shared cipher`，或者证书加载失败。",
            },
            command: Some("sudo journalctl -u postfix --since '10 minutes ago'"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Update the TLS library and allow ECDHE with AES-GCM, as in the settings “intermediate” for your server.",
                zh_cn: "升级 TLS 库，启用 ECDHE 和 AES-GCM，可以采用对应服务器软件的“intermediate”配置。",
            },
            command: None,
            link: Some("https://ssl-config.mozilla.org/"),
            when: When::Always,
        },
        LIST_CIPHERS,
        Remedy {
            who: Who::You,
            text: Text {
                en: "See whether another port of this server works: 465 with SSL, 587 with STARTTLS.",
                zh_cn: "看看这台服务器的其他端口是否正常：465（SSL）、587（STARTTLS）。",
            },
            command: Some("smtp-doctor {host}"),
            link: None,
            when: When::Without("working_port"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor offers the encryption methods in use today. If the server ends the handshake with the \
             alert `handshake_failure`, it is this.",
        zh_cn: "smtp-doctor 会提出如今通用的加密方式。如果服务器以 `handshake_failure` 警报终止握手，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        handshake failure
        handshake_failure
        handshakefailure
        sslv3 alert handshake failure
        ssl routines & sslv3 alert handshake failure
        alert handshake failure
        remote error: tls: handshake failure
        received fatal alert: handshake_failure
        received fatal alert: handshakefailure
        tls alert: 'handshakefailure'
        cannot start tls: handshake failure
        0a000410
        14094410
        14077410
        no shared cipher
        no cipher suites in common
        no cipher suite in common
        no common cipher
        nociphersuitesincommon
        no ciphers available
        no cipher match
        no suitable cipher
        ssl_error_no_cypher_overlap
        no_shared_cipher
        insufficient security
        insufficient_security
        no suitable signature algorithm
        no common signature
        wrong signature type
        no suitable key share
        no supported cipher suites have been found
        a tls fatal alert has been received: handshake failed
        no common group
        unsupported elliptic curve
        tlsrsakex
        do not possess a common algorithm
        message received was unexpected or badly formatted
        0x80090326
        0x80090331
        unsafe legacy renegotiation disabled
        unsafe_legacy_renegotiation_disabled
        legacy renegotiation
        legacy sigalg
        0a000152
        server chose & cipher
        tls handshake failed
        没有共同的算法
        没有共同的加密
        接收到的消息异常，或格式不正确
        接收到的消息异常
        消息异常或格式不正确
        加密套件
        meldung war unerwartet oder fehlerhaft
        message reçu était inattendu ou formaté de façon incorrecte
        mensaje recibido fue inesperado
        受信したメッセージは予期しない
        tls: handshake failure
        no cipher overlap
        cipher suite
        no supported ciphersuite
        no suitable shared cipher
        no common encryption
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    broken(evidence)
        .filter(|(_, attempt, _)| !wants_client_certificate(attempt))
        .filter_map(|(index, attempt, failure)| match failure {
            Failure::Alert { number: number @ (HANDSHAKE_FAILURE | INSUFFICIENT_SECURITY), name } => {
                let text = Text {
                    en: "The server answers the handshake with alert {number} ({alert})",
                    zh_cn: "服务器以警报 {number}（{alert}）回应握手",
                };
                let args = vec![("number", number.to_string()), ("alert", name.clone())];
                Some(found(index, attempt, Proof::new(text, args)))
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{alert, broken};
    use super::*;
    use crate::evidence::Tls;
    use crate::evidence::sample::{failed_with, tls};

    #[test]
    fn the_alerts_for_ciphers_tell_it() {
        for number in [40, 71] {
            assert_eq!(told_by(&broken(465, alert(number))).len(), 1);
        }
    }

    #[test]
    fn other_alerts_and_a_wanted_client_certificate_do_not() {
        assert!(told_by(&broken(465, alert(70))).is_empty());
        assert!(told_by(&broken(465, alert(80))).is_empty());
        let mut evidence = broken(465, alert(40));
        let wanted = Tls { client_certificate_wanted: true, ..tls() };
        evidence.attempts[0].tls = failed_with(alert(40), wanted);
        assert!(told_by(&evidence).is_empty());
    }
}
