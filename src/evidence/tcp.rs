//! What was observed of the connection.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::Failure;

/// The connection in use, and every attempt at one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tcp {
    /// The address of the connection in use, if there is one.
    pub peer: Option<SocketAddr>,
    /// Our own address of that connection.
    pub local: Option<IpAddr>,
    /// What happened to each address, in the order tried.
    pub connections: Vec<Connection>,
    /// How many further rounds were made after a transient failure (`--retries`).
    #[serde(default)]
    pub retries: u32,
}

/// One attempt to connect to one address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Connection {
    /// The address.
    pub address: IpAddr,
    /// Why it failed; nothing if it was opened.
    pub failure: Option<Failure>,
    /// How long it took, in milliseconds.
    pub ms: f64,
}
