//! Verdict and exit status.

use super::sample::{EXPIRING, finding, interrupted, nothing_found, refused, rich, two_routes, unexplained};
use crate::catalog::Proof;
use crate::diagnose::{Diagnosis, Verdict};
use crate::evidence::sample::{healthy, no_tcp, timed_out};
use crate::evidence::{Evidence, Failure, Outcome, Stage};
use crate::exit::Status;
use crate::locale::Text;
use crate::plan::Security;
use crate::report::{Report, Strictness, status};

fn judged((evidence, diagnosis): &(Evidence, Diagnosis)) -> (Verdict, Status, Status) {
    let report = Report::new(evidence, diagnosis);
    (report.verdict, status(&report, Strictness::WarningsPass), status(&report, Strictness::WarningsFail))
}

#[test]
fn a_healthy_run_passes() {
    let case = (healthy(465, Security::Implicit), nothing_found());
    assert_eq!(judged(&case), (Verdict::Pass, Status::Healthy, Status::Healthy));
    assert_eq!(judged(&two_routes()), (Verdict::Pass, Status::Healthy, Status::Healthy));
}

#[test]
fn a_root_cause_fails_by_its_family() {
    assert_eq!(judged(&rich()), (Verdict::Fail, Status::Auth, Status::Auth));
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts[0].tcp = no_tcp(Failure::Refused);
    let case = (evidence, Diagnosis { findings: vec![refused(0)], ..nothing_found() });
    assert_eq!(judged(&case), (Verdict::Fail, Status::Tcp, Status::Tcp));
}

#[test]
fn a_warning_fails_only_when_strict() {
    let proof = Proof::new(Text { en: "x", zh_cn: "x" }, Vec::new());
    let findings = vec![finding(&EXPIRING, 0, Stage::Tls, proof)];
    let case = (healthy(465, Security::Implicit), Diagnosis { findings, ..nothing_found() });
    assert_eq!(judged(&case), (Verdict::Warn, Status::Healthy, Status::Failed));
}

#[test]
fn another_submission_port_that_fails_is_a_warning() {
    let mut case = two_routes();
    case.0.attempts[1].tcp = no_tcp(timed_out());
    assert_eq!(judged(&case).0, Verdict::Warn);
    case.0.attempts[1].route.port = 2525;
    assert_eq!(judged(&case).0, Verdict::Pass);
}

#[test]
fn a_failure_that_nothing_explains_fails_by_its_stage() {
    assert_eq!(judged(&unexplained()), (Verdict::Fail, Status::Tls, Status::Tls));
    let (evidence, _) = unexplained();
    assert_eq!(judged(&(evidence, nothing_found())).1, Status::Tls);
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts.clear();
    let unexplained = vec![(None, Stage::Dns)];
    assert_eq!(judged(&(evidence, Diagnosis { unexplained, ..nothing_found() })).1, Status::Dns);
}

#[test]
fn an_interrupted_run_says_so_first() {
    assert_eq!(judged(&interrupted()), (Verdict::Fail, Status::Interrupted, Status::Interrupted));
    let mut evidence = healthy(465, Security::Implicit);
    evidence.interrupted = true;
    evidence.attempts[0].auth = Outcome::NotPlanned;
    assert_eq!(judged(&(evidence, nothing_found())).0, Verdict::Fail);
}
