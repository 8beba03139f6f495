//! The root cause in full, the last word where there is none, and what was found beside it.

use maud::{Markup, html};

use super::mark::{Mark, prose};
use crate::catalog::Who;
use crate::locale::{Strings, fill};
use crate::plan::Security;
use crate::report::finding::{FindingView, NoteView, RemedyView};
use crate::report::result::Conclusion;
use crate::report::view::View;

/// What is the matter and what to do.
pub(super) fn sections(view: &View) -> Markup {
    let words = view.words;
    html! {
        @if let Some(root) = view.root() {
            section aria-labelledby="diagnosis" {
                h2 id="diagnosis" { (words.label_diagnosis) }
                div.body {
                    p.lead { (prose(&root.explanation)) }
                    p.code { (code(root.code.0)) }
                }
            }
            (observed(view, &root.evidence))
            (remedies(view, &root.remedies, &root.notes))
        } @else if let Some(unexplained) = &view.unexplained {
            @if let Some(meaning) = &unexplained.meaning {
                section aria-labelledby="diagnosis" {
                    h2 id="diagnosis" { (words.label_diagnosis) }
                    div.body { p.lead { (prose(meaning)) } }
                }
            }
            (observed(view, &unexplained.evidence))
            (remedies(view, &unexplained.remedies, &[]))
        }
        (last_word(view))
        @if view.further().next().is_some() {
            section aria-labelledby="findings" {
                h2 id="findings" { (words.heading_findings) }
                div.body { @for finding in view.further() { (further(view, finding)) } }
            }
        }
    }
}

/// A line to be copied as it is.
pub(super) fn command(line: &str) -> Markup {
    html! { pre.command { code { (line) } } }
}

fn observed(view: &View, evidence: &[String]) -> Markup {
    html! {
        @if !evidence.is_empty() {
            section aria-labelledby="evidence" {
                h2 id="evidence" { (view.words.label_evidence) }
                ul.body.evidence { @for line in evidence { li { (line) } } }
            }
        }
    }
}

fn remedies(view: &View, remedies: &[RemedyView], about: &[NoteView]) -> Markup {
    html! {
        @if !remedies.is_empty() {
            section aria-labelledby="remedies" {
                h2 id="remedies" { (view.words.label_remedies) }
                div.body {
                    ol.remedies { @for remedy in remedies { li { (acted(view, remedy)) } } }
                    (notes(view, about))
                }
            }
        }
    }
}

fn acted(view: &View, remedy: &RemedyView) -> Markup {
    html! {
        p { (who(view.words, remedy.who, &remedy.text)) }
        @if let Some(line) = &remedy.command { (command(line)) }
        @if let Some(address) = remedy.link { (link(address)) }
    }
}

fn notes(view: &View, notes: &[NoteView]) -> Markup {
    html! {
        @for note in notes {
            div.aside {
                p { (prose(&said(view.words, note))) }
                @if let Some(address) = note.link { (link(address)) }
            }
        }
    }
}

/// The note, with its date unless it says it itself.
fn said(words: &Strings, note: &NoteView) -> String {
    match note.since {
        Some(since) if !note.text.contains(since) => {
            fill(words.note_since, &[("since", since.to_owned()), ("text", note.text.clone())])
        }
        _ => note.text.clone(),
    }
}

fn link(address: &str) -> Markup {
    html! { p.link { a href=(address) rel="noopener noreferrer" { (address) } } }
}

/// Who acts stands out.
fn who(words: &Strings, who: Who, text: &str) -> Markup {
    let template = match who {
        Who::You => words.who_you,
        Who::Administrator => words.who_administrator,
        Who::Provider => words.who_provider,
        Who::Developer => words.who_developer,
        Who::Network => words.who_network,
    };
    let (before, after) = template.split_once("{text}").unwrap_or((template, ""));
    html! { strong { (before) } (prose(text)) (after) }
}

fn further(view: &View, finding: &FindingView) -> Markup {
    html! {
        article.finding {
            h3 { (Mark::from(finding.severity).shown(view.lang)) " " (finding.title) }
            p.code { (code(finding.code.0)) }
            p { (prose(&finding.explanation)) }
            @if !finding.evidence.is_empty() {
                ul.evidence { @for line in &finding.evidence { li { (line) } } }
            }
            @if !finding.remedies.is_empty() {
                ol.remedies { @for remedy in &finding.remedies { li { (acted(view, remedy)) } } }
            }
            (notes(view, &finding.notes))
        }
    }
}

/// The last word on a run without a root cause, and which way is the best.
fn last_word(view: &View) -> Markup {
    let advice = view.recommendation.as_ref().filter(|_| view.ports.len() > 1).map(|best| {
        let implicit = best.security == Security::Implicit;
        let template = if implicit { view.words.advice_implicit } else { view.words.advice_starttls };
        fill(template, &[("port", best.port.to_string())])
    });
    // The heading of the page says the last word where there is no more to it.
    let more =
        |last: &&Conclusion| last.further.is_some() || last.command.is_some() || view.unexplained.is_some();
    let last = view.conclusion.as_ref().filter(more);
    html! {
        @if let Some(advice) = &advice {
            section aria-labelledby="advice" {
                h2 id="advice" { (view.words.label_advice) }
                p.body { (advice) }
            }
        }
        @if let Some(last) = last {
            section aria-labelledby="result" {
                h2 id="result" { (view.words.label_result) }
                div.body {
                    p.lead { (last.text) }
                    @if let Some(text) = &last.further { p { (text) } }
                    @if let Some(line) = &last.command { (command(line)) }
                }
            }
        }
    }
}

/// A code, and how to read more of it.
fn code(code: &str) -> Markup {
    html! { code { (code) } span.hint { "smtp-doctor explain " (code) } }
}
