//! The explanation for people: the text, the most likely cause in full, the others in short.

use super::view::{ErrorView, MatchView, Named, Related, Subject, View};
use super::words as say;
use crate::catalog::Who;
use crate::locale::{Lang, Text, fill};
use crate::report::text::layout::{padded, spaces, width, wrap};
use crate::report::text::paint::{Paint, Tone};
use crate::report::{Detail, Style};

/// The fewest and the most columns that are laid out for.
const COLUMNS: (usize, usize) = (40, 100);
/// How many errors of a log are told for people, unless more is asked for.
pub(super) const ERRORS: usize = 20;
/// How many causes of a log are told with their remedies.
const CAUSES: usize = 5;

/// The explanation for people.
pub(super) fn render(view: &View, style: Style) -> String {
    let edge = style.width.clamp(COLUMNS.0, COLUMNS.1);
    let mut page =
        Page { lang: view.lang, paint: Paint(style.color), edge, detail: style.detail, out: String::new() };
    if style.detail == Detail::Verdict {
        page.verdict(view);
        return page.out;
    }
    match &view.subject {
        Subject::Code(related) => page.code(view, related),
        Subject::Unknown { typed, near } => page.unknown(typed, near),
        Subject::Text { text, decoded, server, provider, command } => {
            page.header(&say::SUBJECT_TEXT, server.as_deref(), *provider);
            page.quote(text, decoded.as_deref());
            page.matches(view, command);
        }
        Subject::Log { lines, recognised, unlisted, errors } => {
            page.log(view, [*lines, *recognised, *unlisted], errors);
        }
    }
    page.out
}

struct Page {
    lang: Lang,
    paint: Paint,
    edge: usize,
    detail: Detail,
    out: String,
}

impl Page {
    fn say(&self, text: &Text) -> &'static str {
        text.in_lang(self.lang)
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn header(&mut self, subject: &Text, server: Option<&str>, provider: Option<&str>) {
        let name = concat!("smtp-doctor ", env!("CARGO_PKG_VERSION"));
        let facts = [Some(name), Some(self.say(subject)), server, provider];
        let line = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        for line in wrap(&line, self.edge) {
            self.line(&line);
        }
        self.gap();
    }

    /// The room that labels take.
    fn indent(&self) -> usize {
        let labels = [
            &say::TEXT,
            &say::DECODED,
            &say::SIGNS,
            &say::MEANING,
            &say::SETTLED,
            &say::REMEDIES,
            &say::SYMPTOMS,
            &say::ROOTS,
            &say::RESULT,
            &say::ADVICE,
        ];
        labels.iter().map(|label| width(self.say(label))).max().unwrap_or_default() + 2
    }

    /// Paragraphs behind a label, each with its sign.
    fn block(&mut self, label: &Text, items: &[(String, String)]) {
        let indent = self.indent();
        let label = self.say(label);
        let mut start = format!("{}{}", self.paint.paint(Tone::Strong, label), spaces(indent - width(label)));
        for (sign, text) in items {
            let room = self.edge.saturating_sub(indent + width(sign));
            for (at, line) in wrap(text, room).iter().enumerate() {
                let sign = if at == 0 { sign.clone() } else { spaces(width(sign)) };
                let begin = std::mem::replace(&mut start, spaces(indent));
                self.line(&format!("{begin}{sign}{line}"));
            }
        }
    }

    fn paragraph(&mut self, label: &Text, text: &str) {
        self.block(label, &[(String::new(), text.to_owned())]);
    }

    /// What will be copied is never broken.
    fn verbatim(&mut self, line: &str) {
        let indent = spaces(self.indent() + 3);
        self.line(&format!("{indent}{line}"));
    }

    fn quote(&mut self, text: &[String], decoded: Option<&str>) {
        let lines: Vec<_> = text.iter().map(|line| (String::new(), line.clone())).collect();
        self.block(&say::TEXT, &lines);
        if let Some(decoded) = decoded {
            self.paragraph(&say::DECODED, decoded);
        }
    }

    fn matches(&mut self, view: &View, command: &str) {
        self.gap();
        let Some((first, others)) = view.matches.split_first() else {
            let (nothing, next) = (self.say(&say::NOTHING), self.say(&say::NOTHING_NEXT));
            self.paragraph(&say::RESULT, nothing);
            self.paragraph(&say::ADVICE, next);
            self.verbatim(command);
            return;
        };
        self.full(first, true);
        if others.is_empty() {
            return;
        }
        self.gap();
        self.line(&self.paint.paint(Tone::Strong, self.say(&say::FURTHER)));
        for one in others {
            self.gap();
            if self.detail == Detail::Dialogue { self.full(one, true) } else { self.short(one, true) }
        }
    }

    fn title(&mut self, one: &MatchView, indent: usize, scored: bool) {
        let score = if scored { format!("  {:.2}", one.score) } else { String::new() };
        let code = format!("{}{score}", one.code.0);
        let faint = self.paint.paint(Tone::Faint, &code);
        let room = self.edge.saturating_sub(indent);
        let title = |text: &str| self.paint.paint(Tone::Strong, text);
        if width(&one.title) + 2 + width(&code) <= room {
            let gap = spaces(room - width(&one.title) - width(&code));
            let line = format!("{}{}{gap}{faint}", spaces(indent), title(&one.title));
            self.line(&line);
            return;
        }
        let lines: Vec<String> =
            wrap(&one.title, room).iter().map(|line| format!("{}{}", spaces(indent), title(line))).collect();
        for line in &lines {
            self.line(line);
        }
        let before = spaces(self.edge.saturating_sub(width(&code)));
        self.line(&format!("{before}{faint}"));
    }

    fn full(&mut self, one: &MatchView, scored: bool) {
        self.title(one, 0, scored);
        if !one.signs.is_empty() {
            self.paragraph(&say::SIGNS, &one.signs.join(" · "));
        }
        self.paragraph(&say::MEANING, &one.explanation);
        self.settled(one);
        self.remedies(one, usize::MAX);
        for note in &one.notes {
            let words = self.lang.strings();
            let text = match note.since {
                Some(since) if !note.text.contains(since) => {
                    fill(words.note_since, &[("since", since.to_owned()), ("text", note.text.clone())])
                }
                _ => note.text.clone(),
            };
            let text = fill(words.note, &[("text", text)]);
            let indent = self.indent();
            for line in wrap(&text, self.edge - indent) {
                self.line(&format!("{}{line}", spaces(indent)));
            }
            if let Some(link) = note.link {
                self.line(&format!("{}{link}", spaces(indent)));
            }
        }
    }

    fn short(&mut self, one: &MatchView, scored: bool) {
        self.title(one, 0, scored);
        self.paragraph(&say::MEANING, &one.explanation);
        self.settled(one);
        self.remedies(one, 1);
    }

    fn settled(&mut self, one: &MatchView) {
        if one.settled_by.is_empty() {
            let command = one.command.clone();
            self.paragraph(&say::SETTLED, &command);
            return;
        }
        self.paragraph(&say::SETTLED, one.settled_by);
        self.verbatim(&one.command);
    }

    fn remedies(&mut self, one: &MatchView, most: usize) {
        let words = self.lang.strings();
        let several = one.remedies.len().min(most) > 1;
        for (at, remedy) in one.remedies.iter().take(most).enumerate() {
            let template = match remedy.who {
                Who::You => words.who_you,
                Who::Administrator => words.who_administrator,
                Who::Provider => words.who_provider,
                Who::Developer => words.who_developer,
                Who::Network => words.who_network,
            };
            let text = fill(template, &[("text", remedy.text.clone())]);
            let sign = if several { format!("{}. ", at + 1) } else { String::new() };
            let indent = self.indent();
            if at == 0 {
                self.block(&say::REMEDIES, &[(sign.clone(), text)]);
            } else {
                let lines = wrap(&text, self.edge.saturating_sub(indent + width(&sign)));
                for (at, line) in lines.iter().enumerate() {
                    let sign = if at == 0 { sign.clone() } else { spaces(width(&sign)) };
                    self.line(&format!("{}{sign}{line}", spaces(indent)));
                }
            }
            if let Some(link) = remedy.link {
                self.line(&format!("{}{link}", spaces(indent + width(&sign))));
            }
            if let Some(command) = &remedy.command {
                self.verbatim(command);
            }
        }
    }

    fn code(&mut self, view: &View, related: &Related) {
        self.header(&say::SUBJECT_CODE, None, None);
        for one in &view.matches {
            self.full(one, false);
        }
        for (label, named) in [(&say::SYMPTOMS, &related.symptoms), (&say::ROOTS, &related.roots)] {
            let items: Vec<_> =
                named.iter().map(|one| ("· ".to_owned(), format!("{}  {}", one.code, one.title))).collect();
            self.block(label, &items);
        }
    }

    fn unknown(&mut self, typed: &str, near: &[Named]) {
        let text = fill(self.say(&say::NO_CODE), &[("typed", typed.to_owned())]);
        self.line(&text);
        if near.is_empty() {
            self.line(self.say(&say::NO_NEAR));
            return;
        }
        self.gap();
        self.line(&self.paint.paint(Tone::Strong, self.say(&say::NEAR)));
        let column = near.iter().map(|one| width(one.code.0)).max().unwrap_or_default();
        for one in near {
            self.line(&format!("  {}  {}", padded(one.code.0, column), one.title));
        }
    }

    fn log(&mut self, view: &View, [lines, recognised, unlisted]: [u64; 3], errors: &[ErrorView]) {
        self.header(&say::SUBJECT_LOG, None, None);
        let number = |name, value: u64| (name, value.to_string());
        let kinds = number("kinds", errors.len() as u64);
        let counts = fill(
            self.say(&say::COUNTS),
            &[number("lines", lines), number("recognised", recognised), kinds.clone()],
        );
        self.line(&counts);
        if unlisted > 0 {
            let text = fill(self.say(&say::UNLISTED), &[kinds, number("unlisted", unlisted)]);
            self.line(&text);
        }
        if errors.is_empty() {
            self.gap();
            self.line(self.say(&say::NO_ERRORS));
            return;
        }
        let most = if self.detail == Detail::Dialogue { usize::MAX } else { ERRORS };
        for error in errors.iter().take(most) {
            self.error(error);
        }
        if errors.len() > most {
            self.gap();
            self.line(&format!("… (+{})", errors.len() - most));
        }
        self.gap();
        self.line(&self.paint.paint(Tone::Strong, self.say(&say::CAUSES)));
        for one in told_causes(view, errors) {
            self.gap();
            self.full(one, false);
        }
    }

    fn error(&mut self, error: &ErrorView) {
        self.gap();
        let count = fill(self.say(&say::TIMES), &[("count", error.count.to_string())]);
        let line = fill(self.say(&say::AT_LINE), &[("line", error.line.to_string())]);
        self.line(&self.paint.paint(Tone::Strong, &format!("{count} · {line}")));
        for line in wrap(&error.text, self.edge.saturating_sub(2)) {
            self.line(&format!("  {line}"));
        }
        for one in error.matches.iter().take(3) {
            self.title(one, 4, true);
        }
    }

    /// One line for each cause.
    fn verdict(&mut self, view: &View) {
        if view.matches.is_empty() {
            let text = match &view.subject {
                Subject::Unknown { typed, .. } => fill(self.say(&say::NO_CODE), &[("typed", typed.clone())]),
                Subject::Log { .. } => self.say(&say::NO_ERRORS).to_owned(),
                Subject::Code(_) | Subject::Text { .. } => self.say(&say::NOTHING).to_owned(),
            };
            self.line(&text);
        }
        for one in &view.matches {
            self.line(&format!("{}  {:.2}  {}", one.code, one.score, one.title));
        }
    }
}

/// The causes that are the best of an error, those of the most lines first.
pub(super) fn told_causes<'a>(view: &'a View, errors: &[ErrorView]) -> Vec<&'a MatchView> {
    let mut told: Vec<(u64, &MatchView)> = Vec::new();
    for one in &view.matches {
        let own =
            errors.iter().filter(|error| error.matches.first().is_some_and(|best| best.code == one.code));
        let count: u64 = own.map(|error| error.count).sum();
        if count > 0 {
            told.push((count, one));
        }
    }
    told.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    told.into_iter().take(CAUSES).map(|(_, one)| one).collect()
}
