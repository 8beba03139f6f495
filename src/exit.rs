//! What the process tells its caller: the exit statuses of the interface, each with one meaning for ever.
//!
//! It owns the numbers and nothing else. Which one applies is decided from a diagnosis by [`Status::of_code`].

use crate::catalog::Code;

/// How a run ended, as a number that scripts may rely on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// Healthy; warnings are allowed.
    Healthy,
    /// Failed in a way that has no status of its own.
    Failed,
    /// The command line is wrong.
    Usage,
    /// smtp-doctor itself could not do its work.
    Internal,
    /// The name could not be resolved.
    Dns,
    /// No connection to the server.
    Tcp,
    /// TLS, the certificate or STARTTLS failed.
    Tls,
    /// The dialogue failed: greeting, EHLO.
    Smtp,
    /// Authentication failed.
    Auth,
    /// The sender, a recipient or the message was refused.
    Send,
    /// Interrupted; what was found so far has been reported.
    Interrupted,
    /// What a monitoring system is told in place of the others.
    Plugin(Plugin),
}

/// How a run ended for a monitoring system (`--format nagios`), which has four numbers of its own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub enum Plugin {
    /// All is well.
    Ok = 0,
    /// Something wants attention.
    Warning = 1,
    /// Mail cannot be sent.
    Critical = 2,
    /// Nothing can be said.
    Unknown = 3,
}

impl Plugin {
    /// The word on the status line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Critical => "CRITICAL",
            Self::Unknown => "UNKNOWN",
        }
    }

    /// The number itself.
    pub fn number(self) -> u8 {
        self as u8
    }
}

impl Status {
    /// The status of a failed run, from the family of its root cause.
    pub fn of_code(code: Code) -> Self {
        match code.family() {
            "dns" => Self::Dns,
            "tcp" => Self::Tcp,
            "tls" | "starttls" => Self::Tls,
            "smtp" => Self::Smtp,
            "auth" => Self::Auth,
            "send" => Self::Send,
            _ => Self::Failed,
        }
    }

    /// The number itself.
    pub fn number(self) -> u8 {
        match self {
            Self::Healthy => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Internal => 3,
            Self::Dns => 10,
            Self::Tcp => 11,
            Self::Tls => 12,
            Self::Smtp => 13,
            Self::Auth => 14,
            Self::Send => 15,
            Self::Interrupted => 130,
            Self::Plugin(plugin) => plugin.number(),
        }
    }
}
