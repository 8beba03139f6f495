//! The root certificates: this machine's own, and those given by `--ca-file`. Read beside DNS and TCP.

use std::sync::Arc;

use tokio_rustls::rustls::RootCertStore;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;

use crate::evidence::TrustStore;

/// Usable roots, and how reading them went.
#[derive(Clone, Debug)]
pub(super) struct Roots {
    pub(super) store: Arc<RootCertStore>,
    /// The same certificates as they are: one that a server shows as its own needs no issuer.
    certificates: Arc<[CertificateDer<'static>]>,
    pub(super) record: TrustStore,
}

/// Whose roots are trusted.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum OwnRoots {
    /// This machine's own and those given.
    #[default]
    Read,
    /// Only those given, as on a machine that has none.
    Absent,
}

impl Roots {
    /// Reads the roots. It blocks for some milliseconds.
    pub(super) fn read(own: OwnRoots, given: &[Vec<u8>]) -> Self {
        let mut certificates = Vec::new();
        let mut errors = Vec::new();
        if own == OwnRoots::Read {
            let native = rustls_native_certs::load_native_certs();
            certificates = native.certs;
            errors.extend(native.errors.iter().map(ToString::to_string));
        }
        let natives = certificates.len();
        for pem in given {
            certificates.extend(CertificateDer::pem_slice_iter(pem).filter_map(Result::ok));
        }
        let mut store = RootCertStore::empty();
        store.add_parsable_certificates(certificates[..natives].iter().cloned());
        let (given, _) = store.add_parsable_certificates(certificates[natives..].iter().cloned());
        let record = TrustStore { roots: store.len(), given, errors };
        Self { store: Arc::new(store), certificates: certificates.into(), record }
    }

    /// Whether this very certificate is trusted.
    pub(super) fn hold(&self, certificate: &CertificateDer<'_>) -> bool {
        self.certificates.iter().any(|known| known == certificate)
    }
}
