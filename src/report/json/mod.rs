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

use super::view::View;

/// One object, indented, its last line ended.
pub(super) fn render(view: &View) -> String {
    let mut out = serde_json::to_string_pretty(&v1::Wire::of(view)).unwrap_or_default();
    out.push('\n');
    out
}

/// The same object on one line.
pub(super) fn line(view: &View) -> String {
    let mut out = serde_json::to_string(&v1::Wire::of(view)).unwrap_or_default();
    out.push('\n');
    out
}
