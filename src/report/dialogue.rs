//! What was said on the wire, a line each with who said it and when, for the forms that show it.

use super::view::View;
use crate::escape::visible_within;
use crate::evidence::{Attempt, Exchange};
use crate::locale::fill;

/// How much of a line is shown, in characters.
const LINE: usize = 500;

/// What was said on one road.
#[derive(Debug)]
pub(super) struct Dialogue {
    /// What stands above it.
    pub(super) heading: String,
    /// What was said.
    pub(super) lines: Vec<Said>,
}

/// One line.
#[derive(Debug)]
pub(super) struct Said {
    /// Who said it.
    pub(super) by: Speaker,
    /// When, in milliseconds since the run began.
    pub(super) at_ms: Option<f64>,
    /// What was said.
    pub(super) line: String,
}

/// Who says something.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Speaker {
    /// This program.
    Client,
    /// The server.
    Server,
    /// Neither: it is about what follows.
    Nobody,
}

/// The dialogue of every attempt that had one, the one told in full first.
pub(super) fn dialogues<'a>(view: &'a View<'_>) -> impl Iterator<Item = Dialogue> + 'a {
    let attempts = &view.report.evidence.attempts;
    let primary = view.report.diagnosis.primary;
    let others = attempts.iter().enumerate().filter(move |(index, _)| *index != primary);
    let all = attempts.get(primary).into_iter().chain(others.map(|(_, attempt)| attempt));
    all.filter(|attempt| !attempt.dialogue.is_empty()).map(|attempt| Dialogue {
        heading: fill(view.words.heading_dialogue, &[("port", attempt.route.port.to_string())]),
        lines: lines(view, attempt),
    })
}

fn lines(view: &View, attempt: &Attempt) -> Vec<Said> {
    let ends = ends(view, attempt).map(|line| Said { by: Speaker::Nobody, at_ms: None, line });
    let mut lines: Vec<Said> = ends.into_iter().collect();
    for exchange in &attempt.dialogue {
        match exchange {
            Exchange::Client { line, at_ms } => lines.push(said(Speaker::Client, *at_ms, line)),
            Exchange::Server { text, at_ms } => {
                let text = text.decoded();
                let parts = text.trim_end_matches(['\r', '\n']).split('\n');
                let parts = parts.map(|part| part.strip_suffix('\r').unwrap_or(part));
                lines.extend(parts.map(|part| said(Speaker::Server, *at_ms, part)));
            }
            Exchange::Secured { at_ms } => {
                lines.push(said(Speaker::Nobody, *at_ms, view.words.dialogue_secured));
            }
        }
    }
    lines
}

fn said(by: Speaker, at_ms: f64, line: &str) -> Said {
    Said { by, at_ms: Some(at_ms), line: visible_within(line, LINE) }
}

/// From which of our addresses the connection goes to which of the server's.
fn ends(view: &View, attempt: &Attempt) -> Option<String> {
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
