//! The section on the search for the server: a line a source that said something, the silent ones together, and the
//! choice.

use super::Page;
use super::layout::{padded, spaces, width, wrap};
use super::paint::Tone;
use crate::locale::fill;
use crate::report::Detail;
use crate::report::discovery::{DiscoveryView, SourceLine, SourceStatus};

/// What stands before the name: indent, mark, space; and the gap behind it.
const MARGIN: usize = 4;
const GAP: usize = 3;

/// Writes it, where a server was searched for. With the dialogue, every source has a line of its own.
pub(super) fn write(page: &mut Page, detail: Detail) {
    let view = page.view;
    let Some(search) = &view.discovery else { return };
    page.line(&page.paint.paint(Tone::Strong, &search.heading));
    let (apart, together): (Vec<&SourceLine>, Vec<&SourceLine>) =
        search.lines.iter().partition(|line| detail == Detail::Dialogue || speaks(line.status));
    let names = apart.iter().map(|line| width(line.name)).max().unwrap_or_default();
    let indent = MARGIN + names + GAP;
    let room = page.edge.saturating_sub(indent).max(10);
    for line in apart {
        let mark = match line.status {
            SourceStatus::Agrees => page.paint.paint(Tone::Good, "✔"),
            SourceStatus::Differs => page.paint.paint(Tone::Doubtful, "!"),
            SourceStatus::Failed | SourceStatus::Silent => page.paint.paint(Tone::Faint, "·"),
            SourceStatus::Late => page.paint.paint(Tone::Faint, "–"),
        };
        for (at, text) in wrap(&line.text, room).iter().enumerate() {
            let start = match at {
                0 => format!("  {mark} {}{}", padded(line.name, names), spaces(GAP)),
                _ => spaces(indent),
            };
            page.line(&format!("{start}{text}"));
        }
    }
    if !together.is_empty() {
        let silent: Vec<&str> = together.iter().map(|line| line.name).collect();
        let said = fill(view.words.discovery_silent, &[("sources", silent.join(" · "))]);
        folded(page, &page.paint.paint(Tone::Faint, "–"), &said);
    }
    choice(page, search);
    page.gap();
}

fn choice(page: &mut Page, search: &DiscoveryView) {
    let Some(chosen) = &search.chosen else { return };
    let mark = page.paint.paint(Tone::Strong, "→");
    folded(page, &mark, &chosen.text);
    folded(page, " ", chosen.caution);
}

fn folded(page: &mut Page, mark: &str, text: &str) {
    for (at, line) in wrap(text, page.edge.saturating_sub(MARGIN).max(10)).iter().enumerate() {
        let start = if at == 0 { format!("  {mark} ") } else { spaces(MARGIN) };
        page.line(&format!("{start}{line}"));
    }
}

/// Whether a source has a line of its own in any report.
fn speaks(status: SourceStatus) -> bool {
    matches!(status, SourceStatus::Agrees | SourceStatus::Differs)
}
