//! What was observed of authentication.

use serde::{Deserialize, Serialize};

use crate::smtp::Reply;

/// One attempt to log in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Auth {
    /// The mechanism used (RFC 4422); none when it did not come to that.
    pub mechanism: Option<String>,
    /// The mechanisms that the server offers.
    pub offered: Vec<String>,
    /// The last reply.
    pub reply: Option<Reply>,
}
