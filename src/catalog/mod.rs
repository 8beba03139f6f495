//! What can be wrong: one file a cause, with its code, its texts, its remedies and how it is told.
//!
//! A cause reads evidence and nothing else. It refuses to know how it is printed. Server text is matched in here and
//! in `provider` only.

pub mod auth;
pub mod client;
pub mod dns;
mod large_packet;
mod pattern;
pub mod send;
pub mod smtp;
pub mod starttls;
pub mod tcp;
pub mod tls;

pub use pattern::{Group, Pattern};

use std::fmt;

use crate::evidence::{Evidence, Stage};
use crate::locale::{Args, Text};
use crate::plan::Platform;

/// What stands between the items of a list inside a sentence, in every language alike.
const BETWEEN: &str = " · ";

/// Every cause, family by family, in the order of the stages.
pub fn causes() -> impl Iterator<Item = &'static Cause> {
    let families = [
        dns::CAUSES,
        tcp::CAUSES,
        tls::CAUSES,
        starttls::CAUSES,
        smtp::CAUSES,
        auth::CAUSES,
        send::CAUSES,
        client::CAUSES,
    ];
    families.into_iter().flatten().copied()
}

/// The cause with a code.
pub fn find(code: Code) -> Option<&'static Cause> {
    causes().find(|cause| cause.code == code)
}

/// The stable name of a cause: `family/fault`.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Code(pub &'static str);

impl Code {
    /// The part before the slash.
    pub fn family(self) -> &'static str {
        self.0.split_once('/').map_or(self.0, |(family, _)| family)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Something that can be wrong.
#[derive(Debug)]
pub struct Cause {
    /// Its stable name.
    pub code: Code,
    /// How bad it is, unless a match says otherwise.
    pub severity: Severity,
    /// What is wrong, in a few words and without a full stop.
    pub title: Text,
    /// Why that keeps mail from being sent, in one to three sentences.
    pub explanation: Text,
    /// What to do, most promising first. A remedy with a place that has no value is not given.
    pub remedies: &'static [Remedy],
    /// What settles whether it is this cause and no other: what an examination looks at, in one or two sentences.
    /// It has no places.
    pub settled_by: Text,
    /// The texts of servers, libraries and applications in which it shows, the most telling first.
    pub symptoms: &'static [Pattern],
    /// The causes that are mere symptoms of this one where both are told of the same attempt.
    pub supersedes: &'static [Code],
    /// Where the evidence shows it.
    pub told_by: fn(&Evidence) -> Vec<Match>,
}

/// The options without a value that an examination can need to look at a cause.
const LOOKS_FURTHER: [&str; 1] = ["--audit"];

impl Cause {
    /// The options that its examination needs: those that [`Cause::settled_by`] names.
    pub fn examined_with(&self) -> impl Iterator<Item = &'static str> {
        LOOKS_FURTHER.into_iter().filter(|option| self.settled_by.en.contains(option))
    }
}

/// How bad a cause is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Mail goes, or may go; something wants attention.
    Warning,
    /// Mail does not go.
    Error,
}

/// Who acts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Who {
    /// The user.
    You,
    /// The administrator of the server.
    Administrator,
    /// The provider of the mail service.
    Provider,
    /// The developer of the application that sends.
    Developer,
    /// Whoever runs the network: the company, the hoster, the Internet provider.
    Network,
}

/// What somebody can do.
#[derive(Clone, Copy, Debug)]
pub struct Remedy {
    /// Who acts.
    pub who: Who,
    /// What exactly to do, as an order.
    pub text: Text,
    /// A command to run, with the user's own values.
    pub command: Option<&'static str>,
    /// A page to read, `https:`.
    pub link: Option<&'static str>,
    /// When it applies.
    pub when: When,
}

/// When a remedy applies.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum When {
    /// Always.
    Always,
    /// On one operating system.
    On(Platform),
    /// On every operating system but Windows.
    OffWindows,
    /// When the match carries this argument.
    With(&'static str),
    /// When the match does not carry this argument.
    Without(&'static str),
    /// When the match carries neither of these arguments.
    Neither(&'static str, &'static str),
    /// On one operating system, when the match carries this argument.
    WithOn(&'static str, Platform),
    /// On one operating system, when the match does not carry this argument.
    WithoutOn(&'static str, Platform),
}

/// A place in the evidence that shows a cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// What it speaks of.
    pub scope: Scope,
    /// The stage at which it shows.
    pub stage: Stage,
    /// How bad it is here, where that differs from the cause's own severity.
    pub severity: Option<Severity>,
    /// What was observed, a line each, the most telling first. Never empty.
    pub proof: Vec<Proof>,
    /// Values for the places of title, explanation and remedies, beside the general ones.
    pub args: Args,
}

/// What a match speaks of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Scope {
    /// The whole run.
    Run,
    /// One of [`Evidence::attempts`].
    Attempt(usize),
}

/// One observation, as a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The sentence, without a full stop.
    pub text: Text,
    /// Values for its places, beside the general ones.
    pub args: Args,
}

impl Proof {
    /// An observation with its values.
    pub fn new(text: Text, args: Args) -> Self {
        Self { text, args }
    }
}

impl Match {
    /// A match of an attempt, proved by one observation.
    pub fn attempt(index: usize, stage: Stage, proof: Proof) -> Self {
        Self { scope: Scope::Attempt(index), stage, severity: None, proof: vec![proof], args: Vec::new() }
    }

    /// A match of the whole run, proved by one observation.
    pub fn run(stage: Stage, proof: Proof) -> Self {
        Self { scope: Scope::Run, stage, severity: None, proof: vec![proof], args: Vec::new() }
    }

    /// With a value for a place.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// With a further observation.
    pub fn and(mut self, proof: Proof) -> Self {
        self.proof.push(proof);
        self
    }

    /// With another severity than the cause's own.
    pub fn as_severe_as(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }
}
