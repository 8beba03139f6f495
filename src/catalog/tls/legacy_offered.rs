//! TLS 1.0 or 1.1 is still accepted beside newer versions.
//!
//! Told by hellos made by hand that offer nothing newer: a default run has none, as nothing is wrong with sending.

use super::reading::accepted_beside;
use crate::catalog::{BETWEEN, Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Stage};
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
                en: "With Exim, set `openssl_options = +no_sslv3 +no_tlsv1 +no_tlsv1_1`. \
                     On Windows and Exchange, switch TLS 1.0 and 1.1 off in Schannel, for server and client.",
                zh_cn: "使用 Exim 时，设置 `openssl_options = +no_sslv3 +no_tlsv1 +no_tlsv1_1`。\
                        Windows 和 Exchange：在 Schannel 中停用 TLS 1.0 和 1.1，服务器端和客户端都要。",
            },
            command: None,
            link: Some(
                "https://learn.microsoft.com/exchange/plan-and-deploy/post-installation-tasks/security-best-practices/exchange-tls-configuration",
            ),
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
        en: "With --audit, smtp-doctor offers nothing newer than TLS 1.1, on a connection of its own. If the server \
             takes that although it has newer versions too, it is this. Other scanners, such as `testssl.sh`, show the same.",
        zh_cn: "使用 --audit 时，smtp-doctor 会用单独的连接只提出 TLS 1.1 及更旧的版本。如果服务器支持新版本，却仍然接受旧版本，就是这个原因。\
                `testssl.sh` 等扫描工具也会给出同样的结果。",
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

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let told = (0..evidence.attempts.len()).filter_map(|index| {
        let old: Vec<_> = accepted_beside(evidence, index).iter().map(|version| version.name()).collect();
        if old.is_empty() {
            return None;
        }
        let text = Text {
            en: "To a hello that offers nothing newer, the server answers with: {versions}",
            zh_cn: "只提出旧版本时，服务器接受了：{versions}",
        };
        let proof = Proof::new(text, vec![("versions", old.join(BETWEEN))]);
        Some(Match::attempt(index, Stage::Tls, proof))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{alert, hello, taken};
    use super::*;
    use crate::evidence::Tls;
    use crate::evidence::sample::{healthy, passed, tls};
    use crate::plan::Security;
    use crate::tls::{Offer, Version};

    #[test]
    fn an_old_version_beside_a_new_one_is_told() {
        let mut evidence = healthy(465, Security::Implicit);
        let offer = || Offer::up_to(Version::Tls11);
        evidence.attempts[0].hellos = vec![hello(offer(), Err(alert(70)))];
        assert!(told_by(&evidence).is_empty());
        evidence.attempts[0].hellos.push(hello(offer(), Ok(taken(Version::Tls11, 0x0035))));
        let old = Offer::up_to(Version::Tls10);
        evidence.attempts[0].hellos.push(hello(old, Ok(taken(Version::Tls10, 0x0035))));
        let told = told_by(&evidence);
        assert_eq!(told[0].proof[0].args, [("versions", "TLS 1.0 · TLS 1.1".to_owned())]);
    }

    #[test]
    fn an_old_version_alone_is_another_cause() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tls = passed(Tls { version: Some("TLS 1.1".into()), ..tls() });
        let old = Offer::up_to(Version::Tls12);
        evidence.attempts[0].hellos = vec![hello(old, Ok(taken(Version::Tls11, 0x0035)))];
        assert!(told_by(&evidence).is_empty());
    }
}
