//! What came of asking a web server for a document, with every way in which it can fail.

use serde::{Deserialize, Serialize};

use super::{CertificateFault, Failure};

/// What a web server gave, without the document itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fetch {
    /// The address that was asked for first.
    pub url: String,
    /// What came of it.
    pub outcome: Fetched,
    /// How long it took, in milliseconds.
    pub ms: f64,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "fetched")]
pub enum Fetched {
    /// A whole document, with a status from 200 to 299.
    Whole {
        /// The address that gave it in the end, where that is another one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// The status.
        status: u16,
        /// What the server calls it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content_type: Option<String>,
        /// How many bytes it has.
        bytes: usize,
    },
    /// It failed.
    Failed {
        /// How.
        because: FetchFailure,
    },
}

/// Why there is no document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "because")]
pub enum FetchFailure {
    /// The address is none of `http:` or `https:`, or holds what no such address has.
    Address,
    /// The name, the connection or the handshake failed, or the time ran out.
    Connection {
        /// How.
        failure: Failure,
    },
    /// The certificate is not good, and nothing was asked for.
    Certificate {
        /// Every fault of it.
        faults: Vec<CertificateFault>,
    },
    /// Another status than 200 to 299 and the redirections.
    Status {
        /// The status.
        status: u16,
    },
    /// The server sends elsewhere, and there it was not followed: to another host, from `https:` to `http:`, once too
    /// often, or where no redirection is admitted.
    Redirected {
        /// Where to, cut where it is long.
        to: String,
    },
    /// The document is longer than what is read.
    TooLarge {
        /// The most that is read, in bytes.
        most: usize,
    },
    /// What came is not HTTP, its head is too long, or it ended too soon.
    Broken {
        /// What the library calls it, for experts.
        reason: String,
    },
}
