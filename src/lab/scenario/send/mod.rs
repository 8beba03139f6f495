//! What can be wrong with an envelope: refusals of MAIL and RCPT, worded as real servers word them.
//!
//! What servers say only to a whole message is not here: an examination sends none.

mod limit;
mod provider;
mod recipient;
mod reputation;
mod sender;

pub(super) use limit::SCENARIOS as LIMIT;
pub(super) use recipient::SCENARIOS as RECIPIENT;
pub(super) use reputation::SCENARIOS as REPUTATION;
pub(super) use sender::SCENARIOS as SENDER;

use super::super::{Answer, Service, World};
use super::{ENVELOPE, HOST, Scenario, on_465};

/// The recipient in most scenarios.
const YOU: &[&str] = &["you@example.org"];

/// An envelope to a stranger, behind a login.
const STRANGER: Scenario = Scenario { envelope: Some((super::USER, YOU)), ..ENVELOPE };

/// The same without a login.
const NOBODY: Scenario = Scenario { login: None, ..STRANGER };

/// A server that answers every sender so.
fn mail(lines: &str) -> World {
    on_465(refusing_senders(Service::submissions(HOST), lines))
}

/// A server that answers every recipient so.
fn rcpt(lines: &str) -> World {
    on_465(refusing_recipients(Service::submissions(HOST), lines))
}

/// The same, where every sender is answered so. Behind a refused sender no recipient can be named.
fn refusing_senders(service: Service, lines: &str) -> Service {
    service
        .answering_under_tls("MAIL", Answer::reply(lines))
        .answering_under_tls("RCPT", Answer::reply("503 5.5.1 Error: need MAIL command"))
}

/// The same, where every recipient is answered so.
fn refusing_recipients(service: Service, lines: &str) -> Service {
    service.answering_under_tls("RCPT", Answer::reply(lines))
}
