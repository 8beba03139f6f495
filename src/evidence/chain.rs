//! What was observed of a chain beside its faults: how its certificates follow each other, what Mozilla's roots say, what
//! the issuer says by way of the server, and what could be fetched.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{Certificate, FetchFailure};

/// What Mozilla's list of roots, as it is built into the program, says of a chain.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublicTrust {
    /// The chain leads to one of them.
    Trusted,
    /// It does not.
    Untrusted,
}

/// A statement of the issuer (OCSP) that the server sent along with its certificate (RFC 6066 §8).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Staple {
    /// What the statement is worth.
    pub standing: Standing,
    /// What it says of the certificate, where it speaks of it.
    pub status: Option<Revocation>,
    /// From when it holds.
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub this_update: Option<OffsetDateTime>,
    /// When a newer one is due.
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub next_update: Option<OffsetDateTime>,
}

/// What a statement of the issuer is worth. Only a verified one proves anything.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It speaks of this certificate, its time is right, and the issuer has signed it or had it signed.
    Verified,
    /// Its time has passed, or has not come.
    Outdated,
    /// It speaks of another certificate.
    Foreign,
    /// Nobody who may sign it is seen to have signed it.
    Unproven,
    /// It holds no statement, or cannot be read.
    Unreadable,
}

/// What an issuer says of a certificate (RFC 6960 §2.2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "status")]
pub enum Revocation {
    /// It is not revoked.
    Good,
    /// It is revoked.
    Revoked {
        /// Since when.
        #[serde(with = "time::serde::rfc3339")]
        since: OffsetDateTime,
        /// Why, by the word of RFC 5280 §5.3.1, where the issuer says it.
        reason: Option<String>,
    },
    /// The issuer does not know it.
    Unknown,
}

impl Staple {
    /// Whether the issuer provably says that the certificate is revoked.
    pub fn proves_revocation(&self) -> bool {
        self.standing == Standing::Verified && matches!(self.status, Some(Revocation::Revoked { .. }))
    }
}

/// What came of looking for the certificates that a chain lacks, where that was asked for. It judges nothing: the server
/// is what it sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Completion {
    /// Where each was looked for.
    pub urls: Vec<String>,
    /// What was found there, in its order.
    pub found: Vec<Certificate>,
    /// Whether the chain leads to a root that this machine trusts once they are added.
    pub whole: bool,
    /// Why the last of these addresses gave nothing, where it did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<FetchFailure>,
}

/// Something about the order of a chain that programs mostly put up with (RFC 8446 §4.4.2 asks them to).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Disorder {
    /// The certificate at `at` is a root: who does not have it does not trust it for being sent.
    Root {
        /// Its place in the chain.
        at: usize,
    },
    /// The certificate at `at` was sent before.
    Repeated {
        /// Its place in the chain.
        at: usize,
    },
    /// The certificate at `at` has nothing to do with the server's own.
    Unrelated {
        /// Its place in the chain.
        at: usize,
    },
    /// The certificate at `at` stands before the one that it certifies.
    Misplaced {
        /// Its place in the chain.
        at: usize,
    },
}

/// What is out of order in a chain, in its order.
pub fn disorder(chain: &[Certificate]) -> Vec<Disorder> {
    let related = related(chain);
    (1..chain.len())
        .filter_map(|at| {
            let own = &chain[at];
            let certifies = |other: &Certificate| other.issuer == own.subject && other.sha256 != own.sha256;
            if chain[..at].iter().any(|known| known.sha256 == own.sha256) {
                Some(Disorder::Repeated { at })
            } else if !related[at] {
                Some(Disorder::Unrelated { at })
            } else if own.self_signed {
                Some(Disorder::Root { at })
            } else if !chain[..at].iter().any(certifies) {
                Some(Disorder::Misplaced { at })
            } else {
                None
            }
        })
        .collect()
}

/// Which certificates lead from the server's own upwards, by whatever way.
fn related(chain: &[Certificate]) -> Vec<bool> {
    let mut related = vec![false; chain.len()];
    let mut open: Vec<usize> = if chain.is_empty() { Vec::new() } else { vec![0] };
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut related[at], true) {
            continue;
        }
        open.extend((0..chain.len()).filter(|other| chain[*other].subject == chain[at].issuer));
    }
    related
}

#[cfg(test)]
mod tests {
    use super::super::sample::certificate;
    use super::*;

    /// A chain whose certificates differ.
    fn chain(links: &[(&str, &str)]) -> Vec<Certificate> {
        links
            .iter()
            .map(|(subject, issuer)| Certificate {
                sha256: format!("{subject} by {issuer}"),
                ..certificate(subject, issuer)
            })
            .collect()
    }

    #[test]
    fn a_chain_in_order_has_none() {
        assert!(disorder(&[]).is_empty());
        assert!(disorder(&chain(&[("a", "b"), ("b", "c"), ("c", "root")])).is_empty());
        // Two ways upwards, one over a cross-signed certificate.
        assert!(disorder(&chain(&[("a", "b"), ("b", "root"), ("b", "other")])).is_empty());
    }

    #[test]
    fn what_is_out_of_order_is_named_by_its_place() {
        let reversed = chain(&[("a", "b"), ("c", "root"), ("b", "c")]);
        assert_eq!(disorder(&reversed), [Disorder::Misplaced { at: 1 }]);
        let surplus = chain(&[("a", "b"), ("b", "root"), ("root", "root"), ("b", "root"), ("x", "y")]);
        assert_eq!(
            disorder(&surplus),
            [Disorder::Root { at: 2 }, Disorder::Repeated { at: 3 }, Disorder::Unrelated { at: 4 }]
        );
    }
}
