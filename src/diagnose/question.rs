//! The questions that tell causes with the same symptom apart.
//!
//! A question is only named when its answer can change the root cause, and only once.

use crate::catalog::smtp::refuses_name;
use crate::evidence::{Attempt, Evidence, Failure, Question, Stage};
use crate::plan::{FollowUps, Route, SIBLINGS, Security};
use crate::smtp::Protocol;

/// The questions that attempt `about` leaves open.
pub fn questions(evidence: &Evidence, about: usize) -> Vec<Question> {
    let Some(attempt) = evidence.attempts.get(about) else { return Vec::new() };
    if evidence.plan.follow_ups == FollowUps::Left {
        return Vec::new();
    }
    let named = match attempt.first_failure() {
        Some((Stage::Tcp, failure)) => siblings(evidence, attempt, failure),
        Some((Stage::Tls, failure)) => plain_order(attempt, failure),
        Some((Stage::Greeting, failure)) => tls_order(attempt, failure),
        Some((Stage::Ehlo | Stage::EhloAgain, Failure::Rejected { reply })) => {
            let may_be_about_it = matches!(reply.code, 421 | 450 | 451 | 501 | 504 | 530 | 550 | 553 | 554);
            may_be_about_it.then(|| other_name(evidence)).flatten().into_iter().collect()
        }
        Some((Stage::Mail | Stage::Rcpt, Failure::Rejected { reply })) if refuses_name(reply) => {
            other_name(evidence).into_iter().collect()
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
    rest.map(|port| Question::Sibling { port }).collect()
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
    use crate::evidence::sample::{failed, healthy, no_tcp, open_sibling, rejected, timed_out};

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
        assert_eq!(questions(&evidence, 0), [Question::OtherOrder { route }]);
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].greeting = failed(timed_out());
        let route = Route { port: 587, security: Security::Implicit };
        assert_eq!(questions(&evidence, 0), [Question::OtherOrder { route }]);
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
