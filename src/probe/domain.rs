//! The records of the sender's domain, asked for beside the examination, which waits for them only shortly.
//!
//! It asks the nameservers that are asked for the host. What the records mean it leaves to `domain`, which also names the
//! further records that those of SPF bring in.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, join_all, select};
use hickory_resolver::proto::rr::{Name, RData, RecordType};

use super::datagram::Sockets;
use super::dns::{Turn, Wanted, consult, nameservers, refusal, resolver};
use super::http::{self, Redirects, Web};
use super::net::Net;
use super::roots::{Extent, Roots};
use crate::domain::{
    key_name, parents, policy_name, read_sts_record, references, rpt_name, sts_name, sts_url,
};
use crate::evidence::{DnsAnswer, Lookup, Records, SenderDomain, Sought, StsDocument};
use crate::plan::{Audit, FollowUps, Plan, Sender};

/// The most questions about a domain.
const QUESTIONS: usize = 12;
/// The most that come with an audit: the records of MTA-STS and TLS-RPT.
const AUDITED: usize = 2;
/// How long the answers are waited for when all else is done.
const PATIENCE: Duration = Duration::from_secs(2);
/// The same where nobody asked for them.
const UNASKED: Duration = Duration::from_millis(500);
/// The most bytes of a policy (RFC 8461 §3.3), and how long it may take.
const POLICY: usize = 64 * 1024;
const POLICY_LIMIT: Duration = Duration::from_secs(5);
/// The most records of one answer, and the most characters of one record.
const MOST: usize = 32;
const LONGEST: usize = 4096;

/// The questions about one domain.
#[derive(Debug)]
pub(super) struct Inquiry<'a> {
    sender: Cow<'a, Sender>,
    scope: Scope,
    host: &'a str,
    audit: Audit,
    servers: Vec<SocketAddr>,
    asked: RefCell<Vec<Lookup>>,
    policy: RefCell<Option<StsDocument>>,
}

/// How much of a domain is asked about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Scope {
    /// Everything that concerns mail from it.
    Whole,
    /// Only what it announces for mail that comes to it.
    Inbound,
}

impl<'a> Inquiry<'a> {
    /// The questions of a plan; none where it names no domain, wants to be quick, or no nameserver is known. Of the domain
    /// of a mail address whose server was to be found, only the policy for mail that comes to it.
    pub(super) fn of(plan: &'a Plan, net: &impl Net) -> Option<Self> {
        if plan.follow_ups != FollowUps::Asked {
            return None;
        }
        let (sender, scope) = match (&plan.sender, &plan.mailbox) {
            (Some(sender), _) => (Cow::Borrowed(sender), Scope::Whole),
            (None, Some(mailbox)) => {
                let sender = Sender { domain: mailbox.domain.clone(), selectors: Vec::new() };
                (Cow::Owned(sender), Scope::Inbound)
            }
            (None, None) => return None,
        };
        let servers = nameservers(Wanted::of(plan), net)?;
        Some(Self {
            sender,
            scope,
            host: &plan.target.host,
            audit: plan.audit,
            servers,
            asked: RefCell::default(),
            policy: RefCell::default(),
        })
    }

    /// Asks while the examination goes on, and a little longer. What has no answer by then has none.
    pub(super) async fn beside<T, N: Net, R: AsyncFn(Extent) -> Roots>(
        self,
        examination: impl Future<Output = T>,
        web: &Web<'_, N, R>,
    ) -> (SenderDomain, T) {
        let examined = match select(pin!(examination), pin!(self.ask(web))).await {
            Either::Left((examined, asking)) => {
                _ = web.bounds.within(self.patience(), asking).await;
                examined
            }
            Either::Right(((), examination)) => examination.await,
        };
        (self.known(), examined)
    }

    /// What is known so far.
    fn known(&self) -> SenderDomain {
        let lookups = self.asked.borrow().clone();
        SenderDomain {
            domain: self.sender.domain.clone(),
            selectors: self.sender.selectors.clone(),
            server: self.host.to_owned(),
            lookups,
            sts_policy: self.policy.borrow().clone(),
        }
    }

    /// How long the answers are waited for when all else is done. Nobody asked for the policy of mail that comes in.
    fn patience(&self) -> Duration {
        match self.scope {
            Scope::Inbound if self.audit.is_left() => UNASKED,
            _ => PATIENCE,
        }
    }

    async fn ask<N: Net, R: AsyncFn(Extent) -> Roots>(&self, web: &Web<'_, N, R>) {
        if self.scope == Scope::Inbound {
            let reports = async {
                if !self.audit.is_left() {
                    self.look_up(rpt_name(&self.sender.domain), Sought::Txt).await;
                }
            };
            futures_util::future::join(reports, Box::pin(self.transport(web))).await;
            return;
        }
        let domain = &self.sender.domain;
        let mut names = vec![domain.clone(), policy_name(domain)];
        names.extend(self.sender.selectors.iter().map(|selector| key_name(selector, domain)));
        if self.audit == Audit::Asked {
            names.push(rpt_name(domain));
        }
        names.extend(parents(domain).into_iter().map(policy_name));
        let texts = join_all(names.into_iter().map(|name| self.look_up(name, Sought::Txt)));
        futures_util::future::join3(texts, self.receiving(), Box::pin(self.transport(web))).await;
        loop {
            let further = references(&self.known());
            let most = if self.audit.is_left() { QUESTIONS } else { QUESTIONS + AUDITED };
            let left = most.saturating_sub(self.asked.borrow().len());
            if further.is_empty() || left == 0 {
                return;
            }
            join_all(further.into_iter().take(left).map(|name| self.look_up(name, Sought::Txt))).await;
        }
    }

    /// Which encryption the domain asks of servers that bring mail to it: the record, and the policy that it announces.
    async fn transport<N: Net, R: AsyncFn(Extent) -> Roots>(&self, web: &Web<'_, N, R>) {
        if self.audit.is_left() && self.scope == Scope::Whole {
            return;
        }
        let (domain, name) = (&self.sender.domain, sts_name(&self.sender.domain));
        self.look_up(name.clone(), Sought::Txt).await;
        let known = self.known();
        let announced = known.answer(&name, Sought::Txt).and_then(Records::known);
        if !announced.is_some_and(|records| matches!(read_sts_record(records), Ok(Some(_)))) {
            return;
        }
        let wanted = http::Wanted {
            url: &sts_url(domain),
            redirects: Redirects::Never,
            most: POLICY,
            limit: POLICY_LIMIT,
        };
        let servers = async {
            if self.scope == Scope::Inbound {
                self.look_up(domain.clone(), Sought::Mx).await;
            }
        };
        let ((fetch, document), ()) = futures_util::future::join(web.fetch(wanted), servers).await;
        let text = document.map(|document| String::from_utf8_lossy(&document).into_owned());
        self.policy.replace(Some(StsDocument { fetch, text }));
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
        let ask = async |server| {
            let answer = answer(&name, kind, server).await;
            // What comes later must not hide what is known.
            let known = &mut self.asked.borrow_mut()[place].answer;
            if known.known().is_none() {
                known.clone_from(&answer);
            }
            answer
        };
        consult(&self.servers, Turn::BESIDE, ask, |answer: &Records| answer.known().is_some()).await;
    }
}

/// What one nameserver says.
pub(super) async fn answer(name: &str, kind: Sought, server: SocketAddr) -> Records {
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
        Sought::Srv => RecordType::SRV,
        Sought::Ptr => RecordType::PTR,
        Sought::Caa => RecordType::CAA,
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
        RData::SRV(srv) => {
            let host = srv.target.to_ascii();
            let host = if host == "." { "." } else { host.trim_end_matches('.') };
            Some(printable(format!("{} {} {} {host}", srv.priority, srv.weight, srv.port).as_bytes()))
        }
        RData::PTR(name) => Some(printable(name.0.to_ascii().trim_end_matches('.').as_bytes())),
        RData::CAA(caa) => Some(printable(caa.to_string().as_bytes())),
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
