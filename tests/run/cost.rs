//! What a run costs: connections, round trips and waits.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use smtp_doctor::evidence::{Failure, FollowUp, Stage};
use smtp_doctor::examine::examine;
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Answer, Endpoint, LabNet, Service, USER, World};
use smtp_doctor::plan::{Envelope, Limits, Plan, Route, TlsMode};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::net::Net;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::world::{HOST, Led, both, exit, go, patient, plan, v4, v6};

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
    assert_eq!((tcp.connections.len(), run.took.as_secs()), (1, 10), "{:?}", run.evidence);
}

#[tokio::test(start_paused = true)]
async fn a_run_out_of_connections_tells_what_the_last_one_came_to() {
    let world = World::of(HOST, &[v4(1)]).elsewhere(Endpoint::Refuse).start().await.unwrap();
    let mut plan = without_a_name(plan(&world, &both()));
    plan.limits.retries = 10;
    plan.limits.deadline = Duration::from_mins(10);
    let run = go(&world, &plan).await;
    assert!(run.connections <= 12, "{}", run.connections);
    for attempt in &run.evidence.attempts {
        assert_eq!(attempt.tcp.failure(), Some(&Failure::Refused));
        assert_eq!(attempt.tcp.facts().unwrap().connections.len(), 1);
    }
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

#[tokio::test]
async fn a_healthy_run_makes_as_few_round_trips_as_can_be() {
    // What the client says in turn: ClientHello, Finished, EHLO, AUTH, QUIT; with STARTTLS that and the first EHLO go
    // before, and Finished brings the second EHLO along. With the connection, and the greeting where that comes by
    // itself, and without the goodbye, these are five round trips and seven.
    // Sender and recipient cost one more.
    for (port, to, flights) in [(465, None, 5), (587, None, 6), (465, Some(USER), 6), (587, Some(USER), 7)] {
        let mut fewest = usize::MAX;
        for _ in 0..3 {
            let world = World::of(HOST, &[v4(1)])
                .serving(465, Service::submissions(HOST))
                .serving(587, Service::submission(HOST))
                .start()
                .await
                .unwrap();
            let relay = Relay::before(&world.net, SocketAddr::new(v4(1), port)).await;
            let net = Led { net: &world.net, server: relay.at };
            let mut plan = plan(&world, &[Route::new(port, TlsMode::Auto)]);
            if let Some(to) = to {
                plan.envelope = Some(Envelope { from: USER.to_owned(), to: vec![to.to_owned()] });
                plan.until = Stage::Rcpt;
            }
            let setting =
                Setting { net: &net, trust: Trust::begin(&OwnRoots::Absent, &plan), cancel: Cancel::never() };
            let evidence = examine(&plan, setting, &Unwatched).await;
            assert_eq!(exit(&evidence), Status::Healthy, "{evidence:?}");
            tokio::time::sleep(patient(Duration::from_millis(20))).await;
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
        let mut least = Duration::MAX;
        // The machine may be busy with something else once.
        for _ in 0..3 {
            let run = go(&world, &plan(&world, routes)).await;
            assert_eq!(exit(&run.evidence), Status::Healthy);
            assert_eq!(run.connections, 2 * routes.len());
            least = least.min(run.took);
        }
        // No wait of ours is as short as this; Wine alone may take as long on a busy machine.
        let enough = if cfg!(windows) { Duration::from_secs(1) } else { Duration::from_millis(50) };
        assert!(least < enough, "{least:?}");
    }
}

/// How many connections are opened in worlds and on routes that ask for many, where so many are allowed.
async fn opened(allowed: usize) -> Vec<usize> {
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
            plan.limits.connections = allowed;
            let world = &world;
            async move { go(world, &plan).await.connections }
        });
        futures_util::future::join_all(runs).await
    });
    futures_util::future::join_all(runs).await.concat()
}

#[tokio::test]
async fn no_run_opens_more_connections_than_a_dozen() {
    assert_eq!(Limits::default().connections, 12);
    for allowed in [1, 6, 11, 12] {
        let opened = opened(allowed).await;
        assert!(opened.iter().all(|count| *count <= allowed), "{allowed} allowed: {opened:?}");
    }
    // The bound is what held them back.
    let opened = [opened(12).await, opened(13).await].map(|opened| opened.into_iter().max());
    assert_eq!(opened, [Some(12), Some(13)]);
}

#[tokio::test]
async fn two_hundred_silent_addresses_are_given_up_together() {
    let many: Vec<IpAddr> = (1..=100).flat_map(|last| [v4(last), v6(last.into())]).collect();
    let world = World::of(HOST, &many).elsewhere(Endpoint::Silent).start().await.unwrap();
    let mut plan = plan(&world, &both());
    plan.limits =
        Limits { stage: Duration::from_secs(2), deadline: Duration::from_secs(10), ..Limits::default() };
    let run = go(&world, &plan).await;
    let addresses = run.evidence.dns.passed().map(|dns| dns.addresses.len());
    assert_eq!(addresses, Some(200), "{:?}", run.evidence.dns);
    assert_eq!(exit(&run.evidence), Status::Tcp);
    assert!(
        run.connections <= 12 && run.took < Duration::from_secs(10),
        "{} in {:?}",
        run.connections,
        run.took
    );
}
