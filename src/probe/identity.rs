//! The client certificate: read from PEM, and made ready for a handshake. It never leaves this room with its key.

use std::sync::Arc;

use tokio_rustls::rustls::crypto::aws_lc_rs::sign::any_supported_type;
use tokio_rustls::rustls::pki_types::pem::{Error as PemError, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;
use zeroize::{Zeroize as _, Zeroizing};

use super::certificate;
use crate::plan::{ClientCertificate, ClientCertificateRecord};

/// Why a client certificate cannot be used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum IdentityFault {
    /// There is no certificate.
    NoCertificate,
    /// A certificate cannot be read.
    BrokenCertificate,
    /// There is no key.
    NoKey,
    /// The key is protected by a passphrase.
    EncryptedKey,
    /// The key cannot be read, or is of a kind that is not supported.
    UnusableKey,
    /// The key is not that of the first certificate.
    ForeignKey,
}

/// The certificates in one text in PEM and the key in another, which may be the same, checked against each other.
///
/// # Errors
/// [`IdentityFault`], which says what is wrong.
pub fn read_identity(certificates: &[u8], key: &[u8]) -> Result<ClientCertificate, IdentityFault> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(certificates)
        .collect::<Result<_, _>>()
        .map_err(|_| IdentityFault::BrokenCertificate)?;
    let own = chain.first().ok_or(IdentityFault::NoCertificate)?;
    let facts = certificate::read(own).ok_or(IdentityFault::BrokenCertificate)?;
    let record = ClientCertificateRecord { subject: facts.subject, not_after: facts.not_after };
    let key = private_key(key)?;
    let chain = chain.iter().map(|der| der.to_vec()).collect();
    let identity = ClientCertificate::new(chain, key, record);
    let certified = certified(&identity).ok_or(IdentityFault::UnusableKey)?;
    certified.keys_match().map_err(|_| IdentityFault::ForeignKey)?;
    Ok(identity)
}

/// The certificate with its key, ready to sign; none where the key is of no use.
pub(super) fn certified(identity: &ClientCertificate) -> Option<Arc<CertifiedKey>> {
    let chain = identity.chain().iter().map(|der| CertificateDer::from(der.clone())).collect();
    let key = PrivateKeyDer::try_from(identity.expose_key()).ok()?;
    Some(Arc::new(CertifiedKey::new(chain, any_supported_type(&key).ok()?)))
}

fn private_key(pem: &[u8]) -> Result<Zeroizing<Vec<u8>>, IdentityFault> {
    // The first form is that of PKCS #8 (RFC 7468 §11), the second that of older OpenSSL (RFC 1421 §4.6.1.1).
    let holds = |words: &[u8]| pem.windows(words.len()).any(|window| window == words);
    if holds(b"-----BEGIN ENCRYPTED PRIVATE KEY-----") || holds(b"Proc-Type: 4,ENCRYPTED") {
        return Err(IdentityFault::EncryptedKey);
    }
    match PrivateKeyDer::from_pem_slice(pem) {
        Ok(mut key) => {
            let kept = Zeroizing::new(key.secret_der().to_vec());
            key.zeroize();
            Ok(kept)
        }
        Err(PemError::NoItemsFound) => Err(IdentityFault::NoKey),
        Err(_) => Err(IdentityFault::UnusableKey),
    }
}

#[cfg(test)]
mod tests {
    use rcgen::generate_simple_self_signed;

    use super::*;

    /// A certificate and its key, in PEM.
    fn pair() -> (String, String) {
        let made = generate_simple_self_signed(vec!["me.test".to_owned()]).unwrap();
        (made.cert.pem(), made.signing_key.serialize_pem())
    }

    fn fault(certificates: &str, key: &str) -> IdentityFault {
        read_identity(certificates.as_bytes(), key.as_bytes()).unwrap_err()
    }

    #[test]
    fn one_text_or_two_make_an_identity() {
        let (certificate, key) = pair();
        let both = format!("{key}\n{certificate}");
        for (certificates, key) in [(&certificate, &key), (&both, &both), (&both, &key)] {
            let identity = read_identity(certificates.as_bytes(), key.as_bytes()).unwrap();
            assert_eq!(identity.chain().len(), 1);
            assert_eq!(identity.record().subject, "CN=rcgen self signed cert");
            assert!(certified(&identity).is_some());
        }
    }

    #[test]
    fn each_fault_is_told() {
        let (certificate, key) = pair();
        assert_eq!(fault(&key, &key), IdentityFault::NoCertificate);
        assert_eq!(fault("", &key), IdentityFault::NoCertificate);
        assert_eq!(fault(&certificate, &certificate), IdentityFault::NoKey);
        assert_eq!(fault(&certificate, &pair().1), IdentityFault::ForeignKey);
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert_eq!(fault(broken, &key), IdentityFault::BrokenCertificate);
        let encrypted = key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        assert_eq!(fault(&certificate, &encrypted), IdentityFault::EncryptedKey);
        let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
        assert_eq!(fault(&certificate, old), IdentityFault::EncryptedKey);
        let odd = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        assert_eq!(fault(&certificate, odd), IdentityFault::UnusableKey);
    }
}
