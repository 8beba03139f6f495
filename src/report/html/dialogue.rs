//! The dialogue of every attempt that had one, folded, the one told in full first.

use maud::{Markup, html};

use super::words;
use crate::locale::{Lang, fill};
use crate::report::dialogue::{Dialogue, Said, Speaker, dialogues};
use crate::report::view::View;

/// The dialogues.
pub(super) fn sections(view: &View) -> Markup {
    html! {
        @for dialogue in dialogues(view) { (folded(&dialogue, view.lang)) }
    }
}

fn folded(dialogue: &Dialogue, lang: Lang) -> Markup {
    let count = fill(words::LINES.in_lang(lang), &[("count", dialogue.lines.len().to_string())]);
    html! {
        details {
            summary {
                h2 { (dialogue.heading) }
                span.hint { (count) }
            }
            ol.dialogue { @for said in &dialogue.lines { (spoken(said, lang)) } }
        }
    }
}

fn spoken(said: &Said, lang: Lang) -> Markup {
    let (class, by) = match said.by {
        Speaker::Client => ("client", Some(("C", words::CLIENT.in_lang(lang)))),
        Speaker::Server => ("server", Some(("S", words::SERVER.in_lang(lang)))),
        Speaker::Nobody => ("secured", None),
    };
    html! {
        li class=(class) {
            span.time { @if let Some(at_ms) = said.at_ms { (format!("{at_ms:.0} ms")) } }
            @if let Some((sign, name)) = by { abbr title=(name) { (sign) } } @else { span aria-hidden="true" { "–" } }
            span.said { (said.line) }
        }
    }
}
