//! The other ports of the same host: which take a connection, and which were tried in vain.

use crate::catalog::Proof;
use crate::evidence::{Evidence, Failure, Outcome, Question, Tcp};
use crate::locale::Text;
use crate::plan::{SMTP, SUBMISSION, SUBMISSIONS};

/// The port to use in place of one that gives no connection: the first open one that is for submission, else the
/// first open one.
pub(super) fn open_port(evidence: &Evidence, index: usize) -> Option<u16> {
    let open: Vec<u16> =
        others(evidence, index).filter(|(_, tcp)| tcp.passed().is_some()).map(|(port, _)| port).collect();
    let is_submission = |port: &&u16| matches!(**port, SUBMISSIONS | SUBMISSION);
    let is_for_clients = |port: &&u16| **port != SMTP;
    open.iter()
        .find(is_submission)
        .or_else(|| open.iter().find(is_for_clients))
        .or_else(|| open.first())
        .copied()
}

/// What became of the other ports, as observations; that none was tried is one.
pub(super) fn observed(evidence: &Evidence, index: usize) -> Vec<Proof> {
    let list = |wanted: fn(&Failure) -> bool| {
        let ports = others(evidence, index).filter(|(_, tcp)| tcp.failure().is_some_and(wanted));
        let mut listed: Vec<String> = Vec::new();
        for (port, _) in ports {
            let port = port.to_string();
            if !listed.contains(&port) {
                listed.push(port);
            }
        }
        listed.join("/")
    };
    let mut said = Vec::new();
    if let Some(open) = open_port(evidence, index) {
        said.push(Proof::new(
            Text {
                en: "{host} accepts connections on port {open_port}",
                zh_cn: "{host} 的 {open_port} 端口可以连接",
            },
            vec![("open_port", open.to_string())],
        ));
    }
    let refused = list(|failure| *failure == Failure::Refused);
    if !refused.is_empty() {
        said.push(Proof::new(
            Text {
                en: "The other ports tried ({ports}) are refused, so something there does answer",
                zh_cn: "尝试过的其他端口（{ports}）答复“拒绝”，说明对方有应答",
            },
            vec![("ports", refused)],
        ));
    }
    let failed = list(|failure| *failure != Failure::Refused);
    if !failed.is_empty() {
        said.push(Proof::new(
            Text {
                en: "The other ports tried ({ports}) do not connect either",
                zh_cn: "尝试过的其他端口（{ports}）也无法连接",
            },
            vec![("ports", failed)],
        ));
    }
    if said.is_empty() {
        said.push(Proof::new(
            Text { en: "Other ports of {host} were not tried", zh_cn: "没有尝试 {host} 的其他端口" },
            Vec::new(),
        ));
    }
    said
}

/// Whether any other port was tried.
pub(super) fn tried(evidence: &Evidence, index: usize) -> bool {
    others(evidence, index).next().is_some()
}

/// The other ports to which a connection was tried, by a question about this attempt or by another attempt.
fn others(evidence: &Evidence, index: usize) -> impl Iterator<Item = (u16, &Outcome<Tcp>)> {
    let own = evidence.attempts.get(index).map(|attempt| attempt.route.port);
    let asked = evidence.follow_ups_about(index).filter_map(|follow_up| match follow_up.question {
        Question::Sibling { port } => Some((port, &follow_up.attempt.tcp)),
        _ => None,
    });
    let planned = evidence.attempts.iter().map(|attempt| (attempt.route.port, &attempt.tcp));
    asked.chain(planned).filter(move |(port, tcp)| Some(*port) != own && is_tried(tcp))
}

fn is_tried(tcp: &Outcome<Tcp>) -> bool {
    match tcp {
        Outcome::Passed { .. } => true,
        Outcome::Failed { failure, .. } => !matches!(failure, Failure::Interrupted | Failure::DeadlinePassed),
        Outcome::NotPlanned | Outcome::Unreached { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{attempt, healthy, no_tcp, open_sibling, silent_sibling, timed_out};
    use crate::plan::{Route, Security};

    fn silent(port: u16) -> Evidence {
        let mut evidence = healthy(port, Security::Opportunistic);
        evidence.attempts[0].tcp = no_tcp(timed_out());
        evidence
    }

    #[test]
    fn a_submission_port_is_preferred() {
        let mut evidence = silent(2525);
        evidence.follow_ups = vec![open_sibling(25), open_sibling(8025)];
        assert_eq!(open_port(&evidence, 0), Some(8025));
        evidence.follow_ups.push(open_sibling(587));
        assert_eq!(open_port(&evidence, 0), Some(587));
    }

    #[test]
    fn another_attempt_of_the_same_run_counts() {
        let mut evidence = silent(587);
        evidence.attempts.push(attempt(Route { port: 465, security: Security::Implicit }));
        assert_eq!(open_port(&evidence, 0), Some(465));
        assert!(tried(&evidence, 0));
    }

    #[test]
    fn what_was_not_tried_is_said() {
        let mut evidence = silent(587);
        assert!(!tried(&evidence, 0));
        assert_eq!(observed(&evidence, 0)[0].text.en, "Other ports of {host} were not tried");
        evidence.follow_ups = vec![silent_sibling(465), silent_sibling(25)];
        assert_eq!(observed(&evidence, 0)[0].args, [("ports", "465/25".to_owned())]);
    }
}
