//! The server speaks no version of TLS from 1.2 on.
//!
//! Told by the alert `protocol_version`: TLS 1.2 and 1.3 were offered, and the server took neither.

use super::reading::advice::LIST_CIPHERS;
use super::reading::{broken, found};
use crate::catalog::{Cause, Code, Match, Proof, Remedy, Severity, When, Who};
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
            when: When::Always,
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
    settled_by: Text { en: "", zh_cn: "" },
    symptoms: &[],
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
