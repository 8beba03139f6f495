//! What the tests of a run share: a plan, a machine that counts connections, and how a run ended.

use std::cell::Cell;
use std::future::{Future, ready};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::Evidence;
use smtp_doctor::examine::examine;
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{LIMITS, LabNet, Log, PASSWORD, RunningWorld, USER};
use smtp_doctor::plan::{InClear, Login, Plan, Route, TlsMode};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::net::Net;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use smtp_doctor::report::{Report, Strictness, status};
use smtp_doctor::secret::Secret;
use time::OffsetDateTime;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

pub(crate) const HOST: &str = "smtp.lab.test";

/// A time that is enough, and longer on Windows: under Wine each call of a socket goes through another process, whose
/// turn comes when the machine is not busy with others.
pub(crate) const fn patient(enough: Duration) -> Duration {
    if cfg!(windows) { enough.saturating_mul(4) } else { enough }
}

/// The first words that a server was sent, once no more of them come: the goodbye is not waited for by those who say it.
pub(crate) async fn heard(log: &Log) -> Vec<String> {
    let mut before = log.lines();
    loop {
        sleep(patient(Duration::from_millis(40))).await;
        let now = log.lines();
        if now == before {
            return now.iter().map(|line| line.split([' ', ':']).next().unwrap().to_owned()).collect();
        }
        before = now;
    }
}

/// The machine of a world that counts the connections it is asked for.
pub(crate) struct Counting<'a> {
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
pub(crate) struct Run {
    pub(crate) evidence: Evidence,
    pub(crate) connections: usize,
    pub(crate) took: Duration,
}

pub(crate) fn login(password: &str) -> Login {
    let secret = Secret::new(password.to_owned()).unwrap();
    Login { user: USER.to_owned(), secret, mechanism: None, in_clear: InClear::Refused }
}

pub(crate) fn plan(world: &RunningWorld, routes: &[Route]) -> Plan {
    Plan {
        routes: routes.to_vec(),
        login: Some(login(PASSWORD)),
        extra_roots: vec![world.authority.clone().into_bytes()],
        limits: LIMITS,
        ..Plan::of(HOST).unwrap()
    }
}

pub(crate) async fn go(world: &RunningWorld, plan: &Plan) -> Run {
    let net = Counting { net: &world.net, connections: Cell::new(0) };
    let setting =
        Setting { net: &net, trust: Trust::begin(&OwnRoots::Absent, plan), cancel: Cancel::never() };
    let started = Instant::now();
    let evidence = examine(plan, setting, &Unwatched).await;
    Run { evidence, connections: net.connections.get(), took: started.elapsed() }
}

pub(crate) fn both() -> [Route; 2] {
    [465, 587].map(|port| Route::new(port, TlsMode::Auto))
}

pub(crate) fn v4(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

pub(crate) fn v6(last: u16) -> IpAddr {
    IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, last])
}

pub(crate) fn exit(evidence: &Evidence) -> Status {
    let diagnosis = diagnose(evidence);
    status(&Report::new(evidence, &diagnosis), Strictness::WarningsPass)
}

/// The machine of a world where every connection leads to one server.
pub(crate) struct Led<'a> {
    pub(crate) net: &'a LabNet,
    pub(crate) server: SocketAddr,
}

impl Net for Led<'_> {
    fn connect(&self, _: SocketAddr) -> impl Future<Output = io::Result<TcpStream>> {
        TcpStream::connect(self.server)
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
