//! `JUnit` XML, for continuous integration: a suite a target, a case a stage.
//!
//! There is no one standard; this is the form that Jenkins and its like read. Warnings fail no case: they
//! stand in what the case or the suite wrote.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::case::{Case, End, cases};
use super::finding::FindingView;
use super::headline::headline;
use super::json::{timestamp, verdict_word};
use super::told::Told;
use super::view::View;
use crate::audit::Level;

/// The suites of all targets.
pub(super) fn render(views: &[View]) -> String {
    let mut document = Report::new("smtp-doctor");
    document.set_time(lasted(views.iter().map(|view| view.report.evidence.duration_ms).sum()));
    document.add_test_suites(views.iter().map(|view| Suite::of(view).written()));
    // Nothing that is written to memory fails.
    document.to_string().unwrap_or_default()
}

/// One target.
struct Suite<'a> {
    view: &'a View<'a>,
    cases: Vec<Case<'a>>,
    elsewhere: Vec<&'a FindingView>,
}

impl<'a> Suite<'a> {
    fn of(view: &'a View) -> Self {
        let (cases, elsewhere) = cases(view);
        Self { view, cases, elsewhere }
    }

    fn written(&self) -> TestSuite {
        let evidence = self.view.report.evidence;
        let mut suite = TestSuite::new(xml(&self.view.target()));
        suite.set_time(lasted(evidence.duration_ms));
        // As the other forms write it: the library's own would need its library of times here.
        suite.extra.insert("timestamp".into(), timestamp(evidence.started_at).into());
        suite.add_properties(
            properties(self.view).into_iter().map(|(name, value)| (name.to_owned(), xml(&value))),
        );
        suite.add_test_cases(self.cases.iter().map(|case| self.case(case)));
        suite.set_system_out(lines(&self.notes()));
        suite
    }

    fn case(&self, case: &Case) -> TestCase {
        let mut said = Vec::new();
        let status = match &case.end {
            End::Passed => {
                said.push(case.summary.to_owned());
                TestCaseStatus::success()
            }
            End::Skipped => {
                let mut skipped = TestCaseStatus::skipped();
                skipped.set_message(xml(case.summary));
                skipped
            }
            End::Failed(told) => {
                said.push(case.summary.to_owned());
                let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
                failure.set_type(told.code).set_message(xml(told.title));
                failure.set_description(lines(&told.lines(self.view)));
                failure
            }
        };
        said.extend(case.beside.iter().flat_map(|found| full(self.view, found)));
        let mut written = TestCase::new(xml(&case.name), status);
        written.set_classname(xml(&self.view.target())).set_time(lasted(case.ms.unwrap_or_default()));
        if !said.is_empty() {
            written.set_system_out(lines(&said));
        }
        written
    }

    /// What there is to know beside the cases.
    fn notes(&self) -> Vec<String> {
        let view = self.view;
        let mut notes = vec![headline(view).title.to_owned()];
        for other in &view.others {
            notes.push(other.line(view.lang));
        }
        notes.extend(self.elsewhere.iter().flat_map(|found| full(view, found)));
        if let Some(audit) = &view.audit {
            notes.push(audit.heading.to_owned());
            notes.push(format!("  {}", audit.tally));
            for found in audit.findings.iter().filter(|found| found.level != Level::Note) {
                notes.push(format!("  {} {}", found.id, found.seen));
                notes.push(format!("    {}", found.remedy));
            }
        }
        notes
    }
}

/// A finding that fails nothing, in full.
fn full(view: &View, found: &FindingView) -> Vec<String> {
    let told = Told::of(view, found);
    let mut lines = vec![format!("{} [{}]", told.title, told.code)];
    lines.extend(told.lines(view).into_iter().map(|line| format!("  {line}")));
    lines
}

fn properties(view: &View) -> Vec<(&'static str, String)> {
    let report = view.report;
    let mut all = vec![
        ("version", view.version.clone()),
        ("host", view.host.clone()),
        ("port", view.attempt.route.port.to_string()),
        ("tls", view.tls().to_owned()),
        ("verdict", verdict_word(report.verdict).to_owned()),
    ];
    all.extend(report.provider.map(|provider| ("provider", provider.id.to_owned())));
    all.extend(view.root().map(|root| ("root_cause", root.code.0.to_owned())));
    all
}

fn lines(lines: &[String]) -> String {
    xml(&lines.join("\n"))
}

/// Text as XML 1.0 may hold it: what acts was made visible before, and the two noncharacters are not allowed at all.
fn xml(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// Milliseconds, unless they are none.
fn lasted(ms: f64) -> Duration {
    Duration::try_from_secs_f64(ms / 1_000.0).unwrap_or_default()
}
