//! The TLSA records of the ports (RFC 6698), with every signature checked here, from the root down.
//!
//! The nameserver need not be trusted, but it must pass signatures on. Which certificate a record is about is told by
//! `probe::dane`, when there are certificates.

use std::net::SocketAddr;
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use hickory_resolver::Resolver;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::dnssec::{Proof, TrustAnchors};
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use tokio::time::{Instant, timeout};

use super::again::{Checking, ask, extended};
use super::resolver::{refusal, validating};
use super::{Wanted, nameservers};
use crate::evidence::{Dane, DnsAnswer, Fit, Tlsa, TlsaAnswer};
use crate::plan::Plan;
use crate::probe::bounds::elapsed;
use crate::probe::certificate::hexadecimal;
use crate::probe::datagram::Sockets;
use crate::probe::net::Net;

/// The most that all questions together may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// The most records of one port, and the most bytes of one record.
const MOST: usize = 16;
const LARGEST: usize = 4096;

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

    /// Asks for all of them at once.
    pub(in crate::probe) async fn ask(&self) -> Vec<Dane> {
        join_all(self.ports.iter().map(|port| self.ask_for(*port))).await
    }

    async fn ask_for(&self, port: u16) -> Dane {
        let started = Instant::now();
        let name = format!("_{port}._tcp.{}", self.host);
        let mut tlsa = TlsaAnswer::Unanswered { because: DnsAnswer::NoAnswer };
        let asking = async {
            for server in &self.servers {
                tlsa = self.answer(&name, *server).await;
                if !matches!(tlsa, TlsaAnswer::Unanswered { .. } | TlsaAnswer::Stripped) {
                    break;
                }
            }
        };
        _ = timeout(PATIENCE, asking).await;
        Dane { port, name, tlsa, ms: elapsed(started) }
    }

    async fn answer(&self, name: &str, server: SocketAddr) -> TlsaAnswer {
        let unsent = |reason: &str| TlsaAnswer::Unanswered {
            because: DnsAnswer::Unsent { reason: reason.to_owned() },
        };
        let Ok(name) = Name::from_ascii(format!("{name}.")) else { return unsent("not a name") };
        let sockets = Sockets::default();
        let resolver: Resolver<Sockets> = match validating(server, sockets.clone(), self.anchors.clone()) {
            Ok(resolver) => resolver,
            Err(error) => return unsent(&error.to_string()),
        };
        match resolver.lookup(name.clone(), RecordType::TLSA).await {
            Ok(lookup) => {
                let records = || {
                    let records = lookup.answers().iter().filter_map(|record| match &record.data {
                        RData::TLSA(tlsa) => Some(Tlsa {
                            usage: tlsa.cert_usage.into(),
                            selector: tlsa.selector.into(),
                            matching: tlsa.matching.into(),
                            data: hexadecimal(&tlsa.cert_data[..tlsa.cert_data.len().min(LARGEST)]),
                            fit: Fit::Uncompared,
                        }),
                        _ => None,
                    });
                    records.take(MOST).collect()
                };
                // An alias on the way counts as the records do.
                let proofs: Vec<Proof> = lookup.answers().iter().map(|record| record.proof).collect();
                match () {
                    () if proofs.contains(&Proof::Bogus) => self.bogus(&name, server).await,
                    () if proofs.contains(&Proof::Indeterminate) => TlsaAnswer::Stripped,
                    () if proofs.contains(&Proof::Insecure) => TlsaAnswer::Insecure { records: records() },
                    () => TlsaAnswer::Secure { records: records() },
                }
            }
            Err(NetError::Dns(DnsError::DnssecBogus | DnsError::Nsec { proof: Proof::Bogus, .. })) => {
                self.bogus(&name, server).await
            }
            Err(NetError::Dns(DnsError::Nsec { .. })) => TlsaAnswer::Absent,
            Err(error) => match refusal(&error, sockets.trouble()) {
                DnsAnswer::NoData | DnsAnswer::NameNotFound => TlsaAnswer::Absent,
                because @ DnsAnswer::Code { .. } => self.failed(&name, server, because).await,
                because => TlsaAnswer::Unanswered { because },
            },
        }
    }

    /// What a signature that does not hold comes to: nothing, where the nameserver passes on none at all.
    async fn bogus(&self, name: &Name, server: SocketAddr) -> TlsaAnswer {
        let signed =
            ask(&self.top, server, RecordType::DNSKEY, Checking::Disabled).await.is_some_and(|top| {
                // What is too large for a datagram is taken to be signed.
                top.metadata.truncation
                    || top.answers.iter().any(|record| record.record_type() == RecordType::RRSIG)
            });
        if !signed {
            return TlsaAnswer::Stripped;
        }
        let said = ask(name, server, RecordType::TLSA, Checking::Usual).await;
        TlsaAnswer::Bogus { extended: said.as_ref().and_then(extended) }
    }

    /// What a failure of the nameserver comes to: broken signatures, where it answers when it need not check them.
    async fn failed(&self, name: &Name, server: SocketAddr, because: DnsAnswer) -> TlsaAnswer {
        let unchecked = ask(name, server, RecordType::TLSA, Checking::Disabled).await;
        let answers = unchecked.is_some_and(|message| {
            message.answers.iter().any(|record| record.record_type() == RecordType::TLSA)
        });
        if !answers {
            return TlsaAnswer::Unanswered { because };
        }
        let said = ask(name, server, RecordType::TLSA, Checking::Usual).await;
        TlsaAnswer::Bogus { extended: said.as_ref().and_then(extended) }
    }
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
