//! A second look, where nobody gave an address: why, and what the nameservers say that were not asked.
//!
//! One datagram goes to a nameserver and one comes back, so that an answer can be read that a resolver only reports as
//! a failure: the reason that it adds (RFC 8914), and what it says when it is asked not to check the signatures.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use futures_util::future::{join, join_all};
use hickory_resolver::proto::op::{Edns, Message, Query, ResponseCode};
use hickory_resolver::proto::rr::rdata::opt::{EdnsCode, EdnsOption};
use hickory_resolver::proto::rr::{Name, RecordType};
use tokio::net::UdpSocket;
use tokio::time::timeout;

use super::resolver::{address, code};
use super::{Search, record_type};
use crate::evidence::{DnsAnswer, ExtendedError, SecondLook};
use crate::plan::Family;
use crate::probe::bounds::Bounds;

/// How long the second look may take.
const PATIENCE: Duration = Duration::from_millis(1500);
/// The largest answer that is asked for: what passes everywhere in one piece.
const PAYLOAD: u16 = 1232;
/// The most characters of the reason that are kept.
const LONGEST: usize = 240;
/// The code of the option (RFC 8914 §2).
const EXTENDED_ERROR: u16 = 15;

/// Whether a nameserver is to check signatures before it answers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Checking {
    /// As it does for everybody.
    Usual,
    /// It is asked not to (CD).
    Disabled,
}

impl Search {
    /// Asks why there is no address, and whether another nameserver knows one. It changes nothing but what is known
    /// of the nameservers.
    pub(super) async fn look_again(&self, bounds: &Bounds, name: &str, servers: &[SocketAddr]) {
        let asking = join(self.explain(name), self.ask_the_rest(name, servers));
        _ = bounds.within(PATIENCE.min(bounds.stage()), asking).await;
    }

    /// Asks the nameservers that have said no for their reason.
    async fn explain(&self, name: &str) {
        let Ok(fqdn) = Name::from_utf8(format!("{name}.")) else { return };
        let said_no = |answer: &DnsAnswer| {
            matches!(answer, DnsAnswer::Code { .. } | DnsAnswer::NameNotFound | DnsAnswer::NoData)
        };
        let refused: Vec<_> = {
            let asked = self.asked.borrow();
            let refused = asked.iter().enumerate().filter_map(|(place, asked)| {
                let (answer, _) = asked.answer.as_ref().filter(|(answer, _)| said_no(answer))?;
                Some((place, asked.server, record_type(asked.kind), answer.clone()))
            });
            refused.collect()
        };
        let looks = refused.into_iter().map(|(place, server, kind, answer)| {
            let name = &fqdn;
            async move {
                let look = second_look(name, server, kind, &answer).await;
                if look != SecondLook::default() {
                    self.asked.borrow_mut()[place].second_look = Some(look);
                }
            }
        });
        join_all(looks).await;
    }

    async fn ask_the_rest(&self, name: &str, servers: &[SocketAddr]) {
        let known: Vec<SocketAddr> = self.asked.borrow().iter().map(|asked| asked.server).collect();
        let rest = servers.iter().filter(|server| !known.contains(server));
        let kinds: &[_] = match self.family {
            Family::V4 => &[super::RecordKind::A],
            Family::V6 => &[super::RecordKind::Aaaa],
            Family::Any => &[super::RecordKind::A, super::RecordKind::Aaaa],
        };
        let questions = rest.flat_map(|server| kinds.iter().map(|kind| self.query(name, *server, *kind)));
        join_all(questions).await;
    }
}

async fn second_look(name: &Name, server: SocketAddr, kind: RecordType, answer: &DnsAnswer) -> SecondLook {
    let failed = matches!(answer, DnsAnswer::Code { code } if code == "SERVFAIL");
    let unchecked = async {
        let message = if failed { ask(name, server, kind, Checking::Disabled).await } else { None };
        message.map(|message| read(&message))
    };
    let (said, unchecked) = join(ask(name, server, kind, Checking::Usual), unchecked).await;
    SecondLook { extended: said.as_ref().and_then(extended), unchecked }
}

/// The answer to one datagram, as it came.
pub(super) async fn ask(
    name: &Name,
    server: SocketAddr,
    kind: RecordType,
    checking: Checking,
) -> Option<Message> {
    let mut question = Message::query();
    question.metadata.recursion_desired = true;
    question.metadata.checking_disabled = checking == Checking::Disabled;
    question.add_query(Query::query(name.clone(), kind));
    let mut edns = Edns::new();
    edns.set_max_payload(PAYLOAD).set_dnssec_ok(true);
    question.set_edns(edns);
    let bytes = question.to_vec().ok()?;
    let exchange = async {
        let any: SocketAddr = match server {
            SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
            SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
        };
        let socket = UdpSocket::bind(any).await.ok()?;
        socket.connect(server).await.ok()?;
        socket.send(&bytes).await.ok()?;
        let mut buffer = vec![0; 4096];
        loop {
            let length = socket.recv(&mut buffer).await.ok()?;
            // Anything else is not meant for us.
            if let Ok(answer) = Message::from_vec(&buffer[..length])
                && answer.metadata.id == question.metadata.id
                && answer.queries == question.queries
            {
                return Some(answer);
            }
        }
    };
    timeout(PATIENCE, exchange).await.ok().flatten()
}

/// The reason that a nameserver adds.
pub(super) fn extended(message: &Message) -> Option<ExtendedError> {
    let options = message.edns.as_ref()?.options();
    let Some(EdnsOption::Unknown(_, data)) = options.get(EdnsCode::Unknown(EXTENDED_ERROR)) else {
        return None;
    };
    let (number, text) = data.split_first_chunk::<2>()?;
    let text = String::from_utf8_lossy(text);
    let text = text.trim_end_matches('\0').chars().take(LONGEST).collect();
    Some(ExtendedError { code: u16::from_be_bytes(*number), text })
}

fn read(message: &Message) -> DnsAnswer {
    match message.metadata.response_code {
        ResponseCode::NoError => {
            let addresses: Vec<_> =
                message.answers.iter().filter_map(|record| address(&record.data)).take(16).collect();
            if addresses.is_empty() { DnsAnswer::NoData } else { DnsAnswer::Addresses { addresses } }
        }
        ResponseCode::NXDomain => DnsAnswer::NameNotFound,
        other => code(other),
    }
}
