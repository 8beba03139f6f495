//! The server speaks no version of TLS from 1.2 on.
//!
//! Told by what the server takes of hellos made by hand: nothing newer than TLS 1.1. Where that is not known, the alert
//! `protocol_version` tells it, unless the server turns out to take TLS 1.2 after all.

use super::reading::advice::{LIST_CIPHERS, LOWER_LEVEL};
use super::reading::{Acceptance, acceptance, broken, choice_proof, found};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;

/// `protocol_version` (RFC 8446 §6.2).
const PROTOCOL_VERSION: u8 = 70;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/version-too-old"),
    severity: Severity::Error,
    title: Text { en: "{host} refuses TLS 1.2 and newer", zh_cn: "{host} 不接受 TLS 1.2 及更高版本" },
    explanation: Text {
        en: "The server refuses TLS 1.2 and TLS 1.3. Older versions are no longer safe, and today's programs have \
             switched them off, so no encrypted connection is possible.",
        zh_cn: "服务器拒绝 TLS 1.2 和 TLS 1.3。更旧的版本已不安全，如今的程序都已停用，因此无法建立加密连接。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Update the mail server and its TLS library (such as OpenSSL), then allow TLS 1.2 and newer. \
                     For Postfix 3.6 or later:",
                zh_cn: "升级邮件服务器和系统的 TLS 库（例如 OpenSSL），然后启用 TLS 1.2 及更高版本。\
                        Postfix 3.6 及更高版本的命令是：",
            },
            command: Some(
                "sudo postconf -e 'smtpd_tls_protocols=>=TLSv1.2' 'smtpd_tls_mandatory_protocols=>=TLSv1.2' \
                 && sudo systemctl reload postfix",
            ),
            link: Some("https://www.postfix.org/TLS_README.html"),
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "On Exchange and other Windows servers, switch TLS 1.2 on in Schannel.",
                zh_cn: "如果是 Exchange 等 Windows 服务器，在 Schannel 中启用 TLS 1.2。",
            },
            command: None,
            link: Some(
                "https://learn.microsoft.com/exchange/plan-and-deploy/post-installation-tasks/security-best-practices/exchange-tls-configuration",
            ),
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "See whether another port of this server speaks TLS 1.2: 465 with SSL, 587 with STARTTLS. \
                     Port 25 without encryption is not advisable.",
                zh_cn: "看看这台服务器的其他端口是否支持 TLS 1.2：465（SSL）、587（STARTTLS）。不推荐用不加密的 25 端口。",
            },
            command: Some("smtp-doctor {host}"),
            link: None,
            when: When::Without("working_port"),
        },
        LIST_CIPHERS,
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "With Exim, remove `+no_tlsv1_2` and `+no_tlsv1_3` from `openssl_options`; \
                     with GnuTLS, `-VERS-TLS1.2` and `-VERS-TLS1.3` from `tls_require_ciphers`.",
                zh_cn: "使用 Exim 时，从 `openssl_options` 中去掉 `+no_tlsv1_2` 和 `+no_tlsv1_3`；使用 GnuTLS 时，\
                        从 `tls_require_ciphers` 中去掉 `-VERS-TLS1.2` 和 `-VERS-TLS1.3`。",
            },
            command: None,
            link: Some(
                "https://www.exim.org/exim-html-current/doc/html/spec_html/ch-encrypted_smtp_connections_using_tlsssl.html",
            ),
            when: When::With("newest"),
        },
        LOWER_LEVEL,
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "If the server is fine here and the application reports this, the application is the older side: \
                     update its runtime and the TLS library of its system.",
                zh_cn: "如果服务器在这里检查正常，而应用报告此错误，说明过旧的是应用一侧：升级它的运行环境和系统的 TLS 库。",
            },
            command: None,
            link: None,
            when: When::Without("refused_here"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor offers TLS 1.2 and 1.3. If the server answers that it takes neither, it is \
             this. Then it offers the older versions too, and names the one that the server takes.",
        zh_cn: "smtp-doctor 会提出 TLS 1.2 和 1.3。如果服务器答复两者都不接受，就是这个原因。随后它还会提出更旧的版本，\
                并指明服务器接受的是哪一个。",
    },
    symptoms: &[Pattern::said(
        "
        unsupported protocol
        unsupported_protocol
        ssl routines & unsupported protocol
        no protocols available
        no_protocols_available
        tlsv1 alert protocol version
        tlsv1_alert_protocol_version
        alert protocol version
        protocol version not supported
        tls: protocol version not supported
        server selected unsupported protocol version
        received fatal alert: protocol_version
        fatal alert & protocol_version
        protocol_version
        alert: protocolversion
        tls alert: 'protocolversion'
        no appropriate protocol
        protocol is disabled or cipher suites are inappropriate
        is not accepted by client preferences
        do not possess a common algorithm
        0x80090331
        ssl_error_unsupported_version
        ssl_error_protocol_version_alert
        err_ssl_version_or_cipher_mismatch
        version too low
        version_too_low
        0a000102
        0a00042e
        0a0000bf
        0a00018c
        1425f102
        1409442e
        14094 & protocol version
        141e70bf
        tls 1.0 and 1.1 are not supported
        tls 1.0 & not supported
        tlsv1.0 & not supported
        please upgrade & tls 1.2
        support tls 1.2
        requires tls 1.2
        tls 1.2 or higher
        4.7.66
        serverdoesnotsupporttls12or13
        unsupported ssl/tls version
        illegal or unsupported version
        unsupported version
        unsupported tls version
        tls version & not supported
        -9836
        0x80090326
        unsupported_tls
        没有共同的算法
        不支持的协议
        协议版本不受支持
        tls 版本过低
        tls版本过低
        tls 版本太低
        tls版本太低
        tls 版本不支持
        tls版本不支持
        低版本 tls
        tls失败
        tls 失败
        über keinen gemeinsamen algorithmus
        ne possèdent pas un algorithme commun
        no disponen de un algoritmo común
        共通のアルゴリズムを持っていない
        unsupported protocol version
        legacy tls
        upgrade to tls 1.2
        must use tls 1.2
        tls1.2 or later
        tls version is too low
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    broken(evidence)
        .filter_map(|(index, attempt, failure)| {
            let alert = matches!(failure, Failure::Alert { number: PROTOCOL_VERSION, .. });
            let refused = Text {
                en: "TLS 1.2 and TLS 1.3 were offered; the server answers with alert 70 (protocol_version)",
                zh_cn: "本机提出使用 TLS 1.2 或 TLS 1.3，服务器以警报 70（protocol_version）拒绝",
            };
            let refusal = || found(index, attempt, Proof::new(refused, Vec::new()));
            let told = match acceptance(evidence, index) {
                Acceptance::Old(taken) if *failure != Failure::Certificate => {
                    let chosen = choice_proof(taken);
                    let told = if alert { refusal().and(chosen) } else { found(index, attempt, chosen) };
                    told.with("newest", taken.choice.version.name())
                }
                Acceptance::Nothing if alert => refusal().and(Proof::new(NOR_OLDER, Vec::new())),
                Acceptance::Unknown if alert => refusal(),
                _ => return None,
            };
            Some(told.with("refused_here", ""))
        })
        .collect()
}

const NOR_OLDER: Text =
    Text { en: "No older version is accepted either", zh_cn: "更旧的版本也不被接受" };

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{alert, broken, surveyed, taken};
    use super::*;
    use crate::evidence::sample::closed;
    use crate::tls::{Offer, Version};

    #[test]
    fn the_alert_for_versions_tells_it() {
        assert_eq!(told_by(&broken(465, alert(70))).len(), 1);
    }

    #[test]
    fn the_newest_version_that_the_server_takes_is_named() {
        for failure in [alert(70), alert(40), closed(), Failure::Handshake { reason: "too old".into() }] {
            for version in [Version::Tls10, Version::Tls11, Version::Ssl30] {
                let asked = vec![
                    (Offer::up_to(Version::Tls12), Ok(taken(version, 0x0035))),
                    (Offer::up_to(Version::Tls13), Err(alert(70))),
                ];
                let told = told_by(&surveyed(failure.clone(), asked));
                assert!(told[0].args.contains(&("newest", version.name().to_owned())), "{told:?}");
            }
        }
    }

    #[test]
    fn a_server_that_takes_tls_1_2_after_all_is_not_old() {
        let asked = vec![(Offer::up_to(Version::Tls12), Ok(taken(Version::Tls12, 0x0035)))];
        assert!(told_by(&surveyed(alert(70), asked)).is_empty());
    }

    #[test]
    fn a_server_that_takes_nothing_older_either_is_said_to() {
        let asked = vec![(Offer::up_to(Version::Tls12), Err(alert(70)))];
        let told = told_by(&surveyed(alert(70), asked));
        assert_eq!(told[0].proof.last().unwrap().text, NOR_OLDER);
        assert!(told_by(&broken(465, alert(70)))[0].proof.iter().all(|proof| proof.text != NOR_OLDER));
    }

    #[test]
    fn another_alert_does_not() {
        assert!(told_by(&broken(465, alert(40))).is_empty());
    }
}
