//! The certificate by which the user proves himself in TLS, and its key. The key stays in memory and is wiped; what may
//! be recorded of the certificate is [`ClientCertificateRecord`].

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use zeroize::Zeroizing;

/// A client certificate with its key.
pub struct ClientCertificate {
    chain: Vec<Vec<u8>>,
    key: Zeroizing<Vec<u8>>,
    record: ClientCertificateRecord,
}

/// What may be recorded of a client certificate.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct ClientCertificateRecord {
    /// Whom it is for, as RFC 4514 writes it.
    pub subject: String,
    /// Until when it holds.
    #[serde(with = "time::serde::rfc3339")]
    pub not_after: OffsetDateTime,
}

impl ClientCertificate {
    /// A certificate with those between it and its root, each in DER form, and the key of the first one.
    pub fn new(chain: Vec<Vec<u8>>, key: Zeroizing<Vec<u8>>, record: ClientCertificateRecord) -> Self {
        Self { chain, key, record }
    }

    /// The certificates in DER form, the user's own first.
    pub fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    /// The key in DER form. Call it only to sign with.
    pub fn expose_key(&self) -> &[u8] {
        &self.key
    }

    /// What may be recorded of it.
    pub fn record(&self) -> &ClientCertificateRecord {
        &self.record
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCertificate").field("record", &self.record).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_key_is_shown_or_recorded() {
        let record =
            ClientCertificateRecord { subject: "CN=me".into(), not_after: OffsetDateTime::UNIX_EPOCH };
        let key = Zeroizing::new(b"hunter2".to_vec());
        let certificate = ClientCertificate::new(vec![b"chain".to_vec()], key, record);
        assert_eq!(
            format!("{certificate:?}"),
            "ClientCertificate { record: ClientCertificateRecord { subject: \"CN=me\", not_after: 1970-01-01 0:00:00.0 +00:00:00 }, .. }"
        );
        let kept = serde_json::to_string(certificate.record()).unwrap();
        assert_eq!(kept, r#"{"subject":"CN=me","not_after":"1970-01-01T00:00:00Z"}"#);
    }
}
