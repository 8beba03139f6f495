//! A certificate that the server leaves out of its chain: fetched where that is asked for, as a proof and for nothing
//! else.

use std::cell::Cell;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use smtp_doctor::evidence::{Evidence, Failure};
use smtp_doctor::examine::examine;
use smtp_doctor::lab::{Endpoint, Kind, Records, RunningWorld, World};
use smtp_doctor::plan::{Issuers, Plan, ServerCertificate};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::net::Net;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use time::OffsetDateTime;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::chain::{PORTS, called, found, service, tls};
use crate::world::{HOST, both, plan, v4};

/// The machine of a world, with a web server beside it.
struct WithWeb<'a> {
    world: &'a RunningWorld,
    web: SocketAddr,
    /// How often the web server was called.
    calls: Cell<usize>,
}

impl Net for WithWeb<'_> {
    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
        if address.port() == 80 {
            self.calls.set(self.calls.get() + 1);
            return TcpStream::connect(self.web).await;
        }
        self.world.net.connect(address).await
    }

    fn now(&self) -> OffsetDateTime {
        self.world.net.now()
    }

    fn nameservers(&self) -> Vec<SocketAddr> {
        self.world.net.nameservers()
    }

    fn hosts_file(&self) -> Option<Vec<u8>> {
        None
    }

    fn lookup(&self, _: &str) -> impl Future<Output = io::Result<Vec<IpAddr>>> {
        std::future::ready(Err(io::ErrorKind::NotFound.into()))
    }
}

/// Answers every request with this body.
async fn serve(listener: TcpListener, body: Vec<u8>) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let mut request = [0; 2048];
        let got = stream.read(&mut request).await.unwrap_or_default();
        assert!(request[..got].starts_with(b"GET /intermediate.cer "));
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.write_all(&[head.as_bytes(), &body].concat()).await.unwrap_or_default();
    }
}

#[tokio::test]
async fn the_missing_certificate_is_fetched_and_the_server_judged_all_the_same() {
    for port in PORTS {
        let service = service(port, HOST, Kind::MissingIntermediate);
        let mut made = World::of(HOST, &[v4(1)]).serving(port, service);
        made.zone.names.push(("ca.lab.test".to_owned(), Records::Addresses(vec![v4(80)])));
        let world = made.start().await.unwrap();
        for (body, whole) in [(world.intermediate.clone(), true), (b"<html>".to_vec(), false)] {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let net = WithWeb { world: &world, web: listener.local_addr().unwrap(), calls: Cell::new(0) };
            let serving = tokio::spawn(serve(listener, body));
            let server_certificate = ServerCertificate { issuers: Issuers::Fetched, pins: Vec::new() };
            let plan = Plan { server_certificate, ..called(&world, port, HOST) };
            let trust = Trust::begin(&OwnRoots::Absent, &plan);
            let setting = Setting { net: &net, trust, cancel: Cancel::never() };
            let evidence = examine(&plan, setting, &Unwatched).await;
            serving.abort();
            assert_eq!(found(&world, &evidence), "tls/certificate-missing-intermediate");
            let fetched = tls(&evidence).fetched.as_ref().unwrap();
            assert_eq!(fetched.urls, ["http://ca.lab.test/intermediate.cer"]);
            assert_eq!((fetched.whole, fetched.found.len()), (whole, usize::from(whole)), "{fetched:?}");
            assert_eq!(tls(&evidence).chain.len(), 1);
        }
    }
}

/// A world in which both ports lack a certificate that is to be had at `ca`.
async fn lacking(host: IpAddr, ca: IpAddr) -> RunningWorld {
    let mut made = World::of(HOST, &[host]);
    for port in PORTS {
        let service = Endpoint::Serve(Box::new(service(port, HOST, Kind::MissingIntermediate)));
        made = made.with_at(SocketAddr::new(host, port), service);
    }
    made.zone.names.push(("ca.lab.test".to_owned(), Records::Addresses(vec![ca])));
    made.start().await.unwrap()
}

/// An examination of both ports, and how often the web server was called.
async fn fetching(world: &RunningWorld, web: SocketAddr) -> (Evidence, usize) {
    let net = WithWeb { world, web, calls: Cell::new(0) };
    let server_certificate = ServerCertificate { issuers: Issuers::Fetched, pins: Vec::new() };
    let plan = Plan { server_certificate, ..plan(world, &both()) };
    let trust = Trust::begin(&OwnRoots::Absent, &plan);
    let setting = Setting { net: &net, trust, cancel: Cancel::never() };
    let evidence = examine(&plan, setting, &Unwatched).await;
    (evidence, net.calls.get())
}

#[tokio::test]
async fn a_chain_is_completed_once_a_run_and_for_the_port_that_is_told_in_full() {
    let world = lacking(v4(1), v4(80)).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let web = listener.local_addr().unwrap();
    let serving = tokio::spawn(serve(listener, world.intermediate.clone()));
    let (evidence, calls) = fetching(&world, web).await;
    serving.abort();
    assert_eq!(calls, 1);
    let fetched = |at: usize| evidence.attempts[at].tls.facts().unwrap().fetched.as_ref();
    let foremost = evidence.foremost();
    assert!(fetched(foremost).is_some_and(|fetched| fetched.whole));
    assert!(fetched(1 - foremost).is_none());
}

#[tokio::test]
async fn a_web_server_that_is_silent_takes_no_time_of_the_mail_server() {
    let world = lacking(v4(1), v4(80)).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (evidence, calls) = fetching(&world, listener.local_addr().unwrap()).await;
    assert_eq!(calls, 1);
    for attempt in &evidence.attempts {
        assert_eq!(attempt.tls.failure(), Some(&Failure::Certificate), "{:?}", attempt.tls);
        // The handshake is told by itself, and the dialogue is gone through behind it.
        let ms = attempt.tls.ms().unwrap() + attempt.ehlo.ms().unwrap();
        assert!(Duration::from_secs_f64(ms / 1000.0) < Duration::from_secs(1), "{ms}");
        assert!(attempt.last_ehlo().is_some());
    }
    let told = tls(&evidence).fetched.as_ref().or(evidence.attempts[1].tls.facts().unwrap().fetched.as_ref());
    assert!(told.is_some_and(|fetched| fetched.found.is_empty() && fetched.because.is_some()), "{told:?}");
}

#[tokio::test]
async fn the_certificate_of_a_stranger_sends_nobody_into_the_own_network() {
    let inside: IpAddr = "10.0.0.80".parse().unwrap();
    let server: IpAddr = "10.0.0.1".parse().unwrap();
    for (host, ca, calls) in [(v4(1), inside, 0), (v4(1), v4(80), 1), (server, inside, 1)] {
        let world = lacking(host, ca).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let web = listener.local_addr().unwrap();
        let serving = tokio::spawn(serve(listener, world.intermediate.clone()));
        let (evidence, called) = fetching(&world, web).await;
        serving.abort();
        assert_eq!(called, calls, "{host} {ca}");
        let all = evidence.attempts.iter().filter_map(|attempt| attempt.tls.facts()?.fetched.as_ref());
        let whole: Vec<bool> = all.map(|fetched| fetched.whole).collect();
        assert_eq!(whole, [calls == 1], "{host} {ca}");
    }
}
