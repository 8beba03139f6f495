//! What an audit asks the DNS besides: who may issue certificates for the host, and which servers the domain names to its
//! users.

use std::net::SocketAddr;

use futures_util::future::join_all;

use crate::evidence::{DnsAnswer, Lookup, Records, Sought};
use crate::plan::{Plan, Sender};
use crate::probe::dns::{Turn, Wanted, consult, nameservers};
use crate::probe::domain;
use crate::probe::net::Net;

/// How many names are climbed from the host towards the root (RFC 8659 §3).
const STEPS: usize = 5;
/// The names of the services of a domain: by TLS from the first byte, and by STARTTLS (RFC 8314 §5.1, RFC 6186 §3.1).
const SERVICES: [&str; 2] = ["_submissions._tcp", "_submission._tcp"];

/// The questions of an audit.
#[derive(Debug)]
pub(in crate::probe) struct Names {
    host: String,
    domain: Option<String>,
    servers: Vec<SocketAddr>,
}

impl Names {
    /// The questions of a plan; none where the host is an address or no nameserver is known.
    pub(in crate::probe) fn of(plan: &Plan, net: &impl Net) -> Option<Self> {
        if plan.audit.is_left() || plan.target.address().is_some() {
            return None;
        }
        let servers = nameservers(Wanted::of(plan), net)?;
        Some(Self { host: plan.target.host.to_ascii_lowercase(), domain: domain_of(plan), servers })
    }

    /// Asks everything at once, and hands back the domain too.
    pub(in crate::probe) async fn ask(self) -> (Option<String>, Vec<Lookup>) {
        let services = self.domain.iter().flat_map(|domain| SERVICES.map(|name| format!("{name}.{domain}")));
        let questions: Vec<(String, Sought)> = climb(&self.host)
            .map(|name| (name.to_owned(), Sought::Caa))
            .chain(services.map(|name| (name, Sought::Srv)))
            .collect();
        let servers = &self.servers;
        let asked = questions.into_iter().map(|(name, kind)| async move {
            let answer = first_answer(&name, kind, servers).await;
            Lookup { name, kind, answer }
        });
        let lookups = join_all(asked).await;
        (self.domain, lookups)
    }
}

/// The host and the names above it, the last label apart.
fn climb(host: &str) -> impl Iterator<Item = &str> {
    let parents = std::iter::successors(Some(host), |name| name.split_once('.').map(|(_, parent)| parent));
    parents.take_while(|name| name.contains('.')).take(STEPS)
}

/// The domain whose users are served: that of the sender, of the mail address, or of the user.
fn domain_of(plan: &Plan) -> Option<String> {
    let sender = plan.sender.as_ref().map(|sender| sender.domain.clone());
    let mailbox = || plan.mailbox.as_ref().map(|mailbox| mailbox.domain.clone());
    let user =
        || Some(Sender::of(&plan.login.as_ref()?.user, Vec::new())?.domain).filter(|name| name.is_ascii());
    sender.or_else(mailbox).or_else(user)
}

/// The first answer that settles the question, else the last one.
async fn first_answer(name: &str, kind: Sought, servers: &[SocketAddr]) -> Records {
    let ask = async |server| domain::answer(name, kind, server).await;
    let answer = consult(servers, Turn::BESIDE, ask, |answer: &Records| answer.known().is_some()).await;
    answer.unwrap_or(Records::Unanswered { because: DnsAnswer::NoAnswer })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_climbed_up_to_the_last_label_but_one() {
        let names: Vec<&str> = climb("smtp.mail.example.com").collect();
        assert_eq!(names, ["smtp.mail.example.com", "mail.example.com", "example.com"]);
        assert_eq!(climb("localhost").count(), 0);
        assert_eq!(climb("a.b.c.d.e.f.g.example.com").count(), STEPS);
    }
}
