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
}
