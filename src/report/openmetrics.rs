//! Metrics as text: `OpenMetrics` 1.0, and what Prometheus' own text format 0.0.4 reads as well, so that the collector of
//! text files of a node exporter takes the same bytes.
//!
//! Hence there are gauges only (0.0.4 knows neither info nor stateset), and no sample has a time of its own. Names and
//! their meaning are part of the interface; the help of a metric is the same in every language, as one Prometheus may
//! read files of several users.

mod family;

use family::Family;

use super::view::View;
use crate::audit::Level;
use crate::catalog::Severity;
use crate::diagnose::Verdict;
use crate::evidence::Stage;
use crate::report::stage::{StageLine, StageStatus};
use crate::report::told::UNEXPLAINED;

/// The families of every target, each once; a target that comes a second time is left out.
pub(super) fn render(views: &[View]) -> String {
    let first = |at: &usize| !views[..*at].iter().any(|before| before.target() == views[*at].target());
    let views: Vec<&View> = (0..views.len()).filter(first).map(|at| &views[at]).collect();
    let mut out = String::new();
    for family in families() {
        family.write(&mut out, &views);
    }
    out.push_str("# EOF\n");
    out
}

fn families() -> [Family; 14] {
    [
        Family {
            name: "smtp_doctor_build_info",
            help: "The version of smtp-doctor that examined the target.",
            samples: |view| vec![(vec![("version", view.version.clone())], 1.0)],
        },
        Family {
            name: "smtp_doctor_probe_success",
            help: "Whether mail can be sent as far as it was checked.",
            samples: |view| vec![(vec![], flag(view.report.verdict != Verdict::Fail))],
        },
        Family {
            name: "smtp_doctor_probe_start_timestamp_seconds",
            help: "When the examination began, in seconds since 1970-01-01 UTC.",
            samples: |view| vec![(vec![], at(view.report.evidence.started_at))],
        },
        Family {
            name: "smtp_doctor_probe_duration_seconds",
            help: "How long the examination took.",
            samples: |view| vec![(vec![], seconds(view.report.evidence.duration_ms))],
        },
        Family {
            name: "smtp_doctor_stage_status",
            help: "How a stage ended: 1 for the status that it has, 0 for the others.",
            samples: |view| view.stages.iter().flat_map(statuses).collect(),
        },
        Family {
            name: "smtp_doctor_stage_duration_seconds",
            help: "How long a stage took; none where it was not gone through.",
            samples: |view| {
                let timed = |line: &StageLine| Some((vec![stage(line.stage)], seconds(line.ms?)));
                view.stages.iter().filter_map(timed).collect()
            },
        },
        Family {
            name: "smtp_doctor_root_cause_info",
            help: "Why mail cannot be sent; none where nothing stands in the way.",
            samples: |view| {
                let root = view.root().map(|root| (root.code.0, root.stage.name()));
                let unknown = || view.unexplained.as_ref().map(|_| (UNEXPLAINED, ""));
                let told = root.or_else(unknown);
                told.map(|(code, stage)| (vec![("code", code.into()), ("stage", stage.into())], 1.0))
                    .into_iter()
                    .collect()
            },
        },
        Family {
            name: "smtp_doctor_findings",
            help: "How many causes were found, by how bad they are.",
            samples: |view| {
                let all =
                    [("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)];
                let count =
                    |severity| view.findings.iter().filter(|found| found.severity == severity).count();
                let sample =
                    |(word, severity)| (vec![("severity", String::from(word))], number(count(severity)));
                all.map(sample).into()
            },
        },
        Family {
            name: "smtp_doctor_port_up",
            help: "Whether all went well on a port as far as it was tried.",
            samples: |view| {
                // A record that was put together by hand may hold a port twice; a series stands once.
                let mut ports: Vec<(u16, bool)> = Vec::new();
                for port in &view.ports {
                    match ports.iter_mut().find(|(known, _)| *known == port.port) {
                        Some((_, well)) => *well &= port.well,
                        None => ports.push((port.port, port.well)),
                    }
                }
                ports.into_iter().map(|(port, well)| (vec![("port", port.to_string())], flag(well))).collect()
            },
        },
        Family {
            name: "smtp_doctor_tls_info",
            help: "What was agreed on with the server.",
            samples: |view| {
                let tls = view.attempt.tls.facts();
                let known = tls.filter(|tls| tls.version.is_some());
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                let labels = known
                    .map(|tls| vec![("cipher", text(&tls.cipher_suite)), ("version", text(&tls.version))]);
                labels.map(|labels| (labels, 1.0)).into_iter().collect()
            },
        },
        Family {
            name: "smtp_doctor_certificate_expiry_timestamp_seconds",
            help: "When the certificate of the server ends, in seconds since 1970-01-01 UTC.",
            samples: |view| {
                let own = view.attempt.tls.facts().and_then(|tls| tls.chain.first());
                own.map(|own| (vec![], at(own.not_after))).into_iter().collect()
            },
        },
        Family {
            name: "smtp_doctor_chain_expiry_timestamp_seconds",
            help: "When the first of the certificates that the server sends ends, in seconds since 1970-01-01 UTC.",
            samples: |view| {
                let chain = view.attempt.tls.facts().map(|tls| tls.chain.as_slice()).unwrap_or_default();
                let first = chain.iter().map(|one| one.not_after).min();
                first.map(|end| (vec![], at(end))).into_iter().collect()
            },
        },
        Family {
            name: "smtp_doctor_audit_findings",
            help: "How many findings the health of the server has, by how much they matter; with --audit only.",
            samples: |view| {
                let all = [("fault", Level::Fault), ("advice", Level::Advice), ("note", Level::Note)];
                let Some(audit) = &view.audit else { return Vec::new() };
                let count = |level| audit.findings.iter().filter(|found| found.level == level).count();
                all.map(|(word, level)| (vec![("level", String::from(word))], number(count(level)))).into()
            },
        },
        Family {
            name: "smtp_doctor_probe_interrupted",
            help: "Whether the examination was interrupted before its end.",
            samples: |view| vec![(vec![], flag(view.report.evidence.interrupted))],
        },
    ]
}

/// A label that names a stage; the EHLO under TLS has a name of its own, as no sample may come twice.
fn stage(stage: Stage) -> (&'static str, String) {
    let name = if stage == Stage::EhloAgain { "ehlo-again" } else { stage.name() };
    ("stage", name.to_owned())
}

fn statuses(line: &StageLine) -> Vec<family::Sample> {
    let own = match line.status {
        StageStatus::Pass => "pass",
        StageStatus::Warn => "warn",
        StageStatus::Fail => "fail",
        StageStatus::Unreached | StageStatus::NotAsked => "skip",
    };
    let sample = |status: &str| (vec![stage(line.stage), ("status", status.to_owned())], flag(status == own));
    ["pass", "warn", "fail", "skip"].map(sample).into()
}

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn seconds(ms: f64) -> f64 {
    if ms.is_finite() && ms > 0.0 { (ms * 1_000.0).round() / 1_000_000.0 } else { 0.0 }
}

fn at(time: time::OffsetDateTime) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "seconds of any date have their place in a double")]
    let seconds = time.unix_timestamp() as f64;
    seconds
}
