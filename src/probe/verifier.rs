//! A certificate verifier that completes every handshake and remembers what it saw; the judgement comes after.
//!
//! That way the chain is evidence even when it is bad, and the roots need not be read before the handshake. Nothing
//! of value travels before the judgement.
//!
//! A client certificate is the exception. It names the user, and it goes out within the handshake: in TLS 1.3 with the
//! client's last message, in TLS 1.2 in clear even. So where one is given, the judgement is made inside, in the last
//! callback before that message is written, and on a server that asks for the certificate and is not trusted it ends
//! the handshake there. (It cannot go on without: the library fixes what it will show when it is asked, which is before
//! the server's certificate is there.) A server that does not ask is judged afterwards as ever.

use std::sync::{Arc, Mutex, PoisonError};

use time::OffsetDateTime;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::client::{ResolvesClientCert, verify_server_name};
use tokio_rustls::rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{CertificateError, DigitallySignedStruct, Error, SignatureScheme};

use super::certificate;
use super::judge::{Bench, judge};
use super::roots::Roots;
use crate::evidence::{CertificateFault, Presentation};
use crate::plan::Fingerprint;

/// What a handshake showed.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// The certificates as sent, the server's own first.
    pub(super) chain: Vec<CertificateDer<'static>>,
    /// What the issuer says of the first, where it was sent along.
    pub(super) staple: Vec<u8>,
    /// Why the signature over the handshake is not good.
    pub(super) signature_fault: Option<Error>,
    /// Whether a client certificate was asked for.
    pub(super) client_certificate_wanted: bool,
    /// Whether there is one that suits what was asked for.
    pub(super) suits: bool,
    /// The judgement that was made before it could go out.
    pub(super) vetted: Option<Vec<CertificateFault>>,
}

impl Seen {
    /// What became of the client certificate that was given.
    pub(super) fn presentation(&self) -> Option<Presentation> {
        match &self.vetted {
            Some(faults) if faults.is_empty() => Some(Presentation::Presented),
            Some(_) => Some(Presentation::Withheld),
            None if self.chain.is_empty() || self.client_certificate_wanted => None,
            None => Some(Presentation::NotAsked),
        }
    }
}

/// A client certificate, and all that tells whether it may be shown.
#[derive(Debug)]
pub(super) struct Identity {
    /// The certificate with its key.
    pub(super) certified: Arc<CertifiedKey>,
    /// The roots that the server's certificate is judged by.
    pub(super) roots: Roots,
    /// The name it is held against.
    pub(super) name: ServerName<'static>,
    /// The time at which it is judged.
    pub(super) now: OffsetDateTime,
    /// The fingerprints of which one must fit it.
    pub(super) pins: Vec<Fingerprint>,
}

/// Accepts and remembers.
#[derive(Debug)]
pub(super) struct Recorder {
    provider: Arc<CryptoProvider>,
    identity: Option<Identity>,
    seen: Mutex<Seen>,
}

impl Recorder {
    pub(super) fn new(provider: Arc<CryptoProvider>, identity: Option<Identity>) -> Self {
        Self { provider, identity, seen: Mutex::default() }
    }

    /// What was seen so far.
    pub(super) fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Notes a signature that is not good. It is the last thing that the server shows before the client certificate
    /// goes out, so all that speaks against that is known here.
    fn signature(
        &self,
        result: Result<HandshakeSignatureValid, Error>,
    ) -> Result<HandshakeSignatureValid, Error> {
        if let Err(fault) = result {
            self.note(|seen| seen.signature_fault = Some(fault));
        }
        let seen = self.seen();
        if let Some(identity) = self.identity.as_ref().filter(|_| seen.suits) {
            let faults = self.vet(&seen, identity);
            let trusted = faults.is_empty();
            self.note(|seen| seen.vetted = Some(faults));
            if !trusted {
                return Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure));
            }
        }
        Ok(HandshakeSignatureValid::assertion())
    }

    fn vet(&self, seen: &Seen, identity: &Identity) -> Vec<CertificateFault> {
        let chain: Vec<_> = seen.chain.iter().filter_map(|der| certificate::read(der)).collect();
        let bench = Bench {
            name: &identity.name,
            roots: &identity.roots,
            now: identity.now,
            provider: &self.provider,
            pins: &identity.pins,
        };
        judge(seen, &chain, &bench)
    }
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let chain =
            std::iter::once(end_entity).chain(intermediates).map(|der| der.clone().into_owned()).collect();
        self.note(|seen| {
            seen.chain = chain;
            seen.staple = ocsp_response.to_vec();
        });
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        self.signature(verify_tls12_signature(message, cert, signed, algorithms))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        self.signature(verify_tls13_signature(message, cert, signed, algorithms))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Remembers that a client certificate was asked for, and has the one that was given, if any. It goes out only when
/// [`Recorder`] lets the handshake come so far.
#[derive(Debug)]
pub(super) struct ClientCertificates(pub(super) Arc<Recorder>);

impl ResolvesClientCert for ClientCertificates {
    fn resolve(&self, _: &[&[u8]], schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        let certified = self.0.identity.as_ref().map(|identity| &identity.certified);
        let suiting = certified.filter(|certified| certified.key.choose_scheme(schemes).is_some());
        self.0.note(|seen| {
            seen.client_certificate_wanted = true;
            seen.suits = suiting.is_some();
        });
        suiting.cloned()
    }

    fn has_certs(&self) -> bool {
        self.0.identity.is_some()
    }
}

/// Whether a certificate is for a name.
pub(super) fn is_for(der: &CertificateDer<'_>, name: &ServerName<'_>) -> bool {
    let parsed = tokio_rustls::rustls::server::ParsedCertificate::try_from(der);
    parsed.is_ok_and(|certificate| verify_server_name(&certificate, name).is_ok())
}
