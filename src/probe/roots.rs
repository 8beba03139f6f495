//! The root certificates: this machine's own, and those given by `--ca-file`. Read beside DNS and TCP.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustls_native_certs::{CertificateResult, load_native_certs};
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
    /// Whether the machine may have more, in single files beside its bundle.
    pub(super) extent: Extent,
}

/// Whose roots are trusted beside those given.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum OwnRoots {
    /// This machine's own.
    #[default]
    Read,
    /// Those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name in place of this machine's own; the file, if it is named.
    Named(Option<PathBuf>),
    /// None, as on a machine that has none.
    Absent,
}

/// How many of the machine's roots are meant.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Extent {
    /// Those in its bundle. The folder beside it usually holds the same ones again, in a file each.
    Bundle,
    /// All that can be found.
    All,
}

impl Roots {
    /// Reads the roots. It blocks for some milliseconds.
    pub(super) fn read(own: &OwnRoots, extent: Extent, given: &[Vec<u8>]) -> Self {
        let bundle = match (own, extent) {
            (_, Extent::All) | (OwnRoots::Absent, _) => None,
            (OwnRoots::Read, Extent::Bundle) => usual_bundle().and_then(|file| read_bundle(&file)),
            (OwnRoots::Named(file), Extent::Bundle) => file.as_deref().and_then(read_bundle),
        };
        let (native, extent) = match (bundle, own) {
            (Some(native), _) => (native, Extent::Bundle),
            (None, OwnRoots::Absent) => (CertificateResult::default(), Extent::All),
            (None, _) => (load_native_certs(), Extent::All),
        };
        let mut certificates = native.certs;
        let errors = native.errors.iter().map(ToString::to_string).collect();
        let natives = certificates.len();
        for pem in given {
            certificates.extend(CertificateDer::pem_slice_iter(pem).filter_map(Result::ok));
        }
        let mut store = RootCertStore::empty();
        store.add_parsable_certificates(certificates[..natives].iter().cloned());
        let (given, _) = store.add_parsable_certificates(certificates[natives..].iter().cloned());
        let record = TrustStore { roots: store.len(), given, errors };
        Self { store: Arc::new(store), certificates: certificates.into(), record, extent }
    }

    /// The certificates that are trusted.
    pub(super) fn certificates(&self) -> impl Iterator<Item = &CertificateDer<'static>> {
        self.certificates.iter()
    }

    /// Whether this very certificate is trusted.
    pub(super) fn hold(&self, certificate: &CertificateDer<'_>) -> bool {
        self.certificates.iter().any(|known| known == certificate)
    }
}

/// The roots that Mozilla trusts for servers, as this version of the program has them built in.
pub(super) fn mozilla() -> &'static RootCertStore {
    static STORE: OnceLock<RootCertStore> = OnceLock::new();
    STORE.get_or_init(|| RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() })
}

/// Where this machine keeps all of its roots in one file, if it does.
#[cfg(all(unix, not(target_os = "macos")))]
fn usual_bundle() -> Option<PathBuf> {
    openssl_probe::probe().cert_file
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn usual_bundle() -> Option<PathBuf> {
    None
}

/// The roots in a bundle, unless there are none.
///
/// x509-parser reads PEM faster than the reader behind rustls-native-certs, whose base64 takes the same
/// time whatever it decodes: right for keys, but every run would wait for it, and roots are no secret.
fn read_bundle(file: &Path) -> Option<CertificateResult> {
    let mut native = CertificateResult::default();
    native.certs = certificates(&std::fs::read(file).ok()?);
    (!native.certs.is_empty()).then_some(native)
}

/// The certificates in a text in PEM.
fn certificates(pem: &[u8]) -> Vec<CertificateDer<'static>> {
    let blocks = x509_parser::pem::Pem::iter_from_buffer(pem).filter_map(Result::ok);
    blocks.filter(|block| block.label == "CERTIFICATE").map(|block| block.contents.into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_roots_of_mozilla_are_built_in() {
        assert!(mozilla().len() > 100);
    }

    #[test]
    fn both_readers_find_the_same_certificates() {
        let mut pem = String::from("# Roots of a test\n");
        for name in ["a.example", "b.example", "c.example"] {
            let key = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
            pem.push_str(&format!("\n{name}\n======\n{}", key.cert.pem()));
        }
        pem.push_str("-----BEGIN CERTIFICATE-----\nbroken!\n-----END CERTIFICATE-----\n");
        let theirs: Vec<_> = CertificateDer::pem_slice_iter(pem.as_bytes()).filter_map(Result::ok).collect();
        assert_eq!(theirs.len(), 3);
        assert_eq!(certificates(pem.as_bytes()), theirs);
        assert!(certificates(b"no PEM at all").is_empty());
    }
}
