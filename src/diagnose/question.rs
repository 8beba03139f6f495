//! The questions that tell causes with the same symptom apart.
//!
//! A question is only named when its answer can change the root cause, and only once.

use std::net::IpAddr;

use crate::catalog::send::nameless_source;
use crate::catalog::smtp::refuses_name;
use crate::catalog::tls::wants_client_certificate;
use crate::evidence::{Attempt, CertificateFault, Evidence, Failure, Question, Stage};
use crate::plan::{FollowUps, Route, SIBLINGS, SUBMISSION, SUBMISSIONS, Security, TlsMode};
use crate::smtp::Protocol;

/// The most addresses of a name that are asked beside the one in use.
const OTHER_ADDRESSES: usize = 2;
/// The alerts that may be about what was offered: `handshake_failure`, `illegal_parameter`, `decode_error`,
/// `protocol_version`, `insufficient_security`, `internal_error`, `missing_extension`, `unrecognized_name`
/// (RFC 8446 §6.2).
const OF_THE_OFFER: [u8; 8] = [40, 47, 50, 70, 71, 80, 109, 112];
/// An address that was given up after less was not really tried: another one had answered meanwhile.
const HARDLY_TRIED_MS: u64 = 1000;

/// The questions that attempt `about` leaves open.
pub fn questions(evidence: &Evidence, about: usize) -> Vec<Question> {
    let Some(attempt) = evidence.attempts.get(about) else { return Vec::new() };
    if evidence.plan.follow_ups == FollowUps::Left {
        return Vec::new();
    }
    let named = match attempt.first_failure() {
        Some((Stage::Tcp, failure)) => siblings(evidence, attempt, failure),
        Some((Stage::Tls, failure)) => [
            plain_order(attempt, failure),
            without_name(evidence, attempt),
            other_ports(evidence, attempt),
            other_addresses(evidence, attempt),
            versions(attempt, failure),
        ]
        .concat(),
        Some((Stage::Greeting, failure)) => {
            [tls_order(attempt, failure), other_addresses(evidence, attempt)].concat()
        }
        Some((Stage::StartTls, failure)) if answers(failure) => other_ports(evidence, attempt),
        Some((Stage::Auth, Failure::NotOffered { .. } | Failure::Withheld { .. })) => {
            other_ports(evidence, attempt)
        }
        Some((Stage::Ehlo | Stage::EhloAgain, Failure::Rejected { reply })) => {
            let may_be_about_it = matches!(reply.code, 421 | 450 | 451 | 501 | 504 | 530 | 550 | 553 | 554);
            may_be_about_it.then(|| other_name(evidence)).flatten().into_iter().collect()
        }
        Some((Stage::Mail | Stage::Rcpt, Failure::Rejected { reply })) if refuses_name(reply) => {
            other_name(evidence).into_iter().collect()
        }
        Some((Stage::Mail | Stage::Rcpt | Stage::Data, Failure::Rejected { .. })) => {
            let source = nameless_source(evidence, about);
            source.map(|address| Question::ReverseName { address }).into_iter().collect()
        }
        _ => Vec::new(),
    };
    let asked =
        |question: &Question| evidence.follow_ups_about(about).any(|known| known.question == *question);
    named.into_iter().filter(|question| !asked(question)).collect()
}

/// Silence and refusal of one port are told from those of the host by its other ports.
fn siblings(evidence: &Evidence, attempt: &Attempt, failure: &Failure) -> Vec<Question> {
    let tells = matches!(failure, Failure::TimedOut { .. } | Failure::Refused | Failure::Reset);
    if !tells {
        return Vec::new();
    }
    let tried = |port: &u16| evidence.attempts.iter().any(|attempt| attempt.route.port == *port);
    let rest = SIBLINGS.into_iter().filter(|port| *port != attempt.route.port && !tried(port));
    let reference = evidence.plan.reference.iter().map(|target| Question::Reference {
        host: target.host.clone(),
        port: target.port.unwrap_or(attempt.route.port),
    });
    rest.map(|port| Question::Sibling { port }).chain(reference).collect()
}

/// The ports for submission beside this one: does one of them do what this one does not?
fn other_ports(evidence: &Evidence, attempt: &Attempt) -> Vec<Question> {
    let tried = |port: u16| evidence.attempts.iter().any(|attempt| attempt.route.port == port);
    let ports =
        [SUBMISSIONS, SUBMISSION].into_iter().filter(|port| *port != attempt.route.port && !tried(*port));
    ports.map(|port| Question::OtherPort { route: Route::new(port, TlsMode::Auto) }).collect()
}

/// The other addresses of the name that take a connection, or have not been tried: is only one machine of several at
/// fault?
fn other_addresses(evidence: &Evidence, attempt: &Attempt) -> Vec<Question> {
    let Some(dns) = evidence.dns_for(attempt.route.port) else { return Vec::new() };
    let tcp = attempt.tcp.facts();
    let used = tcp.and_then(|tcp| tcp.peer).map(|peer| peer.ip());
    let dead = |address: &IpAddr| {
        let known = tcp.and_then(|tcp| tcp.connections.iter().find(|known| known.address == *address));
        // Those that had not answered when another one did may answer yet.
        known.and_then(|known| known.failure.as_ref()).is_some_and(
            |failure| !matches!(failure, Failure::TimedOut { after_ms, .. } if *after_ms < HARDLY_TRIED_MS),
        )
    };
    let others = dns.addresses.iter().filter(|address| Some(**address) != used && !dead(address));
    others.take(OTHER_ADDRESSES).map(|address| Question::OtherAddress { address: *address }).collect()
}

/// Whether the server answered, and only the answer was not the wanted one.
fn answers(failure: &Failure) -> bool {
    matches!(failure, Failure::NotOffered { .. } | Failure::Rejected { .. })
}

/// A handshake that got something else than TLS, or nothing: does the port speak SMTP first?
fn plain_order(attempt: &Attempt, failure: &Failure) -> Vec<Question> {
    let tells = matches!(
        failure,
        Failure::NotTls { .. } | Failure::TimedOut { .. } | Failure::Closed { .. } | Failure::Reset
    );
    if !tells || attempt.spoken != Security::Implicit {
        return Vec::new();
    }
    let route = Route { port: attempt.route.port, security: Security::Opportunistic };
    vec![Question::OtherOrder { route }]
}

/// A handshake that the server broke off, or that came to something that is not spoken here: what does it take?
fn versions(attempt: &Attempt, failure: &Failure) -> Vec<Question> {
    let tells = match failure {
        Failure::Alert { number, .. } => OF_THE_OFFER.contains(number),
        Failure::Closed { .. } | Failure::Reset | Failure::Handshake { .. } => true,
        _ => false,
    };
    if !tells || wants_client_certificate(attempt) {
        return Vec::new();
    }
    vec![Question::Versions { route: Route { port: attempt.route.port, security: attempt.spoken } }]
}

/// A certificate for other names: does the server have a right one that it does not show to those who name it?
fn without_name(evidence: &Evidence, attempt: &Attempt) -> Vec<Question> {
    let tells = attempt.tls.facts().is_some_and(|tls| tls.faults.contains(&CertificateFault::NameMismatch));
    // The name of an address is never sent (RFC 6066 §3).
    if !tells || evidence.plan.target.address().is_some() {
        return Vec::new();
    }
    let route = Route { port: attempt.route.port, security: attempt.spoken };
    vec![Question::WithoutName { route }]
}

/// A port without a greeting: does it wait for TLS?
fn tls_order(attempt: &Attempt, failure: &Failure) -> Vec<Question> {
    let tells = matches!(
        failure,
        Failure::TimedOut { .. }
            | Failure::Closed { .. }
            | Failure::Reset
            | Failure::NotSmtp { protocol: Protocol::Tls, .. }
    );
    if !tells || attempt.spoken == Security::Implicit {
        return Vec::new();
    }
    let route = Route { port: attempt.route.port, security: Security::Implicit };
    vec![Question::OtherOrder { route }]
}

/// A refusal that may be about the announced name: is another one taken?
fn other_name(evidence: &Evidence) -> Option<Question> {
    // A name under the user's own domain is what relays ask for; any full name shows whether the form was the fault.
    let plan = &evidence.plan;
    let domain_of = |address: &'_ str| address.rsplit_once('@').map(|(_, domain)| domain.to_owned());
    let domain = plan.login.as_ref().and_then(|login| domain_of(&login.user));
    let domain = domain.or_else(|| plan.envelope.as_ref().and_then(|envelope| domain_of(&envelope.from)));
    let fits = |domain: &String| crate::plan::read_host(domain).is_ok() && domain.contains('.');
    let name =
        domain.filter(fits).map_or_else(|| "mail.example.com".into(), |name| name.to_ascii_lowercase());
    (plan.helo.as_ref() != Some(&name)).then_some(Question::OtherName { name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{
        failed, failed_with, healthy, no_tcp, open_sibling, rejected, timed_out, tls,
    };
    use crate::evidence::{Connection, Outcome, Tls};
    use crate::plan::Target;

    #[test]
    fn health_leaves_nothing_open() {
        assert!(questions(&healthy(465, Security::Implicit), 0).is_empty());
    }

    #[test]
    fn a_silent_port_is_held_against_its_siblings_once() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(timed_out());
        let ports = [587, 25, 2525].map(|port| Question::Sibling { port });
        assert_eq!(questions(&evidence, 0), ports);
        evidence.follow_ups.push(open_sibling(587));
        assert_eq!(questions(&evidence, 0), ports[1..]);
        evidence.plan.follow_ups = FollowUps::Left;
        assert!(questions(&evidence, 0).is_empty());
    }

    #[test]
    fn the_other_order_is_asked_for_both_ways() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tls = failed(timed_out());
        let route = Route { port: 465, security: Security::Opportunistic };
        let other = Route { port: 587, security: Security::Opportunistic };
        assert_eq!(
            questions(&evidence, 0),
            [Question::OtherOrder { route }, Question::OtherPort { route: other }]
        );
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].greeting = failed(timed_out());
        let route = Route { port: 587, security: Security::Implicit };
        assert_eq!(questions(&evidence, 0), [Question::OtherOrder { route }]);
    }

    #[test]
    fn a_fault_of_tls_is_looked_for_on_the_other_ports_and_addresses() {
        let mut evidence = healthy(2525, Security::StartTls);
        evidence.attempts[0].tls = failed(Failure::Alert { number: 40, name: "handshake_failure".into() });
        let ports = [(465, Security::Implicit), (587, Security::Opportunistic)]
            .map(|(port, security)| Question::OtherPort { route: Route { port, security } });
        let versions = Question::Versions { route: evidence.attempts[0].route };
        assert_eq!(questions(&evidence, 0), [&ports[..], &[versions]].concat());
        evidence.attempts[0].tls = failed(Failure::Alert { number: 42, name: "bad_certificate".into() });
        assert_eq!(questions(&evidence, 0), ports);
        let Outcome::Passed { facts, .. } = &mut evidence.dns else { panic!("no name") };
        let address = "192.0.2.2".parse().unwrap();
        facts.addresses.push(address);
        assert_eq!(questions(&evidence, 0)[2..], [Question::OtherAddress { address }]);
        let Outcome::Passed { facts, .. } = &mut evidence.attempts[0].tcp else { panic!("no connection") };
        facts.connections.push(Connection { address, failure: Some(Failure::Refused), ms: 1.0 });
        assert_eq!(questions(&evidence, 0), ports);
    }

    #[test]
    fn a_certificate_for_another_name_is_looked_at_without_a_name() {
        let mut evidence = healthy(465, Security::Implicit);
        let seen = Tls { faults: vec![CertificateFault::NameMismatch], ..tls() };
        evidence.attempts[0].tls = failed_with(Failure::Certificate, seen);
        let asked = Question::WithoutName { route: evidence.attempts[0].route };
        assert_eq!(questions(&evidence, 0)[0], asked);
        evidence.plan.target.host = "192.0.2.1".into();
        assert!(!questions(&evidence, 0).contains(&asked));
    }

    #[test]
    fn what_this_port_does_not_offer_is_looked_for_on_the_others() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].starttls = failed(Failure::NotOffered { offered: Vec::new() });
        let route = Route { port: 465, security: Security::Implicit };
        assert_eq!(questions(&evidence, 0), [Question::OtherPort { route }]);
    }

    #[test]
    fn the_unrelated_host_is_asked_only_when_it_was_named() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(timed_out());
        let (host, port) = ("mail.example.net".to_owned(), None);
        evidence.plan.reference = Some(Target { input: host.clone(), host: host.clone(), port });
        assert_eq!(questions(&evidence, 0)[3], Question::Reference { host, port: 465 });
    }

    #[test]
    fn a_refused_name_is_held_against_another() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].ehlo = failed(rejected(504, "5.5.2 need fully-qualified hostname"));
        assert_eq!(questions(&evidence, 0), [Question::OtherName { name: "example.com".into() }]);
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].rcpt = failed(rejected(550, "5.7.1 Relaying denied"));
        assert!(questions(&evidence, 0).is_empty());
        evidence.attempts[0].rcpt = failed(rejected(550, "Access denied - Invalid HELO name"));
        assert_eq!(questions(&evidence, 0), [Question::OtherName { name: "example.com".into() }]);
    }
}
