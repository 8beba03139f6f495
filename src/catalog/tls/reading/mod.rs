//! What the causes of this family share: how a handshake is read from the evidence, and advice that several give.
//!
//! It owns no cause and refuses to say what anything means.

pub(crate) mod advice;
mod hellos;
mod issuer;
mod moment;
mod names;
mod presented;
#[cfg(test)]
pub(crate) mod sample;

pub(crate) use hellos::{Acceptance, acceptance, accepted_beside, choice_proof, why_unusual};
pub(crate) use issuer::{Interceptor, Kind, interceptor, is_public_authority};
pub(crate) use moment::{date_in, day, days_between, minute};
pub(crate) use names::{rule, without_name};
#[cfg(test)]
pub(crate) use presented::REFUSALS;
pub(crate) use presented::{SAID, first_read, presented, refusal_of, told_of};

use crate::catalog::{Match, Proof};
use crate::escape::visible_within;
use crate::evidence::{Attempt, Evidence, Failure, Question, Stage, Tls};
use crate::plan::Security;
use crate::smtp::Reply;

/// The attempts that observed something of TLS, whatever came of it.
pub(crate) fn handshakes(evidence: &Evidence) -> impl Iterator<Item = (usize, &Attempt, &Tls)> {
    let facts = |(index, attempt): (usize, _)| {
        let attempt: &Attempt = attempt;
        attempt.tls.facts().map(|tls| (index, attempt, tls))
    };
    evidence.attempts.iter().enumerate().filter_map(facts)
}

/// The attempts whose TLS failed although something of the certificates was seen.
pub(crate) fn failed(evidence: &Evidence) -> impl Iterator<Item = (usize, &Attempt, &Tls)> {
    handshakes(evidence).filter(|(_, attempt, _)| attempt.tls.failure().is_some())
}

/// The attempts whose TLS passed.
pub(crate) fn passed(evidence: &Evidence) -> impl Iterator<Item = (usize, &Attempt, &Tls)> {
    handshakes(evidence).filter(|(_, attempt, _)| attempt.tls.passed().is_some())
}

/// The attempts whose handshake failed at all, with the failure.
pub(crate) fn broken(evidence: &Evidence) -> impl Iterator<Item = (usize, &Attempt, &Failure)> {
    let failure = |(index, attempt): (usize, _)| {
        let attempt: &Attempt = attempt;
        attempt.tls.failure().map(|failure| (index, attempt, failure))
    };
    evidence.attempts.iter().enumerate().filter_map(failure)
}

/// A match at the handshake. It carries `over_starttls` where STARTTLS came before.
pub(crate) fn found(index: usize, attempt: &Attempt, proof: Proof) -> Match {
    let found = Match::attempt(index, Stage::Tls, proof);
    match attempt.spoken {
        Security::StartTls => found.with("over_starttls", attempt.route.port.to_string()),
        _ => found,
    }
}

/// What the same port said when TLS was tried in the other order.
pub(crate) fn other_order(evidence: &Evidence, about: usize) -> Option<&Attempt> {
    evidence
        .follow_ups_about(about)
        .find(|follow_up| matches!(follow_up.question, Question::OtherOrder { .. }))
        .map(|follow_up| &follow_up.attempt)
}

/// The greeting of an attempt, a refusing one included.
pub(crate) fn greeting(attempt: &Attempt) -> Option<&Reply> {
    match attempt.greeting.failure() {
        Some(Failure::Rejected { reply }) => Some(reply),
        _ => attempt.greeting.facts().map(|greeting| &greeting.reply),
    }
}

/// The greeting that the port of an implicit attempt gave in clear when it was asked to: proof that it does not
/// begin with TLS.
pub(crate) fn greeting_in_clear(evidence: &Evidence, about: usize) -> Option<&Reply> {
    other_order(evidence, about).filter(|other| other.spoken != Security::Implicit).and_then(greeting)
}

/// A name out of a certificate, fit for a sentence.
pub(crate) fn brief(name: &str) -> String {
    visible_within(name, 120)
}
