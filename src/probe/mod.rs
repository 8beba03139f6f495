//! What touches the network: one file a stage. It says what happened, never what it means.

mod bounds;
pub mod cancel;
mod certificate;
mod classify;
mod datagram;
mod der;
mod detect;
mod dialogue;
mod dns;
mod domain;
mod errand;
mod follow_up;
mod http;
mod identity;
mod issuers;
mod judge;
pub mod net;
mod patience;
mod roots;
mod run;
mod staple;
mod tap;
mod tcp;
mod tls;
mod trust;
mod verifier;
pub mod watch;

pub use identity::{IdentityFault, read_identity};
pub use roots::OwnRoots;
pub use run::{Questions, Setting, examine};
pub use trust::Trust;
