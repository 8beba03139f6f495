//! The stages as cases of a test: each passed, failed or was skipped. A report that fails has a case that fails.

use super::finding::FindingView;
use super::headline::headline;
use super::stage::{StageLine, StageStatus, name};
use super::told::Told;
use super::view::View;
use crate::catalog::Severity;
use crate::diagnose::Verdict;
use crate::evidence::Stage;

/// A stage as a case.
#[derive(Debug)]
pub(super) struct Case<'a> {
    /// Its name for people. No two cases of a report have the same.
    pub(super) name: String,
    /// How long it took, in milliseconds.
    pub(super) ms: Option<f64>,
    /// What was seen, or why it was not gone through.
    pub(super) summary: &'a str,
    /// How it ended.
    pub(super) end: End<'a>,
    /// What else was found there.
    pub(super) beside: Vec<&'a FindingView>,
}

/// How a case ended.
#[derive(Debug)]
pub(super) enum End<'a> {
    /// It passed.
    Passed,
    /// It failed.
    Failed(Told<'a>),
    /// It was not gone through.
    Skipped,
}

/// The cases of a report and the findings that belong to none of them.
pub(super) fn cases<'a>(view: &'a View) -> (Vec<Case<'a>>, Vec<&'a FindingView>) {
    let mut placed: Vec<&FindingView> = Vec::new();
    let mut cases: Vec<Case> = Vec::new();
    for line in &view.stages {
        let first = !cases.iter().any(|case| matches!(case.end, End::Failed(_)));
        let here: Vec<&FindingView> =
            view.findings.iter().filter(|found| is_here(view, found, line)).collect();
        let (end, told) = match line.status {
            StageStatus::Pass | StageStatus::Warn => (End::Passed, None),
            StageStatus::Unreached | StageStatus::NotAsked => (End::Skipped, None),
            StageStatus::Fail => {
                let told = fault(view, &here, first);
                (
                    End::Failed(told.map_or_else(|| why(view, line, first), |found| Told::of(view, found))),
                    told,
                )
            }
        };
        let is_told = |found: &&FindingView| told.is_some_and(|told| std::ptr::eq(told, *found));
        placed.extend(here.iter().copied().chain(told));
        let beside = here.into_iter().filter(|found| !is_told(found)).collect();
        cases.push(Case { name: case_name(view, line), ms: line.ms, summary: &line.summary, end, beside });
    }
    if view.report.verdict == Verdict::Fail && !cases.iter().any(|case| matches!(case.end, End::Failed(_))) {
        let root = view.root();
        placed.extend(root);
        let told = root.map(|root| Told::of(view, root));
        let told = told.or_else(|| view.unexplained.as_ref().map(|seen| Told::unexplained(view, seen)));
        let line = headline(view).title;
        let end = End::Failed(told.unwrap_or_else(|| Told::end(view, line)));
        let name = view.words.label_diagnosis.to_owned();
        cases.push(Case { name, ms: None, summary: line, end, beside: Vec::new() });
    }
    let is_placed = |found: &&FindingView| placed.iter().any(|known| std::ptr::eq(*known, *found));
    let elsewhere = view.findings.iter().filter(|found| !is_placed(found)).collect();
    (cases, elsewhere)
}

/// The name of a stage, of which there is one only: EHLO comes a second time behind STARTTLS.
fn case_name(view: &View, line: &StageLine) -> String {
    let name = name(view.words, line.stage);
    if line.stage == Stage::EhloAgain { format!("{name} (TLS)") } else { name.to_owned() }
}

fn is_here(view: &View, found: &FindingView, line: &StageLine) -> bool {
    found.stage == line.stage && view.report.is_told_here(found.scope)
}

/// The finding that tells why a stage failed: one of its own, else the root cause for the first that failed.
fn fault<'a>(view: &'a View, here: &[&'a FindingView], first: bool) -> Option<&'a FindingView> {
    let own = here.iter().copied().find(|found| found.severity == Severity::Error);
    own.or_else(|| view.root().filter(|_| first))
}

fn why<'a>(view: &'a View, line: &'a StageLine, first: bool) -> Told<'a> {
    match view.unexplained.as_ref().filter(|_| first) {
        Some(unexplained) => Told::unexplained(view, unexplained),
        None => Told::end(view, &line.summary),
    }
}
