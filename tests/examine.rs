//! Every scenario of the lab, examined over real sockets: the root cause must be the one that the world was made for.

use std::collections::BTreeMap;

use smtp_doctor::diagnose::{Verdict, diagnose};
use smtp_doctor::lab::{LIMITS, Scenario, scenario};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;

/// What an examination of a scenario comes to: its root cause, else its first warning.
async fn found(scenario: &Scenario) -> String {
    let evidence = scenario.rehearse(LIMITS, &Unwatched, Cancel::never()).await.unwrap();
    let diagnosis = diagnose(&evidence);
    if std::env::var_os("SHOW").is_some_and(|name| *name == *scenario.name()) {
        println!("{}", evidence.to_json().unwrap());
    }
    let codes: Vec<&str> = diagnosis.findings.iter().map(|finding| finding.cause.code.0).collect();
    match (diagnosis.verdict(), codes.first()) {
        (Verdict::Pass, None) => "healthy".to_owned(),
        (_, Some(first)) => (*first).to_owned(),
        (verdict, None) => format!("{verdict:?}, unexplained {:?}", diagnosis.unexplained),
    }
}

#[tokio::test]
async fn every_scenario_ends_in_its_cause() {
    let all: Vec<&Scenario> = scenario::all().collect();
    let mut wrong = BTreeMap::new();
    for some in all.chunks(16) {
        let results = futures_util::future::join_all(some.iter().map(|scenario| found(scenario))).await;
        for (scenario, found) in some.iter().zip(results) {
            if scenario.code.unwrap_or("healthy") != found {
                wrong.insert(scenario.name(), found);
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} are wrong: {wrong:#?}", wrong.len(), scenario::all().count());
}
