//! Where a refused mail comes from: the domain of its sender, and the address that the server saw.
//!
//! The server often names the address that it refuses; behind NAT nobody else knows it. What the socket calls its own
//! address counts only where it is a public one. This module refuses to know what is wrong with either.

use std::net::IpAddr;

use crate::catalog::{Match, Scope};
use crate::evidence::{Attempt, Evidence, Failure, Stage, Tcp};
use crate::smtp::Reply;

/// With `sender_domain`, where a sender is planned that has a domain.
pub(super) fn with_sender_domain(found: Match, evidence: &Evidence) -> Match {
    let sender = evidence.plan.envelope.as_ref().map(|envelope| envelope.from.as_str());
    let domain = sender.and_then(|sender| sender.rsplit_once('@')).map(|(_, domain)| domain);
    match domain.filter(|domain| is_name(domain)) {
        Some(domain) => found.with("sender_domain", domain),
        None => found,
    }
}

/// With `source`, where the public address that the mail comes from is known.
pub(super) fn with_source(found: Match, evidence: &Evidence) -> Match {
    let Scope::Attempt(index) = found.scope else {
        return found;
    };
    let Some(attempt) = evidence.attempts.get(index) else {
        return found;
    };
    let tcp = attempt.tcp.facts();
    let server = tcp.and_then(|tcp| tcp.peer).map(|peer| peer.ip());
    let named = refusal(attempt, found.stage).and_then(|reply| named(reply, server));
    let own = tcp.and_then(Tcp::seen).filter(is_public);
    // Many servers greet the client by its address: `250-mx.example.net Hello me [203.0.113.7]`.
    let greeted = || {
        let reply = &attempt.last_ehlo()?.reply;
        let first = Reply { lines: reply.lines.first().cloned().into_iter().collect(), ..reply.clone() };
        self::named(&first, server)
    };
    match named.or(own).or_else(greeted) {
        Some(address) => found.with("source", address.to_string()),
        None => found,
    }
}

fn refusal(attempt: &Attempt, stage: Stage) -> Option<&Reply> {
    match attempt.failure(stage)? {
        Failure::Rejected { reply } => Some(reply),
        _ => None,
    }
}

/// The first public address in a reply that is not the server's own.
fn named(reply: &Reply, server: Option<IpAddr>) -> Option<IpAddr> {
    let text = reply.text();
    let parts = text.split(|c: char| !c.is_ascii_hexdigit() && c != '.' && c != ':');
    let addresses = parts.filter_map(|part| part.trim_matches(['.', ':']).parse::<IpAddr>().ok());
    addresses.filter(is_public).find(|address| Some(*address) != server)
}

/// Whether an address can be seen from the outside.
fn is_public(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let shared = v4.octets()[0] == 100 && v4.octets()[1] & 0xc0 == 64;
            !(v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_unspecified() || shared)
        }
        IpAddr::V6(v6) => {
            let local = v6.is_unique_local() || v6.is_unicast_link_local();
            !(v6.is_loopback() || v6.is_unspecified() || local)
        }
    }
}

/// Whether a domain can stand in a command as it is.
fn is_name(domain: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    domain.contains('.') && !domain.starts_with('-') && domain.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{ADDRESS, reply};

    fn named_in(text: &str) -> Option<String> {
        named(&reply(550, text), Some(ADDRESS)).map(|address| address.to_string())
    }

    #[test]
    fn the_address_of_the_client_is_read_from_the_reply() {
        assert_eq!(named_in("Client host [203.0.113.7] blocked").as_deref(), Some("203.0.113.7"));
        assert_eq!(named_in("listed: https://x.example/?ip=203.0.113.7.").as_deref(), Some("203.0.113.7"));
        assert_eq!(named_in("[2001:db8::9] has no PTR record").as_deref(), Some("2001:db8::9"));
    }

    #[test]
    fn neither_the_server_nor_a_private_address_nor_a_number_is_the_client() {
        assert_eq!(named_in("192.0.2.1 does not like you"), None);
        assert_eq!(named_in("10.0.0.5 and 100.64.0.1 and ::1 are blocked"), None);
        assert_eq!(named_in("5.7.1 id=12345-01 at 12:30:45"), None);
    }

    #[test]
    fn only_a_plain_name_goes_into_a_command() {
        assert!(is_name("example.com") && is_name("xn--fiqs8s.example"));
        assert!(!is_name("localhost") && !is_name("$(x).example") && !is_name("-v.example"));
    }
}
