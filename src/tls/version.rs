//! The versions of the protocol.

use serde::{Deserialize, Serialize};

/// A version of the protocol, the oldest first. SSL 2.0 has another form of message altogether and is not offered.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
pub enum Version {
    /// SSL 3.0 (RFC 6101).
    #[serde(rename = "SSL 3.0")]
    Ssl30,
    /// TLS 1.0 (RFC 2246).
    #[serde(rename = "TLS 1.0")]
    Tls10,
    /// TLS 1.1 (RFC 4346).
    #[serde(rename = "TLS 1.1")]
    Tls11,
    /// TLS 1.2 (RFC 5246).
    #[serde(rename = "TLS 1.2")]
    Tls12,
    /// TLS 1.3 (RFC 8446).
    #[serde(rename = "TLS 1.3")]
    Tls13,
}

impl Version {
    /// Every version, the oldest first.
    pub const ALL: [Self; 5] = [Self::Ssl30, Self::Tls10, Self::Tls11, Self::Tls12, Self::Tls13];

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ssl30 => "SSL 3.0",
            Self::Tls10 => "TLS 1.0",
            Self::Tls11 => "TLS 1.1",
            Self::Tls12 => "TLS 1.2",
            Self::Tls13 => "TLS 1.3",
        }
    }

    /// Its number on the wire.
    pub fn number(self) -> u16 {
        match self {
            Self::Ssl30 => 0x0300,
            Self::Tls10 => 0x0301,
            Self::Tls11 => 0x0302,
            Self::Tls12 => 0x0303,
            Self::Tls13 => 0x0304,
        }
    }

    /// The version with a number.
    pub fn of(number: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.number() == number)
    }

    /// Whether it is still fit for use (RFC 8996).
    pub fn is_current(self) -> bool {
        self >= Self::Tls12
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_belong_together() {
        for version in Version::ALL {
            assert_eq!(Version::of(version.number()), Some(version));
            assert_eq!(serde_json::to_string(&version).unwrap(), format!("\"{}\"", version.name()));
        }
        assert_eq!(Version::of(0x0305), None);
        assert!(!Version::Tls11.is_current() && Version::Tls12.is_current());
    }
}
