//! The section on the certificates: a line each, and what there is to say of them.

use super::Page;
use super::paint::Tone;
use crate::report::Detail;
use crate::report::chain::ChainWeight;

/// What stands before a line: indent, mark, space.
const MARGIN: usize = 4;

/// Writes it, where it matters or all is to be told.
pub(super) fn write(page: &mut Page, detail: Detail) {
    let view = page.view;
    let Some(chain) = view.chain.as_ref().filter(|chain| chain.matters || detail == Detail::Dialogue) else {
        return;
    };
    page.gap();
    page.line(&page.paint.paint(Tone::Strong, chain.heading));
    let certificates = chain.certificates.iter().map(|line| (page.paint.paint(Tone::Faint, "·"), line));
    let notes = chain.notes.iter().map(|note| {
        let mark = match note.weight {
            ChainWeight::Good => page.paint.paint(Tone::Good, "✔"),
            ChainWeight::Note => page.paint.paint(Tone::Faint, "–"),
            ChainWeight::Doubtful => page.paint.paint(Tone::Doubtful, "!"),
        };
        (mark, &note.text)
    });
    let lines: Vec<_> = certificates.chain(notes).collect();
    for (mark, line) in lines {
        page.hanging(&format!("  {mark} "), MARGIN, line);
    }
}
