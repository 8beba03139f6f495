//! The TLSA records of the ports (RFC 6698), with every signature checked here, from the root down.
//!
//! The nameserver need not be trusted, but it must pass signatures on. Which certificate a record is about is told by
//! `probe::dane`, when there are certificates.

use std::net::SocketAddr;
use std::str::FromStr as _;
use std::sync::Arc;

use futures_util::future::{join, join_all};
use hickory_resolver::Resolver;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::dnssec::{Proof, TrustAnchors};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use tokio::time::Instant;

use super::again::{Checking, ask, extended};
use super::resolver::{refusal, validating};
use super::{Turn, Wanted, consult, nameservers};
use crate::evidence::{Dane, DnsAnswer, ExtendedError, Fit, Signed, Tlsa, TlsaAnswer};
use crate::plan::Plan;
use crate::probe::bounds::elapsed;
use crate::probe::certificate::hexadecimal;
use crate::probe::datagram::Sockets;
use crate::probe::net::Net;

/// The most records of one port, and the most bytes of one record.
const MOST: usize = 16;
const LARGEST: usize = 4096;
/// The most aliases that are followed.
const ALIASES: usize = 8;

/// The questions for the records of the ports of a plan.
pub(in crate::probe) struct Tlsas {
    host: String,
    ports: Vec<u16>,
    servers: Vec<SocketAddr>,
    anchors: Arc<TrustAnchors>,
    /// A name that is signed in any case: that of an anchor.
    top: Name,
}

impl std::fmt::Debug for Tlsas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tlsas").field("host", &self.host).field("ports", &self.ports).finish_non_exhaustive()
    }
}

impl Tlsas {
    /// The questions; none where the host is an address, no nameserver is known, or nobody asked for an audit.
    pub(in crate::probe) fn of(plan: &Plan, net: &impl Net) -> Option<Self> {
        if plan.audit.is_left() || plan.target.address().is_some() {
            return None;
        }
        let servers = nameservers(Wanted::of(plan), net)?;
        let given = plan.resolution.anchor.as_deref();
        let (anchors, top) = match given {
            Some(text) => (read(text)?, top(text)),
            None => (TrustAnchors::default(), Name::root()),
        };
        let mut ports: Vec<u16> = plan.routes.iter().map(|route| route.port).collect();
        ports.dedup();
        Some(Self { host: plan.target.host.clone(), ports, servers, anchors: Arc::new(anchors), top })
    }

    /// Asks for all of them at once, and how the name itself stands.
    ///
    /// Where the name is an alias, and every step of it is signed, the records stand at the name that it comes to, and
    /// only where there are none at its own (RFC 7671 §7).
    pub(in crate::probe) async fn ask(&self) -> (Vec<Dane>, Signed) {
        let own = join_all(self.ports.iter().map(|port| self.ask_for(*port, &self.host)));
        let (mut known, (signed, end)) = join(own, self.look_at_the_name()).await;
        if let Some(end) = end {
            let there = join_all(self.ports.iter().map(|port| self.ask_for(*port, &end))).await;
            for (own, there) in known.iter_mut().zip(there) {
                if matches!(there.tlsa, TlsaAnswer::Secure { .. } | TlsaAnswer::Bogus { .. }) {
                    *own = there;
                }
            }
        }
        (known, signed)
    }

    async fn ask_for(&self, port: u16, base: &str) -> Dane {
        let started = Instant::now();
        let name = format!("_{port}._tcp.{base}");
        let tlsa = match self.prove(&name, RecordType::TLSA).await {
            Proven::Records { records, signed } => {
                let records = records.iter().filter_map(|record| tlsa(&record.data)).take(MOST).collect();
                if signed { TlsaAnswer::Secure { records } } else { TlsaAnswer::Insecure { records } }
            }
            Proven::Absent => TlsaAnswer::Absent,
            Proven::Bogus { extended } => TlsaAnswer::Bogus { extended },
            Proven::Stripped => TlsaAnswer::Stripped,
            Proven::Unanswered { because } => TlsaAnswer::Unanswered { because },
        };
        Dane { port, name, tlsa, ms: elapsed(started) }
    }

    /// Whether the addresses of the host are signed, and the name that it is a signed alias of.
    async fn look_at_the_name(&self) -> (Signed, Option<String>) {
        let mut proven = self.prove(&self.host, RecordType::A).await;
        if matches!(proven, Proven::Absent) {
            proven = self.prove(&self.host, RecordType::AAAA).await;
        }
        match proven {
            Proven::Records { records, signed: true } => (Signed::Secure, self.end(&records)),
            Proven::Records { .. } => (Signed::Insecure, None),
            Proven::Bogus { extended } => (Signed::Bogus { extended }, None),
            Proven::Stripped => (Signed::Stripped, None),
            Proven::Absent | Proven::Unanswered { .. } => (Signed::Unknown, None),
        }
    }

    /// Where the aliases lead, if there are any.
    fn end(&self, records: &[Record]) -> Option<String> {
        let mut name = self.host.clone();
        for _ in 0..ALIASES {
            let plain = |name: &Name| name.to_ascii().trim_end_matches('.').to_ascii_lowercase();
            let next = records.iter().find_map(|record| match &record.data {
                RData::CNAME(alias) if plain(&record.name) == name.to_ascii_lowercase() => {
                    Some(plain(&alias.0))
                }
                _ => None,
            });
            match next {
                Some(next) => name = next,
                None => break,
            }
        }
        (!name.eq_ignore_ascii_case(&self.host)).then_some(name)
    }

    /// What the nameservers say of a name, one after the other until one says something that can be proved.
    async fn prove(&self, name: &str, kind: RecordType) -> Proven {
        let ask = async |server| self.answer(name, kind, server).await;
        let is_proved = |proven: &Proven| !matches!(proven, Proven::Unanswered { .. } | Proven::Stripped);
        let proven = consult(&self.servers, Turn::BESIDE, ask, is_proved).await;
        proven.unwrap_or(Proven::Unanswered { because: DnsAnswer::NoAnswer })
    }

    async fn answer(&self, name: &str, kind: RecordType, server: SocketAddr) -> Proven {
        let unsent =
            |reason: &str| Proven::Unanswered { because: DnsAnswer::Unsent { reason: reason.to_owned() } };
        let Ok(name) = Name::from_ascii(format!("{name}.")) else { return unsent("not a name") };
        let sockets = Sockets::default();
        let resolver: Resolver<Sockets> = match validating(server, sockets.clone(), self.anchors.clone()) {
            Ok(resolver) => resolver,
            Err(error) => return unsent(&error.to_string()),
        };
        match resolver.lookup(name.clone(), kind).await {
            Ok(lookup) => {
                let records = lookup.answers().to_vec();
                // An alias on the way counts as the records do.
                let proofs: Vec<Proof> = records.iter().map(|record| record.proof).collect();
                match () {
                    () if proofs.contains(&Proof::Bogus) => self.bogus(&name, kind, server).await,
                    () if proofs.contains(&Proof::Indeterminate) => Proven::Stripped,
                    () => Proven::Records { records, signed: !proofs.contains(&Proof::Insecure) },
                }
            }
            Err(NetError::Dns(DnsError::DnssecBogus | DnsError::Nsec { proof: Proof::Bogus, .. })) => {
                self.bogus(&name, kind, server).await
            }
            Err(NetError::Dns(DnsError::Nsec { .. })) => Proven::Absent,
            Err(error) => match refusal(&error, sockets.trouble()) {
                DnsAnswer::NoData | DnsAnswer::NameNotFound => Proven::Absent,
                because @ DnsAnswer::Code { .. } => self.failed(&name, kind, server, because).await,
                because => Proven::Unanswered { because },
            },
        }
    }

    /// What a signature that does not hold comes to: nothing, where the nameserver passes on none at all.
    async fn bogus(&self, name: &Name, kind: RecordType, server: SocketAddr) -> Proven {
        let signed =
            ask(&self.top, server, RecordType::DNSKEY, Checking::Disabled).await.is_some_and(|top| {
                // What is too large for a datagram is taken to be signed.
                top.metadata.truncation
                    || top.answers.iter().any(|record| record.record_type() == RecordType::RRSIG)
            });
        if !signed {
            return Proven::Stripped;
        }
        let said = ask(name, server, kind, Checking::Usual).await;
        Proven::Bogus { extended: said.as_ref().and_then(extended) }
    }

    /// What a failure of the nameserver comes to: broken signatures, where it answers when it need not check them.
    async fn failed(&self, name: &Name, kind: RecordType, server: SocketAddr, because: DnsAnswer) -> Proven {
        let unchecked = ask(name, server, kind, Checking::Disabled).await;
        let answers = unchecked
            .is_some_and(|message| message.answers.iter().any(|record| record.record_type() == kind));
        if !answers {
            return Proven::Unanswered { because };
        }
        let said = ask(name, server, kind, Checking::Usual).await;
        Proven::Bogus { extended: said.as_ref().and_then(extended) }
    }
}

/// What a nameserver says of a name, and whether it is proved.
enum Proven {
    /// Records, aliases among them, signed or provably without signatures.
    Records { records: Vec<Record>, signed: bool },
    /// There is none.
    Absent,
    /// The signatures do not hold.
    Bogus { extended: Option<ExtendedError> },
    /// The nameserver does not pass signatures on.
    Stripped,
    /// It did not say.
    Unanswered { because: DnsAnswer },
}

fn tlsa(data: &RData) -> Option<Tlsa> {
    let RData::TLSA(tlsa) = data else { return None };
    Some(Tlsa {
        usage: tlsa.cert_usage.into(),
        selector: tlsa.selector.into(),
        matching: tlsa.matching.into(),
        data: hexadecimal(&tlsa.cert_data[..tlsa.cert_data.len().min(LARGEST)]),
        fit: Fit::Uncompared,
    })
}

/// Whether a text holds keys that signatures can be checked up to: DNSKEY records as a zone file has them.
pub fn is_anchor(text: &str) -> bool {
    read(text).is_some()
}

fn read(text: &str) -> Option<TrustAnchors> {
    let holds = text.lines().any(|line| !line.trim().is_empty() && !line.trim_start().starts_with(';'));
    TrustAnchors::from_str(text).ok().filter(|_| holds)
}

/// The name of the first key.
fn top(text: &str) -> Name {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with(';'));
    let name = lines.next().and_then(|line| line.split_whitespace().next());
    name.and_then(|name| Name::from_ascii(name).ok()).unwrap_or_else(Name::root)
}
