//! What was asked to find the submission server of a mail address, and what each source said.

use serde::{Deserialize, Serialize};

use super::{DnsAnswer, FetchFailure};
use crate::plan::{Mailbox, Security};

/// The search for the submission server of an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Discovery {
    /// The address.
    pub mailbox: Mailbox,
    /// Every source that was asked, the most trusted first.
    pub sources: Vec<Source>,
    /// How long all of it took, in milliseconds.
    pub ms: f64,
}

/// One source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Which one.
    pub kind: SourceKind,
    /// The name or the address that was asked, without the mail address.
    pub asked: String,
    /// What it said.
    pub told: Told,
    /// How long it took, in milliseconds.
    pub ms: f64,
}

/// The kinds of sources, the most trusted first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// What smtp-doctor itself knows of providers.
    Table,
    /// SRV records for TLS from the first byte (RFC 8314 §5.1).
    SrvSubmissions,
    /// SRV records for STARTTLS (RFC 6186 §3.1).
    SrvSubmission,
    /// The host `autoconfig` of the domain.
    Autoconfig,
    /// The well-known place of the domain itself.
    WellKnown,
    /// The public database of the Thunderbird project.
    Ispdb,
    /// The host `autodiscover` of the domain.
    Autodiscover,
    /// The same by the domain itself.
    AutodiscoverDomain,
    /// The provider that the inbound servers give away.
    Mx,
}

/// What a source said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "told")]
pub enum Told {
    /// These servers, the best first.
    Servers {
        /// The servers.
        servers: Vec<Offer>,
    },
    /// That there is no such service (RFC 6186 §3.4: the target is `.`).
    Declined,
    /// Nothing: there is no such record or document.
    Nothing,
    /// There is not even such a name.
    NameNotFound,
    /// The inbound servers, which belong to no known provider.
    Inbound {
        /// Their names.
        hosts: Vec<String>,
    },
    /// No nameserver said.
    Unanswered {
        /// What the last one answered.
        because: DnsAnswer,
    },
    /// There is no document.
    Failed {
        /// Why.
        because: FetchFailure,
    },
    /// There is a document that names no server.
    Unreadable {
        /// Why.
        because: DocumentFault,
    },
    /// It had not answered when the others had said enough.
    Late,
}

/// A submission server as a source names it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// The host, in ASCII and lower case.
    pub host: String,
    /// The port.
    pub port: u16,
    /// When TLS starts; nothing where the source does not say.
    pub security: Option<Security>,
    /// The user name, where the source says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<LoginForm>,
}

/// A user name as a source gives it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum LoginForm {
    /// The whole address.
    Address,
    /// What stands before the `@`.
    LocalPart,
    /// This very name.
    Named {
        /// The name.
        name: String,
    },
}

/// Why a document names no server.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentFault {
    /// It is no XML.
    NotXml,
    /// It declares or uses entities of its own.
    Entities,
    /// It is nested too deep, or it has too many elements.
    TooLarge,
    /// It is XML of another kind.
    Foreign,
    /// It names no server for sending.
    NoServer,
}

impl Source {
    /// The servers that it names; none where it names none.
    pub fn servers(&self) -> &[Offer] {
        match &self.told {
            Told::Servers { servers } => servers,
            _ => &[],
        }
    }
}
