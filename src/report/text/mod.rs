//! The report for people: the sign, then the fact, then the exact thing to do.

mod audit;
mod chain;
pub(super) mod config;
mod dialogue;
pub(super) mod discovery;
mod domain;
mod hello;
pub(super) mod layout;
pub(super) mod paint;
pub(super) mod ports;
pub(super) mod section;
pub(super) mod timing;

use layout::{padded, spaces, width, wrap};
use paint::{Paint, Tone};
use section::Section;

use super::headline::{Headline, headline};
use super::route::{OtherRoute, OtherStatus};
use super::stage::{StageStatus, name};
use super::view::View;
use super::{Detail, Style};
use crate::diagnose::Verdict;
use crate::locale::fill;
use crate::plan::Security;

/// The fewest columns that are laid out for.
const NARROWEST: usize = 40;
/// A line is no longer than this on any terminal.
const WIDEST: usize = 100;
/// A line of times ends here or further right.
const USUAL: usize = 78;
/// What stands before the summary of a stage, its name apart: indent, mark, space; and the gap behind the name.
const MARGIN: usize = 4;
const GAP: usize = 3;

/// The report for people.
pub(super) fn render(view: &View, style: Style) -> String {
    if style.detail == Detail::Verdict {
        return verdict(view, Paint(style.color)) + &config_only(view, style);
    }
    let columns = style.width.clamp(NARROWEST, WIDEST);
    let mut page = Page { view, paint: Paint(style.color), edge: edge(view, columns), out: String::new() };
    page.header(columns);
    discovery::write(&mut page, style.detail);
    page.stages();
    page.others();
    timing::write(&mut page, style.waterfall);
    if style.detail == Detail::Dialogue {
        dialogue::write(&mut page);
    }
    chain::write(&mut page, style.detail);
    section::diagnosis(&mut page);
    section::further(&mut page);
    hello::write(&mut page);
    domain::write(&mut page);
    audit::write(&mut page, style.detail);
    page.advice();
    page.conclusion();
    config::write(&mut page);
    page.out
}

/// A report under way.
struct Page<'a> {
    view: &'a View<'a>,
    paint: Paint,
    /// The column at which every line ends at the latest.
    edge: usize,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn folded(&mut self, text: &str, columns: usize) {
        for line in wrap(text, columns) {
            self.line(&line);
        }
    }

    /// A text behind `start`, its further lines `indent` columns from the edge.
    fn hanging(&mut self, start: &str, indent: usize, text: &str) {
        for (at, line) in wrap(text, self.edge.saturating_sub(indent).max(10)).iter().enumerate() {
            let start = if at == 0 { start.to_owned() } else { spaces(indent) };
            self.line(&format!("{start}{line}"));
        }
    }

    /// An empty line, unless one stands there.
    fn gap(&mut self) {
        if !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn header(&mut self, columns: usize) {
        let view = self.view;
        let mut facts = vec![format!("smtp-doctor {}", view.version), view.endpoint.clone()];
        let how = view.encryption();
        facts.push(how.to_owned());
        facts.extend(view.provider.map(str::to_owned));
        let mut line = String::new();
        for fact in facts {
            if line.is_empty() {
                line = fact;
            } else if width(&line) + width(&fact) + 5 <= columns {
                line = format!("{line} · {fact}");
            } else {
                self.folded(&format!("{line} ·"), columns);
                line = fact;
            }
        }
        self.folded(&line, columns);
        self.gap();
    }

    fn stages(&mut self) {
        let names = name_column(self.view);
        let room = room(self.view, self.edge);
        for stage in self.view.told_stages() {
            let time = stage.ms.map(duration).unwrap_or_default();
            let mut summary = wrap(&stage.summary, room).into_iter();
            let first = padded(&summary.next().unwrap_or_default(), room);
            let behind = self.edge - (MARGIN + names + GAP + width(&first));
            let line = format!(
                "  {} {}{}{first}{}{}",
                self.mark(stage.status),
                padded(name(self.view.words, stage.stage), names),
                spaces(GAP),
                spaces(behind.saturating_sub(width(&time))),
                self.paint.paint(Tone::Faint, &time),
            );
            self.line(&line);
            for more in summary {
                self.line(&format!("{}{more}", spaces(MARGIN + names + GAP)));
            }
        }
    }

    fn mark(&self, status: StageStatus) -> String {
        match status {
            StageStatus::Pass => self.paint.paint(Tone::Good, "✔"),
            StageStatus::Warn => self.paint.paint(Tone::Doubtful, "!"),
            StageStatus::Fail => self.paint.paint(Tone::Bad, "✘"),
            StageStatus::Unreached | StageStatus::NotAsked => self.paint.paint(Tone::Faint, "–"),
        }
    }

    fn others(&mut self) {
        let view = self.view;
        let has_table = view.has_table();
        if has_table {
            ports::write(self);
        }
        // What the table tells already needs no line of its own.
        let told = |other: &&OtherRoute| !has_table || other.status == OtherStatus::Fail;
        let others: Vec<&OtherRoute> = view.others.iter().filter(told).collect();
        if others.is_empty() {
            return;
        }
        self.gap();
        self.line(&self.paint.paint(Tone::Strong, view.words.heading_others));
        let indent = MARGIN + 5 + GAP;
        for other in others {
            let mark = self.mark(match other.status {
                OtherStatus::Pass => StageStatus::Pass,
                OtherStatus::Fail => StageStatus::Fail,
                OtherStatus::Skip => StageStatus::NotAsked,
            });
            let said = match other.security {
                Security::Opportunistic | Security::Detect => other.summary.clone(),
                security => format!("{} · {}", view.security(security), other.summary),
            };
            let start = format!("  {mark} {}{}", padded(&other.port.to_string(), 5), spaces(GAP));
            let code = other.root_cause.map(|code| code.0).unwrap_or_default();
            section::titled(self, &start, indent, self.edge - indent, &said, code);
        }
    }

    fn advice(&mut self) {
        let view = self.view;
        let Some(best) = view.recommendation.as_ref().filter(|_| view.ports.len() > 1) else { return };
        let words = view.words;
        let implicit = best.security == Security::Implicit;
        let template = if implicit { words.advice_implicit } else { words.advice_starttls };
        let text = fill(template, &[("port", best.port.to_string())]);
        self.gap();
        Section::new(self, words.label_advice).text(self, &text);
    }

    fn conclusion(&mut self) {
        let view = self.view;
        let Some(last) = &view.conclusion else { return };
        if view.recommendation.is_none() || view.ports.len() < 2 {
            self.gap();
        }
        let mut section = Section::new(self, view.words.label_result);
        section.text(self, &last.text);
        if let Some(further) = &last.further {
            section.text(self, further);
        }
        if let Some(command) = &last.command {
            section.verbatim(self, command);
        }
    }
}

/// The settings that were asked for, below a verdict.
fn config_only(view: &View, style: Style) -> String {
    let columns = style.width.clamp(NARROWEST, WIDEST);
    let mut page = Page { view, paint: Paint(style.color), edge: columns, out: String::new() };
    config::write(&mut page);
    page.out
}

/// The verdict in one line.
fn verdict(view: &View, paint: Paint) -> String {
    let (tone, mark) = match view.report.verdict {
        Verdict::Pass => (Tone::Good, "✔"),
        Verdict::Warn => (Tone::Doubtful, "!"),
        Verdict::Fail => (Tone::Bad, "✘"),
    };
    let Headline { title, code, failure } = headline(view);
    let said = match (code, failure) {
        (Some(code), _) => format!("{title}  {}", paint.paint(Tone::Faint, code)),
        (None, Some(failure)) => format!("{title}  {failure}"),
        (None, None) => title.to_owned(),
    };
    format!("{} {}  {said}\n", paint.paint(tone, mark), view.endpoint)
}

/// The column at which the times end: as far right as the summaries need, within bounds.
fn edge(view: &View, columns: usize) -> usize {
    let fixed = MARGIN + name_column(view) + GAP + time_column(view);
    let needed = view.told_stages().map(|stage| fixed + width(&stage.summary)).max().unwrap_or_default();
    let table = if view.has_table() { ports::columns(view) } else { 0 };
    needed.max(table).max(USUAL).min(columns)
}

/// How much of a line the summary of a stage may take.
fn room(view: &View, edge: usize) -> usize {
    edge.saturating_sub(MARGIN + name_column(view) + GAP + time_column(view)).max(10)
}

fn name_column(view: &View) -> usize {
    view.told_stages().map(|stage| width(name(view.words, stage.stage))).max().unwrap_or_default()
}

/// The width of the longest time and the gap before it.
fn time_column(view: &View) -> usize {
    let times = view.told_stages().filter_map(|stage| stage.ms);
    times.map(|ms| width(&duration(ms)) + 2).max().unwrap_or_default()
}

/// A time as it is read: whole milliseconds, or seconds with one decimal.
pub(in crate::report) fn duration(ms: f64) -> String {
    if ms < 999.5 { format!("{ms:.0} ms") } else { format!("{:.1} s", ms / 1_000.0) }
}
