//! The whole of an examination: probe, diagnose, ask what is open, until the cause is proved.
//!
//! This is where the two halves of the house meet: `probe` gathers evidence and `diagnose` names the questions. Where a
//! mail address was given, the server is found first; such a server gets no credentials.

use std::time::Duration;

use crate::diagnose::questions;
use crate::discovery::{absence, choose};
use crate::evidence::Evidence;
use crate::plan::{Plan, Target};
use crate::probe::net::Net;
use crate::probe::watch::Watch;
use crate::probe::{self, Setting};

/// Examines what the plan names. It never fails: what goes wrong is evidence.
pub async fn examine<N: Net>(plan: &Plan, setting: Setting<'_, N>, watch: &dyn Watch) -> Evidence {
    probe::examine(plan, setting, watch, questions).await
}

/// Finds the server of the plan's mail address, puts it into the plan, and examines it; what the plan names, where it
/// has no address.
pub async fn find_and_examine<N: Net>(
    plan: &mut Plan,
    setting: Setting<'_, N>,
    watch: &dyn Watch,
) -> Evidence {
    let Some(mailbox) = plan.mailbox.take() else {
        return Box::pin(examine(plan, setting, watch)).await;
    };
    // The user has not named the server, so he has not trusted it with anything.
    (plan.login, plan.client_certificate) = (None, None);
    let discovery = Box::pin(probe::discover(plan, &mailbox, &setting, watch)).await;
    let mut evidence = match choose(&discovery) {
        Some(choice) => {
            plan.target = Target { input: mailbox.address(), host: choice.host, port: None };
            plan.routes = choice.routes;
            // The time that the user gave is for both.
            let searched = Duration::try_from_secs_f64(discovery.ms / 1000.0).unwrap_or_default();
            plan.limits.deadline = plan.limits.deadline.saturating_sub(searched);
            // It says whose users the server is for.
            plan.mailbox = Some(mailbox);
            let mut evidence = Box::pin(examine(plan, setting, watch)).await;
            evidence.duration_ms += discovery.ms;
            evidence
        }
        None => probe::unfound(plan, &setting, absence(&discovery), discovery.ms),
    };
    evidence.discovery = Some(discovery);
    evidence
}
