//! The records of the sender's domain, asked for beside the examination, which waits for them only shortly.
//!
//! It asks the nameservers that are asked for the host. What the records mean it leaves to `domain`, which also names the
//! further records that those of SPF bring in.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, join_all, select};
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use tokio::time::timeout;

use super::bounds::Bounds;
use super::datagram::Sockets;
use super::dns::{Wanted, nameservers, refusal, resolver};
use super::net::Net;
use crate::domain::{key_name, parents, policy_name, references, rpt_name, sts_name};
use crate::evidence::{DnsAnswer, Lookup, Records, SenderDomain, Sought};
use crate::plan::{Audit, FollowUps, Plan, Sender};

/// The most questions about a domain.
const QUESTIONS: usize = 14;
/// How long the answers are waited for when all else is done.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long one nameserver is waited for.
const QUERY_LIMIT: Duration = Duration::from_secs(2);
/// The most records of one answer, and the most characters of one record.
const MOST: usize = 32;
const LONGEST: usize = 4096;

/// The questions about one domain.
#[derive(Debug)]
pub(super) struct Inquiry<'a> {
    sender: &'a Sender,
    audit: Audit,
    servers: Vec<SocketAddr>,
    asked: RefCell<Vec<Lookup>>,
}

impl<'a> Inquiry<'a> {
    /// The questions of a plan; none where it names no domain, wants to be quick, or no nameserver is known.
    pub(super) fn of(plan: &'a Plan, net: &impl Net) -> Option<Self> {
        let sender = plan.sender.as_ref().filter(|_| plan.follow_ups == FollowUps::Asked)?;
        let servers = nameservers(Wanted::of(plan), net)?;
        Some(Self { sender, audit: plan.audit, servers, asked: RefCell::default() })
    }

    /// Asks while the examination goes on, and a little longer. What has no answer by then has none.
    pub(super) async fn beside<T>(
        self,
        examination: impl Future<Output = T>,
        bounds: &Bounds,
    ) -> (SenderDomain, T) {
        let examined = match select(pin!(examination), pin!(self.ask())).await {
            Either::Left((examined, asking)) => {
                _ = bounds.within(PATIENCE, asking).await;
                examined
            }
            Either::Right(((), examination)) => examination.await,
        };
        (self.known(), examined)
    }

    /// What is known so far.
    fn known(&self) -> SenderDomain {
        let lookups = self.asked.borrow().clone();
        SenderDomain { domain: self.sender.domain.clone(), selectors: self.sender.selectors.clone(), lookups }
    }

    async fn ask(&self) {
        let domain = &self.sender.domain;
        let mut names = vec![domain.clone(), policy_name(domain)];
        names.extend(self.sender.selectors.iter().map(|selector| key_name(selector, domain)));
        if self.audit == Audit::Asked {
            names.extend([sts_name(domain), rpt_name(domain)]);
        }
        names.extend(parents(domain).into_iter().map(policy_name));
        let texts = join_all(names.into_iter().map(|name| self.look_up(name, Sought::Txt)));
        futures_util::future::join(texts, self.receiving()).await;
        loop {
            let further = references(&self.known());
            let left = QUESTIONS.saturating_sub(self.asked.borrow().len());
            if further.is_empty() || left == 0 {
                return;
            }
            join_all(further.into_iter().take(left).map(|name| self.look_up(name, Sought::Txt))).await;
        }
    }

    /// Where mail to the domain goes; the addresses only where no MX record says so.
    async fn receiving(&self) {
        let domain = &self.sender.domain;
        self.look_up(domain.clone(), Sought::Mx).await;
        if self.known().answer(domain, Sought::Mx) == Some(&Records::NoData) {
            join_all([Sought::A, Sought::Aaaa].map(|kind| self.look_up(domain.clone(), kind))).await;
        }
    }

    async fn look_up(&self, name: String, kind: Sought) {
        let place = self.asked.borrow().len();
        let silence = Records::Unanswered { because: DnsAnswer::NoAnswer };
        self.asked.borrow_mut().push(Lookup { name: name.clone(), kind, answer: silence });
        for server in &self.servers {
            let answer = timeout(QUERY_LIMIT, answer(&name, kind, *server)).await;
            let definite =
                matches!(answer, Ok(Records::Found { .. } | Records::NoData | Records::NameNotFound));
            if let Ok(answer) = answer {
                self.asked.borrow_mut()[place].answer = answer;
            }
            if definite {
                return;
            }
        }
    }
}

async fn answer(name: &str, kind: Sought, server: SocketAddr) -> Records {
    let unsent = |reason: String| Records::Unanswered { because: DnsAnswer::Unsent { reason } };
    let sockets = Sockets::default();
    let resolver = match resolver(server, sockets.clone()) {
        Ok(resolver) => resolver,
        Err(error) => return unsent(error.to_string()),
    };
    let Ok(name) = Name::from_ascii(format!("{name}.")) else { return unsent("not a name".into()) };
    let record = match kind {
        Sought::Txt => RecordType::TXT,
        Sought::Mx => RecordType::MX,
        Sought::A => RecordType::A,
        Sought::Aaaa => RecordType::AAAA,
    };
    match resolver.lookup(name, record).await {
        Ok(lookup) => {
            let lines = lookup.answers().iter().filter_map(|record| line(&record.data));
            let mut records: Vec<String> = lines.collect();
            // A domain may have dozens of texts; those with a version are the ones that are asked for.
            records.sort_by_key(|record| !record.starts_with("v="));
            records.truncate(MOST);
            if records.is_empty() { Records::NoData } else { Records::Found { records } }
        }
        Err(error) => match refusal(&error, sockets.trouble()) {
            DnsAnswer::NoData => Records::NoData,
            DnsAnswer::NameNotFound => Records::NameNotFound,
            because => Records::Unanswered { because },
        },
    }
}

/// A record as one line of printable ASCII. An alias is no record of its own.
fn line(data: &RData) -> Option<String> {
    match data {
        RData::TXT(text) => Some(printable(&text.txt_data.concat())),
        RData::MX(mx) => {
            let host = mx.exchange.to_ascii();
            let host = if host == "." { "." } else { host.trim_end_matches('.') };
            Some(printable(format!("{} {host}", mx.preference).as_bytes()))
        }
        RData::A(address) => Some(address.0.to_string()),
        RData::AAAA(address) => Some(address.0.to_string()),
        _ => None,
    }
}

/// Other bytes than printable ASCII as escapes, an ellipsis behind what was cut.
fn printable(bytes: &[u8]) -> String {
    let mut out = String::new();
    for byte in bytes.iter().take(LONGEST) {
        match byte {
            0x20..=0x7e => out.push(char::from(*byte)),
            byte => _ = write!(out, "\\x{byte:02x}"),
        }
    }
    if bytes.len() > LONGEST {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_line_of_printable_ascii() {
        assert_eq!(printable(b"v=spf1 \x01\xe9\n-all"), "v=spf1 \\x01\\xe9\\x0a-all");
        let long = printable(&[b'a'; LONGEST + 1]);
        assert!(long.ends_with("a…") && long.chars().count() == LONGEST + 1);
    }
}
