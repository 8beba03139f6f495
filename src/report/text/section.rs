//! Labelled blocks: diagnosis, evidence, meaning, remedies; and the findings beside the root cause in short.

use super::Page;
use super::layout::{padded, spaces, width, wrap};
use super::paint::Tone;
use crate::catalog::Severity;
use crate::report::finding::{NoteView, RemedyView, by, noted};

/// A block of lines behind a label.
pub(super) struct Section {
    /// What stands before the next line.
    label: String,
    indent: usize,
}

impl Section {
    /// A block behind a label; every label of a report takes the same room.
    pub(super) fn new(page: &Page, label: &str) -> Self {
        let words = page.view.words;
        let labels = [
            words.label_diagnosis,
            words.label_evidence,
            words.label_meaning,
            words.label_remedies,
            words.label_advice,
            words.label_result,
        ];
        let column = labels.iter().map(|label| width(label)).max().unwrap_or_default();
        let painted = page.paint.paint(Tone::Strong, label);
        let behind = spaces((column + 2).saturating_sub(width(label)));
        Self { label: format!("{painted}{behind}"), indent: column + 2 }
    }

    /// A paragraph.
    pub(super) fn text(&mut self, page: &mut Page, text: &str) {
        self.item(page, "", text);
    }

    /// A paragraph with a sign before its first line.
    fn item(&mut self, page: &mut Page, sign: &str, text: &str) {
        let room = page.edge.saturating_sub(self.indent + width(sign));
        for (at, line) in wrap(text, room).iter().enumerate() {
            let sign = if at == 0 { sign.to_owned() } else { spaces(width(sign)) };
            let start = self.start();
            page.line(&format!("{start}{sign}{line}"));
        }
    }

    /// A line that is never broken, as it will be copied.
    pub(super) fn verbatim(&mut self, page: &mut Page, line: &str) {
        let start = self.start();
        page.line(&format!("{start}       {line}"));
    }

    /// A link: behind the last line where it fits, else on a line of its own.
    fn link(&mut self, page: &mut Page, sign: usize, link: &str) {
        let last = page.out.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
        let plain = anstream::adapter::strip_str(last).to_string();
        if width(&plain) + 2 + width(link) <= page.edge {
            page.out.pop();
            page.line(&format!("  {link}"));
        } else {
            let start = self.start();
            page.line(&format!("{start}{}{link}", spaces(sign)));
        }
    }

    /// A title with its code at the right edge, or below where it does not fit.
    fn title(&mut self, page: &mut Page, title: &str, code: &str) {
        let room = page.edge.saturating_sub(self.indent);
        let start = self.start();
        titled(page, &start, self.indent, room, title, code);
    }

    fn start(&mut self) -> String {
        std::mem::replace(&mut self.label, spaces(self.indent))
    }
}

/// The root cause in full, or the failure that no cause explains.
pub(super) fn diagnosis(page: &mut Page) {
    let view = page.view;
    let words = view.words;
    if let Some(root) = view.root() {
        page.gap();
        Section::new(page, words.label_diagnosis).title(page, &root.title, root.code.0);
        observed(page, &root.evidence);
        Section::new(page, words.label_meaning).text(page, &root.explanation);
        remedies(page, &root.remedies, &root.notes);
    } else if let Some(unexplained) = &view.unexplained {
        page.gap();
        Section::new(page, words.label_diagnosis).text(page, &unexplained.title);
        observed(page, &unexplained.evidence);
        if let Some(meaning) = &unexplained.meaning {
            Section::new(page, words.label_meaning).text(page, meaning);
        }
        remedies(page, &unexplained.remedies, &[]);
    }
}

/// The findings beside the root cause: title, code, and the first thing to do.
pub(super) fn further(page: &mut Page) {
    let view = page.view;
    if view.further().next().is_none() {
        return;
    }
    page.gap();
    page.line(&page.paint.paint(Tone::Strong, view.words.heading_findings));
    for finding in view.further() {
        let mark = match finding.severity {
            Severity::Error => page.paint.paint(Tone::Bad, "✘"),
            Severity::Warning => page.paint.paint(Tone::Doubtful, "!"),
            Severity::Info => page.paint.paint(Tone::Faint, "·"),
        };
        let room = page.edge - 4;
        titled(page, &format!("  {mark} "), 4, room, &finding.title, finding.code.0);
        let mut section = Section { label: spaces(4), indent: 4 };
        if let Some(remedy) = finding.remedies.first() {
            section.item(page, "", &by(view.words, remedy.who, &remedy.text));
            attached(page, &mut section, 0, remedy);
        }
    }
}

/// A title with its code at the right edge, or below where it does not fit. `start` stands before its first line.
pub(super) fn titled(page: &mut Page, start: &str, indent: usize, room: usize, title: &str, code: &str) {
    let faint = page.paint.paint(Tone::Faint, code);
    if width(title) + 2 + width(code) <= room {
        page.line(&format!("{start}{}{faint}", padded(title, room - width(code))));
        return;
    }
    for (at, line) in wrap(title, room).iter().enumerate() {
        let start = if at == 0 { start.to_owned() } else { spaces(indent) };
        page.line(&format!("{start}{line}"));
    }
    if !code.is_empty() {
        page.line(&format!("{}{faint}", spaces(page.edge.saturating_sub(width(code)))));
    }
}

fn observed(page: &mut Page, evidence: &[String]) {
    let mut section = Section::new(page, page.view.words.label_evidence);
    for line in evidence {
        section.item(page, "· ", line);
    }
}

fn remedies(page: &mut Page, remedies: &[RemedyView], notes: &[NoteView]) {
    let words = page.view.words;
    let mut section = Section::new(page, words.label_remedies);
    for (at, remedy) in remedies.iter().enumerate() {
        let sign = format!("{}. ", at + 1);
        section.item(page, &sign, &by(words, remedy.who, &remedy.text));
        attached(page, &mut section, sign.len(), remedy);
    }
    for note in notes {
        section.item(page, "", &noted(words, note));
        if let Some(link) = note.link {
            section.link(page, 0, link);
        }
    }
}

/// The link and the command of a remedy, whose sign takes `sign` columns.
fn attached(page: &mut Page, section: &mut Section, sign: usize, remedy: &RemedyView) {
    if let Some(link) = remedy.link {
        section.link(page, sign, link);
    }
    if let Some(command) = &remedy.command {
        section.verbatim(page, command);
    }
}
