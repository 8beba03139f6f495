//! Where the command line meets the examination and the report, until both are there.

use crate::cli::plan::{Format, Output};
use crate::evidence::{Attempt, Evidence, Outcome, SCHEMA};
use crate::plan::Plan;
use crate::probe::cancel::Cancel;
use crate::probe::net::Net;
use crate::probe::watch::Watch;

/// Stands for `crate::examine::examine`.
pub(super) async fn examine(plan: &Plan, net: &impl Net, _watch: &dyn Watch, _cancel: Cancel) -> Evidence {
    std::future::ready(()).await;
    Evidence {
        schema: SCHEMA.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        started_at: net.now(),
        duration_ms: 0.0,
        platform: plan.platform,
        interrupted: false,
        plan: plan.record(),
        trust: None,
        dns: Outcome::NotPlanned,
        attempts: plan.routes.iter().map(|route| Attempt::new(*route)).collect(),
        follow_ups: Vec::new(),
    }
}

/// Stands for `crate::report::render`.
pub(super) fn render(evidence: &Evidence, output: &Output) -> String {
    match output.format {
        Format::Text => format!("{}\n", evidence.plan.target.input),
        Format::Json => format!("{}\n", evidence.to_json().unwrap_or_default()),
    }
}

/// Stands for the lab's examination of a made-up server.
pub(super) fn demo(_code: Option<&str>) -> Option<Evidence> {
    None
}
