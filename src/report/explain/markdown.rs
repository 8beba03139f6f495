//! The explanation to be pasted into a ticket or a chat. Text from outside stands in code.

use std::fmt::Write as _;

use super::text::{ERRORS, told_causes};
use super::view::{ErrorView, MatchView, Named, Subject, View};
use super::words as say;
use crate::locale::{Lang, Text, fill};
use crate::report::finding::{RemedyView, by, noted};
use crate::report::markdown::quote::{block, prose, span};
use crate::report::{Detail, Style};

/// The explanation.
pub(super) fn render(view: &View, style: Style) -> String {
    let mut page = Page { lang: view.lang, detail: style.detail, out: String::new() };
    match &view.subject {
        Subject::Code(related) => {
            page.heading(2, &prose(page.say(&say::SUBJECT_CODE)));
            page.matches(&view.matches);
            page.named(&say::SYMPTOMS, &related.symptoms);
            page.named(&say::ROOTS, &related.roots);
        }
        Subject::Unknown { typed, near } => {
            page.paragraph(&prose(&fill(page.say(&say::NO_CODE), &[("typed", typed.clone())])));
            let label = if near.is_empty() { &say::NO_NEAR } else { &say::NEAR };
            page.paragraph(&prose(page.say(label)));
            page.list(near.iter().map(|one| format!("{} {}", span(one.code.0), prose(&one.title))));
        }
        Subject::Text { text, decoded, server, provider, command } => {
            let mut title = prose(page.say(&say::SUBJECT_TEXT));
            title.extend(server.iter().map(|server| format!(" · {}", span(server))));
            title.extend(provider.map(|provider| format!(" · {}", prose(provider))));
            page.heading(2, &title);
            page.paragraph(block(text, "text", "").trim_end());
            if let Some(decoded) = decoded {
                page.labelled(&say::DECODED, &span(decoded));
            }
            page.matches(&view.matches);
            if view.matches.is_empty() {
                page.paragraph(&prose(page.say(&say::NOTHING)));
                page.paragraph(&prose(page.say(&say::NOTHING_NEXT)));
                page.command(command, "");
            }
        }
        Subject::Log { lines, recognised, unlisted, errors } => {
            page.log(view, [*lines, *recognised, *unlisted], errors);
        }
    }
    page.out
}

/// A page as it grows.
pub(super) struct Page {
    pub(super) lang: Lang,
    pub(super) detail: Detail,
    pub(super) out: String,
}

impl Page {
    pub(super) fn say(&self, text: &Text) -> &'static str {
        text.in_lang(self.lang)
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        let gap = if self.out.is_empty() { "" } else { "\n" };
        _ = writeln!(self.out, "{gap}{text}");
    }

    pub(super) fn heading(&mut self, level: usize, text: &str) {
        self.paragraph(&format!("{} {text}", "#".repeat(level)));
    }

    fn labelled(&mut self, label: &Text, text: &str) {
        let label = self.say(label);
        let gap = if text.is_empty() { "" } else { " · " };
        self.paragraph(&format!("**{label}**{gap}{text}"));
    }

    pub(super) fn list(&mut self, lines: impl Iterator<Item = String>) {
        let lines: Vec<String> = lines.map(|line| format!("- {line}")).collect();
        if !lines.is_empty() {
            self.paragraph(&lines.join("\n"));
        }
    }

    pub(super) fn command(&mut self, command: &str, indent: &str) {
        self.paragraph(block(&[command.to_owned()], "sh", indent).trim_end());
    }

    fn named(&mut self, label: &Text, named: &[Named]) {
        if !named.is_empty() {
            self.labelled(label, "");
            self.list(named.iter().map(|one| format!("{} {}", span(one.code.0), prose(&one.title))));
        }
    }

    /// The best in full, the others by their names, unless more is asked for.
    fn matches(&mut self, matches: &[MatchView]) {
        let Some((first, others)) = matches.split_first() else { return };
        self.full(first);
        if others.is_empty() {
            return;
        }
        let further = self.say(&say::FURTHER);
        self.heading(3, further);
        if self.detail == Detail::Dialogue {
            for one in others {
                self.full(one);
            }
        } else {
            self.list(others.iter().map(titled));
        }
    }

    fn full(&mut self, one: &MatchView) {
        self.heading(3, &titled(one));
        if self.detail == Detail::Verdict {
            return;
        }
        if !one.signs.is_empty() {
            let signs: Vec<String> = one.signs.iter().map(|sign| span(sign)).collect();
            self.labelled(&say::SIGNS, &signs.join(" · "));
        }
        self.paragraph(&prose(&one.explanation));
        if !one.remedies.is_empty() {
            self.labelled(&say::REMEDIES, "");
            self.remedies(&one.remedies);
        }
        let words = self.lang.strings();
        for note in &one.notes {
            let link = note.link.map(|link| format!(" <{link}>")).unwrap_or_default();
            self.paragraph(&format!("{}{link}", prose(&noted(words, note))));
        }
        self.labelled(&say::SETTLED, &prose(one.settled_by));
        self.command(&one.command, "");
    }

    /// What to do, one after the other.
    pub(super) fn remedies(&mut self, remedies: &[RemedyView]) {
        let words = self.lang.strings();
        let remedies = remedies.iter().enumerate().map(|(at, remedy)| {
            let sign = format!("{}. ", at + 1);
            let link = remedy.link.map(|link| format!(" <{link}>")).unwrap_or_default();
            let indent = " ".repeat(sign.len());
            let command = remedy.command.as_ref();
            let command =
                command.map(|command| format!("\n{}", block(std::slice::from_ref(command), "sh", &indent)));
            let command = command.unwrap_or_default();
            format!("{sign}{}{link}{}", prose(&by(words, remedy.who, &remedy.text)), command.trim_end())
        });
        let remedies: Vec<String> = remedies.collect();
        self.paragraph(&remedies.join("\n"));
    }

    fn log(&mut self, view: &View, [lines, recognised, unlisted]: [u64; 3], errors: &[ErrorView]) {
        self.heading(2, &prose(self.say(&say::SUBJECT_LOG)));
        let number = |name, value: u64| (name, value.to_string());
        let kinds = number("kinds", errors.len() as u64);
        let counts = [number("lines", lines), number("recognised", recognised), kinds.clone()];
        self.paragraph(&prose(&fill(self.say(&say::COUNTS), &counts)));
        if unlisted > 0 {
            let text = fill(self.say(&say::UNLISTED), &[kinds, number("unlisted", unlisted)]);
            self.paragraph(&prose(&text));
        }
        if errors.is_empty() {
            self.paragraph(&prose(self.say(&say::NO_ERRORS)));
            return;
        }
        let most = if self.detail == Detail::Dialogue { usize::MAX } else { ERRORS };
        let (times, at_line) = (self.say(&say::TIMES), self.say(&say::AT_LINE));
        let told = errors.iter().take(most).map(|error| {
            let count = fill(times, &[("count", error.count.to_string())]);
            let line = fill(at_line, &[("line", error.line.to_string())]);
            let best = error.matches.first().map(|best| format!("  \n  {}", titled(best)));
            format!("{count} · {line}: {}{}", span(&error.text), best.unwrap_or_default())
        });
        self.list(told.collect::<Vec<_>>().into_iter());
        if errors.len() > most {
            self.paragraph(&format!("… (+{})", errors.len() - most));
        }
        for one in told_causes(view, errors) {
            self.full(one);
        }
    }
}

fn titled(one: &MatchView) -> String {
    format!("{} ({})", prose(&one.title), span(one.code.0))
}
