//! One document from a web server: a GET by HTTP/1.1, over the seam to the machine, with every wait and every byte
//! bounded.
//!
//! It asks without credentials and without cookies, and follows redirections only where they stay in the house. What
//! the document says is for others to read.

mod address;
mod exchange;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use futures_util::future::select_ok;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

use self::address::{Address, Place};
use super::bounds::{Bounds, elapsed};
use super::net::Net;
use super::proxy::Gate;
use super::roots::{Extent, Roots};
use super::tap::Tap;
use super::tcp::{Way, order};
use super::tls::{NameSent, Terms, handshake};
use super::{classify, dns};
use crate::evidence::{Fetch, FetchFailure, Fetched};
use crate::plan::{Family, Resolution, Route, Security, Target};

/// The most redirections that are followed.
const REDIRECTS: usize = 3;
/// The most addresses of one host that are tried.
const ADDRESSES: usize = 4;
/// How long one address is tried before the next is tried beside.
const HEAD_START: Duration = Duration::from_millis(250);

/// Where documents are fetched.
#[derive(Debug)]
pub(super) struct Web<'a, N, R> {
    /// Which addresses are asked.
    pub(super) reach: Reach,
    /// The machine.
    pub(super) net: &'a N,
    /// The proxy through which it goes, if any.
    pub(super) gate: Option<&'a Gate<'a>>,
    /// The bounds of the run.
    pub(super) bounds: &'a Bounds,
    /// How names are resolved.
    pub(super) resolution: &'a Resolution,
    /// Which addresses are used.
    pub(super) family: Family,
    /// What is trusted.
    pub(super) roots: R,
}

/// A document that is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    /// Its address, `http:` or `https:`.
    pub(super) url: &'a str,
    /// Which redirections are followed.
    pub(super) redirects: Redirects<'a>,
    /// The most bytes that are read of it.
    pub(super) most: usize,
    /// How long all of it may take.
    pub(super) limit: Duration,
}

/// Which addresses are asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Reach {
    /// All.
    Anywhere,
    /// Those outside of this machine and its networks: a server that nobody trusts names the document.
    Outside,
}

/// Whether an address belongs to this machine or to a private network.
pub(super) fn is_inside(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            let shared = first == 100 && second & 0xc0 == 64;
            v4.is_loopback() || v4.is_private() || v4.is_link_local() || first == 0 || shared
        }
        IpAddr::V6(v6) => {
            v6.is_loopback() || v6.is_unspecified() || v6.is_unique_local() || v6.is_unicast_link_local()
        }
    }
}

/// Which redirections are followed. From `https:` to `http:` none is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Redirects<'a> {
    /// None (RFC 8461 §3.3 has it so).
    Never,
    /// Those within the host.
    Host,
    /// Those to the domain and to what is below it.
    Domain(&'a str),
}

impl<N: Net, R: AsyncFn(Extent) -> Roots> Web<'_, N, R> {
    /// Fetches a document. Without one, the evidence says why.
    pub(super) async fn fetch(&self, wanted: Wanted<'_>) -> (Fetch, Option<Vec<u8>>) {
        self.fetch_by(wanted, None).await
    }

    /// Fetches the document with which a server answers an XML document that is posted to it.
    pub(super) async fn fetch_answer(&self, wanted: Wanted<'_>, question: &str) -> (Fetch, Option<Vec<u8>>) {
        self.fetch_by(wanted, Some(question)).await
    }

    async fn fetch_by(&self, wanted: Wanted<'_>, posted: Option<&str>) -> (Fetch, Option<Vec<u8>>) {
        let started = Instant::now();
        let came = match self.bounds.within(wanted.limit, self.follow(wanted, posted)).await {
            Ok(came) => came,
            Err(failure) => Err(FetchFailure::Connection { failure }),
        };
        let (outcome, document) = match came {
            Ok((from, came)) => {
                let exchange::Answer { status, content_type, body, .. } = came;
                (Fetched::Whole { from, status, content_type, bytes: body.len() }, Some(body))
            }
            Err(because) => (Fetched::Failed { because }, None),
        };
        (Fetch { url: wanted.url.to_owned(), outcome, ms: elapsed(started) }, document)
    }

    /// Asks, and asks again where it is sent to.
    async fn follow(
        &self,
        wanted: Wanted<'_>,
        posted: Option<&str>,
    ) -> Result<(Option<String>, exchange::Answer), FetchFailure> {
        let first = Address::read(wanted.url).ok_or(FetchFailure::Address)?;
        let mut address = first.clone();
        for followed in 0..=REDIRECTS {
            let answer = self.ask(&address, posted, wanted.most).await?;
            match (answer.status, &answer.location) {
                (200..=299, _) => {
                    let from = (followed > 0).then(|| address.to_string());
                    return Ok((from, answer));
                }
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    let next = address.resolve(location).filter(|next| {
                        followed < REDIRECTS && admits(wanted.redirects, &first, &address, next)
                    });
                    let to = || location.chars().take(address::LONGEST_SHOWN).collect();
                    address = next.ok_or_else(|| FetchFailure::Redirected { to: to() })?;
                }
                (status, _) => return Err(FetchFailure::Status { status }),
            }
        }
        Err(FetchFailure::Address)
    }

    async fn ask(
        &self,
        address: &Address,
        posted: Option<&str>,
        most: usize,
    ) -> Result<exchange::Answer, FetchFailure> {
        let stream = self.connect(&address.place).await?;
        // A request is one write, and its answer is waited for.
        let _ = stream.set_nodelay(true);
        if !address.place.secure {
            return exchange::exchange(stream, address, posted, most).await;
        }
        // What a web server sends is judged here and then forgotten.
        let chains = RefCell::default();
        let terms = Terms {
            net: self.net,
            bounds: self.bounds,
            host: &address.place.host,
            client_certificate: None,
            chains: &chains,
            pins: &[],
            name: NameSent::Sent,
            tickets: None,
        };
        let (tap, first) = Tap::new(stream);
        let shaken = handshake(&terms, tap, &first, &self.roots).await;
        match (shaken.outcome.failure().cloned(), shaken.stream) {
            (None, Some(stream)) => exchange::exchange(stream, address, posted, most).await,
            (Some(failure), None) => Err(FetchFailure::Connection { failure }),
            _ => {
                let faults = shaken.outcome.facts().map(|facts| facts.faults.clone()).unwrap_or_default();
                Err(FetchFailure::Certificate { faults })
            }
        }
    }

    /// A connection to the first address that takes one.
    async fn connect(&self, place: &Place) -> Result<TcpStream, FetchFailure> {
        let target = Target { input: place.host.clone(), host: place.host.clone(), port: Some(place.port) };
        let security = if place.secure { Security::Implicit } else { Security::Plain };
        let routes = [Route { port: place.port, security }];
        let wanted = dns::Wanted {
            target: &target,
            routes: &routes,
            family: self.family,
            resolution: self.resolution,
            proxied: dns::Proxied::No,
        };
        let host = self.gate.filter(|gate| gate.resolves() && target.address().is_none());
        if host.is_some() {
            // Nobody here knows where the proxy would go.
            if self.reach == Reach::Outside {
                return Err(FetchFailure::Address);
            }
            let nowhere = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), place.port);
            return self.connect_to(nowhere, Some(&place.host)).await;
        }
        let resolved = dns::resolve(wanted, self.net, self.bounds).await;
        if let Some(failure) = resolved.failure() {
            return Err(FetchFailure::Connection { failure: failure.clone() });
        }
        let mut addresses = resolved.passed().map(|dns| dns.addresses.clone()).unwrap_or_default();
        addresses.retain(|address| self.reach == Reach::Anywhere || !is_inside(*address));
        let addresses = order(&addresses, ADDRESSES);
        let tries = (0..).zip(addresses).map(|(place_in_line, address)| {
            Box::pin(async move {
                sleep(HEAD_START * place_in_line).await;
                self.connect_to(SocketAddr::new(address, place.port), None).await
            })
        });
        let tries: Vec<_> = tries.collect();
        if tries.is_empty() {
            return Err(FetchFailure::Address);
        }
        select_ok(tries).await.map(|(stream, _)| stream)
    }

    async fn connect_to(&self, address: SocketAddr, host: Option<&str>) -> Result<TcpStream, FetchFailure> {
        let started = Instant::now();
        let way = Way { net: self.net, gate: self.gate, host };
        match way.connect(address, &Cell::default()).await {
            Ok((stream, _)) => Ok(stream),
            Err(error) => Err(FetchFailure::Connection { failure: classify::io(&error, elapsed(started)) }),
        }
    }
}

/// Whether a redirection is followed.
fn admits(redirects: Redirects<'_>, first: &Address, from: &Address, to: &Address) -> bool {
    let stays = match redirects {
        Redirects::Never => false,
        Redirects::Host => to.place.host == first.place.host,
        Redirects::Domain(domain) => {
            let below = to.place.host.strip_suffix(domain);
            to.place.host == first.place.host
                || below.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        }
    };
    stays && (to.place.secure || !from.place.secure)
}
