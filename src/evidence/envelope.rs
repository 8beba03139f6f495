//! What was observed of the envelope and of the message.

use serde::{Deserialize, Serialize};

use crate::smtp::Reply;

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

/// The answer to a whole message (RFC 5321 §4.1.1.4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Data {
    /// The last reply: to DATA where that was refused, else to the final dot.
    pub reply: Reply,
}
