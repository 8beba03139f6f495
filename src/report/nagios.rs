//! The output of a monitoring plugin, as Nagios, Icinga, Naemon and Checkmk read it
//! (<https://www.monitoring-plugins.org/doc/guidelines.html>): one line of status with numbers behind a bar, and what
//! to do below.
//!
//! A bar in a text would begin the numbers, and some consoles show markup: such characters are replaced.

use std::fmt::Write as _;

use super::headline::headline;
use super::told::Told;
use super::view::View;
use super::{Detail, Report, Strictness, Style};
use crate::diagnose::Verdict;
use crate::evidence::Stage;
use crate::exit::Plugin;
use crate::locale::named;

/// The most characters of the status line, its numbers apart.
const LINE: usize = 240;

/// One target.
pub(super) fn render(view: &View, style: Style) -> String {
    let headline = headline(view);
    let word = plugin(view.report).word();
    let mut line = format!("SMTP {word} - {}", named(view.lang, &view.endpoint, headline.title));
    line.extend(headline.failure.map(|failure| format!(" - {failure}")));
    line.extend(headline.code.map(|code| format!(" [{code}]")));
    let mut out = format!("{} | {}\n", plain(&cut(&line)), numbers(view).join(" "));
    if style.detail != Detail::Verdict {
        for line in below(view) {
            _ = writeln!(out, "{}", plain(&line));
        }
    }
    out
}

/// What the monitoring system is told.
pub(super) fn plugin(report: &Report) -> Plugin {
    match (report.verdict, report.strictness) {
        _ if report.evidence.interrupted => Plugin::Unknown,
        (Verdict::Fail, _) | (Verdict::Warn, Strictness::WarningsFail) => Plugin::Critical,
        (Verdict::Warn, Strictness::WarningsPass) => Plugin::Warning,
        (Verdict::Pass, _) => Plugin::Ok,
    }
}

/// What is said where nothing was examined.
pub(super) fn unknown(error: &str) -> String {
    let mut lines = error.lines();
    let first = lines.next().unwrap_or_default();
    let mut out = format!("SMTP {} - {}\n", Plugin::Unknown.word(), plain(&cut(first)));
    for line in lines {
        _ = writeln!(out, "{}", plain(line));
    }
    out
}

/// A text in which nothing begins numbers or markup.
fn plain(text: &str) -> String {
    text.replace('|', "¦").replace('<', "‹").replace('>', "›")
}

/// The stages, then every finding in full.
fn below(view: &View) -> Vec<String> {
    let words = view.words;
    let mut lines: Vec<String> = view
        .told_stages()
        .map(|line| named(view.lang, super::stage::name(words, line.stage), &line.summary))
        .collect();
    for other in &view.others {
        lines.push(other.line(view.lang));
    }
    if let Some(unexplained) = &view.unexplained {
        let told = Told::unexplained(view, unexplained);
        lines.push(told.title.to_owned());
        lines.extend(told.lines(view));
    }
    for found in &view.findings {
        let told = Told::of(view, found);
        lines.push(format!("{} [{}]", told.title, told.code));
        lines.extend(told.lines(view));
    }
    lines.extend(view.audit.iter().map(|audit| named(view.lang, audit.heading, &audit.tally)));
    lines
}

/// Times of the whole and of each stage, and the days that are left to the certificate.
fn numbers(view: &View) -> Vec<String> {
    let time = |name: &str, ms: f64| {
        let ms = if ms.is_finite() && ms > 0.0 { ms } else { 0.0 };
        format!("{name}={:.6}s;;;0", ms / 1_000.0)
    };
    let mut numbers = vec![time("time", view.report.evidence.duration_ms)];
    for line in &view.stages {
        let again = if line.stage == Stage::EhloAgain { "_again" } else { "" };
        numbers.extend(line.ms.map(|ms| time(&format!("time_{}{again}", line.stage.name()), ms)));
    }
    let tls = view.attempt.tls.facts();
    let own = tls.and_then(|tls| Some((tls.chain.first()?, tls.judged_at)));
    numbers
        .extend(own.map(|(own, now)| format!("certificate_days={};;;", (own.not_after - now).whole_days())));
    numbers
}

fn cut(line: &str) -> String {
    if line.chars().count() <= LINE {
        return line.to_owned();
    }
    line.chars().take(LINE - 1).chain(['…']).collect()
}
