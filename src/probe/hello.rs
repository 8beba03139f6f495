//! Hellos of TLS made by hand, each on a connection of its own: straight away, or behind STARTTLS.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{Instant, sleep};
use tokio_rustls::rustls::pki_types::CertificateDer;

use super::bounds::elapsed;
use super::errand::{Errand, Trip};
use super::net::Net;
use super::run::Run;
use super::tap::{FirstBytes, Tap};
use super::tls::{NameSent, server_name};
use super::verifier::is_for;
use super::{certificate, classify};
use crate::evidence::{Attempt, Failure, HelloAnswer, Outcome, Shown, Taken, Tcp, TlsHello};
use crate::plan::{Route, Security};
use crate::smtp::ServerText;
use crate::stage::Stage;
use crate::tls::{Answer, Flight, Malformation, Naming, Offer, Version, write};

/// The most that one of them may take.
const LIMIT: Duration = Duration::from_secs(10);
/// How many are under way at a time: no more than a mail client opens.
const AT_A_TIME: usize = 4;
/// How long a goodbye may take.
const FAREWELL: Duration = Duration::from_millis(50);
/// The most names of a certificate that are kept.
const NAMES: usize = 16;
/// The most that one read takes.
const CHUNK: usize = 4096;

impl<N: Net> Run<'_, N> {
    /// Sends hellos to a port, side by side, and tells what came of each, in the order of the offers. Those for
    /// which no connection is left, or no time, are left out.
    pub(super) async fn survey(&self, route: Route, address: IpAddr, offers: Vec<Offer>) -> Vec<TlsHello> {
        let asked = offers.into_iter().map(|offer| self.hello(route, address, offer));
        stream::iter(asked).buffered(AT_A_TIME).filter_map(async |hello| hello).collect().await
    }

    /// What the server takes where a handshake has failed: the newest versions first, and only where it takes nothing
    /// of these, the older ones, and the same without its name.
    pub(super) async fn versions(&self, route: Route, address: IpAddr) -> Attempt {
        let mut attempt = Attempt::new(route);
        let current = [Offer::up_to(Version::Tls12), Offer::up_to(Version::Tls13)];
        attempt.hellos = self.survey(route, address, current.to_vec()).await;
        let refused = attempt.hellos.iter().any(|hello| hello.refusal().is_some());
        let taken = attempt.hellos.iter().any(|hello| hello.taken().is_some());
        if refused && !taken {
            let mut older = vec![Offer::up_to(Version::Tls10), Offer::up_to(Version::Ssl30)];
            if self.plan.target.address().is_none() {
                older.insert(0, Offer::up_to(Version::Tls12).unnamed());
            }
            attempt.hellos.extend(self.survey(route, address, older).await);
        }
        if !attempt.hellos.is_empty() {
            let known = self.left_to_the_proxy(route.port).is_none();
            let peer = known.then(|| SocketAddr::new(address, route.port));
            let facts = Tcp { peer, local: None, via: None, connections: Vec::new(), retries: 0 };
            attempt.tcp = Outcome::Passed { facts, ms: 0.0 };
        }
        attempt
    }

    /// Sends one. None where no connection is left for it, or the run ended first.
    async fn hello(&self, route: Route, address: IpAddr, offer: Offer) -> Option<TlsHello> {
        let opened = self.open(route, address).await;
        let since = Instant::now();
        let answer = match opened {
            Ok((tap, first)) => {
                let answer = self.offer(tap, &first, &offer).await;
                answer.unwrap_or_else(|failure| HelloAnswer::Refused { failure })
            }
            Err(barred) => {
                let (stage, failure) = barred.first_failure()?;
                barred.tcp.facts().filter(|tcp| !tcp.connections.is_empty())?;
                HelloAnswer::Unsent { stage, failure: failure.clone() }
            }
        };
        tracing::debug!(port = route.port, ?offer, ?answer, "hello");
        let ended = |failure: &Failure| matches!(failure, Failure::Interrupted | Failure::DeadlinePassed);
        match &answer {
            HelloAnswer::Refused { failure } | HelloAnswer::Unsent { failure, .. } if ended(failure) => None,
            _ => Some(TlsHello { offer, answer, ms: elapsed(since) }),
        }
    }

    /// A connection on which a ClientHello is due, or how far the way to it went.
    async fn open(&self, route: Route, address: IpAddr) -> Result<(Tap, FirstBytes), Box<Attempt>> {
        let security = match route.security {
            Security::Implicit => Security::Implicit,
            _ => Security::StartTls,
        };
        let errand = Errand {
            place: None,
            route: Route { security, ..route },
            addresses: vec![address],
            host: self.left_to_the_proxy(route.port),
            until: Stage::StartTls,
            announced: self.plan.helo.clone(),
            login: None,
            envelope: None,
            message: None,
            name: NameSent::Sent,
            retries: 0,
            reserve: 0,
        };
        let give_up = sleep(LIMIT.min(self.bounds.stage()));
        if security == Security::Implicit {
            return self.connect(errand, give_up).await;
        }
        match self.run_errand(errand, give_up).await {
            Trip::Talking(dialogue) => dialogue.into_clear(),
            Trip::Ended(attempt) => Err(attempt),
        }
    }

    /// Sends the hello and reads as much of the answer as tells.
    async fn offer(&self, mut tap: Tap, first: &FirstBytes, offer: &Offer) -> Result<HelloAnswer, Failure> {
        let mut random = [0; 32];
        _ = aws_lc_rs::rand::fill(&mut random);
        let hello = write(offer, &self.plan.target.host, random);
        let started = Instant::now();
        let mut flight = Flight::default();
        first.forget();
        let talk = async {
            tap.write_all(&hello).await?;
            let mut buffer = vec![0; CHUNK];
            while flight.answer().is_none() {
                match tap.read(&mut buffer).await? {
                    0 => break,
                    length => flight.receive(&buffer[..length]),
                }
            }
            Ok(())
        };
        let talked = self.bounds.within(LIMIT.min(self.bounds.stage()), talk).await;
        let broken = match talked {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(classify::io(&error, elapsed(started))),
            Err(failure) => Some(failure),
        };
        if let (Some(failure), false, None) = (broken, flight.has_choice(), flight.answer()) {
            return Err(failure);
        }
        let own = flight.certificate().map(<[u8]>::to_vec);
        let own = own.and_then(|der| Some((certificate::read(&der)?, CertificateDer::from(der))));
        let unnamed = own.as_ref().filter(|_| offer.naming == Naming::Unnamed).map(|(read, der)| {
            let name = server_name(&self.plan.target.host);
            let for_host = name.is_some_and(|name| is_for(der, &name));
            Shown { names: read.names.iter().take(NAMES).cloned().collect(), for_host }
        });
        let key = own.map(|(read, _)| read.key);
        let answer = flight.end();
        if let Answer::Chosen(choice) = &answer {
            let version = choice.version.min(Version::Tls12).number().to_be_bytes();
            let farewell = [&[21][..], &version, &[0, 2, 1, 0]].concat();
            _ = self.bounds.within(FAREWELL, tap.write_all(&farewell)).await;
        }
        match answer {
            Answer::Chosen(choice) => Ok(HelloAnswer::Taken(Taken { choice, key, unnamed })),
            Answer::Alert { number } => Err(classify::alert(number)),
            Answer::NotTls => Err(classify::not_tls(&first.bytes())),
            Answer::Closed => Err(Failure::Closed { fragment: ServerText::default() }),
            Answer::Malformed(malformation) => {
                Err(Failure::Handshake { reason: reason(malformation).into() })
            }
        }
    }
}

/// What is wrong with TLS that cannot be read, for experts.
fn reason(malformation: Malformation) -> &'static str {
    match malformation {
        Malformation::TooLong => "the server's flight is too long",
        Malformation::Broken => "the server's flight is broken",
        Malformation::UnknownVersion => "the server chose a version that does not exist",
    }
}
