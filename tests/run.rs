//! What a run costs and what it leaves behind: connections, flights, waits, and evidence that fits together.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cell::Cell;
use std::future::{Future, ready};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{Attempt, Evidence, Failure, FollowUp, Outcome, Stage};
use smtp_doctor::examine::examine;
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{
    Answer, Endpoint, Kind, LIMITS, LabNet, PASSWORD, Records, RunningWorld, Service, Step, Tls, USER, World,
};
use smtp_doctor::plan::{
    Family, FollowUps, InClear, Limits, Login, Plan, Platform, Resolution, Route, Security, Target, TlsMode,
};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::net::Net;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting};
use smtp_doctor::report::{Report, Strictness, status};
use smtp_doctor::secret::Secret;
use time::OffsetDateTime;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

const HOST: &str = "smtp.lab.test";

/// The machine of a world that counts the connections it is asked for.
struct Counting<'a> {
    net: &'a LabNet,
    connections: Cell<usize>,
}

impl Net for Counting<'_> {
    fn connect(&self, address: SocketAddr) -> impl Future<Output = io::Result<TcpStream>> {
        self.connections.set(self.connections.get() + 1);
        self.net.connect(address)
    }

    fn now(&self) -> OffsetDateTime {
        self.net.now()
    }

    fn nameservers(&self) -> Vec<SocketAddr> {
        self.net.nameservers()
    }

    fn hosts_file(&self) -> Option<Vec<u8>> {
        self.net.hosts_file()
    }

    fn lookup(&self, _: &str) -> impl Future<Output = io::Result<Vec<IpAddr>>> {
        ready(Err(io::ErrorKind::NotFound.into()))
    }
}

/// An examination, how many connections it asked for, and how long it took.
struct Run {
    evidence: Evidence,
    connections: usize,
    took: Duration,
}

fn login(password: &str) -> Login {
    let secret = Secret::new(password.to_owned()).unwrap();
    Login { user: USER.to_owned(), secret, mechanism: None, in_clear: InClear::Refused }
}

fn plan(world: &RunningWorld, routes: &[Route]) -> Plan {
    Plan {
        target: Target { input: HOST.to_owned(), host: HOST.to_owned(), port: None },
        routes: routes.to_vec(),
        login: Some(login(PASSWORD)),
        helo: None,
        family: Family::Any,
        resolution: Resolution::default(),
        extra_roots: vec![world.authority.clone().into_bytes()],
        limits: LIMITS,
        until: Stage::Auth,
        follow_ups: FollowUps::Asked,
        platform: Platform::HERE,
    }
}

async fn go(world: &RunningWorld, plan: &Plan) -> Run {
    let net = Counting { net: &world.net, connections: Cell::new(0) };
    let setting = Setting { net: &net, own_roots: OwnRoots::Absent, cancel: Cancel::never() };
    let started = Instant::now();
    let evidence = examine(plan, setting, &Unwatched).await;
    Run { evidence, connections: net.connections.get(), took: started.elapsed() }
}

fn both() -> [Route; 2] {
    [465, 587].map(|port| Route::new(port, TlsMode::Auto))
}

fn v4(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

fn v6(last: u16) -> IpAddr {
    IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, last])
}

fn exit(evidence: &Evidence) -> Status {
    let diagnosis = diagnose(evidence);
    status(&Report::new(evidence, &diagnosis), Strictness::WarningsPass)
}

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

/// The same examination of an address instead of a name, which needs no nameserver and so can have a clock of its own.
fn without_a_name(mut plan: Plan) -> Plan {
    plan.target.host = v4(1).to_string();
    plan.limits = Limits::default();
    plan
}

#[tokio::test(start_paused = true)]
async fn a_silent_port_is_given_up_and_tried_again() {
    let world = World::of(HOST, &[v4(1)]).serving(587, Service::submission(HOST)).start().await.unwrap();
    let mut plan = without_a_name(plan(&world, &[Route::new(465, TlsMode::Auto)]));
    plan.limits.retries = 2;
    let run = go(&world, &plan).await;
    let tcp = run.evidence.attempts[0].tcp.facts().unwrap();
    assert_eq!(exit(&run.evidence), Status::Tcp);
    assert!(run.evidence.follow_ups.iter().any(FollowUp::is_yes));
    assert_eq!((tcp.connections.len(), run.took.as_secs()), (1, 13), "{:?}", run.evidence);
}

#[tokio::test(start_paused = true)]
async fn a_run_out_of_connections_tells_what_the_last_one_came_to() {
    let world = World::of(HOST, &[v4(1)]).elsewhere(Endpoint::Refuse).start().await.unwrap();
    let mut plan = without_a_name(plan(&world, &both()));
    plan.limits.retries = 10;
    plan.limits.deadline = Duration::from_secs(600);
    let run = go(&world, &plan).await;
    assert!(run.connections <= 12, "{}", run.connections);
    for attempt in &run.evidence.attempts {
        assert_eq!(attempt.tcp.failure(), Some(&Failure::Refused));
        assert_eq!(attempt.tcp.facts().unwrap().connections.len(), 1);
    }
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
            && (*stage != Stage::Auth || evidence.plan.login.is_some());
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
            Stage::ALL.into_iter().map(move |until| async move {
                let mut plan = plan(world, &[Route { port: 1025, security }]);
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

/// A relay that counts how often the client speaks after the server has: its flights, each a round trip.
struct Relay {
    at: SocketAddr,
    flights: Arc<AtomicUsize>,
}

impl Relay {
    async fn before(net: &LabNet, server: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let (at, flights) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
        let (net, counted) = (net.clone(), Arc::clone(&flights));
        tokio::spawn(async move {
            let (mut client, _) = listener.accept().await.unwrap();
            let mut server = net.connect(server).await.unwrap();
            let (mut up, mut down) = ([0; 4096], [0; 4096]);
            let mut client_spoke = false;
            loop {
                tokio::select! {
                    read = client.read(&mut up) => {
                        let length = read.unwrap_or(0);
                        if length == 0 { return; }
                        // A goodbye ends the run and is not answered to anybody.
                        if !std::mem::replace(&mut client_spoke, true) {
                            counted.fetch_add(1, Ordering::SeqCst);
                        }
                        server.write_all(&up[..length]).await.unwrap();
                    }
                    read = server.read(&mut down) => {
                        let length = read.unwrap_or(0);
                        if length == 0 { return; }
                        client_spoke = false;
                        client.write_all(&down[..length]).await.unwrap();
                    }
                }
            }
        });
        Self { at, flights }
    }
}

/// The machine of a world whose one server stands behind a relay.
struct Relayed<'a> {
    net: &'a LabNet,
    relay: SocketAddr,
}

impl Net for Relayed<'_> {
    fn connect(&self, _: SocketAddr) -> impl Future<Output = io::Result<TcpStream>> {
        TcpStream::connect(self.relay)
    }

    fn now(&self) -> OffsetDateTime {
        self.net.now()
    }

    fn nameservers(&self) -> Vec<SocketAddr> {
        self.net.nameservers()
    }

    fn hosts_file(&self) -> Option<Vec<u8>> {
        None
    }

    fn lookup(&self, _: &str) -> impl Future<Output = io::Result<Vec<IpAddr>>> {
        ready(Err(io::ErrorKind::NotFound.into()))
    }
}

#[tokio::test]
async fn a_healthy_run_makes_as_few_round_trips_as_can_be() {
    // What the client says in turn: ClientHello, Finished, EHLO, AUTH, QUIT; with STARTTLS that and the first EHLO go
    // before, and Finished brings the second EHLO along. With the connection, and the greeting where that comes by
    // itself, and without the goodbye, these are five round trips and seven.
    for (port, flights) in [(465, 5), (587, 6)] {
        let mut fewest = usize::MAX;
        for _ in 0..3 {
            let world = World::of(HOST, &[v4(1)])
                .serving(465, Service::submissions(HOST))
                .serving(587, Service::submission(HOST))
                .start()
                .await
                .unwrap();
            let relay = Relay::before(&world.net, SocketAddr::new(v4(1), port)).await;
            let net = Relayed { net: &world.net, relay: relay.at };
            let setting = Setting { net: &net, own_roots: OwnRoots::Absent, cancel: Cancel::never() };
            let plan = plan(&world, &[Route::new(port, TlsMode::Auto)]);
            let evidence = examine(&plan, setting, &Unwatched).await;
            assert_eq!(exit(&evidence), Status::Healthy, "{evidence:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
            fewest = fewest.min(relay.flights.load(Ordering::SeqCst));
        }
        assert_eq!(fewest, flights, "on {port}");
    }
}

#[tokio::test]
async fn a_healthy_run_on_both_families_waits_for_nothing() {
    let mut world = World::of(HOST, &[v4(1), v6(1)]);
    for address in [v4(1), v6(1)] {
        let serve = |service| Endpoint::Serve(Box::new(service));
        world = world
            .with_at(SocketAddr::new(address, 465), serve(Service::submissions(HOST)))
            .with_at(SocketAddr::new(address, 587), serve(Service::submission(HOST)));
    }
    let world = world.start().await.unwrap();
    for routes in [&both()[..1], &both()[1..], &both()[..]] {
        let run = go(&world, &plan(&world, routes)).await;
        assert_eq!(exit(&run.evidence), Status::Healthy);
        assert_eq!(run.connections, 2 * routes.len());
        assert!(run.took < Duration::from_millis(100), "{:?}", run.took);
    }
}

#[tokio::test]
async fn no_run_opens_more_connections_than_a_dozen() {
    let many: Vec<IpAddr> = (1..=6).flat_map(|last| [v4(last), v6(last.into())]).collect();
    let handshake = Service::submissions(HOST);
    let silent = Service::submission(HOST).greeting(Answer::silence());
    let worlds = [
        World::of(HOST, &many),
        World::of(HOST, &many).elsewhere(Endpoint::Refuse),
        World::of(HOST, &many).elsewhere(Endpoint::Serve(Box::new(handshake))),
        World::of(HOST, &many).elsewhere(Endpoint::Serve(Box::new(silent))),
    ];
    let routes = [vec![Route::new(1025, TlsMode::Auto)], both().to_vec(), vec![both()[0]], vec![both()[1]]];
    let runs = worlds.into_iter().map(|world| async {
        let world = world.start().await.unwrap();
        let runs = routes.iter().map(|routes| {
            let mut plan = plan(&world, routes);
            plan.limits.retries = 1;
            plan.limits.stage = Duration::from_millis(700);
            let world = &world;
            async move { go(world, &plan).await.connections }
        });
        futures_util::future::join_all(runs).await
    });
    let opened = futures_util::future::join_all(runs).await.concat();
    assert!(opened.iter().all(|count| *count <= 12), "{opened:?}");
}

fn detect() -> Route {
    Route::new(1025, TlsMode::Auto)
}

#[tokio::test]
async fn a_server_that_waits_for_tls_is_found_out_by_two_connections() {
    let world = World::of(HOST, &[v4(1)]).serving(1025, Service::submissions(HOST)).start().await.unwrap();
    let run = go(&world, &plan(&world, &[detect()])).await;
    assert_eq!(run.evidence.attempts[0].spoken, Security::Implicit);
    assert_eq!((exit(&run.evidence), run.connections), (Status::Healthy, 2));
}

#[tokio::test]
async fn a_handshake_that_fails_is_tls_all_the_same() {
    let service = Service::submissions(HOST).with_tls(Tls::alert(70));
    let world = World::of(HOST, &[v4(1)]).serving(1025, service).start().await.unwrap();
    let run = go(&world, &plan(&world, &[detect()])).await;
    let alert = Failure::Alert { number: 70, name: "protocol_version".into() };
    assert_eq!(run.evidence.attempts[0].tls.failure(), Some(&alert));
    assert_eq!(exit(&run.evidence), Status::Tls);
}

#[tokio::test]
async fn a_server_that_greets_late_is_heard() {
    let mut greeting = Answer::reply("220 smtp.lab.test ESMTP");
    greeting.0.insert(0, Step::Pause(Duration::from_millis(600)));
    let service = Service::submission(HOST).greeting(greeting);
    let world = World::of(HOST, &[v4(1)]).serving(1025, service).start().await.unwrap();
    let run = go(&world, &plan(&world, &[detect()])).await;
    assert_eq!(run.evidence.attempts[0].spoken, Security::StartTls);
    assert_eq!(exit(&run.evidence), Status::Healthy);
    assert!(run.evidence.attempts[0].greeting.ms().unwrap() > 500.0);
}

#[tokio::test]
async fn a_server_that_says_nothing_has_one_limit_for_it() {
    let service = Service::submission(HOST).greeting(Answer::silence());
    let world = World::of(HOST, &[v4(1)]).serving(1025, service).start().await.unwrap();
    let mut plan = plan(&world, &[detect()]);
    plan.limits = Limits { stage: Duration::from_secs(1), deadline: Duration::from_secs(5), ..LIMITS };
    plan.follow_ups = FollowUps::Left;
    let run = go(&world, &plan).await;
    let failure = run.evidence.attempts[0].greeting.failure();
    assert!(matches!(failure, Some(Failure::TimedOut { after_ms: 1000, .. })), "{failure:?}");
    assert!(run.took < Duration::from_millis(1500), "{:?}", run.took);
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
        plan.limits.stage = Duration::from_millis(700);
        let right = go(&world, &plan).await;
        plan.login = Some(login("quite another"));
        let wrong = go(&world, &plan).await;
        (one, two, right, wrong)
    });
    let mut faults = Vec::new();
    for (one, two, right, wrong) in futures_util::future::join_all(runs).await {
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
    ];
    let runs = worlds.into_iter().map(|(world, port)| async move {
        let world = world.start().await.unwrap();
        let plan = plan(&world, &[Route::new(port, TlsMode::Auto)]);
        let (handle, cancel) = Cancel::new();
        let setting = Setting { net: &world.net, own_roots: OwnRoots::Absent, cancel };
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
        assert!(took < Duration::from_millis(900), "{took:?} {evidence:?}");
        let attempt = &evidence.attempts[0];
        let failure = evidence.dns.failure().or(attempt.first_failure().map(|(_, failure)| failure));
        assert_eq!(failure, Some(&Failure::Interrupted), "{evidence:?}");
        fits_together(&evidence, attempt).unwrap();
        assert_eq!(Evidence::from_json(&evidence.to_json().unwrap()).unwrap(), evidence);
    }
}
