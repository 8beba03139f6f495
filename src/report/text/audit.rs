//! The section on the health of the server: what was found with what to set; with the dialogue also what is in order.

use super::Page;
use super::layout::{padded, spaces, width, wrap};
use super::paint::Tone;
use super::section::titled;
use crate::audit::Level;
use crate::report::Detail;
use crate::report::audit::CheckLine;

/// What stands before a finding: indent, mark, space.
const MARGIN: usize = 4;

/// Writes it, where it was asked for.
pub(super) fn write(page: &mut Page, detail: Detail) {
    let view = page.view;
    let Some(audit) = &view.audit else { return };
    page.gap();
    page.line(&page.paint.paint(Tone::Strong, audit.heading));
    let room = page.edge.saturating_sub(MARGIN).max(10);
    for found in &audit.findings {
        let mark = match found.level {
            Level::Fault => page.paint.paint(Tone::Bad, "✘"),
            Level::Advice => page.paint.paint(Tone::Doubtful, "!"),
            Level::Note => page.paint.paint(Tone::Faint, "·"),
        };
        let ports: Vec<String> = found.ports.iter().map(u16::to_string).collect();
        let place = [ports.join(" "), found.id.to_owned()];
        let place = place.iter().filter(|part| !part.is_empty()).map(String::as_str);
        titled(
            page,
            &format!("  {mark} "),
            MARGIN,
            room,
            &found.seen,
            &place.collect::<Vec<_>>().join(" · "),
        );
        for line in wrap(&found.remedy, room) {
            page.line(&format!("{}{line}", spaces(MARGIN)));
        }
        for line in wrap(found.source, room) {
            let line = page.paint.paint(Tone::Faint, &line);
            page.line(&format!("{}{line}", spaces(MARGIN)));
        }
    }
    for line in wrap(&audit.tally, page.edge.saturating_sub(2)) {
        page.line(&format!("  {line}"));
    }
    if detail == Detail::Dialogue {
        listed(page, "✔", &audit.sound);
        listed(page, "–", &audit.unmade);
    }
}

fn listed(page: &mut Page, mark: &str, (label, checks): &(&str, Vec<CheckLine>)) {
    if checks.is_empty() {
        return;
    }
    page.line(&format!("  {}", page.paint.paint(Tone::Strong, label)));
    let tone = if mark == "✔" { Tone::Good } else { Tone::Faint };
    let mark = page.paint.paint(tone, mark);
    let column = checks.iter().map(|check| width(check.id)).max().unwrap_or_default();
    let indent = MARGIN + column + 2;
    for check in checks {
        page.hanging(&format!("  {mark} {}", padded(check.id, column + 2)), indent, &check.line);
    }
}
