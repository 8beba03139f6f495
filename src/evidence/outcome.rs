//! How a stage ended.

use serde::{Deserialize, Serialize};

use super::Failure;

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
}

impl Stage {
    /// Every stage, once.
    pub const ALL: [Self; 8] = [
        Self::Dns,
        Self::Tcp,
        Self::Tls,
        Self::Greeting,
        Self::Ehlo,
        Self::StartTls,
        Self::EhloAgain,
        Self::Auth,
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
        }
    }
}

/// How a stage ended. Times are in milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Outcome<T> {
    /// It was not to be gone through.
    #[default]
    NotPlanned,
    /// An earlier stage kept it from being reached.
    Unreached {
        /// The stage that failed.
        after: Stage,
    },
    /// It was gone through.
    Passed {
        /// What was observed.
        facts: T,
        /// How long it took.
        ms: f64,
    },
    /// It failed.
    Failed {
        /// How.
        failure: Failure,
        /// What was observed all the same.
        facts: Option<T>,
        /// How long it took.
        ms: f64,
    },
}

impl<T> Outcome<T> {
    /// What was observed, whether the stage passed or failed.
    pub fn facts(&self) -> Option<&T> {
        match self {
            Self::Passed { facts, .. } => Some(facts),
            Self::Failed { facts, .. } => facts.as_ref(),
            Self::NotPlanned | Self::Unreached { .. } => None,
        }
    }

    /// What was observed by a stage that passed.
    pub fn passed(&self) -> Option<&T> {
        match self {
            Self::Passed { facts, .. } => Some(facts),
            _ => None,
        }
    }

    /// The failure of a stage that failed.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// How long it took, in milliseconds.
    pub fn ms(&self) -> Option<f64> {
        match self {
            Self::Passed { ms, .. } | Self::Failed { ms, .. } => Some(*ms),
            Self::NotPlanned | Self::Unreached { .. } => None,
        }
    }
}
