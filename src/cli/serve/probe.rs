//! One probe: a target, a module, and how long the caller waits.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;

use super::Service;
use crate::cli::error::Error;
use crate::cli::plan;
use crate::diagnose::{Verdict, diagnose};
use crate::examine::examine;
use crate::plan::Plan;
use crate::probe::Setting;
use crate::probe::cancel::Cancel;
use crate::probe::watch::Unwatched;
use crate::report::{Format, Report, Style, render};

/// How much sooner than the caller a probe gives up, so that its answer still comes.
const MARGIN: f64 = 0.5;

/// What is asked for.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) target: String,
    pub(super) module: String,
    /// How many seconds the caller waits.
    pub(super) patience: Option<f64>,
}

/// Why there is no probe.
pub(super) enum Refusal {
    /// Nothing was named.
    NoTarget,
    /// The URL holds a user or a password, or may hold them.
    Credentials,
    /// The module does not exist.
    NoModule(String),
    /// The target is none.
    BadTarget(Error),
    /// The target may not be probed.
    NotAllowed(String),
    /// Enough is going on.
    Busy,
    /// The module's password cannot be had.
    Unable(Error),
    /// The service ends.
    Ended,
}

impl Refusal {
    /// The word for it in the metrics.
    pub(super) fn reason(&self) -> &'static str {
        match self {
            Self::NoTarget | Self::BadTarget(_) => "bad-target",
            Self::Credentials => "credentials",
            Self::NoModule(_) => "no-module",
            Self::NotAllowed(_) => "not-allowed",
            Self::Busy => "busy",
            Self::Unable(_) => "unable",
            Self::Ended => "ended",
        }
    }
}

/// Examines the target. Where the caller goes away, the examination ends.
pub(super) async fn probe(service: &Arc<Service>, wish: Wish) -> Result<String, Refusal> {
    let config = service.config();
    let Some(module) = config.modules.get(&wish.module) else { return Err(Refusal::NoModule(wish.module)) };
    let read = plan::target(&wish.target).map_err(Refusal::BadTarget)?;
    if !config.allowed.admits(&read.target) {
        return Err(Refusal::NotAllowed(wish.target));
    }
    let Ok(place) = Arc::clone(&service.places).try_acquire_owned() else { return Err(Refusal::Busy) };
    let mut plan = module.plan(&wish.target, service.lang, &service.env).map_err(Refusal::Unable)?;
    hurry(&mut plan, wish.patience);
    let (trust, strictness) = (module.trust.clone(), module.strictness);
    let (net, lang) = (service.net.clone(), service.lang);
    let (mut send, receive) = oneshot::channel();
    service.crew.give(move || async move {
        let examined = async {
            let setting = Setting { net: &net, trust, cancel: Cancel::never() };
            let evidence = examine(&plan, setting, &Unwatched).await;
            let diagnosis = diagnose(&evidence);
            let report = Report { strictness, ..Report::new(&evidence, &diagnosis) };
            (report.verdict, render(Format::OpenMetrics, &report, lang, Style::default()))
        };
        let examined = tokio::select! {
            examined = examined => Some(examined),
            () = send.closed() => None,
        };
        drop(place);
        if let Some(examined) = examined {
            _ = send.send(examined);
        }
    });
    let (verdict, text): (Verdict, String) = receive.await.map_err(|_| Refusal::Ended)?;
    service.counts.probed(&wish.module, verdict);
    Ok(text)
}

/// Sees to it that the examination ends before the caller gives up.
fn hurry(plan: &mut Plan, patience: Option<f64>) {
    let Some(seconds) = patience else { return };
    let left = (seconds - MARGIN).max(seconds / 2.0);
    let left = Duration::try_from_secs_f64(left).unwrap_or(plan.limits.deadline);
    plan.limits.deadline = plan.limits.deadline.min(left);
    plan.limits.stage = plan.limits.stage.min(left);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probe_ends_before_its_caller_gives_up() {
        for (patience, deadline) in [(Some(10.0), 9.5), (Some(0.6), 0.3), (Some(1e300), 60.0), (None, 60.0)] {
            let args = crate::cli::args::Args::made(vec!["a.test:465".to_owned()], Vec::new());
            let draft = plan::draft(&args, crate::locale::Lang::En);
            let mut plan = draft.unwrap_or_else(|_| panic!("no plan")).plan;
            hurry(&mut plan, patience);
            assert!((plan.limits.deadline.as_secs_f64() - deadline).abs() < 0.01, "{patience:?}");
            assert!(plan.limits.stage <= plan.limits.deadline);
        }
    }
}
