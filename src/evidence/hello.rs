//! What was observed of hellos of TLS that were made by hand: each on a connection of its own, and none completed.

use serde::{Deserialize, Serialize};

use super::{Failure, PublicKey, Stage};
use crate::tls::{Choice, Offer};

/// A ClientHello made by hand, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TlsHello {
    /// What was offered.
    pub offer: Offer,
    /// What came of it.
    pub answer: HelloAnswer,
    /// How long the answer took from the moment at which the hello was sent, in milliseconds.
    pub ms: f64,
}

/// What came of a ClientHello.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub enum HelloAnswer {
    /// The server took something of what was offered.
    Taken(Taken),
    /// The server did not.
    Refused {
        /// How.
        failure: Failure,
    },
    /// It was not sent: the way to it was barred.
    Unsent {
        /// Where.
        stage: Stage,
        /// How.
        failure: Failure,
    },
}

/// What a server took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// What it chose.
    #[serde(flatten)]
    pub choice: Choice,
    /// The key of its certificate, where that came in clear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<PublicKey>,
    /// Its certificate, where that came in clear to a hello that does not name the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unnamed: Option<Shown>,
}

/// A certificate as far as it matters to whom it was shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The names and addresses in subjectAltName.
    pub names: Vec<String>,
    /// Whether it is for the host.
    pub for_host: bool,
}

impl TlsHello {
    /// What the server took, if it did.
    pub fn taken(&self) -> Option<&Taken> {
        match &self.answer {
            HelloAnswer::Taken(taken) => Some(taken),
            HelloAnswer::Refused { .. } | HelloAnswer::Unsent { .. } => None,
        }
    }

    /// How the server refused, if it did.
    pub fn refusal(&self) -> Option<&Failure> {
        match &self.answer {
            HelloAnswer::Refused { failure } => Some(failure),
            HelloAnswer::Taken(_) | HelloAnswer::Unsent { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::{Group, Suite, Version};

    #[test]
    fn it_is_recorded_and_read_again() {
        let choice = Choice {
            version: Version::Tls10,
            suite: Suite(0x0039),
            group: None,
            prime_bits: Some(1024),
            signature: None,
            compressed: false,
            extended_master_secret: false,
            secure_renegotiation: true,
        };
        let key = Some(PublicKey { algorithm: "RSA".into(), bits: Some(1024) });
        let offer = Offer::up_to(Version::Tls12).over(vec![Group::P256]);
        let taken =
            TlsHello { offer, answer: HelloAnswer::Taken(Taken { choice, key, unnamed: None }), ms: 1.5 };
        let json = serde_json::to_string(&taken).unwrap();
        assert!(json.contains(r#""answer":"taken","version":"TLS 1.0","suite":57"#), "{json}");
        assert_eq!(serde_json::from_str::<TlsHello>(&json).unwrap(), taken);
    }
}
