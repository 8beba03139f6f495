//! One way to the server, from the connection to the point where credentials are due.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use futures_util::future::{FusedFuture as _, FutureExt as _};
use tokio::time::{Instant, sleep};

use super::bounds::{elapsed, timed_out};
use super::detect::Begun;
use super::dialogue::Dialogue;
use super::net::Net;
use super::run::{RESERVE, Run};
use super::tap::{FirstBytes, Tap};
use super::tcp::{Opened, Race, order};
use super::tls::NameSent;
use super::watch::Event;
use crate::evidence::{Attempt, Failure, Outcome, Tcp};
use crate::plan::{Envelope, Limits, Login, Message, Plan, Route, Security, is_informative};
use crate::smtp::sasl::Nonce;
use crate::smtp::{Script, ServerText};
use crate::stage::Stage;

/// The pause before a further round of connecting grows by this much each time.
const RETRY_STEP: Duration = Duration::from_secs(2);
/// How long a server of unknown order may take to greet before TLS is tried beside, at least.
const DETECT: Duration = Duration::from_millis(200);

/// What is to be done.
#[derive(Clone, Debug)]
pub(super) struct Errand<'a> {
    /// The place of the route in the plan; none for a question of ours.
    pub(super) place: Option<usize>,
    pub(super) route: Route,
    pub(super) addresses: Vec<IpAddr>,
    /// The host that the proxy is to look up; none where the address is known here.
    pub(super) host: Option<String>,
    pub(super) until: Stage,
    /// The name to announce; the address literal where there is none.
    pub(super) announced: Option<String>,
    pub(super) login: Option<&'a Login>,
    pub(super) envelope: Option<&'a Envelope>,
    pub(super) message: Option<&'a Message>,
    /// Whether the server is told by which name it is called.
    pub(super) name: NameSent,
    pub(super) retries: u32,
    /// How many connections to leave for later questions.
    pub(super) reserve: usize,
}

impl<'a> Errand<'a> {
    /// The errand of a route of the plan.
    pub(super) fn main(plan: &'a Plan, place: usize, route: Route, addresses: &[IpAddr]) -> Self {
        let Limits { retries, connections, .. } = plan.limits;
        let asked_for = (0..plan.routes.len()).filter(|place| !is_informative(&plan.routes, *place)).count();
        let most = connections.saturating_sub(RESERVE) / asked_for.max(1);
        Self {
            place: Some(place),
            route,
            addresses: order(addresses, most.max(1)),
            host: None,
            until: plan.until,
            announced: plan.helo.clone(),
            login: plan.login.as_ref(),
            envelope: plan.envelope.as_ref(),
            message: plan.message.as_ref(),
            name: NameSent::Sent,
            retries,
            reserve: RESERVE,
        }
    }

    /// The errand of a route that is there for information only: no login, no envelope, and what is left over of
    /// the connections; one in any case, of those that are kept back for questions, as it answers one.
    pub(super) fn informative(plan: &'a Plan, route: Route, addresses: &[IpAddr]) -> Self {
        let places = 0..plan.routes.len();
        let (beside, asked_for): (Vec<usize>, Vec<usize>) =
            places.partition(|place| is_informative(&plan.routes, *place));
        let main = Self::main(plan, 0, route, addresses);
        let left = plan.limits.connections.saturating_sub(RESERVE + main.addresses.len() * asked_for.len());
        Self {
            place: None,
            addresses: order(addresses, (left / beside.len().max(1)).max(1)),
            until: match plan.until {
                Stage::Auth | Stage::Mail | Stage::Rcpt | Stage::Data => Stage::Ehlo,
                until => until,
            },
            login: None,
            envelope: None,
            message: None,
            retries: 0,
            reserve: RESERVE - beside.len().min(RESERVE),
            ..main
        }
    }
}

/// An errand as far as it has come.
pub(super) enum Trip<'r, 'a, N> {
    /// It ended without a dialogue that could go on.
    Ended(Box<Attempt>),
    /// It has a dialogue.
    Talking(Box<Dialogue<'r, 'a, N>>),
}

impl<N: Net> Trip<'_, '_, N> {
    pub(super) fn attempt(&self) -> &Attempt {
        match self {
            Self::Ended(attempt) => attempt,
            Self::Talking(dialogue) => dialogue.attempt(),
        }
    }

    pub(super) async fn finish(self) -> Attempt {
        match self {
            Self::Ended(attempt) => *attempt,
            Self::Talking(dialogue) => dialogue.finish().await,
        }
    }
}

impl<'a, N: Net> Run<'a, N> {
    /// Goes one way until credentials are due. It stops early when `give_up` ends.
    pub(super) async fn run_errand<'r>(
        &'r self,
        errand: Errand<'a>,
        give_up: impl Future<Output = ()>,
    ) -> Trip<'r, 'a, N> {
        let give_up = give_up.fuse();
        tokio::pin!(give_up);
        let origin = Instant::now();
        let port = errand.route.port;
        let mut attempt = Attempt::new(errand.route);
        let mut round = 0;
        loop {
            self.waits(errand.place, port, Some(Stage::Tcp));
            let since = Instant::now();
            let race = Race::new(self.way(errand.host.as_deref()), &self.bounds, port, errand.reserve);
            let limit = self.bounds.stage();
            let (opened, rest) = race.first(&errand.addresses, limit, &mut give_up).await;
            let ms = elapsed(since);
            self.ended(errand.place, port, Stage::Tcp);
            match opened {
                Ok(opened) => {
                    // What a proxy has looked up it keeps to itself.
                    let peer = errand.host.is_none().then(|| SocketAddr::new(opened.address, port));
                    let local = opened.stream.local_addr().ok().map(|local| local.ip());
                    let via = opened.via.clone();
                    let talk = self.talk(&errand, opened, attempt, local, origin, &mut give_up);
                    let (mut trip, ()) = tokio::join!(talk, rest);
                    let facts = Tcp { peer, local, via, connections: race.connections(), retries: round };
                    trip.set_tcp(Outcome::Passed { facts, ms });
                    return trip;
                }
                Err(failure) => {
                    let again = round < errand.retries && is_transient(&failure) && !give_up.is_terminated();
                    if again && self.pause(round + 1, errand.reserve, &mut give_up).await {
                        round += 1;
                        continue;
                    }
                    attempt.tcp = failed(failure, race.connections(), round, ms);
                    return Trip::Ended(Box::new(attempt));
                }
            }
        }
    }

    /// A connection to the first address, and nothing said on it.
    pub(super) async fn connect(
        &self,
        errand: Errand<'_>,
        give_up: impl Future<Output = ()>,
    ) -> Result<(Tap, FirstBytes), Box<Attempt>> {
        tokio::pin!(give_up);
        let since = Instant::now();
        let way = self.way(errand.host.as_deref());
        let race = Race::new(way, &self.bounds, errand.route.port, errand.reserve);
        let first = errand.addresses.first().map(std::slice::from_ref).unwrap_or_default();
        let opened = race.first(first, self.bounds.stage(), &mut give_up).await.0;
        match opened {
            Ok(opened) => {
                let _ = opened.stream.set_nodelay(true);
                Ok(Tap::new(opened.stream))
            }
            Err(failure) => {
                let mut attempt = Attempt::new(errand.route);
                attempt.tcp = failed(failure, race.connections(), 0, elapsed(since));
                Err(Box::new(attempt))
            }
        }
    }

    /// Waits before a further round. Says whether it can be made: a connection is left, and nobody has given up.
    async fn pause(
        &self,
        round: u32,
        reserve: usize,
        give_up: &mut (impl Future<Output = ()> + Unpin),
    ) -> bool {
        let pause = RETRY_STEP * round;
        let waited = async {
            tokio::select! {
                () = sleep(pause) => true,
                () = give_up => false,
            }
        };
        self.bounds.spares_connection(reserve)
            && self.bounds.within(pause * 2, waited).await == Ok(true)
            // Another route may have taken it meanwhile.
            && self.bounds.spares_connection(reserve)
    }

    /// Talks on an open connection.
    async fn talk<'r>(
        &'r self,
        errand: &Errand<'a>,
        opened: Opened,
        mut attempt: Attempt,
        local: Option<IpAddr>,
        origin: Instant,
        give_up: &mut (impl Future<Output = ()> + Unpin),
    ) -> Trip<'r, 'a, N> {
        if errand.until == Stage::Tcp {
            return Trip::Ended(Box::new(attempt));
        }
        // One write a command, and none waits for the last one's acknowledgement.
        let _ = opened.stream.set_nodelay(true);
        let peer = SocketAddr::new(opened.address, errand.route.port);
        let patience = DETECT.max(opened.took * 3);
        let since = Instant::now();
        let stage = match errand.route.security {
            Security::Implicit => Stage::Tls,
            _ => Stage::Greeting,
        };
        if let (Some(place), None) = (errand.place, &errand.host) {
            self.patience.reaches(place, peer);
        }
        self.waits(errand.place, peer.port(), Some(stage));
        let (tap, first) = Tap::new(opened.stream);
        let opening = async {
            match errand.route.security {
                Security::Implicit => {
                    let handshake = self.handshake(tap, &first, errand.name).await;
                    Begun::Secured(Box::new(handshake), first)
                }
                Security::Detect => self.detect(tap, first, (peer, errand.host.as_deref()), patience).await,
                _ => Begun::InClear(tap, first),
            }
        };
        let begun = tokio::select! {
            biased;
            begun = opening => begun,
            () = &mut *give_up => {
                let failure = timed_out(since.elapsed(), ServerText::default());
                attempt.fail(stage, failure, elapsed(since));
                return Trip::Ended(Box::new(attempt));
            }
        };
        if let Begun::Secured(..) = begun {
            attempt.spoken = Security::Implicit;
        }
        let script = Script {
            announced: errand.announced.clone().unwrap_or_else(|| address_literal(local)),
            security: attempt.spoken,
            until: errand.until,
            login: errand.login,
            envelope: errand.envelope,
            nonce: nonce(),
            message: errand.message,
        };
        let mut dialogue = match begun {
            Begun::Secured(handshake, _) if handshake.stream.is_none() || errand.until == Stage::Tls => {
                attempt.tls = handshake.outcome;
                self.ended(errand.place, peer.port(), stage);
                return Trip::Ended(Box::new(attempt));
            }
            Begun::Secured(handshake, first) => {
                Dialogue::secured(self, errand.place, *handshake, first, script, attempt, origin)
            }
            Begun::InClear(tap, first) => {
                Dialogue::new(self, errand.place, (tap, first), script, attempt, (origin, since))
            }
        };
        dialogue.name = errand.name;
        let stopped = tokio::select! {
            biased;
            () = dialogue.go_on() => false,
            () = &mut *give_up => true,
        };
        if stopped {
            dialogue.give_up();
        }
        Trip::Talking(Box::new(dialogue))
    }

    /// Notes what a main errand waits for.
    pub(super) fn waits(&self, place: Option<usize>, port: u16, stage: Option<Stage>) {
        let Some(place) = place else { return };
        if self.patience.waits(place, stage)
            && let Some(stage) = stage
        {
            self.notice(Event::Started { port: Some(port), stage });
        }
    }

    /// Notes that a main errand has a stage behind it.
    pub(super) fn ended(&self, place: Option<usize>, port: u16, stage: Stage) {
        if place.is_some() {
            self.notice(Event::Ended { port: Some(port), stage });
        }
    }
}

impl<N> Trip<'_, '_, N> {
    fn set_tcp(&mut self, tcp: Outcome<Tcp>) {
        match self {
            Self::Ended(attempt) => attempt.tcp = tcp,
            Self::Talking(dialogue) => dialogue.set_tcp(tcp),
        }
    }
}

fn failed(
    failure: Failure,
    connections: Vec<crate::evidence::Connection>,
    retries: u32,
    ms: f64,
) -> Outcome<Tcp> {
    Outcome::Failed {
        failure,
        facts: Some(Tcp { peer: None, local: None, via: None, connections, retries }),
        ms,
    }
}

/// Whether another round may fare better.
fn is_transient(failure: &Failure) -> bool {
    !matches!(failure, Failure::Interrupted | Failure::DeadlinePassed | Failure::Denied { .. })
}

/// Random bytes that no other login has. A machine without randomness has had no TLS either, and the nonce only keeps
/// old answers of a server from being sent again.
fn nonce() -> Nonce {
    let mut nonce = Nonce::default();
    _ = aws_lc_rs::rand::fill(&mut nonce);
    nonce
}

/// The name of a client that has none (RFC 5321 §4.1.3).
pub(super) fn address_literal(local: Option<IpAddr>) -> String {
    match local.map(|address| address.to_canonical()) {
        Some(IpAddr::V4(address)) => format!("[{address}]"),
        Some(IpAddr::V6(address)) => format!("[IPv6:{address}]"),
        None => "[127.0.0.1]".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_literal_stands_for_a_missing_name() {
        assert_eq!(address_literal("192.0.2.9".parse().ok()), "[192.0.2.9]");
        assert_eq!(address_literal("2001:db8::9".parse().ok()), "[IPv6:2001:db8::9]");
    }
}
