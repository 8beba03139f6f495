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
        let mut store = RootCertStore::empty();
        let mut errors = Vec::new();
        if own == OwnRoots::Read {
            let native = rustls_native_certs::load_native_certs();
            store.add_parsable_certificates(native.certs);
            errors.extend(native.errors.iter().map(ToString::to_string));
        }
        let mut added = 0;
        for pem in given {
            let certificates: Vec<CertificateDer<'static>> =
                CertificateDer::pem_slice_iter(pem).filter_map(Result::ok).collect();
            added += store.add_parsable_certificates(certificates).0;
        }
        let record = TrustStore { roots: store.len(), given: added, errors };
        Self { store: Arc::new(store), record }
    }
}
