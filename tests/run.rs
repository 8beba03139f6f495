//! What a run costs and what it leaves behind: connections, flights, waits, and evidence that fits together.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cell::Cell;
use std::future::{Future, ready};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{Attempt, Evidence, Failure, Outcome, Stage};
use smtp_doctor::examine::examine;
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Answer, Endpoint, LIMITS, LabNet, PASSWORD, RunningWorld, Service, USER, World};
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
use tokio::net::TcpStream;
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

fn login(password: &str) -> Option<Login> {
    let secret = Secret::new(password.to_owned()).unwrap();
    Some(Login { user: USER.to_owned(), secret, mechanism: None, in_clear: InClear::Refused })
}

fn plan(world: &RunningWorld, routes: &[Route]) -> Plan {
    Plan {
        target: Target { input: HOST.to_owned(), host: HOST.to_owned(), port: None },
        routes: routes.to_vec(),
        login: login(PASSWORD),
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
    plan.login = login("quite another");
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
    assert!(run.evidence.follow_ups.iter().any(|follow_up| follow_up.is_yes()));
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
