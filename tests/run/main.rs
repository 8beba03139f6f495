//! What a run costs and what it leaves behind: connections, flights, waits, and evidence that fits together.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod audit;
mod beside;
mod certificate;
mod chain;
mod cost;
mod discovery;
mod dns;
mod domain;
mod ends;
mod envelope;
mod flood;
mod issuers;
mod logins;
mod message;
mod order;
mod ports;
mod proxy;
mod reverse;
mod told;
mod world;
