//! Two ports side by side: the one that works decides, and only one gets the secret.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::StreamExt as _;
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{Attempt, DnsSource, Failure, Outcome, Question, Stage};
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Answer, Endpoint, Kind, Records, Service, Step, World};
use smtp_doctor::plan::{Pin, Route, Security, TlsMode};

use crate::world::{HOST, Run, both, exit, go, login, patient, plan, v4};

#[tokio::test]
async fn a_password_that_one_of_two_ports_refuses_is_the_root() {
    let world = World::of(HOST, &[v4(1)])
        .serving(465, Service::submissions(HOST))
        .serving(587, Service::submission(HOST))
        .start()
        .await
        .unwrap();
    let mut plan = plan(&world, &both());
    plan.login = Some(login("quite another"));
    let run = go(&world, &plan).await;
    assert_eq!(run.evidence.foremost(), 0);
    assert_eq!(exit(&run.evidence), Status::Auth);
    assert_eq!(run.connections, 2);
}

#[tokio::test]
async fn of_two_ports_the_one_that_works_decides() {
    let refused = Answer::reply("554 5.7.1 no");
    let implicit = || Service::submissions(HOST);
    let starttls = || Service::submission(HOST);
    let serve = |service| Endpoint::Serve(Box::new(service));
    let on_465 = [
        serve(implicit()),
        Endpoint::Refuse,
        Endpoint::Silent,
        serve(implicit().certified(Kind::Expired)),
        serve(implicit().greeting(refused.clone())),
        serve(implicit().offering_under_tls(HOST, &[])),
    ];
    let on_587 = [
        serve(starttls()),
        Endpoint::Refuse,
        Endpoint::Silent,
        serve(starttls().certified(Kind::Expired)),
        serve(starttls().greeting(refused)),
        serve(starttls().answering_in_clear("STARTTLS", Answer::reply("454 4.7.0 no"))),
        serve(Service::in_clear(HOST)),
        serve(starttls().offering_under_tls(HOST, &[])),
    ];
    let pairs =
        on_465.iter().enumerate().flat_map(|one| on_587.iter().enumerate().map(move |two| (one, two)));
    let runs = pairs.map(|((one, implicit), (two, starttls))| async move {
        let world = World::of(HOST, &[v4(1)]).with(465, implicit.clone()).with(587, starttls.clone());
        let world = world.start().await.unwrap();
        let mut plan = plan(&world, &both());
        plan.limits.stage = patient(Duration::from_millis(700));
        let right = go(&world, &plan).await;
        plan.login = Some(login("quite another"));
        let wrong = go(&world, &plan).await;
        (one, two, right, wrong)
    });
    let mut faults = Vec::new();
    let at_a_time = if cfg!(windows) { 8 } else { 48 };
    let ended: Vec<_> = futures_util::stream::iter(runs).buffered(at_a_time).collect().await;
    for (one, two, right, wrong) in ended {
        let works = one == 0 || two == 0;
        if (exit(&right.evidence) == Status::Healthy) != works {
            faults.push(format!("{one} and {two}: {:?}", exit(&right.evidence)));
        }
        let refused =
            |attempt: &Attempt| matches!(attempt.failure(Stage::Auth), Some(Failure::Rejected { .. }));
        let told = exit(&wrong.evidence) == Status::Auth && wrong.evidence.attempts.iter().any(refused);
        if told != works {
            faults.push(format!("{one} and {two}, wrong password: {:?}", exit(&wrong.evidence)));
        }
        let sent = |attempt: &&Attempt| attempt.auth.facts().is_some_and(|auth| auth.mechanism.is_some());
        for run in [&right, &wrong] {
            if run.evidence.attempts.iter().filter(sent).count() > 1 {
                faults.push(format!("{one} and {two}: two logins"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Two good ports: 465 at one address, 587 at another.
fn apart(records: Records) -> World {
    let at = |last, port| (v4(last), port).into();
    let serve = |service| Endpoint::Serve(Box::new(service));
    World::named(HOST, records)
        .with_at(at(1, 587), serve(Service::submission(HOST)))
        .with_at(at(2, 465), serve(Service::submissions(HOST)))
        .elsewhere(Endpoint::Refuse)
}

fn pin(port: u16, last: u8) -> Pin {
    Pin { host: HOST.to_owned(), port, address: v4(last) }
}

fn peers(run: &Run) -> Vec<Option<SocketAddr>> {
    let peer = |attempt: &Attempt| attempt.tcp.passed().and_then(|tcp| tcp.peer);
    run.evidence.attempts.iter().map(peer).collect()
}

#[tokio::test]
async fn an_address_given_for_one_port_is_not_used_for_the_other() {
    let world = apart(Records::Addresses(vec![v4(1)])).start().await.unwrap();
    let mut plan = plan(&world, &both());
    plan.resolution.pins = vec![pin(465, 2)];
    let run = go(&world, &plan).await;
    assert_eq!(peers(&run), [Some((v4(2), 465).into()), Some((v4(1), 587).into())]);
    assert_eq!(exit(&run.evidence), Status::Healthy);
    let source = |port| run.evidence.dns_for(port).unwrap().source;
    assert_eq!((source(465), source(587)), (DnsSource::Pinned, DnsSource::Nameserver));
    plan.resolution.pins = vec![pin(465, 2), pin(587, 1)];
    let run = go(&world, &plan).await;
    assert_eq!(peers(&run), [Some((v4(2), 465).into()), Some((v4(1), 587).into())]);
    assert_eq!(run.evidence.dns.passed().unwrap().queries, []);
}

#[tokio::test]
async fn a_port_with_an_address_of_its_own_does_without_the_name() {
    let world = apart(Records::NxDomain).start().await.unwrap();
    for (pin, primary, status) in [
        (pin(465, 2), 0, Status::Healthy),
        (pin(587, 1), 1, Status::Healthy),
        (pin(465, 9), 0, Status::Tcp),
        (pin(587, 9), 1, Status::Tcp),
    ] {
        let mut plan = plan(&world, &both());
        plan.resolution.pins = vec![pin];
        let run = go(&world, &plan).await;
        assert_eq!(run.evidence.foremost(), primary);
        assert_eq!(exit(&run.evidence), status, "{:?}", plan.resolution);
        let other = &run.evidence.attempts[1 - primary];
        assert_eq!(other.tcp, Outcome::Unreached { after: Stage::Dns });
        assert_eq!(other.auth, Outcome::Unreached { after: Stage::Dns });
        assert!(run.evidence.dns.passed().is_some_and(|dns| !dns.queries.is_empty()));
    }
}

/// The routes of a target without a port.
fn all() -> [Route; 4] {
    [465, 587, 2525, 25].map(|port| Route::new(port, TlsMode::Auto))
}

fn sound_world() -> World {
    World::of(HOST, &[v4(1)]).serving(465, Service::submissions(HOST)).serving(587, Service::submission(HOST))
}

#[tokio::test]
async fn what_is_looked_at_for_information_neither_fails_the_run_nor_keeps_it() {
    for endpoint in [
        Endpoint::Refuse,
        Endpoint::Silent,
        Endpoint::Serve(Box::new(Service::submission(HOST).greeting(Answer::silence()))),
        Endpoint::Serve(Box::new(Service::submission(HOST).greeting(Answer::reply("554 5.7.1 no")))),
        Endpoint::Serve(Box::new(Service::submission(HOST).certified(Kind::Expired))),
        Endpoint::Serve(Box::new(Service::in_clear(HOST))),
    ] {
        let world =
            sound_world().with(25, endpoint.clone()).with(2525, endpoint.clone()).start().await.unwrap();
        let run = go(&world, &plan(&world, &all())).await;
        assert_eq!(run.evidence.foremost(), 0);
        assert_eq!(exit(&run.evidence), Status::Healthy);
        assert!(run.took < patient(Duration::from_secs(1)), "{endpoint:?}: {:?}", run.took);
        let diagnosis = diagnose(&run.evidence);
        assert!(diagnosis.findings.is_empty() && diagnosis.unexplained.is_empty(), "{diagnosis:?}");
        assert_eq!(run.connections, 4);
        let logins = run.evidence.attempts.iter().filter(|attempt| attempt.auth.ms().is_some()).count();
        assert_eq!(logins, 1);
    }
}

#[tokio::test]
async fn an_open_port_25_makes_no_health_of_closed_submission_ports() {
    let open = || Endpoint::Serve(Box::new(Service::submission(HOST)));
    for main in [Endpoint::Refuse, Endpoint::Silent] {
        let world = World::of(HOST, &[v4(1)])
            .with(465, main.clone())
            .with(587, main)
            .with(25, open())
            .with(2525, open())
            .start()
            .await
            .unwrap();
        let run = go(&world, &plan(&world, &all())).await;
        assert_eq!(exit(&run.evidence), Status::Tcp);
        assert_eq!(run.evidence.open_siblings(0), [2525, 25]);
        // What is known of the other ports is not asked again.
        assert_eq!((run.evidence.follow_ups.len(), run.connections), (0, 4));
    }
}

#[tokio::test(start_paused = true)]
async fn ports_that_are_silent_alike_are_given_up_as_before() {
    let world = World::of(HOST, &[v4(1)])
        .elsewhere(Endpoint::Silent)
        .with(25, Endpoint::Serve(Box::new(Service::submission(HOST))))
        .start()
        .await
        .unwrap();
    let mut plan = plan(&world, &all());
    plan.target.host = v4(1).to_string();
    plan.limits = smtp_doctor::plan::Limits::default();
    let run = go(&world, &plan).await;
    assert_eq!(exit(&run.evidence), Status::Tcp);
    assert_eq!(run.took.as_secs(), 10, "{:?}", run.took);
}

/// A run on two ports of which the first one is healthy at once, with the limits of every day.
async fn beside_a_ready_one(on_587: Service) -> Run {
    let world = World::of(HOST, &[v4(1)]).serving(465, Service::submissions(HOST)).serving(587, on_587);
    let world = world.start().await.unwrap();
    let mut plan = plan(&world, &both());
    plan.limits = smtp_doctor::plan::Limits::default();
    go(&world, &plan).await
}

#[tokio::test]
async fn a_port_that_greets_late_is_waited_for_though_another_one_is_ready() {
    let mut greeting = Answer::reply("220 smtp.lab.test ESMTP");
    greeting.0.insert(0, Step::Pause(Duration::from_secs(3)));
    let run = beside_a_ready_one(Service::submission(HOST).greeting(greeting)).await;
    let failures: Vec<_> = run.evidence.attempts.iter().map(Attempt::first_failure).collect();
    assert!(failures.iter().all(Option::is_none), "{failures:?}");
    assert!(run.took < patient(Duration::from_secs(5)), "{:?}", run.took);
}

#[tokio::test]
async fn a_port_that_never_greets_is_given_up_beside_a_ready_one_and_told_as_that() {
    let run = beside_a_ready_one(Service::submission(HOST).greeting(Answer::silence())).await;
    assert_eq!(exit(&run.evidence), Status::Healthy);
    let failure = run.evidence.attempts[1].greeting.failure();
    assert!(matches!(failure, Some(Failure::TimedOut { after_ms: 10_000..12_000, .. })), "{failure:?}");
}

#[tokio::test]
async fn a_port_that_waits_for_tls_is_found_out_beside_a_ready_one() {
    let run = beside_a_ready_one(Service::submissions(HOST)).await;
    let diagnosis = diagnose(&run.evidence);
    let about: Vec<_> = diagnosis.findings.iter().map(|finding| finding.cause.code.0).collect();
    assert_eq!(about, ["tls/implicit-port"]);
    let asked: Vec<_> = run.evidence.follow_ups.iter().map(|follow_up| follow_up.question.clone()).collect();
    let implicit = Route { port: 587, security: Security::Implicit };
    assert_eq!(asked, [Question::OtherOrder { route: implicit }]);
    assert!(run.took < patient(Duration::from_secs(7)), "{:?}", run.took);
}

#[tokio::test]
async fn all_ports_on_all_addresses_keep_within_the_connections() {
    for count in 1..=8 {
        let addresses: Vec<_> = (1..=count).map(v4).collect();
        let mut world = World::of(HOST, &addresses);
        for address in &addresses {
            let serve = |service| Endpoint::Serve(Box::new(service));
            world = world
                .with_at((*address, 465).into(), serve(Service::submissions(HOST)))
                .with_at((*address, 587).into(), serve(Service::submission(HOST)))
                .with_at((*address, 25).into(), Endpoint::Refuse)
                .with_at((*address, 2525).into(), Endpoint::Refuse);
        }
        let world = world.start().await.unwrap();
        let run = go(&world, &plan(&world, &all())).await;
        assert_eq!(exit(&run.evidence), Status::Healthy);
        assert!(run.connections <= 12, "{count}: {}", run.connections);
        for attempt in &run.evidence.attempts {
            let tried = attempt.tcp.facts().unwrap().connections.len();
            assert!(tried >= 1, "{count}: {attempt:?}");
        }
    }
}
