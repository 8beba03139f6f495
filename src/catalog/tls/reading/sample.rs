//! Broken handshakes for the tests of this family.

use crate::evidence::sample::{attempt, failed, failed_with, follow_up, healthy, tls};
use crate::evidence::{
    Attempt, CertificateFault, Evidence, Failure, FollowUp, HelloAnswer, Outcome, Question, Taken, Tls,
    TlsHello,
};
use crate::plan::{Route, Security};
use crate::tls::{Choice, Offer, Suite, Version};

/// An implicit attempt whose certificates have faults.
pub(crate) fn faulty(faults: Vec<CertificateFault>) -> Evidence {
    judged(Tls { faults, ..tls() })
}

/// An implicit attempt whose certificates were found bad.
pub(crate) fn judged(tls: Tls) -> Evidence {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts[0].tls = failed_with(Failure::Certificate, tls);
    evidence
}

/// An implicit attempt whose handshake failed.
pub(crate) fn broken(port: u16, failure: Failure) -> Evidence {
    let mut evidence = healthy(port, Security::Implicit);
    evidence.attempts[0].tls = failed(failure);
    evidence.attempts[0].greeting = Outcome::Unreached { after: crate::evidence::Stage::Tls };
    evidence
}

/// An alert.
pub(crate) fn alert(number: u8) -> Failure {
    Failure::Alert { number, name: format!("alert_{number}") }
}

/// A follow-up in the other order that went well all the way.
pub(crate) fn good_in_the_other_order(port: u16, security: Security) -> FollowUp {
    in_the_other_order(attempt(Route { port, security }))
}

/// A follow-up in the other order.
pub(crate) fn in_the_other_order(attempt: Attempt) -> FollowUp {
    follow_up(Question::OtherOrder { route: attempt.route }, attempt)
}

/// An offer and what the server chose of it; how it refused where it did.
pub(crate) type Asked = (Offer, Result<Taken, Failure>);

/// What a server took.
pub(crate) fn taken(version: Version, suite: u16) -> Taken {
    let choice = Choice {
        version,
        suite: Suite(suite),
        group: None,
        prime_bits: None,
        signature: None,
        compressed: false,
        extended_master_secret: true,
        secure_renegotiation: true,
    };
    Taken { choice, key: None, unnamed: None }
}

/// An implicit attempt whose handshake failed, and what the server made of hellos made by hand.
pub(crate) fn surveyed(failure: Failure, asked: Vec<Asked>) -> Evidence {
    let mut evidence = broken(465, failure);
    let route = evidence.attempts[0].route;
    let mut attempt = Attempt::new(route);
    attempt.hellos = asked.into_iter().map(|(offer, result)| hello(offer, result)).collect();
    evidence.follow_ups.push(follow_up(Question::Versions { route }, attempt));
    evidence
}

/// A hello and what came of it.
pub(crate) fn hello(offer: Offer, result: Result<Taken, Failure>) -> TlsHello {
    let answer = match result {
        Ok(taken) => HelloAnswer::Taken(taken),
        Err(failure) => HelloAnswer::Refused { failure },
    };
    TlsHello { offer, answer, ms: 10.0 }
}
