//! Test Anything Protocol, version 14 (<https://testanything.org/tap-version-14-specification.html>): a point a stage,
//! with what there is to know of it as YAML.
//!
//! Every scalar of the YAML is written as a JSON string, which YAML 1.2 reads as it is.

use std::fmt::Write as _;

use super::case::{Case, End, cases};
use super::finding::FindingView;
use super::headline::headline;
use super::json::severity_word;
use super::told::Told;
use super::view::View;
use crate::locale::named;

/// One target.
pub(super) fn render(view: &View) -> String {
    let (cases, elsewhere) = cases(view);
    let mut out = String::from("TAP version 14\n");
    comment(&mut out, &format!("smtp-doctor {} · {}", view.version, view.endpoint));
    _ = writeln!(out, "1..{}", cases.len());
    for (at, case) in cases.iter().enumerate() {
        point(&mut out, view, at + 1, case);
    }
    for other in &view.others {
        comment(&mut out, &other.line(view.lang));
    }
    for found in elsewhere {
        comment(&mut out, &format!("{} [{}]", found.title, found.code.0));
    }
    if let Some(audit) = &view.audit {
        comment(&mut out, &named(view.lang, audit.heading, &audit.tally));
    }
    comment(&mut out, headline(view).title);
    out
}

/// One stage.
fn point(out: &mut String, view: &View, number: usize, case: &Case) {
    let name = &case.name;
    let mut facts = Yaml::default();
    match &case.end {
        End::Skipped => {
            _ = writeln!(out, "ok {number} - {} # SKIP {}", escaped(name), escaped(case.summary));
            return;
        }
        End::Passed => {
            _ = writeln!(out, "ok {number} - {}", escaped(&named(view.lang, name, case.summary)));
        }
        End::Failed(told) => {
            _ = writeln!(out, "not ok {number} - {}", escaped(&named(view.lang, name, told.title)));
            facts.text("message", told.title);
            facts.text("severity", "fail");
            facts.text("code", told.code);
            facts.text("observed", case.summary);
            facts.told(view, told);
        }
    }
    facts.number("duration_ms", case.ms);
    facts.findings(&case.beside);
    facts.write(out);
}

/// A description: `#` would begin a directive, and `\` an escape.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('#', "\\#")
}

/// A line that is no result. A comment cannot be mistaken for one.
fn comment(out: &mut String, text: &str) {
    _ = writeln!(out, "# {text}");
}

/// The block of facts below a point.
#[derive(Default)]
struct Yaml {
    lines: Vec<String>,
}

impl Yaml {
    fn text(&mut self, key: &str, value: &str) {
        self.lines.push(format!("{key}: {}", quoted(value)));
    }

    fn number(&mut self, key: &str, value: Option<f64>) {
        let known = value.filter(|value| value.is_finite() && *value >= 0.0);
        self.lines.extend(known.map(|value| format!("{key}: {value:.1}")));
    }

    fn list(&mut self, key: &str, items: impl Iterator<Item = String>) {
        let mut items = items.map(|item| format!("  - {}", quoted(&item))).peekable();
        if items.peek().is_some() {
            self.lines.push(format!("{key}:"));
            self.lines.extend(items);
        }
    }

    fn told(&mut self, view: &View, told: &Told) {
        if let Some(explanation) = told.explanation {
            self.text("explanation", explanation);
        }
        self.list("evidence", told.evidence.iter().cloned());
        if !told.advice.is_empty() {
            self.lines.push("remedies:".to_owned());
        }
        for advice in &told.advice {
            self.lines.push(format!("  - text: {}", quoted(&advice.text)));
            let more = [("command", advice.command), ("link", advice.link)];
            let more = more.into_iter().filter_map(|(key, value)| Some((key, value?)));
            self.lines.extend(more.map(|(key, value)| format!("    {key}: {}", quoted(value))));
        }
        self.list("notes", told.notes.iter().map(|note| super::finding::noted(view.words, note)));
    }

    fn findings(&mut self, found: &[&FindingView]) {
        if !found.is_empty() {
            self.lines.push("findings:".to_owned());
        }
        for finding in found {
            let severity = severity_word(finding.severity);
            self.lines.push(format!("  - code: {}", quoted(finding.code.0)));
            self.lines.push(format!("    severity: {}", quoted(severity)));
            self.lines.push(format!("    title: {}", quoted(&finding.title)));
        }
    }

    fn write(self, out: &mut String) {
        if self.lines.is_empty() {
            return;
        }
        out.push_str("  ---\n");
        for line in self.lines {
            _ = writeln!(out, "  {line}");
        }
        out.push_str("  ...\n");
    }
}

/// A scalar.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
