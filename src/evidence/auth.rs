//! What was observed of authentication.

use serde::{Deserialize, Serialize};

use crate::smtp::Reply;
use crate::smtp::sasl::Reason;

/// One attempt to log in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Auth {
    /// The mechanism used (RFC 4422); none when it did not come to that.
    pub mechanism: Option<String>,
    /// The mechanisms that the server offers.
    pub offered: Vec<String>,
    /// The last reply.
    pub reply: Option<Reply>,
    /// Why the server refuses, where a challenge before the reply told; a secret in it is taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<Reason>,
    /// The kind of channel binding that was used (RFC 5929, RFC 9266).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binding: Option<String>,
    /// How often the server wanted the secret hashed; below 4096 it may not (RFC 5802 §5.1, RFC 7677 §4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iterations: Option<u32>,
}
