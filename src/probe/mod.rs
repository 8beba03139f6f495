//! What touches the network: one file a stage. It says what happened, never what it means.

pub mod cancel;
pub mod net;
pub mod watch;
