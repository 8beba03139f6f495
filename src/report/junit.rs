//! JUnit XML, for continuous integration: a suite a target, a case a stage.
//!
//! There is no one standard; this is the form that Jenkins, GitLab and their like read. Warnings fail no case: they
//! stand in what the case or the suite wrote.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::case::{Case, End, cases};
use super::finding::FindingView;
use super::headline::headline;
use super::json::timestamp;
use super::told::Told;
use super::view::View;
use crate::audit::Level;
use crate::diagnose::Verdict;

/// The suites of all targets.
pub(super) fn render(views: &[View]) -> String {
    let suites: Vec<Suite> = views.iter().map(Suite::of).collect();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    _ = writeln!(
        out,
        "<testsuites name=\"smtp-doctor\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"{}\">",
        suites.iter().map(Suite::tests).sum::<usize>(),
        suites.iter().map(Suite::failures).sum::<usize>(),
        suites.iter().map(Suite::skipped).sum::<usize>(),
        seconds(suites.iter().map(|suite| suite.view.report.evidence.duration_ms).sum()),
    );
    for suite in &suites {
        suite.write(&mut out);
    }
    out.push_str("</testsuites>\n");
    out
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

    fn tests(&self) -> usize {
        self.cases.len()
    }

    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| matches!(case.end, End::Failed(_))).count()
    }

    fn skipped(&self) -> usize {
        self.cases.iter().filter(|case| matches!(case.end, End::Skipped)).count()
    }

    fn write(&self, out: &mut String) {
        let evidence = self.view.report.evidence;
        _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"{}\" timestamp=\"{}\">",
            xml(&self.view.target()),
            self.tests(),
            self.failures(),
            self.skipped(),
            seconds(evidence.duration_ms),
            timestamp(evidence.started_at),
        );
        out.push_str("    <properties>\n");
        for (name, value) in properties(self.view) {
            _ = writeln!(out, "      <property name=\"{name}\" value=\"{}\"/>", xml(&value));
        }
        out.push_str("    </properties>\n");
        for case in &self.cases {
            self.write_case(out, case);
        }
        element(out, "    ", "system-out", &self.notes());
        out.push_str("  </testsuite>\n");
    }

    fn write_case(&self, out: &mut String, case: &Case) {
        _ = writeln!(
            out,
            "    <testcase name=\"{}\" classname=\"{}\" time=\"{}\">",
            xml(&case.name),
            xml(&self.view.target()),
            seconds(case.ms.unwrap_or_default()),
        );
        let mut said = Vec::new();
        match &case.end {
            End::Passed => said.push(case.summary.to_owned()),
            End::Skipped => {
                _ = writeln!(out, "      <skipped message=\"{}\"/>", xml(case.summary));
            }
            End::Failed(told) => {
                said.push(case.summary.to_owned());
                let lines = told.lines(self.view).join("\n");
                let (code, title) = (told.code, xml(told.title));
                _ = writeln!(
                    out,
                    "      <failure type=\"{code}\" message=\"{title}\">{}</failure>",
                    xml(&lines)
                );
            }
        }
        said.extend(case.beside.iter().flat_map(|found| full(self.view, found)));
        element(out, "      ", "system-out", &said);
        out.push_str("    </testcase>\n");
    }

    /// What there is to know beside the cases.
    fn notes(&self) -> Vec<String> {
        let view = self.view;
        let mut notes = vec![headline(view).title.to_owned()];
        for other in &view.others {
            let code = other.root_cause.map(|code| format!(" [{code}]", code = code.0)).unwrap_or_default();
            notes.push(format!("{}: {}{code}", other.port, other.summary));
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
    let verdict = match report.verdict {
        Verdict::Pass => "pass",
        Verdict::Warn => "warn",
        Verdict::Fail => "fail",
    };
    let mut all = vec![
        ("version", view.version.clone()),
        ("host", view.host.clone()),
        ("port", view.attempt.route.port.to_string()),
        ("tls", view.tls().to_owned()),
        ("verdict", verdict.to_owned()),
    ];
    all.extend(report.provider.map(|provider| ("provider", provider.id.to_owned())));
    all.extend(view.root().map(|root| ("root_cause", root.code.0.to_owned())));
    all
}

fn element(out: &mut String, indent: &str, name: &str, lines: &[String]) {
    if !lines.is_empty() {
        _ = writeln!(out, "{indent}<{name}>{}</{name}>", xml(&lines.join("\n")));
    }
}

/// Text as XML 1.0 may hold it: what acts was made visible before, and the two noncharacters are not allowed at all.
fn xml(text: &str) -> String {
    let told = escape(text);
    told.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// Seconds to the millisecond.
fn seconds(ms: f64) -> String {
    let ms = if ms.is_finite() && ms > 0.0 { ms } else { 0.0 };
    format!("{:.3}", ms / 1_000.0)
}
