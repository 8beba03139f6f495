//! The whole of an examination: probe, diagnose, ask what is open, until the cause is proved.
//!
//! This is where the two halves of the house meet: `probe` gathers evidence and `diagnose` names the questions.

use crate::diagnose::questions;
use crate::evidence::Evidence;
use crate::plan::Plan;
use crate::probe::net::Net;
use crate::probe::watch::Watch;
use crate::probe::{self, Setting};

/// Examines what the plan names. It never fails: what goes wrong is evidence.
pub async fn examine<N: Net>(plan: &Plan, setting: Setting<'_, N>, watch: &dyn Watch) -> Evidence {
    probe::examine(plan, setting, watch, questions).await
}
