//! The server's machine answers and says that nothing listens on the port.
//!
//! A refusal is an answer: the name, the network and the machine are fine, so neither a longer timeout nor another
//! password can help. What can be wrong is the port, the service behind it, or a firewall that answers in its place.

use crate::catalog::{Cause, Code, Match, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tcp/refused"),
    severity: Severity::Error,
    title: Text {
        en: "{host} refuses connections to port {port}", zh_cn: "{host} 拒绝 {port} 端口的连接"
    },
    explanation: Text {
        en: "The machine is there and answers at once that no service takes connections on port {port}. \
             The port is wrong, the mail service is not running, or a firewall rejects the connection.",
        zh_cn: "主机在线，并立即答复：{port} 端口没有服务在接受连接。原因是端口写错、邮件服务没有运行，或者防火墙拒绝了连接。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use port {open_port}: it takes connections.",
                zh_cn: "改用 {open_port} 端口，它可以连接。",
            },
            command: Some("smtp-doctor {host}:{open_port}"),
            link: None,
            when: When::With("open_port"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check host and port against your provider's settings: submission is on 465 (SSL) or 587 (STARTTLS).",
                zh_cn: "对照服务商的设置核对主机名和端口：发信用 465（SSL）或 587（STARTTLS）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "See on the server whether the mail service listens on port {port}.",
                zh_cn: "在服务器上查看邮件服务是否监听 {port} 端口。",
            },
            command: Some("ss -ltnp 'sport = :{port}'"),
            link: None,
            when: When::Always,
        },
    ],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let refused = |index: usize| {
        let proof = Proof::new(
            Text {
                en: "{address} answers port {port} with a refusal",
                zh_cn: "{address} 对 {port} 端口的连接答复“拒绝”",
            },
            Vec::new(),
        );
        let found = Match::attempt(index, Stage::Tcp, proof);
        match evidence.open_siblings(index).first() {
            Some(port) => found.with("open_port", port.to_string()),
            None => found,
        }
    };
    evidence
        .attempts
        .iter()
        .enumerate()
        .filter(|(_, attempt)| attempt.tcp.failure() == Some(&Failure::Refused))
        .map(|(index, _)| refused(index))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{healthy, no_tcp, open_sibling, timed_out};
    use crate::plan::Security;

    #[test]
    fn a_refusal_is_told_with_the_open_sibling() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(Failure::Refused);
        evidence.follow_ups.push(open_sibling(587));
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].args, [("open_port", "587".to_owned())]);
    }

    #[test]
    fn silence_is_no_refusal() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(timed_out());
        assert!(told_by(&evidence).is_empty());
    }
}
