//! What the DNS says of the sender's domain: each question, and the records as they came.

use serde::{Deserialize, Serialize};

use super::dns::DnsAnswer;
use super::fetch::Fetch;

/// What was asked about the domain of the sender.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SenderDomain {
    /// The domain, in ASCII and lower case.
    pub domain: String,
    /// The selectors whose DKIM keys were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selectors: Vec<String>,
    /// The server that the mail was to go through.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub server: String,
    /// Every question, in the order in which they were asked.
    pub lookups: Vec<Lookup>,
    /// The policy of MTA-STS, where one is announced and was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sts_policy: Option<StsDocument>,
}

/// A policy of MTA-STS as a web server gave it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StsDocument {
    /// How it was had.
    pub fetch: Fetch,
    /// The text, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// One question to the DNS.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lookup {
    /// The name, in lower case and without a dot at the end.
    pub name: String,
    /// What was asked for.
    pub kind: Sought,
    /// The answer.
    pub answer: Records,
}

/// The kind of records asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sought {
    /// Text: SPF, DKIM and DMARC.
    Txt,
    /// Where mail for the name goes (RFC 5321 §5.1).
    Mx,
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
    /// The servers of a service (RFC 2782).
    Srv,
    /// The name of an address (RFC 1035 §3.5).
    Ptr,
    /// Who may issue certificates (RFC 8659).
    Caa,
}

impl Sought {
    /// Its name in the DNS.
    pub fn name(self) -> &'static str {
        match self {
            Self::Txt => "TXT",
            Self::Mx => "MX",
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Srv => "SRV",
            Self::Ptr => "PTR",
            Self::Caa => "CAA",
        }
    }
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub enum Records {
    /// Records, each as one line of printable ASCII: the strings of a TXT record put together, `10 mx.example.com` of
    /// an MX record. They are cut where they are too many or too long.
    Found {
        /// The lines.
        records: Vec<String>,
    },
    /// The name exists without such a record.
    NoData,
    /// There is no such name.
    NameNotFound,
    /// No nameserver said.
    Unanswered {
        /// What the last one answered.
        because: DnsAnswer,
    },
}

impl SenderDomain {
    /// The answer to a question, if it was asked.
    pub fn answer(&self, name: &str, kind: Sought) -> Option<&Records> {
        answer(&self.lookups, name, kind)
    }
}

/// The answer to a question, if it was asked.
pub(super) fn answer<'l>(lookups: &'l [Lookup], name: &str, kind: Sought) -> Option<&'l Records> {
    let asked = |lookup: &&Lookup| lookup.kind == kind && lookup.name.eq_ignore_ascii_case(name);
    lookups.iter().find(asked).map(|lookup| &lookup.answer)
}

impl Records {
    /// The records; none where there are none; nothing where nobody said.
    pub fn known(&self) -> Option<&[String]> {
        match self {
            Self::Found { records } => Some(records),
            Self::NoData | Self::NameNotFound => Some(&[]),
            Self::Unanswered { .. } => None,
        }
    }
}
