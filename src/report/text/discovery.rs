//! The section on the search for the server: a line a source that said something, the silent ones together, and the
//! choice.

use super::Page;
use super::layout::{padded, spaces, width};
use super::paint::Tone;
use crate::locale::fill;
use crate::report::Detail;
use crate::report::discovery::{DiscoveryView, SourceLine, SourceStatus};

/// What stands before the name: indent, mark, space; and the gap behind it.
const MARGIN: usize = 4;
const GAP: usize = 3;

/// Writes it, where a server was searched for.
pub(super) fn write(page: &mut Page, detail: Detail) {
    let view = page.view;
    let Some(search) = &view.discovery else { return };
    let Some((apart, together)) = told(search, detail) else { return };
    page.line(&page.paint.paint(Tone::Strong, &search.heading));
    let names = apart.iter().map(|line| width(line.name)).max().unwrap_or_default();
    let indent = MARGIN + names + GAP;
    for line in apart {
        let mark = match line.status {
            SourceStatus::Agrees => page.paint.paint(Tone::Good, "✔"),
            SourceStatus::Differs => page.paint.paint(Tone::Doubtful, "!"),
            SourceStatus::Failed | SourceStatus::Silent => page.paint.paint(Tone::Faint, "·"),
            SourceStatus::Late => page.paint.paint(Tone::Faint, "–"),
        };
        page.hanging(&format!("  {mark} {}{}", padded(line.name, names), spaces(GAP)), indent, &line.text);
    }
    if !together.is_empty() {
        let silent: Vec<&str> = together.iter().map(|line| line.name).collect();
        let said = fill(view.words.discovery_silent, &[("sources", silent.join(" · "))]);
        let mark = page.paint.paint(Tone::Faint, "–");
        page.hanging(&format!("  {mark} "), MARGIN, &said);
    }
    choice(page, search);
    page.gap();
}

/// The sources that have a line of their own, and those that share one; none where the diagnosis tells what each said.
/// With the dialogue, every source has its own.
pub(in crate::report) fn told(
    search: &DiscoveryView,
    detail: Detail,
) -> Option<(Vec<&SourceLine>, Vec<&SourceLine>)> {
    let all = detail == Detail::Dialogue;
    let told = || search.lines.iter().partition(|line| all || speaks(line.status));
    (all || search.chosen.is_some()).then(told)
}

fn choice(page: &mut Page, search: &DiscoveryView) {
    let Some(chosen) = &search.chosen else { return };
    let mark = page.paint.paint(Tone::Strong, "→");
    page.hanging(&format!("  {mark} "), MARGIN, &chosen.text);
    page.hanging(&spaces(MARGIN), MARGIN, chosen.caution);
}

/// Whether a source has a line of its own in any report.
fn speaks(status: SourceStatus) -> bool {
    matches!(status, SourceStatus::Agrees | SourceStatus::Differs)
}
