//! From evidence to a diagnosis: a pure and total function.
//!
//! It finds the causes that the evidence shows, puts the root before its symptoms, and names the questions whose
//! answers would tell causes apart.

mod comparison;
mod expectation;
pub mod explain;
mod question;
mod rank;

pub use comparison::USE_OTHER_PORT;
pub use question::questions;

use crate::catalog::{Cause, Match, Scope, Severity, causes};
use crate::evidence::{Evidence, Failure, Outcome, Stage};

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

    /// The run in one word: what is wrong on the attempt that is told, or with the name, decides.
    pub fn verdict(&self) -> Verdict {
        let unexplained =
            self.unexplained.iter().any(|(attempt, _)| attempt.is_none_or(|at| at == self.primary));
        if self.root().is_some() || unexplained {
            Verdict::Fail
        } else if self.findings.iter().any(|finding| finding.severity == Severity::Warning)
            || !self.unexplained.is_empty()
        {
            Verdict::Warn
        } else {
            Verdict::Pass
        }
    }
}

/// What the evidence comes to.
pub fn diagnose(evidence: &Evidence) -> Diagnosis {
    let primary = evidence.foremost();
    let told = causes().flat_map(|cause| {
        let found = (cause.told_by)(evidence).into_iter();
        found.map(move |matched| Finding {
            cause,
            severity: matched.severity.unwrap_or(cause.severity),
            matched,
        })
    });
    // What is looked at for information only stops nothing and wants no attention.
    let told = told.filter(
        |finding| !matches!(finding.matched.scope, Scope::Attempt(index) if evidence.is_informative(index)),
    );
    let mut findings = rank::rank(told.collect(), evidence, primary);
    let unexplained = unexplained(&findings, evidence);
    rank::once(&mut findings, primary);
    if let Some(root) = findings.first_mut().filter(|finding| finding.severity == Severity::Error) {
        comparison::add(&mut root.matched, evidence);
        expectation::add(&mut root.matched, evidence);
    }
    Diagnosis { primary, findings, unexplained }
}

/// The failures that no finding explains: a warning speaks of something that stops nothing. What smtp-doctor or the
/// user ended, and what a failure elsewhere brings with it, needs no cause of its own.
fn unexplained(findings: &[Finding], evidence: &Evidence) -> Vec<(Option<usize>, Stage)> {
    // The severity of a finding on another route has been lowered; what its cause says of itself counts here.
    let stops_mail =
        |finding: &&Finding| finding.matched.severity.unwrap_or(finding.cause.severity) == Severity::Error;
    let explained =
        |scope: Scope| findings.iter().filter(stops_mail).any(|finding| finding.matched.scope == scope);
    let mut open = Vec::new();
    let run = explained(Scope::Run);
    if let Outcome::Failed { failure, .. } = &evidence.dns
        && !run
        && wants_a_cause(failure)
    {
        open.push((None, Stage::Dns));
    }
    for (index, attempt) in evidence.attempts.iter().enumerate() {
        if let Some((stage, failure)) = attempt.first_failure()
            && wants_a_cause(failure)
            && !explained(Scope::Attempt(index))
            && !evidence.is_informative(index)
            && !run
        {
            open.push((Some(index), stage));
        }
    }
    open
}

fn wants_a_cause(failure: &Failure) -> bool {
    !matches!(failure, Failure::Interrupted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Connection;
    use crate::evidence::sample::{attempt, failed, healthy, no_tcp};
    use crate::plan::{Route, Security};

    fn strange() -> Failure {
        Failure::Other { os_code: Some(4711), text: "strange".into() }
    }

    #[test]
    fn health_has_no_findings() {
        for (port, security) in [(465, Security::Implicit), (587, Security::StartTls)] {
            let diagnosis = diagnose(&healthy(port, security));
            assert_eq!(diagnosis.verdict(), Verdict::Pass, "{diagnosis:?}");
            assert!(diagnosis.findings.is_empty());
        }
    }

    #[test]
    fn a_refusal_is_the_root() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(Failure::Refused);
        let diagnosis = diagnose(&evidence);
        assert_eq!(diagnosis.root().unwrap().cause.code.0, "tcp/refused");
        assert!(diagnosis.unexplained.is_empty());
    }

    #[test]
    fn a_port_that_fails_beside_a_good_one_is_a_warning() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(Failure::Refused);
        evidence.attempts.push(attempt(Route { port: 587, security: Security::StartTls }));
        let diagnosis = diagnose(&evidence);
        assert_eq!(diagnosis.primary, 1);
        assert_eq!(diagnosis.verdict(), Verdict::Warn);
        assert!(diagnosis.root().is_none());
    }

    #[test]
    fn what_is_wrong_alike_on_both_ports_is_told_once() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts.push(attempt(Route { port: 587, security: Security::StartTls }));
        for attempt in &mut evidence.attempts {
            attempt.tcp = no_tcp(Failure::Refused);
        }
        let diagnosis = diagnose(&evidence);
        assert_eq!(diagnosis.findings.len(), 1);
        assert!(diagnosis.unexplained.is_empty());
    }

    #[test]
    fn a_warning_explains_no_failure() {
        let mut evidence = healthy(465, Security::Implicit);
        let Outcome::Passed { facts, .. } = &mut evidence.attempts[0].tcp else { panic!("no connection") };
        let silent = Some(crate::evidence::sample::timed_out());
        facts.connections.push(Connection {
            address: "2001:db8::1".parse().unwrap(),
            failure: silent,
            ms: 1.0,
        });
        assert_eq!(diagnose(&evidence).verdict(), Verdict::Warn);
        evidence.attempts[0].greeting = failed(strange());
        let diagnosis = diagnose(&evidence);
        assert_eq!(diagnosis.unexplained, [(Some(0), Stage::Greeting)]);
        assert_eq!(diagnosis.verdict(), Verdict::Fail);
    }

    #[test]
    fn no_two_causes_explain_each_other_away() {
        let supersedes = |one: &Cause, other: &Cause| one.supersedes.contains(&other.code);
        for one in causes() {
            let mutual = causes().find(|other| supersedes(one, other) && supersedes(other, one));
            assert!(mutual.is_none(), "{:?} and {:?}", one.code, mutual.map(|cause| cause.code));
        }
    }

    #[test]
    fn a_failure_without_a_cause_is_not_dropped() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].greeting = failed(strange());
        let diagnosis = diagnose(&evidence);
        assert_eq!(diagnosis.unexplained, [(Some(0), Stage::Greeting)]);
        assert_eq!(diagnosis.verdict(), Verdict::Fail);
    }

    #[test]
    fn one_without_a_cause_on_another_port_is_a_warning() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts.push(attempt(Route { port: 587, security: Security::StartTls }));
        evidence.attempts[1].greeting = failed(strange());
        let diagnosis = diagnose(&evidence);
        assert_eq!((diagnosis.primary, diagnosis.findings.len()), (0, 0));
        assert_eq!(diagnosis.unexplained, [(Some(1), Stage::Greeting)]);
        assert_eq!(diagnosis.verdict(), Verdict::Warn);
    }

    #[test]
    fn what_fails_for_information_only_needs_no_cause() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts.push(attempt(Route { port: 25, security: Security::Opportunistic }));
        evidence.attempts[1].greeting = failed(strange());
        assert_eq!(diagnose(&evidence).verdict(), Verdict::Pass);
    }

    #[test]
    fn what_the_user_ended_needs_no_cause() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].greeting = failed(Failure::Interrupted);
        assert!(diagnose(&evidence).unexplained.is_empty());
        evidence.dns = failed(Failure::Interrupted);
        assert!(diagnose(&evidence).unexplained.is_empty());
    }

    #[test]
    fn a_name_that_fails_for_no_known_reason_fails_the_run() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.dns = failed(strange());
        evidence.attempts.clear();
        let diagnosis = diagnose(&evidence);
        assert_eq!(diagnosis.unexplained, [(None, Stage::Dns)]);
        assert_eq!(diagnosis.verdict(), Verdict::Fail);
    }

    #[test]
    fn a_cause_of_the_whole_run_explains_what_fails_in_it() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.plan.target.host = "smtp example.com".into();
        evidence.dns = failed(strange());
        evidence.attempts[0].greeting = failed(strange());
        let diagnosis = diagnose(&evidence);
        assert_eq!(diagnosis.root().unwrap().cause.code.0, "dns/malformed-host");
        assert!(diagnosis.unexplained.is_empty());
    }

    #[test]
    fn only_an_error_is_held_against_what_the_provider_expects() {
        let proofs = |evidence: &Evidence| {
            let diagnosis = diagnose(evidence);
            (diagnosis.verdict(), diagnosis.findings[0].matched.proof.len())
        };
        let mut evidence = healthy(587, Security::Implicit);
        let Outcome::Passed { facts, .. } = &mut evidence.attempts[0].tcp else { panic!("no connection") };
        let failure = Some(crate::evidence::sample::timed_out());
        facts.connections.push(Connection { address: "2001:db8::1".parse().unwrap(), failure, ms: 1.0 });
        let before = proofs(&evidence);
        evidence.plan.target.host = "smtp.gmail.com".into();
        assert_eq!((proofs(&evidence), before.0), (before, Verdict::Warn));
    }
}
