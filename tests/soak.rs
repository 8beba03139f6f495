//! Many runs in one process, against one server that plays another hostile row on each connection: neither memory nor
//! file descriptors nor threads grow. First a service that examines on request, seen from outside; then the library.
//!
//! `SOAK_RUNS` and `SOAK_SEED` make it longer, and play the same again.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "what was measured is for whoever asks cargo for it")]

#[path = "support/forms.rs"]
mod forms;
#[path = "hostile/row.rs"]
#[expect(dead_code, reason = "the tests of hostile servers use the rest")]
mod row;
#[path = "hostile/rows.rs"]
mod rows;

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use row::{HOST, WAYS};
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::examine::examine;
use smtp_doctor::lab::{Authority, Log, PASSWORD, Server, Service, USER};
use smtp_doctor::plan::{InClear, Limits, Login, Pin, Plan, Resolution, Route};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::net::System;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use smtp_doctor::secret::Secret;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How many runs at a time.
const AT_A_TIME: usize = 32;

/// What the process may have grown by, in kibibytes, from the fifth part of the runs to the end.
const GROWTH: u64 = 4 * 1024;

/// How many threads for what blocks come and go.
const IDLE: u64 = 4;

/// Numbers that look random, and are the same for the same seed (`SplitMix64`).
struct Numbers(AtomicU64);

impl Numbers {
    fn below(&self, most: usize) -> usize {
        let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % most as u64).unwrap()
    }
}

/// What a process holds.
#[derive(Clone, Copy, Debug)]
struct Holds {
    memory: u64,
    threads: u64,
    descriptors: usize,
}

impl Holds {
    fn of(process: &str) -> Self {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
        let field = |name| {
            let line = status.lines().find_map(|line: &str| line.strip_prefix(name)).unwrap();
            line.split_whitespace().next().unwrap().parse().unwrap()
        };
        // Nobody but the administrator sees those of a process that holds passwords.
        let descriptors = fs::read_dir(format!("/proc/{process}/fd")).map_or(0, Iterator::count);
        Self { memory: field("VmRSS:"), threads: field("Threads:"), descriptors }
    }

    fn must_not_outgrow(self, early: Self) {
        assert!(self.memory <= early.memory + GROWTH, "{early:?} {self:?}");
        assert!(self.threads <= early.threads + IDLE, "{early:?} {self:?}");
        assert!(self.descriptors <= early.descriptors, "{early:?} {self:?}");
    }
}

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().map_or(usual, |text| text.parse().unwrap())
}

/// Every service that a row is played by, whatever the way to it is.
fn services() -> Vec<Service> {
    rows::all().iter().flat_map(row::Row::services).filter_map(|(_, service)| service).collect()
}

/// A server that plays another service on each connection.
async fn front(seed: u64, authority: Arc<Authority>) -> (SocketAddr, JoinSet<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (services, numbers) = (Arc::new(services()), Numbers(AtomicU64::new(seed)));
    let mut listening = JoinSet::new();
    listening.spawn(async move {
        let mut open = JoinSet::new();
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let service = services[numbers.below(services.len())].clone();
            let authority = Arc::clone(&authority);
            open.spawn(async move {
                let server = Server::start(service, &authority, None, Log::default()).await.unwrap();
                let mut behind = TcpStream::connect(server.address).await.unwrap();
                _ = timeout(Duration::from_secs(10), copy_bidirectional(&mut stream, &mut behind)).await;
            });
            while open.try_join_next().is_some() {}
        }
    });
    (address, listening)
}

#[tokio::test]
async fn many_runs_leave_nothing_behind() {
    let (runs, seed) = (usize::try_from(setting("SOAK_RUNS", 1000)).unwrap(), setting("SOAK_SEED", 7));
    let authority = Arc::new(Authority::new(time::OffsetDateTime::now_utc()).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        path.display().to_string()
    };
    let (address, _front) = front(seed, Arc::clone(&authority)).await;
    let port = address.port();
    let (ca, password) = (file("ca.pem", &authority.pem()), file("password", PASSWORD));
    let mut modules = format!("targets = [\"{HOST}:{port}\"]\n");
    for tls in ["implicit", "starttls", "none"] {
        modules += &format!(
            "[modules.{tls}]\ntls = \"{tls}\"\nresolve = \"{HOST}:{port}:127.0.0.1\"\nca_file = \"{ca}\"\n\
             user = \"{USER}\"\npassword_file = \"{password}\"\ntimeout = 1\ndeadline = 3\n"
        );
    }
    let config = file("modules.toml", &modules);
    let mut service = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"))
        .args(["serve", "--listen", "127.0.0.1:0", "--lang", "en", "--config", &config])
        .env_clear()
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut said = BufReader::new(service.stderr.take().unwrap());
    let mut first = String::new();
    said.read_line(&mut first).await.unwrap();
    let listens = first.split("http://").nth(1).unwrap().trim().trim_end_matches('/').to_owned();
    let process = service.id().unwrap().to_string();
    let begun = Instant::now();
    let probe = |at: usize| {
        let (listens, tls) = (listens.clone(), ["implicit", "starttls", "none"][at % 3]);
        async move {
            let mut stream = TcpStream::connect(&listens).await.unwrap();
            let ask = format!(
                "GET /probe?target={HOST}:{port}&module={tls} HTTP/1.1\r\nHost: {listens}\r\nConnection: close\r\n\r\n"
            );
            stream.write_all(ask.as_bytes()).await.unwrap();
            let mut answer = String::new();
            timeout(Duration::from_mins(1), stream.read_to_string(&mut answer)).await.unwrap().unwrap();
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
            assert!(!answer.contains(PASSWORD));
        }
    };
    futures_util::stream::iter((0..runs / 5).map(probe)).buffer_unordered(AT_A_TIME).count().await;
    sleep(Duration::from_millis(300)).await;
    let early = Holds::of(&process);
    futures_util::stream::iter((runs / 5..runs).map(probe)).buffer_unordered(AT_A_TIME).count().await;
    sleep(Duration::from_millis(300)).await;
    let late = Holds::of(&process);
    println!("{runs} probes of a service, seed {seed}, {:?}: {early:?}, then {late:?}", begun.elapsed());
    late.must_not_outgrow(early);
    assert!(service.try_wait().unwrap().is_none());
    drop(service);
    by_the_library(runs, seed, &authority, address).await;
}

/// The same by calls of the library. The servers are in this process too.
async fn by_the_library(runs: usize, seed: u64, authority: &Authority, address: SocketAddr) {
    let limits = Limits {
        stage: Duration::from_millis(500),
        deadline: Duration::from_secs(2),
        retries: 0,
        connections: 12,
    };
    let pem = authority.pem().into_bytes();
    let begun = Instant::now();
    let examination = |at: usize| {
        let way = WAYS[at % 3];
        let port = address.port();
        let pin = Pin { host: HOST.to_owned(), port, address: address.ip() };
        let login = Login {
            user: USER.to_owned(),
            secret: Secret::new(PASSWORD.to_owned()).unwrap(),
            mechanism: None,
            in_clear: InClear::Refused,
        };
        let plan = Plan {
            routes: vec![Route::new(port, way.mode())],
            login: Some(login),
            extra_roots: vec![pem.clone()],
            resolution: Resolution { pins: vec![pin], ..Resolution::default() },
            limits,
            ..Plan::of(&format!("{HOST}:{port}")).unwrap()
        };
        let net = System::here();
        async move {
            let trust = Trust::begin(&OwnRoots::Absent, &plan);
            let setting = Setting { net: &net, trust, cancel: Cancel::never() };
            let evidence = examine(&plan, setting, &Unwatched).await;
            _ = diagnose(&evidence);
        }
    };
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    futures_util::stream::iter((0..runs / 5).map(examination)).buffer_unordered(AT_A_TIME).count().await;
    settled().await;
    let early = (Holds::of("self"), tasks());
    futures_util::stream::iter((runs / 5..runs).map(examination)).buffer_unordered(AT_A_TIME).count().await;
    settled().await;
    let late = (Holds::of("self"), tasks());
    println!("{runs} calls of the library, seed {seed}, {:?}: {early:?}, then {late:?}", begun.elapsed());
    late.0.must_not_outgrow(early.0);
    assert!(late.1 <= early.1, "{early:?} {late:?}");
}

/// Ends when the servers have noticed that their clients are gone.
async fn settled() {
    let begun = Instant::now();
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    while tasks() > 1 && begun.elapsed() < Duration::from_secs(15) {
        sleep(Duration::from_millis(100)).await;
    }
}
