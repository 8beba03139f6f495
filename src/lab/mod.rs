//! A world on loopback: SMTP servers and a nameserver that play a script, for `demo` and for the tests.
//!
//! The sockets, the TLS and the DNS messages are real; only the addresses, the clock and the hosts file are made up,
//! behind [`crate::probe::net::Net`]. Nothing here leaves the machine, and nothing here knows what an examination
//! makes of it.

mod authority;
#[cfg(test)]
mod caller;
mod crowd;
mod dns;
mod log;
pub mod os_code;
mod proxy;
mod rehearsal;
pub mod scenario;
mod scram;
mod script;
mod server;
mod service;
mod session;
mod statement;
mod web;
mod wire;
mod witness;
mod world;

pub use authority::{Authority, Clients, Kind, Versions};
pub use dns::{DnsServer, Records, Zone};
pub use log::{Log, Phase, Received};
pub use proxy::{Conduct, ProxyService};
pub use rehearsal::LIMITS;
pub use scenario::{Roots, Scenario};
pub use script::{Answer, Cut, Mechanism, Signature, Step};
pub use server::Server;
pub use service::{Account, Order, PASSWORD, Service, Tls, TlsService, USER};
pub use world::{Endpoint, LabNet, RunningWorld, World};
