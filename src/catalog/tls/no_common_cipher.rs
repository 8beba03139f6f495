//! Client and server find no cipher suite, group or signature in common.
//!
//! Told by the alerts `handshake_failure` and `insufficient_security`. The alert does not say what the server would
//! take; hellos made by hand offer everything that was ever common, and the server's own choice is named. Where that is
//! a version older than TLS 1.2, it is `tls/version-too-old`.

use super::client_certificate_required::wants_client_certificate;
use super::reading::advice::LIST_CIPHERS;
use super::reading::{Acceptance, acceptance, broken, choice_proof, found, why_unusual};
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
        zh_cn: "服务器中止了握手，因为它不接受所提出的任何一种加密方式。\
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
                en: "The server takes {suite}, but not ECDHE with AES-GCM. \
                     With Postfix, take back what narrows the list of ciphers, and see what the server's log says then.",
                zh_cn: "服务器接受 {suite}，但不接受 ECDHE 加 AES-GCM。Postfix：撤销限制加密套件的设置，然后再看服务器日志。",
            },
            command: Some(
                "sudo postconf -X tls_high_cipherlist tls_medium_cipherlist tls_eecdh_auto_curves \
                 smtpd_tls_exclude_ciphers smtpd_tls_mandatory_exclude_ciphers && sudo systemctl reload postfix",
            ),
            link: Some("https://www.postfix.org/TLS_README.html"),
            when: When::With("suite"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "The server wants {group}. Allow X25519 and P-256 beside it: with Postfix, take back the list of curves; \
                     with Exim, set `tls_eccurve = auto`.",
                zh_cn: "服务器只要 {group}。请同时启用 X25519 和 P-256：Postfix 撤销曲线列表的设置，\
                        Exim 设置 `tls_eccurve = auto`。",
            },
            command: Some("sudo postconf -X tls_eecdh_auto_curves && sudo systemctl reload postfix"),
            link: Some("https://www.postfix.org/postconf.5.html"),
            when: When::With("group"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "With Exim, remove `tls_require_ciphers` and `tls_eccurve`, or set them to a list with ECDHE \
                     and AES-GCM. On Windows and Exchange, allow these cipher suites for Schannel in the group policy.",
                zh_cn: "使用 Exim 时，删除 `tls_require_ciphers` 和 `tls_eccurve`，或改为包含 ECDHE 和 AES-GCM 的列表。\
                        Windows 和 Exchange：在组策略中为 Schannel 启用这些加密套件。",
            },
            command: None,
            link: Some("https://learn.microsoft.com/windows-server/security/tls/manage-tls"),
            when: When::With("suite"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "A sending program can go on for now if its TLS library still has {suite}: \
                     allow that for this server only, with OpenSSL by the cipher list `DEFAULT@SECLEVEL=0`.",
                zh_cn: "如果发信程序的 TLS 库仍支持 {suite}，可以暂时继续发信：仅对这台服务器启用它，\
                        OpenSSL 的设置是 `DEFAULT@SECLEVEL=0`。",
            },
            command: None,
            link: Some("https://docs.openssl.org/master/man1/openssl-ciphers/"),
            when: When::With("suite"),
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
             alert `handshake_failure`, it is this. Then it offers everything that was ever common, and names what \
             the server chooses.",
        zh_cn: "smtp-doctor 会提出如今通用的加密方式。如果服务器以 `handshake_failure` 警报中止握手，\
                就是这个原因。随后它还会提出所有曾经通用的方式，并指明服务器选择了哪一种。",
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
        .filter_map(|(index, attempt, failure)| {
            let refusal = match failure {
                Failure::Alert { number: number @ (HANDSHAKE_FAILURE | INSUFFICIENT_SECURITY), name } => {
                    let args = vec![("number", number.to_string()), ("alert", name.clone())];
                    Some(Proof::new(ALERT, args))
                }
                _ => None,
            };
            match acceptance(evidence, index) {
                Acceptance::Unusual(taken) if *failure != Failure::Certificate => {
                    let chosen = choice_proof(taken);
                    let told = match refusal {
                        Some(refusal) => found(index, attempt, refusal).and(chosen),
                        None => found(index, attempt, chosen),
                    };
                    let told = why_unusual(taken).into_iter().fold(told, Match::and);
                    match taken.choice.group {
                        Some(group) if taken.choice.suite.is_usual() && !group.is_usual() => {
                            Some(told.with("group", group.name()))
                        }
                        _ => Some(told.with("suite", taken.choice.suite.name())),
                    }
                }
                Acceptance::Nothing => {
                    Some(found(index, attempt, refusal?).and(Proof::new(NOTHING, Vec::new())))
                }
                Acceptance::Unknown => Some(found(index, attempt, refusal?)),
                Acceptance::Usual(taken) => {
                    let told = found(index, attempt, refusal?).and(choice_proof(taken));
                    Some(told.and(Proof::new(OTHERWISE, Vec::new())))
                }
                _ => None,
            }
        })
        .collect()
}

const ALERT: Text = Text {
    en: "The server answers the handshake with alert {number} ({alert})",
    zh_cn: "服务器以警报 {number}（{alert}）回应握手",
};
const NOTHING: Text = Text {
    en: "A second attempt offers everything from SSL 3.0 to TLS 1.3, and the server refuses that too: \
         probably it has no certificate that it can use",
    zh_cn: "再次尝试时提出 SSL 3.0 到 TLS 1.3 的全部方式，服务器仍然拒绝：很可能没有可用的证书",
};
const OTHERWISE: Text = Text {
    en: "It would have taken that from smtp-doctor too, so it refuses for another reason",
    zh_cn: "smtp-doctor 原本也提出了这种方式，因此服务器是因为别的原因拒绝",
};

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{alert, broken, surveyed, taken};
    use super::*;
    use crate::evidence::Tls;
    use crate::evidence::sample::closed;
    use crate::evidence::sample::{failed_with, tls};
    use crate::tls::{Group, Offer, Version};

    #[test]
    fn the_alerts_for_ciphers_tell_it() {
        for number in [40, 71] {
            assert_eq!(told_by(&broken(465, alert(number))).len(), 1);
        }
    }

    #[test]
    fn the_choice_of_the_server_is_named() {
        for (suite, text) in [
            (0x009D, "forward secrecy"),
            (0xC013, "CBC"),
            (0x009E, "DHE"),
            (0x0005, "broken"),
            (0xC0AC, "do not offer this cipher suite"),
        ] {
            for failure in [alert(40), closed()] {
                let asked = vec![(Offer::up_to(Version::Tls12), Ok(taken(Version::Tls12, suite)))];
                let told = told_by(&surveyed(failure, asked));
                let said = told[0].proof.last().unwrap().text.en;
                assert!(said.contains(text), "{suite:x}: {said}");
            }
        }
        let mut curve = taken(Version::Tls12, 0xC02F);
        curve.choice.group = Some(Group::P521);
        let told = told_by(&surveyed(alert(40), vec![(Offer::up_to(Version::Tls12), Ok(curve))]));
        assert!(told[0].proof[1].args.contains(&("group", "secp521r1".to_owned())), "{told:?}");
    }

    #[test]
    fn a_server_that_takes_nothing_at_all_is_told_and_one_that_is_too_old_is_not() {
        let nothing = || vec![(Offer::up_to(Version::Tls12), Err(alert(40)))];
        assert_eq!(told_by(&surveyed(alert(40), nothing()))[0].proof[1].text, NOTHING);
        assert!(told_by(&surveyed(closed(), nothing())).is_empty());
        let old = vec![(Offer::up_to(Version::Tls12), Ok(taken(Version::Tls10, 0x0035)))];
        assert!(told_by(&surveyed(alert(40), old)).is_empty());
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
