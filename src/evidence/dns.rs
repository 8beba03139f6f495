//! What was observed of the name.

use std::net::{IpAddr, Ipv4Addr};

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

impl Dns {
    /// Adds what was asked beside, but for what is known of the same question to the same nameserver.
    pub fn learn(&mut self, queries: Vec<DnsQuery>) {
        for query in queries {
            if !self.queries.iter().any(|known| known.server == query.server && known.kind == query.kind) {
                self.queries.push(query);
            }
        }
    }
}

/// The IPv4 address that an IPv6 address stands for, where the network made it up for its NAT64: by the prefix that all
/// of them know (RFC 6052 §2.1), or that for networks of their own (RFC 8215). A prefix of the operator's cannot be told
/// from an address of the server's own choice.
pub fn behind_nat64(address: IpAddr) -> Option<Ipv4Addr> {
    let IpAddr::V6(v6) = address else { return None };
    let [one, two, three, four, five, six, high, low] = v6.segments();
    let well_known = [one, two, three, four, five, six] == [0x64, 0xff9b, 0, 0, 0, 0];
    let local = [one, two, three] == [0x64, 0xff9b, 1] && five == 0 && six == 0;
    let [a, b] = high.to_be_bytes();
    let [c, d] = low.to_be_bytes();
    (well_known || local).then(|| Ipv4Addr::new(a, b, c, d))
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
    /// The proxy looks the name up, and tells nobody what it found: there are no addresses here.
    Proxy,
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
    /// What was learnt when it was asked once more, as it gave no address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_look: Option<SecondLook>,
}

/// What a nameserver says when it is asked why it gives no address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SecondLook {
    /// The reason that it adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended: Option<ExtendedError>,
    /// What it answers when it is asked not to check the signatures (CD, RFC 4035 §3.2.2), after `SERVFAIL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unchecked: Option<DnsAnswer>,
}

/// The reason that a nameserver adds to an answer (RFC 8914).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct ExtendedError {
    /// Its number.
    pub code: u16,
    /// What it says besides, as it came, cut where it is long.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl ExtendedError {
    /// The name of the code (IANA registry of extended DNS errors); none of one that has none here.
    pub fn name(&self) -> Option<&'static str> {
        Some(match self.code {
            1 => "Unsupported DNSKEY Algorithm",
            2 => "Unsupported DS Digest Type",
            3 => "Stale Answer",
            4 => "Forged Answer",
            5 => "DNSSEC Indeterminate",
            6 => "DNSSEC Bogus",
            7 => "Signature Expired",
            8 => "Signature Not Yet Valid",
            9 => "DNSKEY Missing",
            10 => "RRSIGs Missing",
            11 => "No Zone Key Bit Set",
            12 => "NSEC Missing",
            13 => "Cached Error",
            14 => "Not Ready",
            15 => "Blocked",
            16 => "Censored",
            17 => "Filtered",
            18 => "Prohibited",
            19 => "Stale NXDOMAIN Answer",
            20 => "Not Authoritative",
            21 => "Not Supported",
            22 => "No Reachable Authority",
            23 => "Network Error",
            24 => "Invalid Data",
            25 => "Signature Expired before Valid",
            27 => "Unsupported NSEC3 Iterations Value",
            _ => return None,
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_nat64_tells_what_it_stands_for() {
        let behind = |address: &str| behind_nat64(address.parse().unwrap()).map(|v4| v4.to_string());
        assert_eq!(behind("64:ff9b::c000:201").as_deref(), Some("192.0.2.1"));
        assert_eq!(behind("64:ff9b:1:fffe::192.0.2.33").as_deref(), Some("192.0.2.33"));
        for address in ["2001:db8::c000:201", "64:ff9b:2::c000:201", "192.0.2.1", "64:ff9b::1:0:c000:201"] {
            assert_eq!(behind(address), None, "{address}");
        }
    }
}
