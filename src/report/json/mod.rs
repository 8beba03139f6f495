//! The report for programs: the wire types are of their own, so that no change inside changes the interface.

mod audit;
mod chain;
mod details;
mod discovery;
mod domain;
mod envelope;
mod hello;
mod ports;
mod v1;
mod words;

pub(super) use v1::timestamp;
pub(super) use words::{severity_word, verdict_word};

use super::view::View;

/// How a JSON text is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Form {
    /// Indented, over lines.
    Lines,
    /// On one line.
    Line,
}

/// One object, its last line ended.
pub(super) fn render(view: &View, form: Form) -> String {
    let wire = v1::Wire::of(view);
    written(match form {
        Form::Lines => serde_json::to_string_pretty(&wire),
        Form::Line => serde_json::to_string(&wire),
    })
}

/// A JSON text, its last line ended. What is written here has strings for keys only, which cannot fail.
pub(super) fn written(text: serde_json::Result<String>) -> String {
    let mut text = text.unwrap_or_default();
    text.push('\n');
    text
}
