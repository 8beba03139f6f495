//! Where the time went: a bar for each stage, beginning where the one before it ends.

use super::layout::{padded, spaces, width};
use super::paint::Tone;
use super::{GAP, MARGIN, Page, duration};
use crate::locale::{Lang, fill};
use crate::report::Waterfall;
use crate::report::stage::name;
use crate::report::timing::{BESIDE, HEADING, PORT, SEARCH, Span, TOTAL, TimingView, What};
use crate::report::view::View;

/// The fewest columns that bars are drawn in.
const NARROWEST: usize = 8;
/// The ends of bars by eighths of a column, in blocks.
const EIGHTHS: [char; 8] = ['█', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// Writes it, where it was asked for.
pub(super) fn write(page: &mut Page, waterfall: Waterfall) {
    let view = page.view;
    let Some(timing) = view.timing.as_ref().filter(|_| waterfall != Waterfall::None) else { return };
    page.gap();
    let total = fill(TOTAL.in_lang(view.lang), &[("time", duration(timing.total))]);
    let heading = HEADING.in_lang(view.lang);
    let behind = page.edge.saturating_sub(width(heading) + width(&total));
    let line = format!(
        "{}{}{}",
        page.paint.paint(Tone::Strong, heading),
        spaces(behind.max(2)),
        page.paint.paint(Tone::Faint, &total)
    );
    page.line(&line);
    let columns = Columns::of(view, timing, page.edge);
    for span in &timing.before {
        columns.row(page, timing, span);
    }
    for track in &timing.tracks {
        if timing.tracks.len() > 1 {
            let port = fill(PORT.in_lang(view.lang), &[("port", track.port.to_string())]);
            page.line(&format!("  {port} · {}", view.security(track.security)));
        }
        for span in &track.spans {
            columns.row(page, timing, span);
        }
    }
    if let Some(span) = &timing.after {
        columns.row(page, timing, span);
    }
}

/// The columns of the rows.
struct Columns {
    names: usize,
    bars: usize,
    times: usize,
}

impl Columns {
    fn of(view: &View, timing: &TimingView, edge: usize) -> Self {
        let widest = |of: &dyn Fn(&Span) -> usize| timing.spans().map(of).max().unwrap_or_default();
        let names = widest(&|span| width(word(view, span.what)));
        let times = widest(&|span| width(&duration(span.ms)));
        let fixed = MARGIN + names + GAP + 2 + times;
        Self { names, bars: edge.saturating_sub(fixed).max(NARROWEST), times }
    }

    fn row(&self, page: &mut Page, timing: &TimingView, span: &Span) {
        let (before, drawn) = bar(span.start / timing.total, span.ms / timing.total, self.bars);
        let time = duration(span.ms);
        let tone = if span.failed { Tone::Bad } else { Tone::Good };
        let line = format!(
            "{}{}{}{}{}{}{}",
            spaces(MARGIN),
            padded(word(page.view, span.what), self.names + GAP),
            spaces(before),
            page.paint.paint(tone, &drawn),
            spaces(self.bars.saturating_sub(before + width(&drawn)) + 2),
            spaces(self.times.saturating_sub(width(&time))),
            page.paint.paint(Tone::Faint, &time),
        );
        page.line(&line);
    }
}

/// The word for a row.
pub(in crate::report) fn word(view: &View, what: What) -> &'static str {
    let lang: Lang = view.lang;
    match what {
        What::Search => SEARCH.in_lang(lang),
        What::Stage(stage) => name(view.words, stage),
        What::Beside => BESIDE.in_lang(lang),
    }
}

/// The columns before a bar, and the bar: both are parts of the whole. It is never empty and never longer than there is
/// room.
fn bar(start: f64, length: f64, columns: usize) -> (usize, String) {
    #[expect(clippy::cast_precision_loss, reason = "a terminal has few columns")]
    let room = columns as f64;
    let before = whole(start * room).min(columns.saturating_sub(1));
    let free = columns - before;
    // In eighths of a column, and at least one.
    let eighths = whole((length * room * 8.0).round()).clamp(1, free.max(1) * 8);
    let mut drawn = "█".repeat(eighths / 8);
    if !eighths.is_multiple_of(8) {
        drawn.push(EIGHTHS[eighths % 8]);
    }
    (before, drawn)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the casts of such numbers end at the bounds"
)]
fn whole(number: f64) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_its_place_and_length() {
        assert_eq!(bar(0.0, 0.5, 10), (0, "█████".to_owned()));
        assert_eq!(bar(0.5, 0.25, 10), (5, "██▌".to_owned()));
    }

    #[test]
    fn a_bar_is_never_empty_and_never_too_long() {
        for start in [0.0, 0.3, 0.999, 1.0, f64::NAN] {
            for length in [0.0, 0.000_1, 0.7, 1.0, f64::INFINITY] {
                let (before, drawn) = bar(start, length, 12);
                assert!(!drawn.is_empty() && before + width(&drawn) <= 12, "{start} {length}");
            }
        }
    }
}
