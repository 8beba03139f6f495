//! What the process tells its caller: the exit statuses of the interface, each with one meaning for ever.
//!
//! It owns the numbers and nothing else. Which one applies is decided from a diagnosis by [`Status::of_code`].

use crate::catalog::Code;

/// How a run ended, as a number that scripts may rely on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub enum Status {
    /// Healthy; warnings are allowed.
    Healthy = 0,
    /// Failed in a way that has no status of its own.
    Failed = 1,
    /// The command line is wrong.
    Usage = 2,
    /// smtp-doctor itself could not do its work.
    Internal = 3,
    /// The name could not be resolved.
    Dns = 10,
    /// No connection to the server.
    Tcp = 11,
    /// TLS, the certificate or STARTTLS failed.
    Tls = 12,
    /// The dialogue failed: greeting, EHLO.
    Smtp = 13,
    /// Authentication failed.
    Auth = 14,
    /// The sender, a recipient or the message was refused.
    Send = 15,
    /// Interrupted; what was found so far has been reported.
    Interrupted = 130,
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
        self as u8
    }
}
