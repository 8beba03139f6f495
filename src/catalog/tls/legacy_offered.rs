//! TLS 1.0 or 1.1 is still accepted beside newer versions.
//!
//! Only a probe with those versions can tell. Evidence holds no such probe yet, so this cause is described, for those
//! who ask for it by its code, and never claimed.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/legacy-offered"),
    severity: Severity::Warning,
    title: Text { en: "{host} still accepts TLS 1.0 or 1.1", zh_cn: "{host} 仍接受 TLS 1.0 或 1.1" },
    explanation: Text {
        en: "Newer versions work too, so mail can be sent. TLS 1.0 and 1.1 have known weaknesses, \
             and security audits object to them.",
        zh_cn: "较新的版本也受支持，可以正常发信。TLS 1.0 和 1.1 有已知的弱点，安全审计会判为不合格。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "On the ports for sending, allow only TLS 1.2 and newer. For Postfix 3.6 or later:",
                zh_cn: "发信端口只启用 TLS 1.2 及更高版本。Postfix 3.6 及更高版本的命令是：",
            },
            command: Some(
                "sudo postconf -e 'smtpd_tls_mandatory_protocols=>=TLSv1.2' && sudo systemctl reload postfix",
            ),
            link: Some("https://www.postfix.org/TLS_README.html"),
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Before that, find out from the log which programs still use the old versions, and update them.",
                zh_cn: "在此之前，先从日志中找出仍在使用旧版本的程序，并升级它们。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "Scan the TLS versions of the server, for example with `testssl.sh --starttls smtp HOST:PORT`. If \
             the list shows TLS 1.0 or 1.1 as offered, it is this.",
        zh_cn: "用扫描工具查看服务器支持的 TLS 版本，例如 `testssl.sh --starttls smtp SERVER:587`。如果列表显示仍提供 TLS 1.0 或 1.1，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        offered (deprecated)
        tls 1.0 & deprecated
        tls 1.1 & deprecated
        tlsv1.0 & deprecated
        tlsv1.1 & deprecated
        tls version 1.0 protocol detection
        tls version 1.1 deprecated protocol
        tlsv1.0 & enabled
        tls 1.0 & enabled
        tls 1.1 & enabled
        supports tls 1.0
        supports tls 1.1
        accepts tls 1.0
        legacy tls & supported
        deprecated tls version
        支持 tls 1.0
        支持 tls 1.1
        启用了 tls 1.0
        仍接受 tls 1.0
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(_: &Evidence) -> Vec<Match> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Tls;
    use crate::evidence::sample::{healthy, passed, tls};
    use crate::plan::Security;

    #[test]
    fn a_session_in_an_old_version_is_no_probe() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tls = passed(Tls { version: Some("TLS 1.1".into()), ..tls() });
        assert!(told_by(&evidence).is_empty());
    }
}
