//! Servers that speak TLS well and never come to the point: what is said below the dialogue has its limit too.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{Failure, Stage};
use smtp_doctor::examine::examine;
use smtp_doctor::lab::{Authority, Clients, Kind, Log, TlsService, Versions, World};
use smtp_doctor::plan::{FollowUps, Limits, Plan, Route, TlsMode};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use time::OffsetDateTime;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;

use crate::world::{HOST, Led, plan, v4};

/// What comes behind a good handshake.
#[derive(Clone, Copy, Debug)]
enum Flood {
    /// So many tickets, and then nothing.
    Tickets(usize),
    /// New keys, again and again.
    Keys,
}

async fn play(listener: TcpListener, authority: Authority, flood: Flood) -> io::Result<()> {
    let (host, kind) = (HOST.to_owned(), Kind::Good);
    let tls = TlsService { host, kind, versions: Versions::Tls13, clients: Clients::Any };
    let mut config = authority.server_config(&tls, &Log::default()).unwrap();
    if let Flood::Tickets(count) = flood {
        config.send_tls13_tickets = count;
    }
    let (stream, _) = listener.accept().await?;
    let mut stream = TlsAcceptor::from(Arc::new(config)).accept(stream).await?;
    if matches!(flood, Flood::Keys) {
        loop {
            for _ in 0..64 {
                stream.get_mut().1.refresh_traffic_keys().map_err(io::Error::other)?;
            }
            if stream.flush().await.is_err() {
                break;
            }
            tokio::task::yield_now().await;
        }
    }
    std::future::pending().await
}

#[tokio::test]
async fn tickets_and_keys_without_end_end_with_the_limit_of_the_stage() {
    for flood in [Flood::Tickets(2), Flood::Tickets(2000), Flood::Keys] {
        let world = World::of(HOST, &[v4(1)]).start().await.unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let net = Led { net: &world.net, server: listener.local_addr().unwrap() };
        let authority = Authority::new(OffsetDateTime::now_utc()).unwrap();
        let limit = Duration::from_secs(2);
        let plan = Plan {
            extra_roots: vec![authority.pem().into_bytes()],
            limits: Limits { stage: limit, deadline: Duration::from_secs(10), ..Limits::default() },
            follow_ups: FollowUps::Left,
            ..plan(&world, &[Route::new(465, TlsMode::Implicit)])
        };
        let setting =
            Setting { net: &net, trust: Trust::begin(&OwnRoots::Absent, &plan), cancel: Cancel::never() };
        let started = Instant::now();
        let evidence = tokio::select! {
            evidence = examine(&plan, setting, &Unwatched) => evidence,
            ended = play(listener, authority, flood) => panic!("{flood:?} was left early: {ended:?}"),
        };
        assert!(evidence.attempts[0].tls.facts().is_some(), "{evidence:?}");
        match (flood, evidence.attempts[0].failure(Stage::Greeting)) {
            (Flood::Tickets(2), Some(Failure::TimedOut { after_ms: 2000, .. })) => {}
            // The library has had enough of it before.
            (Flood::Tickets(2000), Some(Failure::Other { text, .. })) if text.contains("full") => {}
            (Flood::Keys, Some(Failure::Handshake { reason })) if reason.contains("KeyUpdate") => {}
            (_, failure) => panic!("{flood:?} comes to {failure:?}"),
        }
        let diagnosis = diagnose(&evidence);
        assert!(diagnosis.root().is_some() || !diagnosis.unexplained.is_empty());
        assert!(started.elapsed() < limit * 2, "{:?}", started.elapsed());
    }
}
