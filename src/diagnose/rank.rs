//! Root before symptom: which of the findings stand, and in which order.

use std::cmp::Reverse;

use super::Finding;
use crate::catalog::{Code, Scope, Severity};
use crate::evidence::{Attempt, Evidence, Stage};

/// The findings that stand, the root first.
pub(super) fn rank(findings: Vec<Finding>, evidence: &Evidence, primary: usize) -> Vec<Finding> {
    let mut standing = without_symptoms(findings);
    for finding in &mut standing {
        let elsewhere = matches!(finding.matched.scope, Scope::Attempt(index) if index != primary);
        // What fails on another port does not keep mail from this one.
        if elsewhere {
            finding.severity = finding.severity.min(Severity::Warning);
        }
    }
    let place = |finding: &Finding| {
        let attempt = match finding.matched.scope {
            Scope::Run => primary,
            Scope::Attempt(index) => index,
        };
        let road = evidence.attempts.get(attempt).map(Attempt::road).unwrap_or_default();
        let at = match finding.matched.stage {
            Stage::Dns => 0,
            stage => road.iter().position(|known| *known == stage).map_or(road.len(), |at| at + 1),
        };
        (Reverse(finding.severity), attempt != primary, at)
    };
    // The sort is stable: of equals, the catalogue's order holds.
    standing.sort_by_key(place);
    standing
}

/// Leaves out what is told of another port when the very same is told of the one that is told in full.
pub(super) fn once(findings: &mut Vec<Finding>, primary: usize) {
    let here = |finding: &Finding| match finding.matched.scope {
        Scope::Run => true,
        Scope::Attempt(index) => index == primary,
    };
    let told: Vec<Code> =
        findings.iter().filter(|finding| here(finding)).map(|finding| finding.cause.code).collect();
    findings.retain(|finding| here(finding) || !told.contains(&finding.cause.code));
}

/// The findings that no other finding of the same scope explains away. A symptom that a cause of the whole run
/// explains is gone from every attempt.
fn without_symptoms(findings: Vec<Finding>) -> Vec<Finding> {
    let gone: Vec<bool> = findings
        .iter()
        .map(|symptom| {
            findings.iter().any(|cause| {
                let reaches =
                    cause.matched.scope == Scope::Run || cause.matched.scope == symptom.matched.scope;
                reaches && cause.cause.supersedes.contains(&symptom.cause.code)
            })
        })
        .collect();
    let mut gone = gone.into_iter();
    findings.into_iter().filter(|_| !gone.next().unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Cause, Match, Proof};
    use crate::evidence::sample::healthy;
    use crate::locale::Text;
    use crate::plan::Security;

    const NOTHING: Text = Text { en: "", zh_cn: "" };

    static ROOT: Cause = cause("auth/root", &[Code("auth/symptom")]);
    static SYMPTOM: Cause = cause("auth/symptom", &[]);
    static EARLIER: Cause = cause("tls/earlier", &[]);

    const fn cause(code: &'static str, supersedes: &'static [Code]) -> Cause {
        Cause {
            code: Code(code),
            severity: Severity::Error,
            title: NOTHING,
            explanation: NOTHING,
            remedies: &[],
            settled_by: Text { en: "", zh_cn: "" },
            symptoms: &[],
            supersedes,
            told_by: |_| Vec::new(),
        }
    }

    fn finding(cause: &'static Cause, index: usize, stage: Stage) -> Finding {
        let matched = Match::attempt(index, stage, Proof::new(NOTHING, Vec::new()));
        Finding { cause, severity: cause.severity, matched }
    }

    fn of_the_run(cause: &'static Cause, stage: Stage) -> Finding {
        Finding { matched: Match::run(stage, Proof::new(NOTHING, Vec::new())), ..finding(cause, 0, stage) }
    }

    fn codes(findings: Vec<Finding>) -> Vec<&'static str> {
        let evidence = healthy(465, Security::Implicit);
        rank(findings, &evidence, 0).iter().map(|finding| finding.cause.code.0).collect()
    }

    #[test]
    fn a_symptom_gives_way_to_its_cause() {
        let both = vec![finding(&SYMPTOM, 0, Stage::Auth), finding(&ROOT, 0, Stage::Auth)];
        assert_eq!(codes(both), ["auth/root"]);
    }

    #[test]
    fn a_cause_of_one_attempt_explains_nothing_of_another() {
        let apart = vec![finding(&SYMPTOM, 1, Stage::Auth), finding(&ROOT, 0, Stage::Auth)];
        assert_eq!(codes(apart), ["auth/root", "auth/symptom"]);
    }

    #[test]
    fn the_earlier_stage_comes_first() {
        let both = vec![finding(&ROOT, 0, Stage::Auth), finding(&EARLIER, 0, Stage::Tls)];
        assert_eq!(codes(both), ["tls/earlier", "auth/root"]);
    }

    #[test]
    fn what_fails_elsewhere_stands_behind_and_stops_nothing() {
        let here = Finding { severity: Severity::Warning, ..finding(&SYMPTOM, 0, Stage::Auth) };
        let both = vec![finding(&EARLIER, 1, Stage::Tls), here];
        let ranked = rank(both, &healthy(465, Security::Implicit), 0);
        let told: Vec<_> = ranked.iter().map(|found| (found.cause.code.0, found.severity)).collect();
        assert_eq!(told, [("auth/symptom", Severity::Warning), ("tls/earlier", Severity::Warning)]);
    }

    #[test]
    fn the_name_comes_before_the_connection() {
        let both = vec![finding(&EARLIER, 0, Stage::Tcp), of_the_run(&ROOT, Stage::Dns)];
        assert_eq!(codes(both), ["auth/root", "tls/earlier"]);
    }

    #[test]
    fn a_cause_of_the_whole_run_explains_every_attempt() {
        let both = vec![finding(&SYMPTOM, 1, Stage::Auth), of_the_run(&ROOT, Stage::Dns)];
        assert_eq!(codes(both), ["auth/root"]);
    }

    #[test]
    fn the_same_on_another_port_is_told_once() {
        let told = |mut findings: Vec<Finding>| {
            once(&mut findings, 0);
            findings.iter().map(|found| (found.cause.code.0, found.matched.scope)).collect::<Vec<_>>()
        };
        let (here, there) = (Scope::Attempt(0), Scope::Attempt(1));
        let alike = vec![finding(&ROOT, 1, Stage::Auth), finding(&ROOT, 0, Stage::Auth)];
        assert_eq!(told(alike), [("auth/root", here)]);
        let apart = vec![finding(&ROOT, 1, Stage::Auth), finding(&EARLIER, 0, Stage::Tls)];
        assert_eq!(told(apart), [("auth/root", there), ("tls/earlier", here)]);
        let run = vec![finding(&ROOT, 1, Stage::Auth), of_the_run(&ROOT, Stage::Dns)];
        assert_eq!(told(run), [("auth/root", Scope::Run)]);
    }
}
