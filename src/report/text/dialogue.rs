//! The SMTP dialogue, a line each with who said it and when. Nothing of it ever stands in the first column.

use super::Page;
use super::layout::{spaces, width};
use super::paint::Tone;
use crate::escape::visible_within;
use crate::evidence::{Attempt, Exchange};
use crate::locale::fill;
use crate::report::view::View;

/// How much of a line is shown, in characters.
pub(in crate::report) const LINE: usize = 500;
/// The column of the times.
const TIME: usize = 10;

/// The dialogue of every attempt that had one, the one told in full first.
pub(super) fn write(page: &mut Page) {
    let view = page.view;
    for attempt in exchanges(view) {
        page.gap();
        let heading = fill(view.words.heading_dialogue, &[("port", attempt.route.port.to_string())]);
        page.line(&page.paint.paint(Tone::Strong, &heading));
        if let Some(ends) = ends(view, attempt) {
            let before = spaces(TIME);
            page.line(&format!("{before}  -- {ends}"));
        }
        for exchange in &attempt.dialogue {
            exchanged(page, exchange);
        }
    }
}

/// From which of our addresses the connection goes to which of the server's.
pub(in crate::report) fn ends(view: &View, attempt: &Attempt) -> Option<String> {
    let tcp = attempt.tcp.passed()?;
    let words = view.words;
    let local = tcp.local?.to_string();
    let Some(via) = &tcp.via else {
        let args = [("local", local), ("peer", tcp.peer?.to_string())];
        return Some(fill(words.dialogue_ends, &args));
    };
    let args = [("local", local), ("proxy", via.address.to_string()), ("answer", via.answer.shown())];
    Some(fill(words.dialogue_ends_at_proxy, &args))
}

/// The attempts in which something was said, the one told in full first.
pub(in crate::report) fn exchanges<'a>(view: &'a View<'_>) -> impl Iterator<Item = &'a Attempt> {
    let attempts = &view.report.evidence.attempts;
    let primary = view.report.diagnosis.primary;
    let others = attempts.iter().enumerate().filter(move |(index, _)| *index != primary);
    let all = attempts.get(primary).into_iter().chain(others.map(|(_, attempt)| attempt));
    all.filter(|attempt| !attempt.dialogue.is_empty())
}

fn exchanged(page: &mut Page, exchange: &Exchange) {
    match exchange {
        Exchange::Client { line, at_ms } => spoken(page, *at_ms, "C:", &visible_within(line, LINE)),
        Exchange::Server { text, at_ms } => {
            let text = text.decoded();
            for line in text.trim_end_matches(['\r', '\n']).split('\n') {
                let line = line.strip_suffix('\r').unwrap_or(line);
                spoken(page, *at_ms, "S:", &visible_within(line, LINE));
            }
        }
        Exchange::Secured { at_ms } => {
            let line = page.view.words.dialogue_secured;
            spoken(page, *at_ms, "--", line);
        }
    }
}

fn spoken(page: &mut Page, at_ms: f64, who: &str, line: &str) {
    let time = format!("{at_ms:.0} ms");
    let before = spaces(TIME.saturating_sub(width(&time)));
    let time = page.paint.paint(Tone::Faint, &time);
    page.line(&format!("{before}{time}  {who} {line}"));
}
