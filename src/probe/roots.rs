//! The root certificates: this machine's own, and those given by `--ca-file`. Read beside DNS and TCP.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use memchr::{memchr_iter, memmem};
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

/// Around a certificate in PEM (RFC 7468 §5.1).
const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
const END: &[u8] = b"-----END CERTIFICATE-----";

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
fn read_bundle(file: &Path) -> Option<CertificateResult> {
    let mut native = CertificateResult::default();
    native.certs = certificates(&std::fs::read(file).ok()?);
    (!native.certs.is_empty()).then_some(native)
}

/// The certificates in a text in PEM (RFC 7468 §5); a block that cannot be read is left out.
///
/// Every run waits for the 150 roots of a machine, and readers of PEM take more time than the handshake: the one behind
/// rustls-native-certs decodes at the same pace whatever it reads, which is right for keys and of no use for roots;
/// x509-parser reads line by line.
fn certificates(pem: &[u8]) -> Vec<CertificateDer<'static>> {
    let end = memmem::Finder::new(END);
    let blocks = memmem::find_iter(pem, BEGIN).filter_map(|at| {
        let block = &pem[at + BEGIN.len()..];
        let block = &block[..end.find(block)?];
        let mut text = Vec::with_capacity(block.len());
        let mut line = 0;
        for break_at in memchr_iter(b'\n', block).chain([block.len()]) {
            text.extend_from_slice(block[line..break_at].trim_ascii());
            line = break_at;
        }
        STANDARD.decode(text).ok()
    });
    blocks.map(CertificateDer::from).collect()
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
        pem.push_str("-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n");
        let theirs: Vec<_> = CertificateDer::pem_slice_iter(pem.as_bytes()).filter_map(Result::ok).collect();
        assert_eq!(theirs.len(), 3);
        assert_eq!(certificates(pem.as_bytes()), theirs);
        assert_eq!(certificates(pem.replace('\n', "\r\n").as_bytes()), theirs);
        let cut = pem.replacen("-----END CERTIFICATE-----", "", 1);
        assert_eq!(certificates(cut.as_bytes()), theirs[1..]);
        assert!(certificates(b"no PEM at all").is_empty());
    }
}
