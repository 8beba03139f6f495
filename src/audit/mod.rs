//! The health of a server: what its administrator should change, check by check, each with its source.
//!
//! It lies beside `diagnose`: that names what keeps mail from being sent, this what endangers it although it goes.
//! It reads evidence, never grades, and refuses to know how it is printed. A check that the evidence does not reach is
//! not made: it is neither passed nor found.

mod certificate;
mod dane;
mod dialogue;
mod encryption;
mod handshake;
mod issuer;
mod login;
mod names;
mod network;
mod relay;
mod suites;
#[cfg(test)]
mod tests;
mod trust;
mod view;

use crate::evidence::Evidence;
use crate::locale::{Args, Text};

/// Every check, group by group.
pub static GROUPS: &[&[&Check]] = &[
    network::CHECKS,
    names::CHECKS,
    dialogue::CHECKS,
    encryption::CHECKS,
    suites::CHECKS,
    handshake::CHECKS,
    certificate::CHECKS,
    trust::CHECKS,
    dane::CHECKS,
    login::CHECKS,
    relay::CHECKS,
];

/// Every check, in the order of a report.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    GROUPS.iter().flat_map(|group| group.iter()).copied()
}

/// Something that a healthy server does.
#[derive(Debug)]
pub struct Check {
    /// Its stable name: `B25`.
    pub id: &'static str,
    /// What is so on a healthy server, in a few words and without a full stop.
    pub title: Text,
    /// Which document says so.
    pub source: &'static str,
    /// What the administrator sets where it is not so; the settings of Postfix and Exim are named where they have one.
    pub remedy: Text,
    /// What the evidence shows; nothing where the check was not made.
    pub made: fn(&Evidence) -> Vec<Observed>,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// It should be changed.
    Advice,
    /// It endangers mail, logins or others, or breaks what a standard demands.
    Fault,
}

/// What a check saw in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// The port; none where it is about the host as a whole.
    pub port: Option<u16>,
    /// What is not as it should be; none where all is well.
    pub seen: Option<Seen>,
}

/// What is not as it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// How much it matters.
    pub level: Level,
    /// What was seen, as a sentence.
    pub text: Text,
    /// The values for its places.
    pub args: Args,
}

impl Seen {
    /// Something of a level.
    pub(crate) fn new(level: Level, text: &Text) -> Self {
        Self { level, text: *text, args: Args::new() }
    }

    /// The same, with a value for one of its places.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// A check that found something.
#[derive(Clone, Debug)]
pub struct AuditFinding {
    /// The check.
    pub check: &'static Check,
    /// What was seen.
    pub seen: Seen,
    /// The ports where it was seen alike; empty where it is about the host as a whole.
    pub ports: Vec<u16>,
}

/// What all checks came to.
#[derive(Clone, Debug, Default)]
pub struct Health {
    /// What was found, the faults first.
    pub findings: Vec<AuditFinding>,
    /// The checks that were made and found nothing.
    pub sound: Vec<&'static Check>,
    /// The checks for which the evidence does not suffice.
    pub unmade: Vec<&'static Check>,
}

/// What was found, the faults first.
pub fn findings(evidence: &Evidence) -> Vec<AuditFinding> {
    health(evidence).findings
}

/// What all checks come to.
pub fn health(evidence: &Evidence) -> Health {
    let mut health = Health::default();
    for check in checks() {
        let observed = (check.made)(evidence);
        let mut seen = observed.iter().filter_map(|one| Some((one.port, one.seen.clone()?))).peekable();
        match (observed.is_empty(), seen.peek().is_none()) {
            (true, _) => health.unmade.push(check),
            (false, true) => health.sound.push(check),
            (false, false) => gather(&mut health.findings, check, seen),
        }
    }
    // Stable: within a level the order of the checks remains.
    health.findings.sort_by_key(|finding| std::cmp::Reverse(finding.seen.level));
    health
}

/// What was seen alike on several ports is one finding.
fn gather(
    findings: &mut Vec<AuditFinding>,
    check: &'static Check,
    seen: impl Iterator<Item = (Option<u16>, Seen)>,
) {
    let first = findings.len();
    for (port, seen) in seen {
        match findings[first..].iter_mut().find(|known| known.seen == seen) {
            Some(known) => known.ports.extend(port.filter(|port| !known.ports.contains(port))),
            None => findings.push(AuditFinding { check, seen, ports: port.into_iter().collect() }),
        }
    }
}
