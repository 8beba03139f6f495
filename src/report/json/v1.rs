//! `smtp-doctor/report/v1`: a field is never renamed, removed or given another meaning here.
//!
//! The form is written down in `schema/report-v1.schema.json`, and every output is checked against it.

use serde::Serialize;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use super::audit::Audit;
use super::details::Details;
use super::discovery::Discovery;
use super::domain::SenderDomain;
use super::hello::Hello;
use super::ports::Port;
use super::words::{severity_word, verdict_word};
use crate::catalog::Who;
use crate::escape::visible;
use crate::report::config::Config as ConfigView;
use crate::report::finding::{FindingView, NoteView, RemedyView};
use crate::report::places::tls_word;
use crate::report::route::{OtherRoute, OtherStatus};
use crate::report::stage::{StageLine, StageStatus};
use crate::report::view::View;

/// The whole report.
#[derive(Debug, Serialize)]
pub(super) struct Wire {
    schema: &'static str,
    version: String,
    started_at: String,
    duration_ms: u64,
    target: Target,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<Entry>,
    verdict: &'static str,
    root_cause: Option<&'static str>,
    stages: Vec<Stage>,
    findings: Vec<Finding>,
    recommendation: Option<Recommendation>,
    others: Vec<Other>,
    ports: Vec<Port>,
    #[serde(skip_serializing_if = "Option::is_none")]
    discovery: Option<Discovery>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hellos: Vec<Hello>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sender_domain: Option<SenderDomain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audit: Option<Audit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    config: Option<Config>,
}

#[derive(Debug, Serialize)]
struct Target {
    input: String,
    host: String,
    port: u16,
    tls: &'static str,
    provider: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Entry {
    line: u64,
    user: Option<String>,
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are those of the interface")]
struct Stage {
    stage: &'static str,
    status: &'static str,
    duration_ms: f64,
    summary: String,
    details: Details,
}

#[derive(Debug, Serialize)]
struct Finding {
    code: &'static str,
    severity: &'static str,
    stage: &'static str,
    title: String,
    explanation: String,
    evidence: Vec<String>,
    remedies: Vec<Remedy>,
    notes: Vec<Note>,
}

#[derive(Debug, Serialize)]
struct Remedy {
    text: String,
    command: Option<String>,
    link: Option<&'static str>,
    who: &'static str,
}

#[derive(Debug, Serialize)]
struct Note {
    text: String,
    since: Option<&'static str>,
    link: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Recommendation {
    host: String,
    port: u16,
    tls: &'static str,
    auth: Option<String>,
}

#[derive(Debug, Serialize)]
struct Other {
    port: u16,
    tls: &'static str,
    status: &'static str,
    root_cause: Option<&'static str>,
    summary: String,
}

#[derive(Debug, Serialize)]
struct Config {
    application: &'static str,
    file: &'static str,
    source: &'static str,
    text: Option<String>,
    proven: bool,
    notes: Vec<String>,
}

impl Wire {
    /// The wire form of a report.
    pub(super) fn of(view: &View) -> Self {
        let report = view.report;
        let evidence = report.evidence;
        Self {
            schema: "smtp-doctor/report/v1",
            version: view.version.clone(),
            started_at: timestamp(evidence.started_at),
            duration_ms: whole(evidence.duration_ms),
            target: Target {
                input: visible(&evidence.plan.target.input),
                host: view.host.clone(),
                port: view.attempt.route.port,
                tls: view.tls(),
                provider: report.provider.map(|provider| provider.id),
            },
            entry: report.entry.map(|entry| Entry { line: entry.line, user: entry.user.map(visible) }),
            verdict: verdict_word(report.verdict),
            root_cause: view.root().map(|root| root.code.0),
            stages: view.stages.iter().map(|line| Stage::of(view, line)).collect(),
            findings: view.findings.iter().map(Finding::of).collect(),
            recommendation: view.recommendation.as_ref().map(|best| Recommendation {
                host: view.host.clone(),
                port: best.port,
                tls: best.tls(),
                auth: best.auth.as_deref().map(visible),
            }),
            others: view.others.iter().map(Other::of).collect(),
            discovery: view.discovery.as_ref().map(Discovery::of),
            ports: view.ports.iter().map(Port::of).collect(),
            hellos: view.hellos.iter().map(Hello::of).collect(),
            sender_domain: view.domain.as_ref().map(SenderDomain::of),
            audit: view.audit.as_ref().map(Audit::of),
            config: view.config.as_ref().map(Config::of),
        }
    }
}

impl Stage {
    fn of(view: &View, line: &StageLine) -> Self {
        Self {
            stage: line.stage.name(),
            status: match line.status {
                StageStatus::Pass => "pass",
                StageStatus::Warn => "warn",
                StageStatus::Fail => "fail",
                StageStatus::Unreached | StageStatus::NotAsked => "skip",
            },
            duration_ms: tenths(line.ms.unwrap_or_default()),
            summary: line.summary.clone(),
            details: Details::of(view, line.stage),
        }
    }
}

impl Finding {
    fn of(finding: &FindingView) -> Self {
        Self {
            code: finding.code.0,
            severity: severity_word(finding.severity),
            stage: finding.stage.name(),
            title: finding.title.clone(),
            explanation: finding.explanation.clone(),
            evidence: finding.evidence.clone(),
            remedies: finding.remedies.iter().map(Remedy::of).collect(),
            notes: finding.notes.iter().map(Note::of).collect(),
        }
    }
}

impl Remedy {
    fn of(remedy: &RemedyView) -> Self {
        Self {
            text: remedy.text.clone(),
            command: remedy.command.clone(),
            link: remedy.link,
            who: match remedy.who {
                Who::You => "you",
                Who::Administrator => "administrator",
                Who::Provider => "provider",
                Who::Developer => "developer",
                Who::Network => "network",
            },
        }
    }
}

impl Note {
    fn of(note: &NoteView) -> Self {
        Self { text: note.text.clone(), since: note.since, link: note.link }
    }
}

impl Other {
    fn of(other: &OtherRoute) -> Self {
        Self {
            port: other.port,
            tls: tls_word(other.security),
            status: match other.status {
                OtherStatus::Pass => "pass",
                OtherStatus::Fail => "fail",
                OtherStatus::Skip => "skip",
            },
            root_cause: other.root_cause.map(|code| code.0),
            summary: other.summary.clone(),
        }
    }
}

impl Config {
    fn of(config: &ConfigView) -> Self {
        Self {
            application: config.application.id,
            file: config.file,
            source: config.application.source,
            text: config.text.clone(),
            proven: config.proven,
            notes: config.notes.clone(),
        }
    }
}

/// A point in time in UTC, to the second.
pub(in crate::report) fn timestamp(time: OffsetDateTime) -> String {
    let time = time.checked_to_offset(UtcOffset::UTC).unwrap_or(time);
    time.replace_nanosecond(0).unwrap_or(time).format(&Rfc3339).unwrap_or_default()
}

/// Milliseconds to the tenth; nothing that is not a number.
pub(super) fn tenths(ms: f64) -> f64 {
    if ms.is_finite() && ms > 0.0 { (ms * 10.0).round() / 10.0 } else { 0.0 }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float is cast to the nearest number in range"
)]
fn whole(ms: f64) -> u64 {
    ms.round() as u64
}
