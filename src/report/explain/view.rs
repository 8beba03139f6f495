//! The resolved view: everything an explanation says, in one language, before it takes a form.

use super::place::Known;
use super::{Explained, Unknown};
use crate::catalog::{Cause, Code};
use crate::diagnose::explain::{Explanation, Hit, LogError, Place, Summary, roots_of, symptoms_of};
use crate::escape::{visible, visible_within};
use crate::locale::Lang;
use crate::plan::Platform;
use crate::report::finding::{NoteView, RemedyView, applies, notes_of, told};

/// How much of an error text is shown, in characters.
const SHOWN: usize = 600;
/// How much of a line of a log is shown, in characters.
const LINE: usize = 300;

/// Everything an explanation says.
#[derive(Debug)]
pub(super) struct View {
    /// The language.
    pub(super) lang: Lang,
    /// What it is about.
    pub(super) subject: Subject,
    /// The causes, best first.
    pub(super) matches: Vec<MatchView>,
}

/// What an explanation is about.
#[derive(Debug)]
pub(super) enum Subject {
    /// A code.
    Code(Related),
    /// A code that there is not.
    Unknown {
        /// What was typed.
        typed: String,
        /// The codes that may be meant, with their titles.
        near: Vec<Named>,
    },
    /// An error text.
    Text {
        /// The text, line by line.
        text: Vec<String>,
        /// What it says behind an encoding.
        decoded: Option<String>,
        /// The server that it names.
        server: Option<String>,
        /// Who runs it.
        provider: Option<&'static str>,
        /// The command that examines the server.
        command: String,
    },
    /// A log.
    Log {
        /// How many lines there are.
        lines: u64,
        /// How many of them are listed errors.
        recognised: u64,
        /// How many are errors for whose kind there was no room.
        unlisted: u64,
        /// The distinct errors, the most frequent first.
        errors: Vec<ErrorView>,
    },
}

/// The causes that stand near one.
#[derive(Debug)]
pub(super) struct Related {
    /// What it may be taken for.
    pub(super) symptoms: Vec<Named>,
    /// What it may really be.
    pub(super) roots: Vec<Named>,
}

/// A cause by its name.
#[derive(Debug)]
pub(super) struct Named {
    /// Its code.
    pub(super) code: Code,
    /// Its title.
    pub(super) title: String,
}

/// A distinct error of a log.
#[derive(Debug)]
pub(super) struct ErrorView {
    /// Its first line.
    pub(super) line: u64,
    /// How many lines there are of it.
    pub(super) count: u64,
    /// The first line itself.
    pub(super) text: String,
    /// Its causes, best first.
    pub(super) matches: Vec<MatchView>,
}

/// A cause with its places filled.
#[derive(Debug)]
pub(super) struct MatchView {
    /// Its code.
    pub(super) code: Code,
    /// How well it fits.
    pub(super) score: f64,
    /// What is wrong.
    pub(super) title: String,
    /// What that means.
    pub(super) explanation: String,
    /// What settles it.
    pub(super) settled_by: &'static str,
    /// The command that does.
    pub(super) command: String,
    /// What of the text says so.
    pub(super) signs: Vec<String>,
    /// What to do.
    pub(super) remedies: Vec<RemedyView>,
    /// What the users of the provider should know.
    pub(super) notes: Vec<NoteView>,
}

impl View {
    pub(super) fn new(explained: Explained<'_>, lang: Lang, platform: Platform) -> Self {
        let (subject, matches) = match explained {
            Explained::Code(cause) => code(cause, lang, platform),
            Explained::Unknown(unknown) => (not_a_code(unknown, lang), Vec::new()),
            Explained::Text(explanation) => text(explanation, lang, platform),
            Explained::Log(summary) => log(summary, lang, platform),
        };
        Self { lang, subject, matches }
    }
}

fn code(cause: &'static Cause, lang: Lang, platform: Platform) -> (Subject, Vec<MatchView>) {
    let hit = Hit { cause, score: 1.0, signs: Vec::new() };
    let names =
        |causes: &mut dyn Iterator<Item = &'static Cause>| causes.map(|cause| named(cause, lang)).collect();
    let related =
        Related { symptoms: names(&mut symptoms_of(cause)), roots: names(&mut roots_of(cause.code)) };
    (Subject::Code(related), vec![MatchView::new(&hit, &Known::default(), lang, platform)])
}

fn not_a_code(unknown: &Unknown, lang: Lang) -> Subject {
    let near = unknown.near.iter().filter_map(|code| crate::catalog::find(*code));
    Subject::Unknown {
        typed: visible_within(&unknown.typed, LINE),
        near: near.map(|cause| named(cause, lang)).collect(),
    }
}

fn named(cause: &Cause, lang: Lang) -> Named {
    Named { code: cause.code, title: Known::default().sentence(cause.title.in_lang(lang), lang) }
}

fn text(explanation: &Explanation, lang: Lang, platform: Platform) -> (Subject, Vec<MatchView>) {
    let known = known(explanation);
    let subject = Subject::Text {
        text: lines(&explanation.text),
        decoded: explanation.decoded.as_deref().map(|text| visible_within(text, SHOWN)),
        server: server(&explanation.place),
        provider: explanation.provider.map(|provider| provider.name.in_lang(lang)),
        command: known.command(),
    };
    (subject, matches(&explanation.hits, &known, lang, platform))
}

fn log(summary: &Summary, lang: Lang, platform: Platform) -> (Subject, Vec<MatchView>) {
    let mut errors: Vec<ErrorView> =
        summary.errors.iter().map(|error| ErrorView::new(error, lang, platform)).collect();
    // The sort is stable: of equals, the earlier line comes first.
    errors.sort_by_key(|error| std::cmp::Reverse(error.count));
    let mut all: Vec<(Hit, Known)> = Vec::new();
    for error in &summary.errors {
        for hit in &error.explanation.hits {
            match all.iter_mut().find(|(known, _)| known.cause.code == hit.cause.code) {
                Some((known, _)) if known.score >= hit.score => {}
                Some(found) => *found = (hit.clone(), self::known(&error.explanation)),
                None => all.push((hit.clone(), self::known(&error.explanation))),
            }
        }
    }
    all.sort_by(|(one, _), (other, _)| other.score.total_cmp(&one.score));
    let matches = all.iter().map(|(hit, known)| MatchView::new(hit, known, lang, platform)).collect();
    let (lines, recognised, unlisted) = (summary.lines, summary.recognised, summary.unlisted);
    (Subject::Log { lines, recognised, unlisted, errors }, matches)
}

impl ErrorView {
    fn new(error: &LogError, lang: Lang, platform: Platform) -> Self {
        let explanation = &error.explanation;
        let text = explanation.decoded.as_ref().unwrap_or(&explanation.text);
        Self {
            line: error.line,
            count: error.count,
            text: visible_within(&text.replace('\n', " "), LINE),
            matches: matches(&explanation.hits, &known(explanation), lang, platform),
        }
    }
}

fn matches(hits: &[Hit], known: &Known, lang: Lang, platform: Platform) -> Vec<MatchView> {
    hits.iter().map(|hit| MatchView::new(hit, known, lang, platform)).collect()
}

fn known(explanation: &Explanation) -> Known {
    Known {
        place: explanation.place.clone(),
        provider: explanation.provider,
        envelope: explanation.envelope.clone(),
    }
}

fn server(place: &Place) -> Option<String> {
    let host = place.host.as_deref()?;
    let shown = place.port.map_or_else(|| host.to_owned(), |port| crate::report::rerun::endpoint(host, port));
    Some(visible(&shown))
}

/// A text in lines, made harmless and cut in the middle: some programs name the error first, Python names it last.
fn lines(text: &str) -> Vec<String> {
    let all: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let size = |line: &str| line.chars().count();
    if all.iter().map(|line| size(line)).sum::<usize>() <= SHOWN || all.len() < 2 {
        return all.iter().map(|line| visible_within(line, SHOWN)).collect();
    }
    // The last line may take what the head leaves; the lines before it only what is left then.
    let (head, mut room) = fitting(all.iter().copied(), SHOWN / 3);
    room += SHOWN - SHOWN / 3;
    let (tail, _) = fitting(all[head..].iter().rev().copied(), room);
    let mut shown: Vec<String> = all[..head].iter().map(|line| visible(line)).collect();
    if tail == 0 {
        shown.extend(all.last().map(|line| visible_within(line, room)));
    }
    let left_out = all.len() - head - tail.max(1);
    if left_out > 0 {
        shown.insert(head, "…".to_owned());
    }
    shown.extend(all[all.len() - tail..].iter().map(|line| visible(line)));
    shown
}

/// How many of the lines fit, and the room that they leave.
fn fitting<'a>(lines: impl Iterator<Item = &'a str>, mut room: usize) -> (usize, usize) {
    let mut count = 0;
    for line in lines {
        let Some(left) = room.checked_sub(line.chars().count()) else { break };
        (count, room) = (count + 1, left);
    }
    (count, room)
}

impl MatchView {
    fn new(hit: &Hit, known: &Known, lang: Lang, platform: Platform) -> Self {
        let cause = hit.cause;
        let remedies = |args| {
            let apply = cause.remedies.iter().filter(|remedy| applies(remedy.when, &args, platform));
            apply.filter_map(|remedy| told(remedy, &args, lang, platform)).collect::<Vec<_>>()
        };
        let mut orders = remedies(known.args(cause, lang));
        if orders.is_empty() {
            orders = remedies(known.args_for_somebody(cause, lang));
        }
        Self {
            code: cause.code,
            score: (hit.score * 100.0).round() / 100.0,
            title: visible(&known.sentence(cause.title.in_lang(lang), lang)),
            explanation: visible(&known.sentence(cause.explanation.in_lang(lang), lang)),
            settled_by: cause.settled_by.in_lang(lang),
            command: known.command_about(cause),
            signs: hit.signs.iter().map(|sign| visible_within(sign, LINE)).collect(),
            remedies: orders,
            notes: notes_of(known.provider, cause.code, lang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_keeps_its_first_and_its_last_lines() {
        let frames = "  File \"/srv/app/mail.py\", line 22, in send\n".repeat(40);
        let shown =
            lines(&format!("Traceback:\n{frames}smtplib.SMTPAuthenticationError: (535, b'5.7.8 no')\n"));
        assert_eq!(shown.first().map(String::as_str), Some("Traceback:"));
        assert!(shown.last().unwrap().contains("535"), "{shown:?}");
        assert_eq!(shown.iter().filter(|line| *line == "…").count(), 1, "{shown:?}");
        assert!(shown.iter().map(|line| line.chars().count()).sum::<usize>() <= SHOWN + 10);

        assert_eq!(lines("one\n\ntwo \n"), ["one", "two"]);
        assert!(lines("").is_empty());
        for text in
            [format!("one\n{}", "x".repeat(5000)), format!("{}\ntwo", "x".repeat(5000)), "x".repeat(5000)]
        {
            let shown = lines(&text);
            assert!(shown.len() <= 3 && shown.concat().chars().count() <= SHOWN + 40, "{shown:?}");
        }
    }
}
