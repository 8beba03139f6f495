//! What was observed of the connection.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::{Failure, Via};

/// The connection in use, and every attempt at one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tcp {
    /// The address of the connection in use, if there is one. A proxy that looks the name up keeps it to itself.
    pub peer: Option<SocketAddr>,
    /// Our own address of that connection; with a proxy, towards the proxy.
    pub local: Option<IpAddr>,
    /// The proxy through which it goes, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
    /// What happened to each address, in the order tried.
    pub connections: Vec<Connection>,
    /// How many further rounds were made after a transient failure (`--retries`).
    #[serde(default)]
    pub retries: u32,
}

impl Tcp {
    /// Our own address as the server sees it, where nothing stands between.
    pub fn seen(&self) -> Option<IpAddr> {
        self.local.filter(|_| self.via.is_none())
    }
}

/// One attempt to connect to one address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Connection {
    /// The address: the server's, or the proxy's where the proxy looks the name up.
    pub address: IpAddr,
    /// Why it failed; nothing if it was opened.
    pub failure: Option<Failure>,
    /// How long it took, in milliseconds.
    pub ms: f64,
}
