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
            other_ports(evidence),
            other_addresses(evidence, attempt),
            versions(attempt, failure),
        ]
        .concat(),
        Some((Stage::Greeting, failure)) => {
            [tls_order(attempt, failure), other_addresses(evidence, attempt)].concat()
        }
        Some((Stage::StartTls, failure)) if answers(failure) => other_ports(evidence),
        Some((Stage::Auth, Failure::NotOffered { .. } | Failure::Withheld { .. })) => other_ports(evidence),
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
    let reference = evidence.plan.reference.iter().map(|target| Question::Reference {
        host: target.host.clone(),
        port: target.port.unwrap_or(attempt.route.port),
    });
    untried(&SIBLINGS, evidence).map(|port| Question::Sibling { port }).chain(reference).collect()
}

/// The ports for submission beside this one: does one of them do what this one does not?
fn other_ports(evidence: &Evidence) -> Vec<Question> {
    untried(&[SUBMISSIONS, SUBMISSION], evidence)
        .map(|port| Question::OtherPort { route: Route::new(port, TlsMode::Auto) })
        .collect()
}

/// The ports among these that no attempt went to.
fn untried(ports: &[u16], evidence: &Evidence) -> impl Iterator<Item = u16> {
    let tried = |port: u16| evidence.attempts.iter().any(|attempt| attempt.route.port == port);
    ports.iter().copied().filter(move |port| !tried(*port))
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
mod tests;
