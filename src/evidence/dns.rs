//! What was observed of the name.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// The addresses of the host, where they come from, and what each nameserver said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dns {
    /// The name that was asked for.
    pub name: String,
    /// Where the addresses come from.
    pub source: DnsSource,
    /// The addresses of the families asked for, in the order in which they are used.
    pub addresses: Vec<IpAddr>,
    /// The names that the name is an alias for, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Every question to every nameserver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub queries: Vec<DnsQuery>,
}

/// Where addresses come from.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DnsSource {
    /// The host was given as an address.
    Literal,
    /// Given by hand (`--resolve`).
    Pinned,
    /// The hosts file of this machine.
    HostsFile,
    /// A nameserver.
    Nameserver,
    /// The operating system's own lookup, after the nameservers had no answer.
    System,
}

/// One question to one nameserver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DnsQuery {
    /// Address and port of the nameserver.
    pub server: String,
    /// What was asked for.
    pub kind: RecordKind,
    /// What it said.
    pub answer: DnsAnswer,
    /// How long it took, in milliseconds.
    pub ms: f64,
}

/// A type of record.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum RecordKind {
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
}

/// What a nameserver said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub enum DnsAnswer {
    /// Addresses.
    Addresses {
        /// The addresses.
        addresses: Vec<IpAddr>,
    },
    /// No such name (NXDOMAIN).
    NameNotFound,
    /// The name has no such record.
    NoData,
    /// Another response code: `SERVFAIL`, `REFUSED`.
    Code {
        /// Its name (RFC 1035 §4.1.1, the IANA registry).
        code: String,
    },
    /// Nothing within the limit.
    NoAnswer,
    /// Nothing listens on the nameserver's port.
    PortClosed,
    /// The question could not be sent.
    Unsent {
        /// What the system calls it, for experts.
        reason: String,
    },
}
