//! What was asked because the evidence left it open.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{Attempt, CertificateFault};
use crate::plan::{Route, Security};

/// Something asked because the evidence so far left it open, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Which of [`super::Evidence::attempts`] it is about.
    pub about: usize,
    /// What was asked.
    pub question: Question,
    /// What happened.
    pub attempt: Attempt,
}

/// A question that tells causes with the same symptom apart.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "question")]
pub enum Question {
    /// Does the port speak the other order: SMTP first where TLS was expected, TLS first where SMTP was?
    OtherOrder {
        /// The route to try.
        route: Route,
    },
    /// Does the host answer on a sibling port?
    Sibling {
        /// The port.
        port: u16,
    },
    /// Does another submission port of the host do what this one does not?
    OtherPort {
        /// The route to try.
        route: Route,
    },
    /// Does another address of the same name do what this one does not?
    OtherAddress {
        /// The address.
        address: IpAddr,
    },
    /// Does an unrelated host, named by the user, take a connection on that port?
    Reference {
        /// The host.
        host: String,
        /// The port.
        port: u16,
    },
    /// Does the server show another certificate to a client that does not name it (RFC 6066 §3)?
    WithoutName {
        /// The route to try.
        route: Route,
    },
    /// Is another announced name taken?
    OtherName {
        /// The name to announce.
        name: String,
    },
    /// Which versions and cipher suites does the server take, where a handshake has failed?
    Versions {
        /// The route on which it failed.
        route: Route,
    },
    /// Has our own address, as the server names it, a name in the DNS that leads back to it?
    ReverseName {
        /// The address.
        address: IpAddr,
    },
}

impl FollowUp {
    /// Whether the answer is yes: the port answers, the server speaks the other order, the other name is taken, the
    /// certificate shown without a name is for the host.
    pub fn is_yes(&self) -> bool {
        match &self.question {
            Question::Sibling { .. } | Question::Reference { .. } => self.attempt.tcp.passed().is_some(),
            Question::OtherOrder { route: Route { security: Security::Implicit, .. } } => {
                self.attempt.tls.facts().is_some_and(|tls| tls.version.is_some())
            }
            Question::WithoutName { .. } => self.attempt.tls.facts().is_some_and(|tls| {
                !tls.chain.is_empty() && !tls.faults.contains(&CertificateFault::NameMismatch)
            }),
            Question::OtherOrder { .. } => self.attempt.greeting.passed().is_some(),
            Question::Versions { .. } => self.attempt.hellos.iter().any(|hello| hello.taken().is_some()),
            Question::ReverseName { address } => {
                let address = address.to_string();
                let known = self.attempt.lookups.iter().filter_map(|lookup| lookup.answer.known());
                known.flatten().any(|record| *record == address)
            }
            Question::OtherPort { .. } | Question::OtherAddress { .. } | Question::OtherName { .. } => {
                self.attempt.last_ehlo().is_some() && self.attempt.first_failure().is_none()
            }
        }
    }
}
