//! Broken handshakes for the tests of this family.

use crate::evidence::sample::{attempt, failed, failed_with, follow_up, healthy, tls};
use crate::evidence::{Attempt, CertificateFault, Evidence, Failure, FollowUp, Outcome, Question, Tls};
use crate::plan::{Route, Security};

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
