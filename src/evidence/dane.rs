//! What was observed of DANE: the TLSA records of a port (RFC 6698), and which of the certificates sent they are about.

use serde::{Deserialize, Serialize};

use super::dns::{DnsAnswer, ExtendedError};

/// The TLSA records of one port.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dane {
    /// The port.
    pub port: u16,
    /// The name that was asked for: `_465._tcp.smtp.example.com`.
    pub name: String,
    /// What came of it.
    pub tlsa: TlsaAnswer,
    /// How long it took, in milliseconds.
    pub ms: f64,
}

/// What came of the question for TLSA records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub enum TlsaAnswer {
    /// Records whose signatures hold, up to the root.
    Secure {
        /// The records.
        records: Vec<Tlsa>,
    },
    /// Records of a zone that is provably not signed. Clients pass them over.
    Insecure {
        /// The records.
        records: Vec<Tlsa>,
    },
    /// There is none.
    Absent,
    /// The signatures do not hold.
    Bogus {
        /// What the nameserver says of it (RFC 8914).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extended: Option<ExtendedError>,
    },
    /// The nameserver does not pass signatures on, so nothing can be told.
    Stripped,
    /// No nameserver said.
    Unanswered {
        /// What the last one answered.
        because: DnsAnswer,
    },
}

/// One record (RFC 6698 §2.1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tlsa {
    /// Which certificate is meant, and what it must prove besides.
    pub usage: u8,
    /// The whole certificate (0) or its public key (1).
    pub selector: u8,
    /// As it is (0), its SHA-256 (1) or its SHA-512 (2).
    pub matching: u8,
    /// The data in hexadecimal.
    pub data: String,
    /// How it fits the certificates that were sent.
    pub fit: Fit,
}

/// How a record fits the certificates that were sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Fit {
    /// No certificate was sent.
    Uncompared,
    /// It is about the certificate at `at`.
    Matched {
        /// Its place in the chain, 0 for the server's own.
        at: usize,
    },
    /// It is about the authority at `at`, but no path leads there from a certificate for the name.
    Astray {
        /// Its place in the chain.
        at: usize,
    },
    /// It is about none of them.
    Different,
    /// Its numbers or its length mean nothing.
    Meaningless,
}

/// What the records of a port come to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DaneVerdict {
    /// A record fits, and none is beside it that does not.
    Matches,
    /// A record fits, another is for a certificate that is not there yet, or no longer.
    RollsOver,
    /// No record fits.
    Mismatch,
    /// There are records, and none that mail knows how to use (RFC 7672 §3.1.3).
    Unusable,
    /// The zone is not signed, so the records do not count.
    Insecure,
    /// There is no record.
    Absent,
    /// The signatures do not hold.
    Bogus,
    /// It cannot be told.
    Unknown,
}

impl Tlsa {
    /// The record in the form of a zone file.
    pub fn shown(&self) -> String {
        format!("{} {} {} {}", self.usage, self.selector, self.matching, self.data)
    }

    /// Whether mail uses such records: the two usages that need no public authority.
    fn is_usable(&self) -> bool {
        matches!(self.usage, 2 | 3) && self.fit != Fit::Meaningless
    }
}

impl TlsaAnswer {
    /// The records, secure or not.
    pub fn records(&self) -> &[Tlsa] {
        match self {
            Self::Secure { records } | Self::Insecure { records } => records,
            _ => &[],
        }
    }
}

impl Dane {
    /// What the records come to.
    pub fn verdict(&self) -> DaneVerdict {
        let records = match &self.tlsa {
            TlsaAnswer::Secure { records } => records,
            TlsaAnswer::Insecure { .. } => return DaneVerdict::Insecure,
            TlsaAnswer::Absent => return DaneVerdict::Absent,
            TlsaAnswer::Bogus { .. } => return DaneVerdict::Bogus,
            TlsaAnswer::Stripped | TlsaAnswer::Unanswered { .. } => return DaneVerdict::Unknown,
        };
        let mut usable = records.iter().filter(|record| record.is_usable()).peekable();
        if usable.peek().is_none() {
            return DaneVerdict::Unusable;
        }
        let (mut fitting, mut others) = (0, 0);
        for record in usable {
            match record.fit {
                Fit::Uncompared => return DaneVerdict::Unknown,
                Fit::Matched { .. } => fitting += 1,
                Fit::Astray { .. } | Fit::Different | Fit::Meaningless => others += 1,
            }
        }
        match (fitting, others) {
            (0, _) => DaneVerdict::Mismatch,
            (_, 0) => DaneVerdict::Matches,
            _ => DaneVerdict::RollsOver,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(records: &[(u8, Fit)]) -> DaneVerdict {
        let records = records.iter().map(|(usage, fit)| {
            let data = "00".repeat(32);
            Tlsa { usage: *usage, selector: 1, matching: 1, data, fit: *fit }
        });
        let tlsa = TlsaAnswer::Secure { records: records.collect() };
        Dane { port: 465, name: "_465._tcp.smtp.example.com".into(), tlsa, ms: 1.0 }.verdict()
    }

    #[test]
    fn one_record_that_fits_is_enough() {
        let matched = Fit::Matched { at: 0 };
        assert_eq!(verdict(&[(3, matched)]), DaneVerdict::Matches);
        assert_eq!(verdict(&[(3, Fit::Different), (3, matched)]), DaneVerdict::RollsOver);
        assert_eq!(verdict(&[(3, Fit::Different), (2, Fit::Astray { at: 1 })]), DaneVerdict::Mismatch);
        assert_eq!(verdict(&[(3, Fit::Uncompared)]), DaneVerdict::Unknown);
    }

    #[test]
    fn what_mail_does_not_use_does_not_count() {
        let matched = Fit::Matched { at: 0 };
        assert_eq!(verdict(&[(0, Fit::Different), (1, matched)]), DaneVerdict::Unusable);
        assert_eq!(verdict(&[(1, Fit::Different), (3, matched)]), DaneVerdict::Matches);
        assert_eq!(verdict(&[(3, Fit::Meaningless)]), DaneVerdict::Unusable);
    }
}
