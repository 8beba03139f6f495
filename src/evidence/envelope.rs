//! What was observed of the envelope and of the message.

use serde::{Deserialize, Serialize};

use crate::smtp::{Handed, Reply, Transfer};

/// The answer to MAIL FROM (RFC 5321 §4.1.1.2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    /// The address that was named, without angle brackets.
    pub from: String,
    /// The reply.
    pub reply: Reply,
}

/// The answers to RCPT TO (RFC 5321 §4.1.1.3). The stage fails when one of them is a refusal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rcpt {
    /// One for each recipient that was answered, in the order of the envelope.
    pub recipients: Vec<Recipient>,
}

/// The answer about one recipient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recipient {
    /// The address that was named, without angle brackets.
    pub to: String,
    /// The reply.
    pub reply: Reply,
}

impl Recipient {
    /// Whether the server takes it (RFC 5321 §4.3.2).
    pub fn is_accepted(&self) -> bool {
        matches!(self.reply.code, 250..=252)
    }
}

/// What became of the message (RFC 5321 §4.1.1.4, RFC 3030).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Data {
    /// The last reply: to DATA where that was refused, else to the whole message. None where none came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// The size of the message in bytes.
    #[serde(default)]
    pub size: u64,
    /// By which command it was handed over.
    #[serde(default)]
    pub transfer: Transfer,
    /// How much of it was handed over.
    #[serde(default)]
    pub handed: Handed,
}

impl Data {
    /// Whether nobody knows what became of the message: all of it is gone, and no reply came.
    pub fn is_unknown(&self) -> bool {
        self.handed == Handed::Whole && self.reply.is_none()
    }
}
