//! The section on what the server takes: a mark, what was offered, and what came of it.

use super::Page;
use super::layout::{padded, spaces, width};
use super::paint::Tone;
use crate::evidence::HelloAnswer;
use crate::report::hello::HEADING;

/// What stands before the offer: indent, mark, space; and the gap behind it.
const MARGIN: usize = 4;
const GAP: usize = 3;

/// Writes it, where something was asked.
pub(super) fn write(page: &mut Page) {
    let view = page.view;
    if view.hellos.is_empty() {
        return;
    }
    page.gap();
    page.line(&page.paint.paint(Tone::Strong, HEADING.in_lang(view.lang)));
    let offers = view.hellos.iter().map(|line| width(&line.offered)).max().unwrap_or_default();
    let indent = MARGIN + offers + GAP;
    for line in &view.hellos {
        let mark = match line.hello.answer {
            HelloAnswer::Taken(_) => page.paint.paint(Tone::Strong, "+"),
            HelloAnswer::Refused { .. } | HelloAnswer::Unsent { .. } => page.paint.paint(Tone::Faint, "–"),
        };
        page.hanging(
            &format!("  {mark} {}{}", padded(&line.offered, offers), spaces(GAP)),
            indent,
            &line.said,
        );
    }
}
