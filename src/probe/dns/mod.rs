//! The name: given by hand, in the hosts file, from the nameservers, or by the system's own lookup, in that order.
//!
//! Each nameserver is asked by a resolver of its own, so that each answer is known apart; the next one is asked when
//! one fails or is silent for a while.

mod again;
mod consult;
mod resolver;
mod tlsa;
mod wanted;

pub(super) use again::survey;
pub(super) use consult::{Turn, consult};
pub(super) use resolver::{refusal, resolver};
pub(super) use tlsa::Tlsas;
pub use tlsa::is_anchor;
pub(super) use wanted::{Proxied, Wanted};

use std::cell::RefCell;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::Hosts;
use hickory_resolver::lookup::Lookup;
use hickory_resolver::proto::op::Query;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use tokio::time::{Instant, sleep};

use super::bounds::{Bounds, elapsed};
use super::datagram::Sockets;
use super::net::Net;
use crate::evidence::{
    Dns, DnsAnswer, DnsQuery, DnsSource, Failure, NoResolution, Outcome, RecordKind, SecondLook,
};
use crate::plan::{Family, Route};
use resolver::address;

/// The most one nameserver may take for one question.
const QUERY_LIMIT: Duration = Duration::from_secs(5);
/// How long each nameserver has for the host. A hasty second one may deny a name that only the first one knows.
const TURN: Turn = Turn { limit: Duration::from_secs(10), head_start: Duration::from_millis(1500) };
/// How long the second kind of address is waited for once there is one of the first.
const OTHER_KIND: Duration = Duration::from_millis(300);
/// The most nameservers that are asked.
const NAMESERVERS: usize = 3;

/// Resolves the host of the wanted.
pub(super) async fn resolve(wanted: Wanted<'_>, net: &impl Net, bounds: &Bounds) -> Outcome<Dns> {
    let started = Instant::now();
    let name = wanted.target.host.clone();
    if let Some((source, addresses)) = known(wanted, net) {
        let dns = Dns { name, source, addresses, aliases: Vec::new(), queries: Vec::new() };
        return conclude(dns, wanted, NoResolution::NoAddress, started);
    }
    if wanted.proxied == Proxied::Yes {
        let (addresses, aliases, queries) = (Vec::new(), Vec::new(), Vec::new());
        let facts = Dns { name, source: DnsSource::Proxy, addresses, aliases, queries };
        return Outcome::Passed { facts, ms: elapsed(started) };
    }
    let search = Search::new(wanted.family);
    let (addresses, refusal) = match nameservers(wanted, net) {
        Some(servers) => match search.within(bounds, &name, &servers).await {
            Ok(Ok(addresses)) => (addresses, NoResolution::NoAddress),
            Ok(Err(refusal)) => (Vec::new(), refusal),
            Err(failure) => return Outcome::Failed { failure, facts: None, ms: elapsed(started) },
        },
        None => (Vec::new(), NoResolution::NoNameserver),
    };
    // Where a route has an address of its own, nobody waits for more about the name.
    let in_want = addresses.is_empty() && all_pinned(wanted).is_empty();
    if in_want && let Some(servers) = nameservers(wanted, net) {
        search.look_again(bounds, &name, &servers).await;
    }
    let (aliases, queries) = (search.aliases.take(), search.queries());
    let mut dns = Dns { name, source: DnsSource::Nameserver, addresses, aliases, queries };
    if in_want && wanted.resolution.servers.is_empty() {
        let lookup = net.lookup(&dns.name);
        if let Ok(Ok(found)) = bounds.within(bounds.stage().min(QUERY_LIMIT), lookup).await {
            dns.source = DnsSource::System;
            dns.addresses = found;
        }
    }
    conclude(dns, wanted, refusal, started)
}

/// The addresses that need no question.
fn known(wanted: Wanted<'_>, net: &impl Net) -> Option<(DnsSource, Vec<IpAddr>)> {
    let host = &wanted.target.host;
    if let Some(address) = wanted.target.address() {
        return Some((DnsSource::Literal, vec![address]));
    }
    if wanted.routes.iter().all(|route| !pinned(wanted, *route).is_empty()) {
        return Some((DnsSource::Pinned, all_pinned(wanted)));
    }
    if wanted.proxied == Proxied::Yes {
        return None;
    }
    // An entry of the other family only leaves the name to the nameservers, as it does everywhere else.
    let from_file = admitted(&hosts(&net.hosts_file()?, host), wanted.family);
    (!from_file.is_empty() && wanted.resolution.servers.is_empty())
        .then_some((DnsSource::HostsFile, from_file))
}

fn pinned(wanted: Wanted<'_>, route: Route) -> Vec<IpAddr> {
    wanted.resolution.pinned(wanted.target, route.port, wanted.family)
}

fn all_pinned(wanted: Wanted<'_>) -> Vec<IpAddr> {
    wanted.routes.iter().flat_map(|route| pinned(wanted, *route)).collect()
}

/// The addresses of a name in a hosts file, whatever its encoding: a comment in GBK must not hide the file.
fn hosts(file: &[u8], name: &str) -> Vec<IpAddr> {
    let text = String::from_utf8_lossy(file);
    let mut hosts = Hosts::default();
    let read = hosts.read_hosts_conf(text.trim_start_matches('\u{feff}').as_bytes());
    let (Ok(()), Ok(name)) = (read, Name::from_utf8(format!("{name}."))) else { return Vec::new() };
    let mut addresses = Vec::new();
    for kind in [RecordType::AAAA, RecordType::A] {
        let found = hosts.lookup_static_host(&Query::query(name.clone(), kind));
        addresses.extend(found.iter().flat_map(Lookup::answers).filter_map(|record| address(&record.data)));
    }
    addresses
}

fn conclude(mut dns: Dns, wanted: Wanted<'_>, refusal: NoResolution, started: Instant) -> Outcome<Dns> {
    dns.addresses = admitted(&dns.addresses, wanted.family);
    if dns.addresses.is_empty() {
        // The routes with an address of their own do without the name.
        let pinned = admitted(&all_pinned(wanted), wanted.family);
        if !pinned.is_empty() {
            (dns.source, dns.addresses) = (DnsSource::Pinned, pinned);
        }
    }
    let ms = elapsed(started);
    if dns.addresses.is_empty() {
        return Outcome::Failed { failure: Failure::NoResolution(refusal), facts: Some(dns), ms };
    }
    Outcome::Passed { facts: dns, ms }
}

/// The addresses of a family, each once.
fn admitted(addresses: &[IpAddr], family: Family) -> Vec<IpAddr> {
    let mut kept = Vec::new();
    for address in addresses.iter().map(IpAddr::to_canonical) {
        if family.admits(address) && !kept.contains(&address) {
            kept.push(address);
        }
    }
    kept
}

/// The nameservers to ask: those given, else the machine's. None where it names none.
pub(super) fn nameservers(wanted: Wanted<'_>, net: &impl Net) -> Option<Vec<SocketAddr>> {
    let mut servers: Vec<SocketAddr> = Vec::new();
    let named = match &wanted.resolution.servers[..] {
        [] => net.nameservers(),
        given => given.to_vec(),
    };
    for server in named {
        if !servers.contains(&server) {
            servers.push(server);
        }
    }
    servers.truncate(NAMESERVERS);
    (!servers.is_empty()).then_some(servers)
}

/// The questions of one resolution.
#[derive(Debug)]
struct Search {
    family: Family,
    asked: RefCell<Vec<Asked>>,
    aliases: RefCell<Vec<String>>,
    /// The most telling refusal so far.
    refusal: RefCell<NoResolution>,
}

/// A question, and its answer once it has one.
#[derive(Debug)]
struct Asked {
    server: SocketAddr,
    kind: RecordKind,
    at: Instant,
    answer: Option<(DnsAnswer, f64)>,
    second_look: Option<SecondLook>,
}

impl Search {
    fn new(family: Family) -> Self {
        Self {
            family,
            asked: RefCell::default(),
            aliases: RefCell::default(),
            refusal: RefCell::new(NoResolution::NoAnswer),
        }
    }

    /// The search within its limit. What was refused before the limit counts.
    async fn within(
        &self,
        bounds: &Bounds,
        name: &str,
        servers: &[SocketAddr],
    ) -> Result<Result<Vec<IpAddr>, NoResolution>, Failure> {
        match bounds.within(bounds.stage().min(TURN.limit), self.ask(name, servers)).await {
            Ok(found) => Ok(found),
            Err(Failure::TimedOut { .. }) => Ok(Err(self.refusal.borrow().clone())),
            Err(failure) => Err(failure),
        }
    }

    /// Every question so far. One that has no answer by now has none.
    fn queries(&self) -> Vec<DnsQuery> {
        let asked = self.asked.borrow();
        let queries = asked.iter().map(|asked| {
            let (answer, ms) =
                asked.answer.clone().unwrap_or_else(|| (DnsAnswer::NoAnswer, elapsed(asked.at)));
            let second_look = asked.second_look.clone();
            DnsQuery { server: asked.server.to_string(), kind: asked.kind, answer, ms, second_look }
        });
        queries.collect()
    }

    /// Asks one nameserver after the other until one gives addresses or says that there are none.
    async fn ask(&self, name: &str, servers: &[SocketAddr]) -> Result<Vec<IpAddr>, NoResolution> {
        let one = async |server| {
            let found = self.ask_one(name, server).await;
            if let Err(because @ NoResolution::ServerFailure { .. }) = &found {
                self.refusal.replace(because.clone());
            }
            found
        };
        let is_definite = |found: &Result<_, NoResolution>| {
            use NoResolution::{NameNotFound, NoAddress, NoService};
            matches!(found, Ok(_) | Err(NameNotFound | NoAddress | NoService))
        };
        let found = consult(servers, TURN, one, is_definite).await;
        found.filter(is_definite).unwrap_or_else(|| Err(self.refusal.borrow().clone()))
    }

    /// Asks one nameserver for both kinds of address.
    async fn ask_one(&self, name: &str, server: SocketAddr) -> Result<Vec<IpAddr>, NoResolution> {
        let (v6, v4) = (self.query(name, server, RecordKind::Aaaa), self.query(name, server, RecordKind::A));
        tokio::pin!(v6, v4);
        let mut answers = Vec::new();
        match self.family {
            Family::V4 => answers.push(v4.await),
            Family::V6 => answers.push(v6.await),
            Family::Any => {
                let (first, other) = tokio::select! {
                    answer = &mut v4 => (answer, RecordKind::Aaaa),
                    answer = &mut v6 => (answer, RecordKind::A),
                };
                let enough = matches!(first, DnsAnswer::Addresses { .. });
                answers.push(first);
                let second = async {
                    match other {
                        RecordKind::Aaaa => v6.await,
                        RecordKind::A => v4.await,
                    }
                };
                tokio::select! {
                    answer = second => answers.push(answer),
                    () = sleep(OTHER_KIND), if enough => {}
                }
            }
        }
        weigh(answers)
    }

    async fn query(&self, name: &str, server: SocketAddr, kind: RecordKind) -> DnsAnswer {
        let at = Instant::now();
        let place = self.asked.borrow().len();
        self.asked.borrow_mut().push(Asked { server, kind, at, answer: None, second_look: None });
        let answer = self.answer(name, server, kind).await;
        self.asked.borrow_mut()[place].answer = Some((answer.clone(), elapsed(at)));
        answer
    }

    async fn answer(&self, name: &str, server: SocketAddr, kind: RecordKind) -> DnsAnswer {
        let unsent = |reason: String| DnsAnswer::Unsent { reason };
        let sockets = Sockets::default();
        let resolver = match resolver(server, sockets.clone()) {
            Ok(resolver) => resolver,
            Err(error) => return unsent(error.to_string()),
        };
        let Ok(name) = Name::from_utf8(format!("{name}.")) else { return unsent("not a name".into()) };
        match resolver.lookup(name, record_type(kind)).await {
            Ok(lookup) => {
                let mut aliases = self.aliases.borrow_mut();
                let mut addresses = Vec::new();
                for record in lookup.answers() {
                    addresses.extend(address(&record.data));
                    if let RData::CNAME(alias) = &record.data {
                        let alias = alias.0.to_utf8().trim_end_matches('.').to_owned();
                        if !aliases.contains(&alias) {
                            aliases.push(alias);
                        }
                    }
                }
                if addresses.is_empty() { DnsAnswer::NoData } else { DnsAnswer::Addresses { addresses } }
            }
            Err(error) => refusal(&error, sockets.trouble()),
        }
    }
}

fn record_type(kind: RecordKind) -> RecordType {
    match kind {
        RecordKind::A => RecordType::A,
        RecordKind::Aaaa => RecordType::AAAA,
    }
}

/// What the answers of one nameserver come to together.
fn weigh(answers: Vec<DnsAnswer>) -> Result<Vec<IpAddr>, NoResolution> {
    let mut addresses = Vec::new();
    let mut worst = None;
    let rank = |because: &NoResolution| match because {
        NoResolution::NameNotFound => 3,
        NoResolution::ServerFailure { .. } => 2,
        NoResolution::NoAnswer | NoResolution::NoNameserver => 1,
        NoResolution::NoAddress | NoResolution::NoService => 0,
    };
    for answer in answers {
        let because = match answer {
            DnsAnswer::Addresses { addresses: found } => {
                addresses.extend(found);
                continue;
            }
            DnsAnswer::NameNotFound => NoResolution::NameNotFound,
            DnsAnswer::NoData => NoResolution::NoAddress,
            answer @ DnsAnswer::Code { .. } => NoResolution::ServerFailure { answer },
            DnsAnswer::NoAnswer | DnsAnswer::PortClosed | DnsAnswer::Unsent { .. } => NoResolution::NoAnswer,
        };
        if worst.as_ref().is_none_or(|worst| rank(&because) > rank(worst)) {
            worst = Some(because);
        }
    }
    if addresses.is_empty() { Err(worst.unwrap_or(NoResolution::NoAddress)) } else { Ok(addresses) }
}

#[cfg(test)]
mod tests;
