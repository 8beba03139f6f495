//! What the server made of hellos that were made by hand, for programs.

use serde::Serialize;

use super::v1::tenths;
use crate::evidence::HelloAnswer;
use crate::report::hello::HelloLine;
use crate::tls::{Group, Naming, Suites};

#[derive(Debug, Serialize)]
pub(super) struct Hello {
    newest: &'static str,
    suites: &'static str,
    groups: Vec<String>,
    server_named: bool,
    answer: &'static str,
    version: Option<&'static str>,
    cipher_suite: Option<String>,
    group: Option<String>,
    prime_bits: Option<u32>,
    key_bits: Option<u32>,
    text: String,
    duration_ms: f64,
}

impl Hello {
    /// The wire form of a hello.
    pub(super) fn of(line: &HelloLine) -> Self {
        let offer = &line.hello.offer;
        let taken = line.hello.taken();
        let choice = taken.map(|taken| &taken.choice);
        Self {
            newest: offer.newest.name(),
            suites: match offer.suites {
                Suites::Usual => "usual",
                Suites::Broken => "broken",
                Suites::Outdated => "outdated",
                Suites::FiniteField => "finite-field",
                Suites::Plain => "plain",
                Suites::StaticKey => "static-key",
            },
            groups: offer.groups.iter().map(|group| group.name()).collect(),
            server_named: offer.naming == Naming::Named,
            answer: match line.hello.answer {
                HelloAnswer::Taken(_) => "taken",
                HelloAnswer::Refused { .. } => "refused",
                HelloAnswer::Unsent { .. } => "unsent",
            },
            version: choice.map(|choice| choice.version.name()),
            cipher_suite: choice.map(|choice| choice.suite.name()),
            group: choice.and_then(|choice| choice.group).map(Group::name),
            prime_bits: choice.and_then(|choice| choice.prime_bits),
            key_bits: taken.and_then(|taken| taken.key.as_ref()).and_then(|key| key.bits),
            text: line.said.clone(),
            duration_ms: tenths(line.hello.ms),
        }
    }
}
