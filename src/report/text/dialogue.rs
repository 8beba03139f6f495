//! The SMTP dialogue. Nothing of it ever stands in the first column.

use super::Page;
use super::layout::{spaces, width};
use super::paint::Tone;
use crate::report::dialogue::{Said, Speaker, dialogues};

/// The column of the times.
const TIME: usize = 10;

/// The dialogues.
pub(super) fn write(page: &mut Page) {
    for dialogue in dialogues(page.view) {
        page.gap();
        page.line(&page.paint.paint(Tone::Strong, &dialogue.heading));
        dialogue.lines.iter().for_each(|said| spoken(page, said));
    }
}

fn spoken(page: &mut Page, said: &Said) {
    let who = match said.by {
        Speaker::Client => "C:",
        Speaker::Server => "S:",
        Speaker::Nobody => "--",
    };
    let time = said.at_ms.map(|at_ms| format!("{at_ms:.0} ms")).unwrap_or_default();
    let before = spaces(TIME.saturating_sub(width(&time)));
    let time = page.paint.paint(Tone::Faint, &time);
    page.line(&format!("{before}{time}  {who} {}", said.line));
}
