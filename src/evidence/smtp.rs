//! What was observed of the dialogue before authentication.

use serde::{Deserialize, Serialize};

use crate::smtp::{Capabilities, Reply, ServerText};

/// The greeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Greeting {
    /// The reply.
    pub reply: Reply,
}

/// The answer to EHLO, or to HELO where EHLO is unknown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ehlo {
    /// The name that was announced.
    pub announced: String,
    /// Which command was answered.
    pub hello: Hello,
    /// What the server said to EHLO before HELO was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ehlo_refusal: Option<Reply>,
    /// The reply.
    pub reply: Reply,
    /// What it lists.
    pub capabilities: Capabilities,
}

/// Which command opened the session.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Hello {
    /// EHLO (RFC 5321 §4.1.1.1).
    Ehlo,
    /// HELO, for servers that do not know EHLO.
    Helo,
}

/// The answer to STARTTLS.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StartTls {
    /// The reply.
    pub reply: Reply,
}

/// One line of the dialogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Exchange {
    /// We sent this; a secret in it is taken out.
    Client {
        /// The line.
        line: String,
        /// When, in milliseconds since the connection was asked for.
        at_ms: f64,
    },
    /// The server sent this.
    Server {
        /// The reply, its lines joined by CRLF, codes included.
        text: ServerText,
        /// When its end came, in milliseconds since the connection was asked for.
        at_ms: f64,
    },
    /// TLS was established here.
    Secured {
        /// When, in milliseconds since the connection was asked for.
        at_ms: f64,
    },
}
