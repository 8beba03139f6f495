//! What was observed of the health of a server, beside what an examination needs.

use serde::{Deserialize, Serialize};

use super::dns::ExtendedError;
use super::sender::{Lookup, Records, Sought, answer};
use crate::smtp::Reply;

/// What further sessions saw (`--audit`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AuditEvidence {
    /// How many connections the whole run asked the host for.
    pub connections: usize,
    /// A session for each port that was looked into.
    pub sessions: Vec<AuditSession>,
    /// What the DNS says besides; none where it was not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names: Option<AuditNames>,
}

/// What the DNS says of the host, and of the domain whose users it serves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AuditNames {
    /// Whether the addresses of the host are signed.
    pub signed: Signed,
    /// The domain whose services were asked for, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Every question: who may issue certificates for the host (CAA), and which servers the domain names (SRV).
    pub lookups: Vec<Lookup>,
}

/// Whether records are signed (RFC 4033 §5).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Signed {
    /// They are, up to the root.
    Secure,
    /// Provably not.
    Insecure,
    /// They are, and the signatures do not hold.
    Bogus {
        /// What the nameserver says of it (RFC 8914).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extended: Option<ExtendedError>,
    },
    /// The nameserver does not pass signatures on.
    Stripped,
    /// It is not known.
    #[default]
    Unknown,
}

impl AuditNames {
    /// The answer to a question, if it was asked.
    pub fn answer(&self, name: &str, kind: Sought) -> Option<&Records> {
        answer(&self.lookups, name, kind)
    }
}

/// One further session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuditSession {
    /// Which of [`super::Evidence::attempts`] it stands beside.
    pub about: usize,
    /// The port.
    pub port: u16,
    /// What was tried, in the order tried; what is not in here was not tried.
    pub trials: Vec<Trial>,
    /// How much a later session may send before the server has answered (0-RTT, RFC 8446 §4.2.10), in bytes. None where
    /// the session was none of TLS 1.3, or did not come so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early_data: Option<u32>,
    /// How long it took, in milliseconds.
    pub ms: f64,
}

/// One thing that was tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// What.
    pub ask: Ask,
    /// Whether TLS was there by then.
    pub secured: bool,
    /// What came of it.
    pub came: Came,
    /// How long that took, in milliseconds.
    pub ms: f64,
}

/// What can be tried.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// EHLO.
    Ehlo,
    /// `AUTH PLAIN` without credentials, cancelled by `*` where the server wants them (RFC 4954 §4).
    AuthInClear,
    /// A command that nobody knows.
    Unknown,
    /// MAIL in clear, where TLS is still to come.
    MailInClear,
    /// RCPT as the second command under TLS, where MAIL was taken in clear.
    RcptWithoutMail,
    /// STARTTLS with an EHLO in clear glued behind it.
    StartTlsWithMore,
    /// NOOP: under TLS it is the first command after [`Ask::StartTlsWithMore`].
    Noop,
    /// MAIL without a login.
    Mail,
    /// RCPT for a domain that is none of the server's, without a login.
    ForeignRcpt,
    /// VRFY.
    Vrfy,
    /// QUIT.
    Quit,
    /// The end of the connection after QUIT.
    End,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "came")]
pub enum Came {
    /// A reply.
    Reply {
        /// The reply.
        reply: Reply,
    },
    /// The connection ended in good order: under TLS by `close_notify` (RFC 8446 §6.1).
    Closed,
    /// The connection ended otherwise.
    Broken,
    /// Nothing within the limit.
    Silence,
}

impl AuditSession {
    /// What came of something, if it was tried.
    pub fn trial(&self, ask: Ask) -> Option<&Trial> {
        self.trials.iter().find(|trial| trial.ask == ask)
    }

    /// The reply to something, if it was tried and answered.
    pub fn reply(&self, ask: Ask) -> Option<&Reply> {
        self.trial(ask).and_then(Trial::reply)
    }
}

impl Trial {
    /// The reply, if one came.
    pub fn reply(&self) -> Option<&Reply> {
        match &self.came {
            Came::Reply { reply } => Some(reply),
            Came::Closed | Came::Broken | Came::Silence => None,
        }
    }
}
