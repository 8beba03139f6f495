//! The server offers STARTTLS and rejects the command for good.
//!
//! It is taken for a certificate that the client does not trust, but no handshake has begun. The server cannot use its
//! own certificate, or something on the way rewrites the command.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;

/// The most characters of a reply that are quoted.
const SHOWN: usize = 200;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("starttls/refused"),
    severity: Severity::Error,
    title: Text { en: "{host} rejects STARTTLS", zh_cn: "{host} 拒绝 STARTTLS 命令" },
    explanation: Text {
        en: "The server lists STARTTLS on port {port}, yet rejects the command, so encryption does not start. \
             Usually it has no usable certificate, or a firewall or antivirus on the way alters the command.",
        zh_cn: "服务器在 {port} 端口列出了 STARTTLS，却拒绝执行，因此无法启动加密。\
                常见的原因是服务器没有可用的证书，或者途中的防火墙、杀毒软件改动了命令。",
    },
    remedies: &[
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
                en: "Find the reason in the mail log, and give the mail service a certificate with its key \
             (Exchange: assign one to SMTP).",
                zh_cn: "在邮件日志中查看原因，为邮件服务配置证书和私钥（Exchange：把证书分配给 SMTP 服务）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch off the mail shield of the antivirus and test again; compare with another network.",
                zh_cn: "关闭杀毒软件的邮件防护后再测试，并与另一个网络对比。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor sends STARTTLS where the server lists it. If the answer is a refusal with a \
             code of 500 or above, it is this.",
        zh_cn: "smtp-doctor 会在服务器列出 STARTTLS 时发送这个命令。如果答复是 500 或以上的拒绝代码，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        unable to initialize security subsystem
        554 5.7.3 unable to initialize security subsystem
        starttls command failed
        starttls command rejected
        starttls failed
        starttls rejected
        starttls refused
        starttls denied
        starttls not accepted
        starttls & not accepted
        starttls & 5.7.3
        starttls & 554
        starttls & 501
        error upgrading connection with starttls
        upgrading connection with starttls
        upgrade & starttls & failed
        connect with starttls
        starttls command used when not advertised
        refused to start tls
        host refused to start tls
        failed to start tls
        could not start tls
        can't start tls
        cannot start tls
        unable to start tls
        error starting tls
        tls startup failed
        tls failed & starttls
        启动tls失败
        启动 tls 失败
        无法启动tls
        无法启动 tls
        tls 启动失败
        starttls 失败
        starttls失败
        starttls 命令失败
        starttls 被拒绝
        tls not available
        tls is not available
        starttls is disabled
        starttls disabled
        tls disabled
        starttls not allowed
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
            Some(Failure::Rejected { reply }) if reply.is_permanent() => {
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
    fn a_rejection_is_told_with_the_reply() {
        let found = answered(502, "5.7.0 TLS not available.");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].proof[0].args, [("reply", "502 5.7.0 TLS not available.".to_owned())]);
    }

    #[test]
    fn a_rejection_for_now_or_an_odd_answer_is_not_one_for_good() {
        assert!(answered(354, "go on").is_empty());
        assert!(answered(454, "4.7.0 TLS not available due to local problem").is_empty());
    }
}
