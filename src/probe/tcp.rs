//! Connections: to one address after the other until one is open (RFC 8305), and to the rest for the record.

use std::cell::{Cell, RefCell};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

use super::bounds::{Bounds, elapsed, timed_out};
use super::classify;
use super::net::Net;
use super::proxy::{Gate, Goal};
use crate::evidence::{Connection, Failure, ProxyFault, Via};
use crate::smtp::ServerText;

/// How long one address is waited for before the next is tried beside it (RFC 8305 §5).
const HEAD_START: Duration = Duration::from_millis(250);
/// How long the other addresses may take when one has answered, at least.
const GRACE: Duration = Duration::from_secs(1);

/// The addresses that have not been tried, with their places.
type Waiting<'a> = std::iter::Enumerate<std::iter::Copied<std::slice::Iter<'a, IpAddr>>>;

/// The race for a connection, and what has become of each address.
#[derive(Debug)]
pub(super) struct Race<'a, N> {
    way: Way<'a, N>,
    bounds: &'a Bounds,
    port: u16,
    /// How many connections to leave for later questions.
    reserve: usize,
    tried: RefCell<Vec<Tried>>,
}

/// How connections are made: straight, or through a proxy.
#[derive(Debug)]
pub(super) struct Way<'a, N> {
    pub(super) net: &'a N,
    pub(super) gate: Option<&'a Gate<'a>>,
    /// The host that the proxy is to look up; none where the address is known here.
    pub(super) host: Option<&'a str>,
}

// Derived, they would ask the same of the machine.
impl<N> Clone for Way<'_, N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N> Copy for Way<'_, N> {}

impl<N: Net> Way<'_, N> {
    /// A connection to an address, or to the host at this port.
    pub(super) async fn connect(
        self,
        address: SocketAddr,
        reached: &Cell<bool>,
    ) -> io::Result<(TcpStream, Option<Via>)> {
        let Some(gate) = self.gate else { return Ok((self.net.connect(address).await?, None)) };
        let goal = self.host.map_or(Goal::Address(address), |host| Goal::Name(host, address.port()));
        let (stream, via) = gate.connect(self.net, goal, reached).await?;
        Ok((stream, Some(via)))
    }
}

/// An address that has been tried, and what has become of it, once something has.
#[derive(Debug)]
struct Tried {
    address: IpAddr,
    at: Instant,
    /// Whether the proxy took the connection.
    reached: Rc<Cell<bool>>,
    result: Option<Connection>,
}

/// What an attempt comes to.
type Connecting = io::Result<(TcpStream, Option<Via>)>;

/// An open connection.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) stream: TcpStream,
    pub(super) address: IpAddr,
    /// The proxy that it goes through.
    pub(super) via: Option<Via>,
    /// How long this address took to answer.
    pub(super) took: Duration,
}

impl<'a, N: Net> Race<'a, N> {
    pub(super) fn new(way: Way<'a, N>, bounds: &'a Bounds, port: u16, reserve: usize) -> Self {
        Self { way, bounds, port, reserve, tried: RefCell::default() }
    }

    /// What has become of each address so far, in the order tried.
    pub(super) fn connections(&self) -> Vec<Connection> {
        self.tried.borrow().iter().filter_map(|tried| tried.result.clone()).collect()
    }

    /// The first connection that opens, and the addresses that have not answered yet, as work to go on with beside
    /// the dialogue.
    pub(super) async fn first(
        &'a self,
        addresses: &'a [IpAddr],
        limit: Duration,
        give_up: &mut (impl Future<Output = ()> + Unpin),
    ) -> (Result<Opened, Failure>, impl Future<Output = ()> + 'a) {
        let started = Instant::now();
        let mut waiting = addresses.iter().copied().enumerate();
        let mut trying = FuturesUnordered::new();
        let mut opened = None;
        let race = async {
            loop {
                if trying.is_empty() {
                    match self.next(&mut waiting) {
                        Some(attempt) => trying.push(attempt),
                        None => return,
                    }
                }
                tokio::select! {
                    biased;
                    Some((place, result)) = trying.next() => match result {
                        Ok((stream, via)) => {
                            let (address, took) = self.note(place, None);
                            opened = Some(Opened { stream, address, via, took });
                            return;
                        }
                        Err(error) => {
                            self.note(place, Some(&error));
                            trying.extend(self.next(&mut waiting));
                        }
                    },
                    () = sleep(HEAD_START), if waiting.len() > 0 => trying.extend(self.next(&mut waiting)),
                }
            }
        };
        let race = async {
            tokio::select! {
                () = race => Ok(()),
                () = give_up => Err(()),
            }
        };
        let raced = match self.bounds.within(limit, race).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(())) => Err(timed_out(started.elapsed(), ServerText::default())),
            Err(failure) => Err(failure),
        };
        let result = match (opened, raced) {
            (Some(opened), _) => Ok(opened),
            (None, Err(failure)) => {
                self.note_rest(&failure);
                Err(self.foremost().unwrap_or(failure))
            }
            (None, Ok(())) => Err(self.foremost().unwrap_or(Failure::DeadlinePassed)),
        };
        let grace = result.as_ref().map_or(Duration::ZERO, |opened| GRACE.max(opened.took * 3));
        let rest = async move {
            let all = async {
                while let Some(attempt) = self.next(&mut waiting) {
                    trying.push(attempt);
                }
                while let Some((place, result)) = trying.next().await {
                    self.note(place, result.err().as_ref());
                }
            };
            if !grace.is_zero() && self.bounds.within(grace, all).await.is_err() {
                self.note_rest(&timed_out(started.elapsed(), ServerText::default()));
            }
        };
        (result, rest)
    }

    /// An attempt at the next address, while connections are left.
    fn next(
        &self,
        waiting: &mut Waiting<'_>,
    ) -> Option<impl Future<Output = (usize, Connecting)> + use<'a, N>> {
        if waiting.len() == 0 || !self.bounds.take_connection(self.reserve) {
            return None;
        }
        let (place, address) = waiting.next()?;
        let reached = Rc::new(Cell::new(false));
        let tried = Tried { address, at: Instant::now(), reached: Rc::clone(&reached), result: None };
        self.tried.borrow_mut().push(tried);
        let (way, target) = (self.way, SocketAddr::new(address, self.port));
        Some(async move { (place, way.connect(target, &reached).await) })
    }

    /// Keeps what has become of an address.
    fn note(&self, place: usize, error: Option<&io::Error>) -> (IpAddr, Duration) {
        let mut tried = self.tried.borrow_mut();
        let tried = &mut tried[place];
        let (address, ms) = (tried.address, elapsed(tried.at));
        let failure = error.map(|error| classify::io(error, ms));
        tracing::debug!(%address, port = self.port, ms, ?failure, "connection");
        tried.result = Some(Connection { address, failure, ms });
        (address, tried.at.elapsed())
    }

    /// Keeps that the addresses without an answer got none.
    fn note_rest(&self, failure: &Failure) {
        for tried in self.tried.borrow_mut().iter_mut().filter(|tried| tried.result.is_none()) {
            let (address, ms) = (tried.address, elapsed(tried.at));
            let failure = match failure {
                Failure::TimedOut { after_ms, .. } if self.way.gate.is_some() => {
                    Failure::Proxy(if tried.reached.get() {
                        ProxyFault::Silent { after_ms: *after_ms }
                    } else {
                        ProxyFault::Unreached { how: Box::new(failure.clone()) }
                    })
                }
                failure => failure.clone(),
            };
            tried.result = Some(Connection { address, failure: Some(failure), ms });
        }
    }

    /// The failure that says most: an answer before silence, IPv4 before IPv6 where both failed, as a missing route
    /// for IPv6 must not hide what happened to IPv4.
    fn foremost(&self) -> Option<Failure> {
        let connections = self.connections();
        let weight = |connection: &Connection| {
            let answer = match &connection.failure {
                Some(Failure::Interrupted | Failure::DeadlinePassed) => 3,
                Some(Failure::Refused | Failure::Reset) => 2,
                Some(Failure::TimedOut { .. }) => 1,
                _ => 0,
            };
            (connection.address.is_ipv4(), answer)
        };
        connections.into_iter().max_by_key(weight).and_then(|connection| connection.failure)
    }
}

/// The addresses in the order in which they are tried: IPv6 and IPv4 in turn (RFC 8305 §4), at most `most`.
pub(super) fn order(addresses: &[IpAddr], most: usize) -> Vec<IpAddr> {
    let (v6, v4): (Vec<IpAddr>, Vec<IpAddr>) = addresses.iter().partition(|address| address.is_ipv6());
    let (mut v6, mut v4) = (v6.into_iter(), v4.into_iter());
    let mut ordered = Vec::new();
    loop {
        let before = ordered.len();
        ordered.extend(v6.next());
        ordered.extend(v4.next());
        if ordered.len() == before {
            ordered.truncate(most);
            return ordered;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Limits;
    use crate::probe::cancel::Cancel;
    use std::future::pending;
    use time::OffsetDateTime;

    /// A machine on which `192.0.2.x` refuses after `x` times ten milliseconds, and any other address is silent.
    struct Refusing;

    impl Net for Refusing {
        async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
            match address.ip() {
                IpAddr::V4(ip) => sleep(Duration::from_millis(10) * u32::from(ip.octets()[3])).await,
                IpAddr::V6(_) => pending().await,
            }
            Err(io::ErrorKind::ConnectionRefused.into())
        }

        fn now(&self) -> OffsetDateTime {
            OffsetDateTime::UNIX_EPOCH
        }

        fn nameservers(&self) -> Vec<SocketAddr> {
            Vec::new()
        }

        fn hosts_file(&self) -> Option<Vec<u8>> {
            None
        }

        async fn lookup(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            Ok(Vec::new())
        }
    }

    /// How a race with so many connections ends, each address' end, how long it took, and what is left.
    async fn race(addresses: &[&str], connections: usize) -> (Failure, Vec<Connection>, Duration, usize) {
        let bounds = Bounds::new(&Limits { connections, ..Limits::default() }, Cancel::never());
        let addresses: Vec<IpAddr> = addresses.iter().map(|address| address.parse().unwrap()).collect();
        let way = Way { net: &Refusing, gate: None, host: None };
        let race = Race::new(way, &bounds, 465, 0);
        let started = Instant::now();
        let (result, rest) = race.first(&addresses, Duration::from_secs(30), &mut pending()).await;
        rest.await;
        let left = (0..connections).take_while(|_| bounds.take_connection(0)).count();
        (result.unwrap_err(), race.connections(), started.elapsed(), left)
    }

    #[tokio::test(start_paused = true)]
    async fn only_a_connection_that_is_tried_is_taken() {
        let (failure, tried, took, left) = race(&["192.0.2.1", "192.0.2.2"], 12).await;
        assert_eq!((failure, tried.len(), left), (Failure::Refused, 2, 10));
        assert!(took < Duration::from_millis(40), "{took:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_that_fails_at_once_does_not_end_the_wait_for_another() {
        let (failure, tried, took, left) = race(&["2001:db8::1", "192.0.2.1"], 12).await;
        assert_eq!((failure, left), (Failure::Refused, 10));
        assert!(matches!(tried[0].failure, Some(Failure::TimedOut { after_ms: 30_000, .. })), "{tried:?}");
        assert_eq!(took.as_secs(), 30);
    }

    #[tokio::test(start_paused = true)]
    async fn a_race_keeps_within_its_connections() {
        let (failure, tried, _, left) = race(&["192.0.2.1", "192.0.2.2", "192.0.2.3"], 2).await;
        assert_eq!((failure, tried.len(), left), (Failure::Refused, 2, 0));
    }

    #[test]
    fn families_take_turns() {
        let addresses: Vec<IpAddr> =
            ["192.0.2.1", "192.0.2.2", "2001:db8::1"].iter().map(|a| a.parse().unwrap()).collect();
        let ordered: Vec<String> = order(&addresses, 8).iter().map(ToString::to_string).collect();
        assert_eq!(ordered, ["2001:db8::1", "192.0.2.1", "192.0.2.2"]);
        assert_eq!(order(&addresses, 2).len(), 2);
    }
}
