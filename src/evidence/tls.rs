//! What was observed of TLS: the session, the certificates, and every fault of theirs.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::chain::{Completion, PublicTrust, Staple};

/// A TLS handshake and the judgement of the certificate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tls {
    /// The version agreed on: `TLS 1.3`. None when the handshake did not get there.
    pub version: Option<String>,
    /// The cipher suite agreed on, by its IANA name.
    pub cipher_suite: Option<String>,
    /// The key exchange group agreed on, by its IANA name.
    pub group: Option<String>,
    /// The name that was sent (RFC 6066 §3) and that the certificate is held against.
    pub server_name: String,
    /// The certificates as sent, the server's own first.
    pub chain: Vec<Certificate>,
    /// Every fault of the certificates; empty when they are good.
    pub faults: Vec<CertificateFault>,
    /// The local time at which they were judged (UTC).
    #[serde(with = "time::serde::rfc3339")]
    pub judged_at: OffsetDateTime,
    /// Whether the server asked for a client certificate.
    #[serde(default)]
    pub client_certificate_wanted: bool,
    /// What became of the client certificate that was given; none without one, or where it did not come to that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<Presentation>,
    /// What Mozilla's roots say of the chain; none where it was not judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mozilla: Option<PublicTrust>,
    /// What the issuer says, where the server sent it along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staple: Option<Staple>,
    /// What came of looking for missing certificates, where that was asked for and some were missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched: Option<Completion>,
}

/// What became of the client certificate that was given.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presentation {
    /// The server asked for it, has proved itself, and got it.
    Presented,
    /// The server did not ask.
    NotAsked,
    /// The server asked, and its own certificate is not good: smtp-doctor ended the handshake, and kept it.
    Withheld,
}

/// A certificate (RFC 5280).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    /// Whom it is for, as RFC 4514 writes it.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// The names and addresses in subjectAltName.
    pub names: Vec<String>,
    /// From when it holds.
    #[serde(with = "time::serde::rfc3339")]
    pub not_before: OffsetDateTime,
    /// Until when it holds.
    #[serde(with = "time::serde::rfc3339")]
    pub not_after: OffsetDateTime,
    /// The public key.
    pub key: PublicKey,
    /// The algorithm of the issuer's signature: `sha256WithRSAEncryption`.
    pub signature: String,
    /// Whether it signs itself: issuer and subject are the same, and the signature is by its own key.
    pub self_signed: bool,
    /// Whether it may issue others (basicConstraints).
    pub authority: bool,
    /// Where its issuer's certificate can be had (AIA caIssuers).
    pub issuer_url: Option<String>,
    /// SHA-256 of the whole certificate, in hexadecimal.
    pub sha256: String,
    /// SHA-256 of its public key (`SubjectPublicKeyInfo`), in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spki_sha256: Option<String>,
    /// What its key may be used for (extendedKeyUsage), by the names of RFC 5280 §4.2.1.12; empty where it does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub usages: Vec<String>,
    /// How many certificates of issuers may stand below it (basicConstraints).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_length: Option<u32>,
    /// Whether it may only be shown with a statement of its issuer (RFC 7633).
    #[serde(default, skip_serializing_if = "is_false")]
    pub must_staple: bool,
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicKey {
    /// `RSA`, `EC`, `Ed25519` or an object identifier.
    pub algorithm: String,
    /// Its size in bits, where known.
    pub bits: Option<u32>,
}

/// A fault of the certificates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "fault")]
pub enum CertificateFault {
    /// The validity of the certificate at `at` in the chain has ended.
    Expired {
        /// Its place in the chain, 0 for the server's own.
        at: usize,
    },
    /// The validity of the certificate at `at` in the chain has not begun.
    NotYetValid {
        /// Its place in the chain, 0 for the server's own.
        at: usize,
    },
    /// None of its names is the host's.
    NameMismatch,
    /// The server's own certificate signs itself.
    SelfSigned,
    /// The chain ends at an issuer that this machine does not trust.
    UntrustedIssuer {
        /// The issuer.
        issuer: String,
    },
    /// The server does not send the certificate between its own and a known root.
    MissingIntermediate {
        /// The issuer whose certificate is missing.
        issuer: String,
        /// Where it can be had, if the certificate says so.
        url: Option<String>,
    },
    /// The stapled OCSP response or a revocation list says it is revoked.
    Revoked,
    /// Its key or a signature is below what today's clients take.
    Weak {
        /// The key or algorithm.
        what: String,
    },
    /// Neither it nor its key has a fingerprint that the user named.
    PinMismatch,
    /// The signature over the handshake is not by the key of the certificate.
    KeyMismatch,
    /// Another defect.
    Invalid {
        /// What the verifier calls it, for experts.
        reason: String,
    },
}

/// The root certificates that this machine trusts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrustStore {
    /// How many could be used.
    pub roots: usize,
    /// How many of them were given by `--ca-file`.
    pub given: usize,
    /// What went wrong while they were read, for experts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants a reference")]
fn is_false(value: &bool) -> bool {
    !value
}
