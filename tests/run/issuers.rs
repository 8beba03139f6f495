//! A certificate that the server leaves out of its chain: fetched where that is asked for, as a proof and for nothing
//! else.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};

use smtp_doctor::examine::examine;
use smtp_doctor::lab::{Kind, Records, RunningWorld, World};
use smtp_doctor::plan::{Issuers, Plan, ServerCertificate};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::net::Net;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use time::OffsetDateTime;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::chain::{PORTS, called, found, service, tls};
use crate::world::{HOST, v4};

/// The machine of a world, with a web server beside it.
struct WithWeb<'a> {
    world: &'a RunningWorld,
    web: SocketAddr,
}

impl Net for WithWeb<'_> {
    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
        if address.port() == 80 {
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
            let net = WithWeb { world: &world, web: listener.local_addr().unwrap() };
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
