//! The explanation for a screen reader.

use super::text::{ERRORS, told_causes};
use super::view::{ErrorView, MatchView, Named, Related, Subject, View};
use super::words as say;
use crate::locale::{Text, fill};
use crate::report::Detail;
use crate::report::finding::noted;
use crate::report::plain::{CODE, Lines, attached, remedies};

/// The explanation.
pub(super) fn render(view: &View, detail: Detail) -> String {
    let mut page = Page { lines: Lines::new(view.lang), detail };
    if detail == Detail::Verdict {
        page.verdict(view);
        return page.lines.finish();
    }
    match &view.subject {
        Subject::Code(related) => page.code(view, related),
        Subject::Unknown { typed, near } => page.unknown(typed, near),
        Subject::Text { text, decoded, server, provider, command } => {
            page.header(&say::SUBJECT_TEXT, server.as_deref(), *provider);
            for line in text {
                page.pair(&say::TEXT, line);
            }
            if let Some(decoded) = decoded {
                page.pair(&say::DECODED, decoded);
            }
            page.matches(view, command);
        }
        Subject::Log { lines, recognised, unlisted, errors } => {
            page.log(view, [*lines, *recognised, *unlisted], errors);
        }
    }
    page.lines.finish()
}

struct Page {
    lines: Lines,
    detail: Detail,
}

impl Page {
    fn said(&self, text: &Text) -> &'static str {
        text.in_lang(self.lines.lang)
    }

    fn pair(&mut self, label: &Text, text: &str) {
        self.lines.pair(self.said(label), text);
    }

    fn header(&mut self, subject: &Text, server: Option<&str>, provider: Option<&str>) {
        let name = concat!("smtp-doctor ", env!("CARGO_PKG_VERSION"));
        let facts = [Some(name), Some(self.said(subject)), server, provider];
        let facts: Vec<String> = facts.into_iter().flatten().map(str::to_owned).collect();
        let line = self.lines.facts(&facts);
        self.lines.say(&line);
        self.lines.gap();
    }

    fn matches(&mut self, view: &View, command: &str) {
        let Some((first, others)) = view.matches.split_first() else {
            self.lines.gap();
            self.pair(&say::RESULT, self.said(&say::NOTHING));
            self.pair(&say::ADVICE, self.said(&say::NOTHING_NEXT));
            self.lines.verbatim(command);
            return;
        };
        self.full(first, usize::MAX);
        if others.is_empty() {
            return;
        }
        self.lines.heading(self.said(&say::FURTHER));
        let most = if self.detail == Detail::Dialogue { usize::MAX } else { 1 };
        for one in others {
            self.full(one, most);
        }
    }

    fn full(&mut self, one: &MatchView, most: usize) {
        let words = self.lines.lang.strings();
        self.lines.gap();
        self.lines.pair(words.label_diagnosis, &one.title);
        self.pair(&CODE, one.code.0);
        if !one.signs.is_empty() {
            let signs = self.lines.facts(&one.signs);
            self.pair(&say::SIGNS, &signs);
        }
        self.pair(&say::MEANING, &one.explanation);
        if !one.settled_by.is_empty() {
            self.pair(&say::SETTLED, one.settled_by);
        }
        self.lines.verbatim(&one.command);
        self.lines.heading(self.said(&say::REMEDIES));
        remedies(&mut self.lines, words, one.remedies.iter().take(most));
        for note in one.notes.iter().filter(|_| most > 1) {
            self.lines.say(&noted(words, note));
            attached(&mut self.lines, note.link, None);
        }
    }

    fn code(&mut self, view: &View, related: &Related) {
        self.header(&say::SUBJECT_CODE, None, None);
        for one in &view.matches {
            self.full(one, usize::MAX);
        }
        for (label, named) in [(&say::SYMPTOMS, &related.symptoms), (&say::ROOTS, &related.roots)] {
            if !named.is_empty() {
                self.lines.heading(self.said(label));
                self.named(named);
            }
        }
    }

    fn named(&mut self, named: &[Named]) {
        for one in named {
            self.lines.pair(one.code.0, &one.title);
        }
    }

    fn unknown(&mut self, typed: &str, near: &[Named]) {
        let text = fill(self.said(&say::NO_CODE), &[("typed", typed.to_owned())]);
        self.lines.say(&text);
        if near.is_empty() {
            self.lines.say(self.said(&say::NO_NEAR));
            return;
        }
        self.lines.heading(self.said(&say::NEAR));
        self.named(near);
    }

    fn log(&mut self, view: &View, [lines, recognised, unlisted]: [u64; 3], errors: &[ErrorView]) {
        self.header(&say::SUBJECT_LOG, None, None);
        let number = |name, value: u64| (name, value.to_string());
        let kinds = number("kinds", errors.len() as u64);
        let counts = [number("lines", lines), number("recognised", recognised), kinds.clone()];
        self.lines.say(&fill(self.said(&say::COUNTS), &counts));
        if unlisted > 0 {
            self.lines.say(&fill(self.said(&say::UNLISTED), &[kinds, number("unlisted", unlisted)]));
        }
        if errors.is_empty() {
            self.lines.say(self.said(&say::NO_ERRORS));
            return;
        }
        let most = if self.detail == Detail::Dialogue { usize::MAX } else { ERRORS };
        for error in errors.iter().take(most) {
            let count = fill(self.said(&say::COUNTED), &[("count", error.count.to_string())]);
            let line = fill(self.said(&say::AT_LINE), &[("line", error.line.to_string())]);
            self.lines.gap();
            let place = self.lines.aside(&line, &count);
            self.lines.pair(&place, &error.text);
            for one in error.matches.iter().take(3) {
                self.lines.pair(one.code.0, &one.title);
            }
        }
        if errors.len() > most {
            self.lines.gap();
            let more = (errors.len() - most).to_string();
            self.lines.say(&fill(self.said(&say::MORE), &[("count", more)]));
        }
        self.lines.heading(self.said(&say::CAUSES));
        for one in told_causes(view, errors) {
            self.full(one, usize::MAX);
        }
    }

    /// One line for each cause.
    fn verdict(&mut self, view: &View) {
        if view.matches.is_empty() {
            let text = match &view.subject {
                Subject::Unknown { typed, .. } => fill(self.said(&say::NO_CODE), &[("typed", typed.clone())]),
                Subject::Log { .. } => self.said(&say::NO_ERRORS).to_owned(),
                Subject::Code(_) | Subject::Text { .. } => self.said(&say::NOTHING).to_owned(),
            };
            self.lines.say(&text);
        }
        self.named_matches(&view.matches);
    }

    fn named_matches(&mut self, matches: &[MatchView]) {
        for one in matches {
            self.lines.pair(one.code.0, &one.title);
        }
    }
}
