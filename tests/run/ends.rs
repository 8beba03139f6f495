//! How a run may end, and that what it leaves fits together.

use std::time::Duration;

use smtp_doctor::evidence::{Attempt, Evidence, Failure, Outcome, Stage};
use smtp_doctor::examine::examine;
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Answer, Kind, Records, Service, World};
use smtp_doctor::plan::{Route, Security, TlsMode};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use tokio::time::Instant;

use crate::envelope::envelope;
use crate::world::{HOST, exit, go, patient, plan, v4, v6};

#[tokio::test]
async fn a_run_that_ends_with_starttls_makes_no_tls() {
    let world = World::of(HOST, &[v4(1)]).serving(587, Service::submission(HOST)).start().await.unwrap();
    let mut plan = plan(&world, &[Route::new(587, TlsMode::Required)]);
    (plan.until, plan.login) = (Stage::StartTls, None);
    let run = go(&world, &plan).await;
    assert!(run.evidence.attempts[0].starttls.passed().is_some());
    assert_eq!(run.evidence.attempts[0].tls, Outcome::NotPlanned);
    assert_eq!(world.log.lines()[1..], ["STARTTLS"]);
    assert_eq!(exit(&run.evidence), Status::Healthy);
}

/// What must hold of an attempt: after a failed stage nothing more is gone through, and each stage of its road that
/// is due says what kept it.
fn fits_together(evidence: &Evidence, attempt: &Attempt) -> Result<(), String> {
    let told = |stage: Stage| {
        let json = serde_json::to_value(attempt).unwrap();
        let field = match stage {
            Stage::StartTls => "starttls",
            Stage::EhloAgain => "ehlo_again",
            stage => stage.name(),
        };
        json[field]["outcome"].as_str().unwrap().to_owned()
    };
    let mut failed = evidence.dns.failure().is_some();
    for stage in attempt.road() {
        let due = attempt.spoken.reaches(evidence.plan.until, *stage)
            && match stage {
                Stage::Auth => evidence.plan.login.is_some(),
                Stage::Mail | Stage::Rcpt => evidence.plan.envelope.is_some(),
                _ => true,
            };
        let course = told(*stage);
        let fits = match (due, failed) {
            (false, _) => course == "not-planned",
            (true, true) => course == "unreached",
            (true, false) => course == "passed" || course == "failed",
        };
        if !fits {
            return Err(format!("{stage:?} is {course}, due {due}, failed {failed}: {attempt:?}"));
        }
        let withheld = attempt.failure(*stage) == Some(&Failure::Certificate);
        failed |= course == "failed" && !withheld;
    }
    let off = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Dns && !attempt.road().contains(stage));
    match off.into_iter().find(|stage| told(*stage) != "not-planned") {
        Some(stage) => Err(format!("{stage:?} is not on the road: {attempt:?}")),
        None => Ok(()),
    }
}

#[tokio::test]
async fn every_end_on_every_route_leaves_evidence_that_fits_together() {
    let services = || {
        let host = HOST;
        [
            Service::submission(host),
            Service::submissions(host),
            Service::in_clear(host),
            Service::submission(host).answering("STARTTLS", Answer::reply("454 4.7.0 no")),
            Service::submission(host).answering("EHLO", Answer::unknown()),
            Service::submission(host).greeting(Answer::reply("554 5.7.1 no")),
            Service::submissions(host).certified(Kind::Expired),
        ]
    };
    let mut wrong = Vec::new();
    for service in services() {
        let world = World::of(HOST, &[v4(1)]).serving(1025, service).start().await.unwrap();
        let modes = [
            Security::Implicit,
            Security::StartTls,
            Security::Opportunistic,
            Security::Plain,
            Security::Detect,
        ];
        let runs = modes.into_iter().flat_map(|security| {
            let world = &world;
            // No message is handed over yet.
            let ends = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Data);
            ends.map(move |until| async move {
                let mut plan = envelope(plan(world, &[Route { port: 1025, security }]));
                plan.until = until;
                plan.limits.stage = Duration::from_millis(300);
                (security, until, go(world, &plan).await)
            })
        });
        for (security, until, run) in futures_util::future::join_all(runs).await {
            for attempt in &run.evidence.attempts {
                if let Err(fault) = fits_together(&run.evidence, attempt) {
                    wrong.push(format!("{security:?} until {until:?}: {fault}"));
                }
            }
            if run.connections > 12 {
                wrong.push(format!("{security:?} until {until:?}: {} connections", run.connections));
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
}

#[tokio::test]
async fn an_interrupt_at_any_stage_ends_the_run_at_once_and_leaves_whole_evidence() {
    let silence = Answer::silence;
    let worlds = [
        (World::named(HOST, Records::Silent), 465),
        (World::of(HOST, &[v4(1), v6(1)]), 465),
        (World::of(HOST, &[v4(1)]).serving(465, Service::submission(HOST).greeting(silence())), 465),
        (World::of(HOST, &[v4(1)]).serving(587, Service::submission(HOST).greeting(silence())), 587),
        (World::of(HOST, &[v4(1)]).serving(1025, Service::submission(HOST).greeting(silence())), 1025),
        (World::of(HOST, &[v4(1)]).serving(587, Service::submission(HOST).answering("EHLO", silence())), 587),
        (
            World::of(HOST, &[v4(1)])
                .serving(587, Service::submission(HOST).answering("STARTTLS", silence())),
            587,
        ),
        (
            World::of(HOST, &[v4(1)]).serving(465, Service::submissions(HOST).answering("AUTH", silence())),
            465,
        ),
        (
            World::of(HOST, &[v4(1)]).serving(465, Service::submissions(HOST).answering("MAIL", silence())),
            465,
        ),
        (World::of(HOST, &[v4(1)]).serving(587, Service::submission(HOST).answering("RCPT", silence())), 587),
    ];
    let runs = worlds.into_iter().map(|(world, port)| async move {
        let world = world.start().await.unwrap();
        let plan = envelope(plan(&world, &[Route::new(port, TlsMode::Auto)]));
        let (handle, cancel) = Cancel::new();
        let setting = Setting { net: &world.net, trust: Trust::begin(&OwnRoots::Absent, &plan), cancel };
        let started = Instant::now();
        let interrupt = async {
            tokio::time::sleep(Duration::from_millis(600)).await;
            handle.cancel();
        };
        let (evidence, ()) = tokio::join!(examine(&plan, setting, &Unwatched), interrupt);
        (evidence, started.elapsed())
    });
    for (evidence, took) in futures_util::future::join_all(runs).await {
        assert_eq!(exit(&evidence), Status::Interrupted);
        assert!(
            took < Duration::from_millis(600) + patient(Duration::from_millis(300)),
            "{took:?} {evidence:?}"
        );
        let attempt = &evidence.attempts[0];
        let failure = evidence.dns.failure().or(attempt.first_failure().map(|(_, failure)| failure));
        assert_eq!(failure, Some(&Failure::Interrupted), "{evidence:?}");
        fits_together(&evidence, attempt).unwrap();
        assert_eq!(Evidence::from_json(&evidence.to_json().unwrap()).unwrap(), evidence);
    }
}
