//! Every way in which a stage can fail: a closed set that carries its data, with one raw escape.

use serde::{Deserialize, Serialize};

use super::{DnsAnswer, ProxyFault};
use crate::smtp::sasl::Unproven;
use crate::smtp::{Protocol, Reply, ReplyFault, ServerText, Unsent};

/// How a stage failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "failure")]
pub enum Failure {
    /// Nothing, or nothing whole, came within the limit.
    TimedOut {
        /// The limit in milliseconds.
        after_ms: u64,
        /// What had come of a reply.
        #[serde(default, skip_serializing_if = "ServerText::is_empty")]
        fragment: ServerText,
    },
    /// The deadline of the whole run passed.
    DeadlinePassed,
    /// The user interrupted the run.
    Interrupted,
    /// The peer refused the connection (ECONNREFUSED, WSAECONNREFUSED).
    Refused,
    /// The peer, or something between, reset the connection (ECONNRESET, WSAECONNRESET).
    Reset,
    /// There is no route (ENETUNREACH, EHOSTUNREACH and their kin).
    Unreachable {
        /// To what.
        to: Route,
    },
    /// This machine forbids the connection (EACCES, EPERM, WSAEACCES).
    Denied {
        /// The number of the error.
        os_code: i32,
    },
    /// This machine has no sockets, buffers, ports or descriptors left
    /// (ENOBUFS, EADDRNOTAVAIL, EMFILE, ENFILE, WSAENOBUFS).
    NoResources {
        /// The number of the error.
        os_code: i32,
    },
    /// The peer closed the connection.
    Closed {
        /// What had come of a reply.
        #[serde(default, skip_serializing_if = "ServerText::is_empty")]
        fragment: ServerText,
    },
    /// The name has no address that can be used.
    NoResolution(NoResolution),
    /// The proxy that was to carry the connection made none.
    Proxy(ProxyFault),
    /// The peer answered a ClientHello with something that is not TLS.
    NotTls {
        /// Its first bytes.
        first_bytes: ServerText,
        /// The protocol they belong to, where known; SMTP where they are a reply.
        protocol: Option<Protocol>,
    },
    /// The peer ended the handshake by an alert (RFC 8446 §6).
    Alert {
        /// The number of the alert.
        number: u8,
        /// Its name in the standard.
        name: String,
    },
    /// The handshake failed for a reason on our side of it.
    Handshake {
        /// What the TLS library calls it, for experts.
        reason: String,
    },
    /// The handshake was completed and the certificate is not good: see [`super::Tls::faults`].
    Certificate,
    /// The server refused by a reply.
    Rejected {
        /// The reply.
        reply: Reply,
    },
    /// What came is not a reply.
    Malformed(ReplyFault),
    /// What came belongs to another protocol.
    NotSmtp {
        /// The protocol.
        protocol: Protocol,
        /// The first bytes.
        first_bytes: ServerText,
    },
    /// What is needed is not offered.
    NotOffered {
        /// What is offered instead.
        offered: Vec<String>,
    },
    /// Bytes came in clear between the reply to STARTTLS and TLS (CVE-2011-0411 and its kin): the session ended there.
    Injected {
        /// The bytes.
        bytes: ServerText,
    },
    /// Bytes came that no command had asked for; replies can no longer be matched to commands.
    Desynchronised {
        /// The bytes.
        bytes: ServerText,
    },
    /// smtp-doctor did not send the secret.
    Withheld {
        /// Why.
        because: Withheld,
    },
    /// The server says yes to the login, and has not proved that it knows the secret (RFC 5802 §3).
    Unproven {
        /// How it failed to.
        because: Unproven,
    },
    /// smtp-doctor did not send the message.
    Unsent(Unsent),
    /// Anything else.
    Other {
        /// The number that the operating system gave, if it was that.
        os_code: Option<i32>,
        /// What the system or a library calls it, for experts.
        text: String,
    },
}

/// Where there is no route to.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// To the host (EHOSTUNREACH).
    Host,
    /// To the network (ENETUNREACH).
    Network,
}

/// Why a name has no usable address. The queries themselves are in [`super::Dns::queries`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "because")]
pub enum NoResolution {
    /// There is no such name.
    NameNotFound,
    /// The name has no A and no AAAA record, or none of the family asked for.
    NoAddress,
    /// A nameserver answered that it cannot tell.
    ServerFailure {
        /// Its answer.
        answer: DnsAnswer,
    },
    /// No nameserver answered.
    NoAnswer,
    /// This machine names no nameserver.
    NoNameserver,
    /// A mail address was given, and nothing names a submission server for its domain.
    NoService,
}

/// Why the secret was not sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// Nothing is encrypted.
    Unencrypted,
    /// The certificate is not good.
    Unverified,
    /// The reply stream is out of step with the commands.
    Desynchronised,
}
