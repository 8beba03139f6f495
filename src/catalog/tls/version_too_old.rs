//! The server speaks no version of TLS from 1.2 on.
//!
//! Told by the alert `protocol_version`: TLS 1.2 and 1.3 were offered, and the server took neither.

use super::reading::advice::LIST_CIPHERS;
use super::reading::{broken, found};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;

/// `protocol_version` (RFC 8446 §6.2).
const PROTOCOL_VERSION: u8 = 70;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/version-too-old"),
    severity: Severity::Error,
    title: Text {
        en: "{host} speaks only TLS older than 1.2", zh_cn: "{host} 只支持低于 1.2 的 TLS 版本"
    },
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
                zh_cn: "Exchange 等 Windows 服务器：在 Schannel 中启用 TLS 1.2。",
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
             this.",
        zh_cn: "smtp-doctor 会提出 TLS 1.2 和 1.3。如果服务器答复两者都不接受，就是这个原因。",
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
        .filter(|(_, _, failure)| matches!(failure, Failure::Alert { number: PROTOCOL_VERSION, .. }))
        .map(|(index, attempt, _)| {
            let text = Text {
                en: "TLS 1.2 and TLS 1.3 were offered; the server answers with alert 70 (protocol_version)",
                zh_cn: "本机提出使用 TLS 1.2 或 TLS 1.3，服务器以警报 70（protocol_version）拒绝",
            };
            found(index, attempt, Proof::new(text, Vec::new())).with("refused_here", "")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{alert, broken};
    use super::*;

    #[test]
    fn the_alert_for_versions_tells_it() {
        assert_eq!(told_by(&broken(465, alert(70))).len(), 1);
    }

    #[test]
    fn another_alert_does_not() {
        assert!(told_by(&broken(465, alert(40))).is_empty());
    }
}
