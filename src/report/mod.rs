//! What is said of an examination: one resolved view, and a renderer for each format.
//!
//! The same evidence, language and format give the same bytes. It refuses to know terminals, files and clocks: colour
//! and width are handed in.

mod audit;
mod case;
mod chain;
mod config;
mod dialogue;
mod discovery;
mod domain;
mod explain;
mod failure;
mod finding;
mod format;
mod github;
mod headline;
mod hello;
mod html;
mod json;
mod junit;
mod markdown;
mod nagios;
mod openmetrics;
mod places;
mod plain;
mod ports;
pub mod providers;
mod rerun;
mod result;
mod route;
mod shell;
mod stage;
mod summary;
mod tap;
#[cfg(test)]
mod tests;
mod text;
mod timing;
mod told;
mod unexplained;
mod view;

pub use explain::{Explained, PageName, Unknown, index as cause_index, page as cause_page, render_explained};
pub use format::Format;
pub(crate) use plain::lines::spoken;
pub(crate) use shell::word as shell_word;

use json::Form;

use crate::application::Application;
use crate::audit::{AuditFinding, Level, findings};
use crate::catalog::{Scope, Severity};
use crate::diagnose::{Diagnosis, Finding, Verdict, diagnose};
use crate::evidence::{Attempt, Evidence, Stage};
use crate::exit::{Plugin, Status};
use crate::locale::Lang;
use crate::plan::{ALTERNATE, SMTP};
use crate::provider::{Provider, by_host};

/// Everything that a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What was observed.
    pub evidence: &'a Evidence,
    /// What it comes to.
    pub diagnosis: &'a Diagnosis,
    /// What it comes to in one word.
    pub verdict: Verdict,
    /// The provider that runs the host, if it is a known one.
    pub provider: Option<&'static Provider>,
    /// The application whose settings were asked for.
    pub application: Option<&'static Application>,
    /// What warnings come to.
    pub strictness: Strictness,
    /// Where the target stands in the list of many, if it comes from one.
    pub entry: Option<Entry<'a>>,
}

/// A target's place in the list of many.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Entry<'a> {
    /// The line, counted from 1.
    pub line: u64,
    /// The user that the list names for it.
    pub user: Option<&'a str>,
}

/// How a report for people looks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Style {
    /// Whether there is colour.
    pub color: Color,
    /// How much is said.
    pub detail: Detail,
    /// How many columns there are.
    pub width: usize,
    /// Whether it is drawn where the time went.
    pub waterfall: Waterfall,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: Color::Plain, detail: Detail::Normal, width: 100, waterfall: Waterfall::None }
    }
}

/// Whether there is colour.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Color {
    /// None.
    Plain,
    /// ANSI escape sequences (ECMA-48).
    Ansi,
}

/// How much a report for people says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Detail {
    /// The verdict in one line (`-q`).
    Verdict,
    /// Stages, diagnosis and remedies.
    Normal,
    /// The same with the SMTP dialogue (`-v`).
    Dialogue,
}

/// Whether it is drawn where the time went (`--timing`).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Waterfall {
    /// It is not.
    #[default]
    None,
    /// It is: by bars, or told where bars cannot be seen.
    Shown,
}

/// What warnings mean for the exit status.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Strictness {
    /// A run with warnings is healthy.
    #[default]
    WarningsPass,
    /// A run with warnings has failed (`--strict`).
    WarningsFail,
}

impl<'a> Report<'a> {
    /// A report on an examination and its diagnosis.
    pub fn new(evidence: &'a Evidence, diagnosis: &'a Diagnosis) -> Self {
        let provider = by_host(&evidence.plan.target.host);
        let mut report = Self {
            evidence,
            diagnosis,
            verdict: Verdict::Pass,
            provider,
            application: None,
            entry: None,
            strictness: Strictness::default(),
        };
        report.verdict = report.judge();
        report
    }

    /// The attempt that is told in full, unless none was made.
    fn primary(&self) -> Option<&'a Attempt> {
        self.evidence.attempts.get(self.diagnosis.primary)
    }

    /// The failures on the road of the primary attempt that no cause explains.
    fn unexplained(&self) -> impl Iterator<Item = Stage> {
        let here = |index: Option<usize>| index.is_none_or(|index| index == self.diagnosis.primary);
        self.diagnosis.unexplained.iter().filter(move |(index, _)| here(*index)).map(|(_, stage)| *stage)
    }

    /// Whether a match speaks of the road that is told in full.
    fn is_told_here(&self, scope: Scope) -> bool {
        match scope {
            Scope::Run => true,
            Scope::Attempt(index) => index == self.diagnosis.primary,
        }
    }

    /// Whether the road that is told in full was gone to its end.
    fn is_whole(&self) -> bool {
        self.primary().is_some_and(|attempt| stage::is_whole(self.evidence, attempt))
    }

    fn judge(&self) -> Verdict {
        let evidence = self.evidence;
        let warns = |finding: &&Finding| finding.severity >= Severity::Warning;
        let mut warnings = self.diagnosis.findings.iter().filter(warns);
        let covered = warnings.clone().any(|finding| self.is_told_here(finding.matched.scope));
        let unfinished = !self.is_whole() && (evidence.interrupted || !covered);
        if self.diagnosis.root().is_some() || self.unexplained().next().is_some() || unfinished {
            return Verdict::Fail;
        }
        // 25 and 2525 are looked at for information beside the ports of submission: their silence warns of nothing.
        let counts = |attempt: &&Attempt| !matches!(attempt.route.port, SMTP | ALTERNATE);
        let another_failed =
            evidence.attempts.iter().filter(counts).any(|attempt| attempt.first_failure().is_some());
        if warnings.next().is_some() || another_failed || has_faults(evidence) {
            Verdict::Warn
        } else {
            Verdict::Pass
        }
    }
}

/// Whether the health of the server was looked into and faults were found: they warn, and fail nothing by themselves.
fn has_faults(evidence: &Evidence) -> bool {
    let fault = |found: &AuditFinding| found.seen.level == Level::Fault;
    !evidence.plan.audit.is_left() && findings(evidence).iter().any(fault)
}

/// The command that logs in as `user` at the server of an examination, on the road that is told in full; none where
/// the name cannot be quoted.
pub(crate) fn login_command(evidence: &Evidence, user: &str) -> Option<String> {
    let diagnosis = diagnose(evidence);
    let report = Report::new(evidence, &diagnosis);
    let attempt = route::recommended(&report).or_else(|| report.primary());
    let route = attempt.map_or_else(|| places::first_route(&report), |attempt| attempt.route);
    rerun::rerun(&evidence.plan, route, Some(user), evidence.platform)
}

/// The report in one format and language, its last line ended.
pub fn render(format: Format, report: &Report, lang: Lang, style: Style) -> String {
    let view = view::View::new(report, lang);
    match format {
        Format::Text => text::render(&view, style),
        Format::Plain => plain::render(&view, style),
        Format::Json => json::render(&view, Form::Lines),
        Format::Jsonl => json::render(&view, Form::Line),
        Format::Junit => junit::render(&[view]),
        Format::Tap => tap::render(&view),
        Format::Nagios => nagios::render(&view, style),
        Format::OpenMetrics => openmetrics::render(&[view]),
        Format::Github => github::render(&view),
        Format::Markdown => markdown::render(&view, style),
        Format::Html => html::render(&view),
    }
}

/// Several reports in one, for the forms that hold several: test suites side by side, metrics by their names. The
/// others follow one another.
pub fn render_all(format: Format, reports: &[Report], lang: Lang, style: Style) -> String {
    let views = || reports.iter().map(|report| view::View::new(report, lang)).collect::<Vec<_>>();
    match format {
        Format::Junit => junit::render(&views()),
        Format::OpenMetrics => openmetrics::render(&views()),
        _ => reports.iter().map(|report| render(format, report, lang, style)).collect(),
    }
}

/// How the run ends for a monitoring system.
pub fn plugin(report: &Report) -> Plugin {
    nagios::plugin(report)
}

/// An error of smtp-doctor itself as a monitoring system reads it: the result of a plugin that knows nothing.
pub fn plugin_unknown(error: &str) -> String {
    nagios::unknown(error)
}

/// How the run ends, as an exit status.
pub fn status(report: &Report, strictness: Strictness) -> Status {
    if report.evidence.interrupted {
        return Status::Interrupted;
    }
    if let Some(root) = report.diagnosis.root() {
        return Status::of_code(root.cause.code);
    }
    let failed = || report.primary().and_then(Attempt::first_failure).map(|(stage, _)| stage);
    let unexplained = report.unexplained().next();
    if let Some(stage) = unexplained.or_else(|| failed().filter(|_| report.verdict == Verdict::Fail)) {
        return of_stage(stage);
    }
    match (report.verdict, strictness) {
        (Verdict::Fail, _) | (Verdict::Warn, Strictness::WarningsFail) => Status::Failed,
        (Verdict::Warn, Strictness::WarningsPass) | (Verdict::Pass, _) => Status::Healthy,
    }
}

/// The status of a failure that no cause explains.
fn of_stage(stage: Stage) -> Status {
    match stage {
        Stage::Dns => Status::Dns,
        Stage::Tcp => Status::Tcp,
        Stage::Tls | Stage::StartTls => Status::Tls,
        Stage::Greeting | Stage::Ehlo | Stage::EhloAgain => Status::Smtp,
        Stage::Auth => Status::Auth,
        Stage::Mail | Stage::Rcpt | Stage::Data => Status::Send,
    }
}
