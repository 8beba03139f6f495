//! Workflow commands of GitHub Actions: an annotation a finding.
//!
//! A runner obeys a line that begins with `::`, and of old also `##[` anywhere in a line. Each line here is one command
//! of ours, so nothing in it begins a line; what text from outside could end or begin is escaped or taken apart.

use std::fmt::Write as _;

use super::finding::FindingView;
use super::headline::headline;
use super::told::Told;
use super::view::View;
use crate::audit::Level;
use crate::catalog::Severity;
use crate::diagnose::Verdict;
use crate::locale::named;

/// The most characters of a message; a runner cuts longer ones.
const MESSAGE: usize = 3_500;

/// The annotations of one target.
pub(super) fn render(view: &View) -> String {
    let mut out = String::new();
    if let Some(unexplained) = &view.unexplained {
        let told = Told::unexplained(view, unexplained);
        command(&mut out, "error", &titled(view, &told), &told.lines(view).join("\n"));
    }
    for found in &view.findings {
        let told = Told::of(view, found);
        command(&mut out, word(found), &titled(view, &told), &told.lines(view).join("\n"));
    }
    for found in view.audit.iter().flat_map(|audit| &audit.findings) {
        let word = match found.level {
            Level::Fault => "warning",
            Level::Advice | Level::Note => continue,
        };
        let title = named(view.lang, &view.endpoint, format_args!("{} [{}]", found.title, found.id));
        command(&mut out, word, &title, &[found.seen.as_str(), &found.remedy].join("\n"));
    }
    if !out.contains("::error ") || view.report.verdict != Verdict::Fail {
        let last = headline(view);
        let word = match view.report.verdict {
            Verdict::Fail => "error",
            Verdict::Pass | Verdict::Warn => "notice",
        };
        let said = view.conclusion.as_ref().map_or(last.title, |last| &last.text);
        command(&mut out, word, &named(view.lang, "smtp-doctor", &view.endpoint), &message(view, said));
    }
    out
}

/// The last word and the stages.
fn message(view: &View, said: &str) -> String {
    let line = |line: &super::stage::StageLine| {
        named(view.lang, super::stage::name(view.words, line.stage), &line.summary)
    };
    let mut lines = vec![said.to_owned()];
    lines.extend(view.told_stages().map(line));
    lines.join("\n")
}

fn titled(view: &View, told: &Told) -> String {
    named(view.lang, &view.endpoint, format_args!("{} [{}]", told.title, told.code))
}

fn word(found: &FindingView) -> &'static str {
    match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// One command on one line.
fn command(out: &mut String, word: &str, title: &str, message: &str) {
    let message = if message.chars().count() > MESSAGE {
        message.chars().take(MESSAGE).chain(['…']).collect()
    } else {
        message.to_owned()
    };
    _ = writeln!(out, "::{word} title={}::{}", property(title), data(&message));
}

/// What stands behind a command.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    text.replace("##[", "# #[")
}

/// What stands inside a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
