//! Every scenario of the lab on every port on which it can happen: with TLS from the first byte on 465, by STARTTLS on
//! 587 and 25. The root cause is the same on each.

use std::collections::BTreeMap;

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::Evidence;
use smtp_doctor::lab::os_code::is_wine;
use smtp_doctor::lab::scenario::{self, moved::PORTS};
use smtp_doctor::lab::{LIMITS, Scenario};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;

/// How many are played at a time. Under Wine each call of a socket goes through another process, for all of them.
const AT_A_TIME: usize = if cfg!(windows) { 6 } else { 16 };

/// The first finding's code; `healthy` where there is none.
fn found(evidence: &Evidence) -> String {
    let diagnosis = diagnose(evidence);
    match diagnosis.findings.first() {
        Some(finding) => finding.cause.code.0.to_owned(),
        None if diagnosis.unexplained.is_empty() => "healthy".to_owned(),
        None => format!("unexplained {:?}", diagnosis.unexplained),
    }
}

#[tokio::test]
async fn the_cause_is_the_same_on_every_port() {
    let elsewhere = |scenario: &'static Scenario| {
        let ports =
            PORTS.into_iter().filter(|port| *port != scenario.port && scenario.not_there(*port).is_none());
        ports.map(move |port| (scenario, port))
    };
    let all: Vec<_> = scenario::all().flat_map(elsewhere).collect();
    assert!(all.len() > 250, "{}", all.len());
    let mut wrong = BTreeMap::new();
    for some in all.chunks(AT_A_TIME) {
        let played = some.iter().map(|(scenario, port)| async move {
            let (scenario, world) = scenario.on(*port);
            scenario.rehearse_in(world, LIMITS, &Unwatched, Cancel::never()).await
        });
        for ((scenario, port), evidence) in some.iter().zip(futures_util::future::join_all(played).await) {
            let evidence =
                evidence.unwrap_or_else(|error| panic!("{} on {port}: {error:#}", scenario.name()));
            let wanted = scenario.code.unwrap_or("healthy");
            let mut ended = found(&evidence);
            if cfg!(windows) && ended != wanted {
                // On a machine that is busy Wine does not serve all of them in time: once more, alone.
                let (scenario, world) = scenario.on(*port);
                let again = scenario.rehearse_in(world, LIMITS, &Unwatched, Cancel::never()).await;
                ended = again.map_or(ended, |evidence| found(&evidence));
            }
            // Wine tells of a reset as of a close.
            let as_in_wine = is_wine() && wanted == "tcp/reset" && ended.ends_with("-closed");
            if ended != wanted && !as_in_wine {
                wrong.insert(format!("{} on {port}", scenario.name()), ended);
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} end in another cause: {wrong:#?}", wrong.len(), all.len());
}
