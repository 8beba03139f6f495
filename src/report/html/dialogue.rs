//! The dialogue of every attempt that had one, folded, the one told in full first.

use maud::{Markup, html};

use super::words;
use crate::escape::visible_within;
use crate::evidence::{Attempt, Exchange};
use crate::locale::fill;
use crate::report::view::View;

/// How much of a line is shown, in characters.
const LINE: usize = 500;

/// The dialogues.
pub(super) fn sections(view: &View) -> Markup {
    let attempts = &view.report.evidence.attempts;
    let primary = view.report.diagnosis.primary;
    let others = attempts.iter().enumerate().filter(|(index, _)| *index != primary);
    let all = attempts.get(primary).into_iter().chain(others.map(|(_, attempt)| attempt));
    html! {
        @for attempt in all.filter(|attempt| !attempt.dialogue.is_empty()) { (dialogue(view, attempt)) }
    }
}

fn dialogue(view: &View, attempt: &Attempt) -> Markup {
    let port = attempt.route.port.to_string();
    let lines: Vec<Markup> = attempt.dialogue.iter().flat_map(|exchange| exchanged(view, exchange)).collect();
    let count = fill(words::LINES.in_lang(view.lang), &[("count", lines.len().to_string())]);
    html! {
        details {
            summary {
                h2 { (fill(view.words.heading_dialogue, &[("port", port)])) }
                span.hint { (count) }
            }
            ol.dialogue { @for line in &lines { (line) } }
        }
    }
}

fn exchanged(view: &View, exchange: &Exchange) -> Vec<Markup> {
    match exchange {
        Exchange::Client { line, at_ms } => {
            vec![spoken(*at_ms, Some(("C", words::CLIENT.in_lang(view.lang))), &visible_within(line, LINE))]
        }
        Exchange::Server { text, at_ms } => {
            let text = text.decoded();
            let lines = text.trim_end_matches(['\r', '\n']).split('\n');
            let said = lines.map(|line| visible_within(line.strip_suffix('\r').unwrap_or(line), LINE));
            said.map(|line| spoken(*at_ms, Some(("S", words::SERVER.in_lang(view.lang))), &line)).collect()
        }
        Exchange::Secured { at_ms } => vec![spoken(*at_ms, None, view.words.dialogue_secured)],
    }
}

fn spoken(at_ms: f64, by: Option<(&str, &str)>, line: &str) -> Markup {
    let class = match by {
        Some(("C", _)) => "client",
        Some(_) => "server",
        None => "secured",
    };
    html! {
        li class=(class) {
            span.time { (format!("{at_ms:.0} ms")) }
            @if let Some((sign, name)) = by { abbr title=(name) { (sign) } } @else { span aria-hidden="true" { "–" } }
            span.said { (line) }
        }
    }
}
