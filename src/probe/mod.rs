//! What touches the network: one file a stage. It says what happened, never what it means.

mod audit;
mod bounds;
pub mod cancel;
mod certificate;
mod classify;
mod dane;
mod datagram;
mod detect;
mod dialogue;
mod discover;
mod dns;
mod domain;
mod errand;
mod follow_up;
mod hello;
mod http;
mod identity;
mod judge;
pub mod net;
mod patience;
mod roots;
mod run;
mod tap;
mod tcp;
mod tls;
mod trust;
mod verifier;
pub mod watch;

pub use discover::discover;
pub use dns::is_anchor;
pub use identity::{IdentityFault, read_identity};
pub use roots::OwnRoots;
pub use run::{Questions, Setting, examine, unfound};
pub use trust::Trust;
