//! The table of ports. On a narrow terminal the columns that matter least are left out.

use super::layout::{padded, spaces, width};
use super::paint::Tone;
use super::{Page, StageStatus, duration};
use crate::locale::Lang;
use crate::report::ports::{COLUMNS, HEADING, NOT_OFFERED, OFFERED, PortState, PortView};
use crate::report::view::View;

/// What stands before the first column: indent, mark, space.
const MARGIN: usize = 4;
const GAP: usize = 2;
/// What stands for a value that nobody knows.
pub(in crate::report) const UNKNOWN: &str = "–";
/// The columns that may be left out, the first to go first: time, addresses, AUTH, STARTTLS, certificate.
const DISPENSABLE: [usize; 5] = [7, 1, 5, 4, 6];
/// The columns whose cells end at the same place.
const NUMBERS: [usize; 3] = [0, 1, 7];

/// Writes the table.
pub(super) fn write(page: &mut Page) {
    page.gap();
    page.line(&page.paint.paint(Tone::Strong, HEADING.in_lang(page.view.lang)));
    let Table { heads, rows, widths } = Table::of(page.view);
    let mut shown: Vec<usize> = (0..heads.len()).collect();
    for dispensable in DISPENSABLE {
        if needed(&widths, &shown) > page.edge {
            shown.retain(|at| *at != dispensable);
        }
    }
    let row = |cells: &[String; 8]| {
        let cell = |at: &usize| {
            let room = widths[*at];
            if NUMBERS.contains(at) {
                format!("{}{}", spaces(room - width(&cells[*at])), cells[*at])
            } else {
                padded(&cells[*at], room)
            }
        };
        shown.iter().map(cell).collect::<Vec<_>>().join(&spaces(GAP))
    };
    let head = page.paint.paint(Tone::Faint, row(&heads).trim_end());
    page.line(&format!("{}{head}", spaces(MARGIN)));
    for (port, cells) in page.view.ports.iter().zip(&rows) {
        let mark = page.mark(match (port.well, port.is_beside()) {
            (true, _) => StageStatus::Pass,
            (false, true) => StageStatus::NotAsked,
            (false, false) => StageStatus::Fail,
        });
        page.line(&format!("  {mark} {}", row(cells)));
    }
}

/// How many columns the whole table takes.
pub(super) fn columns(view: &View) -> usize {
    let widths = Table::of(view).widths;
    needed(&widths, &(0..widths.len()).collect::<Vec<_>>())
}

/// The table before any column is left out.
pub(in crate::report) struct Table {
    pub(in crate::report) heads: [String; 8],
    pub(in crate::report) rows: Vec<[String; 8]>,
    widths: [usize; 8],
}

impl Table {
    /// The table of a report.
    pub(in crate::report) fn of(view: &View) -> Self {
        let heads = COLUMNS.each_ref().map(|head| head.in_lang(view.lang).to_owned());
        let rows: Vec<[String; 8]> = view.ports.iter().map(|port| cells(port, view.lang)).collect();
        let mut widths = heads.each_ref().map(|head| width(head));
        for row in &rows {
            for (known, cell) in widths.iter_mut().zip(row) {
                *known = width(cell).max(*known);
            }
        }
        Self { heads, rows, widths }
    }
}

/// How many terminal columns these columns take.
fn needed(widths: &[usize; 8], shown: &[usize]) -> usize {
    MARGIN + (shown.iter().map(|at| widths[*at] + GAP).sum::<usize>()).saturating_sub(GAP)
}

/// The cells of a row.
pub(in crate::report) fn cells(port: &PortView, lang: Lang) -> [String; 8] {
    let open = port.state == PortState::Open;
    let none = || NOT_OFFERED.in_lang(lang).to_owned();
    let unknown = || if open { UNKNOWN.to_owned() } else { String::new() };
    [
        port.port.to_string(),
        if port.tried == 0 { String::new() } else { format!("{}/{}", port.reachable, port.tried) },
        port.state.word(lang).to_owned(),
        port.version.clone().unwrap_or_else(unknown),
        match port.starttls {
            Some(true) => OFFERED.in_lang(lang).to_owned(),
            Some(false) => none(),
            None => unknown(),
        },
        match port.auth.as_deref() {
            Some([]) => none(),
            Some([first, second]) => format!("{first} {second}"),
            Some([only]) => only.clone(),
            Some([first, rest @ ..]) => format!("{first} +{}", rest.len()),
            None => unknown(),
        },
        port.certificate.map_or_else(unknown, |certificate| certificate.word(lang)),
        port.ms.filter(|_| open).map(duration).unwrap_or_default(),
    ]
}
