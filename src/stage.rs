//! The stages of an examination. In which order a route goes through them is the route's own.

use serde::{Deserialize, Serialize};

/// A stage of an examination.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The name is resolved.
    Dns,
    /// A connection is opened.
    Tcp,
    /// The TLS handshake; the certificate is judged.
    Tls,
    /// The server greets.
    Greeting,
    /// The server says what it can do.
    Ehlo,
    /// TLS is asked for.
    #[serde(rename = "starttls")]
    StartTls,
    /// The server says, under TLS, what it can do.
    EhloAgain,
    /// The user logs in.
    Auth,
    /// The sender of the envelope is named.
    Mail,
    /// The recipients of the envelope are named.
    Rcpt,
    /// The message is handed over.
    Data,
}

impl Stage {
    /// Every stage, once.
    pub const ALL: [Self; 11] = [
        Self::Dns,
        Self::Tcp,
        Self::Tls,
        Self::Greeting,
        Self::Ehlo,
        Self::StartTls,
        Self::EhloAgain,
        Self::Auth,
        Self::Mail,
        Self::Rcpt,
        Self::Data,
    ];

    /// The name in reports; both EHLOs are `ehlo`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::Greeting => "greeting",
            Self::Ehlo | Self::EhloAgain => "ehlo",
            Self::StartTls => "starttls",
            Self::Auth => "auth",
            Self::Mail => "mail",
            Self::Rcpt => "rcpt",
            Self::Data => "data",
        }
    }
}
