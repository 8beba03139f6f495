//! The server offers STARTTLS and cannot start it for now.
//!
//! It is taken for a fault of the client's TLS. The reply 454 speaks of the server: its key or certificate cannot be
//! read, and “for now” mostly lasts until its administrator acts. A 421 ends the session for other reasons and
//! belongs to `smtp/service-unavailable`.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;

/// The most characters of a reply that are quoted.
const SHOWN: usize = 200;
/// The reply of a server that closes the session (RFC 5321 §3.8).
const CLOSING: u16 = 421;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("starttls/temporary-failure"),
    severity: Severity::Error,
    title: Text { en: "{host} cannot start TLS for now", zh_cn: "{host} 暂时无法启动 TLS" },
    explanation: Text {
        en: "The server lists STARTTLS on port {port} and then reports that it cannot start it for now. \
             Usually it cannot read its own certificate or key. The fault does not lie with this machine.",
        zh_cn: "服务器在 {port} 端口列出了 STARTTLS，随后却答复暂时无法启动。\
                常见的原因是服务器读不到自己的证书或私钥。问题不在本机。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text { en: "Wait a few minutes and test again.", zh_cn: "等几分钟再测试一次。" },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try port 465 with SSL, which needs no STARTTLS.",
                zh_cn: "试用 465 端口和 SSL 方式，它不需要 STARTTLS。",
            },
            command: Some("smtp-doctor {host}:465 --tls=implicit"),
            link: None,
            when: When::Without("working_port"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Read the mail log: the file of the certificate or key is missing, the mail service may \
             not read it, or the two do not belong together (Postfix: `smtpd_tls_cert_file`, \
             `smtpd_tls_key_file`).",
                zh_cn: "查看邮件日志：证书或私钥文件缺失、邮件服务无权读取，或者两者不配对\
                        （Postfix：`smtpd_tls_cert_file`、`smtpd_tls_key_file`）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor sends STARTTLS where the server lists it. If the answer begins with 4 (mostly 454), \
             it is this.",
        zh_cn: "smtp-doctor 会在服务器列出 STARTTLS 时发送这个命令。如果答复以 4 开头（多为 454），就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        tls not available due to local problem
        tls not available due to temporary reason
        tls not available due to
        tls not available
        tls is not available
        454 4.7.0 tls not available
        454 4.3.3 tls not available
        454 tls not available
        tls currently unavailable
        454 tls currently unavailable
        tls temporarily not available
        tls temporarily unavailable
        tls unavailable
        tls not currently available
        454 & tls
        4.7.0 & tls not
        refused to start tls & 454
        refused to start tls: 454
        refused to start tls: 4
        starttls & 454
        starttls & try again later
        starttls denied, code 454
        starttls temporarily
        local tls problem
        tls engine is unavailable
        starttls & local problem
        暂时无法启动 tls
        tls 暂时不可用
        tls暂时不可用
        tls 暂不可用
        tls is temporarily
        unable to initialize tls
        cannot start tls
        tls engine unavailable
        starttls may not be repeated
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    evidence
        .attempts
        .iter()
        .enumerate()
        .filter_map(|(index, attempt)| match attempt.starttls.failure() {
            Some(Failure::Rejected { reply }) if reply.is_transient() && reply.code != CLOSING => {
                let text = Text {
                    en: "The server answers STARTTLS with: {reply}",
                    zh_cn: "服务器对 STARTTLS 答复：{reply}",
                };
                let proof = Proof::new(text, vec![("reply", reply.shown(SHOWN))]);
                Some(Match::attempt(index, Stage::StartTls, proof))
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{failed, healthy, rejected};
    use crate::plan::Security;

    fn answered(code: u16, text: &str) -> Vec<Match> {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].starttls = failed(rejected(code, text));
        told_by(&evidence)
    }

    #[test]
    fn a_failure_for_now_is_told_with_the_reply() {
        let found = answered(454, "4.7.0 TLS not available due to local problem");
        assert_eq!(found.len(), 1);
        assert!(found[0].proof[0].args[0].1.starts_with("454 4.7.0"));
    }

    #[test]
    fn a_rejection_for_good_and_a_closing_server_are_something_else() {
        assert!(answered(554, "5.7.3 Unable to initialize security subsystem").is_empty());
        assert!(answered(421, "4.3.2 Service shutting down").is_empty());
    }
}
