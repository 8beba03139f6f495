//! The judgement of a chain: every fault it has, not only the first that a verifier meets.

use std::time::Duration;

use time::OffsetDateTime;
use tokio_rustls::rustls::client::verify_server_cert_signed_by_trust_anchor;
use tokio_rustls::rustls::crypto::CryptoProvider;
use tokio_rustls::rustls::pki_types::{ServerName, SignatureVerificationAlgorithm, UnixTime};
use tokio_rustls::rustls::server::ParsedCertificate;
use tokio_rustls::rustls::{CertificateError, Error, RootCertStore};

use super::proven::Once;
use super::roots::{Roots, mozilla};
use super::staple;
use super::verifier::{Seen, is_for};
use crate::evidence::{Certificate, CertificateFault, PublicTrust, Staple};
use crate::plan::Fingerprint;

/// The smallest RSA key that is taken (RFC 9325 §4.5).
const RSA_BITS: u32 = 2048;
/// The most bits of an RSA key that a signature is checked by.
const MOST_RSA_BITS: u32 = 8192;

/// What a chain is judged by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bench<'a> {
    /// The name that it is held against.
    pub(super) name: &'a ServerName<'a>,
    /// What is trusted.
    pub(super) roots: &'a Roots,
    /// When.
    pub(super) now: OffsetDateTime,
    /// What can be verified.
    pub(super) provider: &'a CryptoProvider,
    /// The fingerprints of which one must fit, if there are any.
    pub(super) pins: &'a [Fingerprint],
}

/// Every fault of what was seen.
pub(super) fn judge(seen: &Seen, facts: &[Certificate], bench: &Bench<'_>) -> Vec<CertificateFault> {
    let Bench { name, roots, now, provider, pins } = *bench;
    let (Some(leaf), Some(own)) = (seen.chain.first(), facts.first()) else {
        return vec![CertificateFault::Invalid { reason: "no readable certificate".into() }];
    };
    let mut faults = Vec::new();
    for (at, certificate) in facts.iter().enumerate() {
        // A root that is sent along takes no part in the path, nor do its dates.
        if at > 0 && certificate.self_signed {
            continue;
        }
        if now > certificate.not_after {
            faults.push(CertificateFault::Expired { at });
        } else if now < certificate.not_before {
            faults.push(CertificateFault::NotYetValid { at });
        }
    }
    if !is_for(leaf, name) {
        faults.push(CertificateFault::NameMismatch);
    }
    let fits =
        |pin: &Fingerprint| own.sha256 == pin.as_hex() || own.spki_sha256.as_deref() == Some(pin.as_hex());
    if !pins.is_empty() && !pins.iter().any(fits) {
        faults.push(CertificateFault::PinMismatch);
    }
    if staple(seen, roots, now).is_some_and(|staple| staple.proves_revocation()) {
        faults.push(CertificateFault::Revoked);
    }
    let path_now = path(seen, roots, now, provider);
    let is_good = path_now.is_ok();
    if let Err(error) = path_now {
        // The verifier stops at a date; what else is wrong shows at a time when the dates are right.
        let error =
            if is_of_dates(&error) { path(seen, roots, within(facts), provider).err() } else { Some(error) };
        faults.extend(error.and_then(|error| read(&error, facts)));
    }
    if let Some(fault) = &seen.signature_fault {
        let bits = own.key.bits.filter(|_| own.key.algorithm == "RSA");
        faults.push(match (fault, bits) {
            (_, Some(bits)) if bits < RSA_BITS => CertificateFault::Weak { what: format!("RSA {bits}") },
            // No signature by such a key is checked at all.
            (_, Some(bits)) if bits > MOST_RSA_BITS => {
                CertificateFault::Invalid { reason: format!("RSA {bits}, more than {MOST_RSA_BITS} bits") }
            }
            (Error::InvalidCertificate(CertificateError::BadSignature), _) => CertificateFault::KeyMismatch,
            (fault, _) => CertificateFault::Invalid { reason: fault.to_string() },
        });
    }
    // A date that the path does not need is no fault: an expired cross-signed intermediate beside a good path.
    if is_good {
        faults.retain(|fault| {
            !matches!(fault, CertificateFault::Expired { at } | CertificateFault::NotYetValid { at } if *at > 0)
        });
    }
    faults
}

/// What the issuer says of the server's own certificate, where the server sends it along.
pub(super) fn staple(seen: &Seen, roots: &Roots, now: OffsetDateTime) -> Option<Staple> {
    if seen.staple.is_empty() {
        return None;
    }
    let (own, sent) = seen.chain.split_first()?;
    let sent = sent.iter().map(AsRef::as_ref);
    let issuers: Vec<&[u8]> = sent.chain(roots.certificates().map(AsRef::as_ref)).collect();
    staple::read(&seen.staple, own, &issuers, now)
}

/// Whether Mozilla's roots vouch for the chain. Dates do not count: they are no matter of trust.
pub(super) fn by_mozilla(
    seen: &Seen,
    facts: &[Certificate],
    now: OffsetDateTime,
    provider: &CryptoProvider,
) -> Option<PublicTrust> {
    if seen.chain.is_empty() || facts.is_empty() {
        return None;
    }
    let leads = |at| leads(seen, mozilla(), at, provider);
    let trusted = match leads(now) {
        Err(error) if is_of_dates(&error) => leads(within(facts)).is_ok(),
        led => led.is_ok(),
    };
    Some(if trusted { PublicTrust::Trusted } else { PublicTrust::Untrusted })
}

/// Whether it is for a date that the verifier refuses; of several reasons it tells this one first.
fn is_of_dates(error: &CertificateError) -> bool {
    matches!(
        error,
        CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. }
    )
}

/// Whether the chain, with more certificates added to it, leads to a root.
pub(super) fn is_whole(seen: &Seen, facts: &[Certificate], bench: &Bench<'_>) -> bool {
    let at = |at| path(seen, bench.roots, at, bench.provider).is_ok();
    at(bench.now) || at(within(facts))
}

/// Whether the chain leads to a root at a time, and if not, why.
fn path(
    seen: &Seen,
    roots: &Roots,
    at: OffsetDateTime,
    provider: &CryptoProvider,
) -> Result<(), CertificateError> {
    // As OpenSSL has it; webpki refuses a self-signed certificate of a server that claims to be an authority.
    if roots.hold(&seen.chain[0]) {
        return Ok(());
    }
    leads(seen, &roots.store, at, provider)
}

fn leads(
    seen: &Seen,
    store: &RootCertStore,
    at: OffsetDateTime,
    provider: &CryptoProvider,
) -> Result<(), CertificateError> {
    let seconds = u64::try_from(at.unix_timestamp()).unwrap_or_default();
    let at = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
    let once: Vec<Once> =
        provider.signature_verification_algorithms.all.iter().map(|one| Once(*one)).collect();
    let algorithms: Vec<&dyn SignatureVerificationAlgorithm> = once.iter().map(|one| one as _).collect();
    let verdict = ParsedCertificate::try_from(&seen.chain[0]).and_then(|leaf| {
        verify_server_cert_signed_by_trust_anchor(&leaf, store, &seen.chain[1..], at, &algorithms)
    });
    match verdict {
        Ok(()) => Ok(()),
        Err(Error::InvalidCertificate(error)) => Err(error),
        Err(_) => Err(CertificateError::BadEncoding),
    }
}

/// A time at which as many of the certificates as possible are valid: the server's own in any case.
fn within(facts: &[Certificate]) -> OffsetDateTime {
    let begin = facts.iter().map(|certificate| certificate.not_before).max();
    let end = facts.iter().map(|certificate| certificate.not_after).min();
    match (begin, end) {
        (Some(begin), Some(end)) if begin < end => begin + (end - begin) / 2,
        _ => facts
            .first()
            .map_or(OffsetDateTime::UNIX_EPOCH, |own| own.not_before + (own.not_after - own.not_before) / 2),
    }
}

/// The fault that an error of the verifier is; dates are read from the certificates themselves.
fn read(error: &CertificateError, facts: &[Certificate]) -> Option<CertificateFault> {
    let own = facts.first()?;
    let fault = match error {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => return None,
        _ if own.self_signed => CertificateFault::SelfSigned,
        CertificateError::UnknownIssuer => issuer(facts),
        CertificateError::Revoked => CertificateFault::Revoked,
        CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            let old = |certificate: &&Certificate| {
                let name = certificate.signature.to_ascii_lowercase();
                name.contains("sha1") || name.contains("md5")
            };
            match facts.iter().find(old) {
                Some(weak) => CertificateFault::Weak { what: weak.signature.clone() },
                None => CertificateFault::Invalid { reason: error.to_string() },
            }
        }
        error => CertificateFault::Invalid { reason: error.to_string() },
    };
    Some(fault)
}

/// Why the path ends before a known root.
///
/// That something is missing is only said where the server sends its own certificate alone: a chain that ends in an
/// intermediate may as well end at a root that this machine does not trust.
fn issuer(facts: &[Certificate]) -> CertificateFault {
    let own = &facts[0];
    let mut last = own;
    for _ in facts {
        match facts.iter().find(|known| known.subject == last.issuer && known.sha256 != last.sha256) {
            Some(next) => last = next,
            None => break,
        }
    }
    match &own.issuer_url {
        Some(url) if last == own => {
            CertificateFault::MissingIntermediate { issuer: own.issuer.clone(), url: Some(url.clone()) }
        }
        _ if last.self_signed => CertificateFault::UntrustedIssuer { issuer: last.subject.clone() },
        _ => CertificateFault::UntrustedIssuer { issuer: last.issuer.clone() },
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD as BASE64;
    use rcgen::{
        BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
    };
    use time::Duration as Span;
    use tokio_rustls::rustls::crypto::aws_lc_rs;
    use tokio_rustls::rustls::pki_types::CertificateDer;

    use super::super::certificate;
    use super::super::roots::{Extent, OwnRoots, Roots};
    use super::*;

    type Issuer = CertifiedIssuer<'static, KeyPair>;

    const NOW: OffsetDateTime = time::macros::datetime!(2026-11-23 12:00 UTC);

    /// A certificate that has so many days before it, or behind it.
    fn params(name: &str, days: i64) -> CertificateParams {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.not_before = NOW - Span::days(1000);
        params.not_after = NOW + Span::days(days);
        params
    }

    fn authority(name: &str, days: i64) -> CertificateParams {
        let mut params = params(name, days);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params
    }

    fn root(name: &str) -> Issuer {
        Issuer::self_signed(authority(name, 900), KeyPair::generate().unwrap()).unwrap()
    }

    fn faults(chain: &[&CertificateDer<'static>], given: &str, name: &str) -> Vec<CertificateFault> {
        let seen = Seen { chain: chain.iter().map(|der| (*der).clone()).collect(), ..Seen::default() };
        let facts: Vec<Certificate> = seen.chain.iter().filter_map(|der| certificate::read(der)).collect();
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let roots = Roots::read(&OwnRoots::Absent, Extent::All, &[given.as_bytes().to_vec()]);
        let provider = aws_lc_rs::default_provider();
        let bench = Bench { name: &name, roots: &roots, now: NOW, provider: &provider, pins: &[] };
        judge(&seen, &facts, &bench)
    }

    #[test]
    fn every_fault_is_told() {
        let stranger = root("stranger");
        let leaf = params("a.test", -1).signed_by(&KeyPair::generate().unwrap(), &stranger).unwrap();
        let found = faults(&[leaf.der(), stranger.der()], &root("known").pem(), "b.test");
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[..2], [CertificateFault::Expired { at: 0 }, CertificateFault::NameMismatch]);
        assert!(
            matches!(&found[2], CertificateFault::UntrustedIssuer { issuer } if issuer.ends_with("stranger"))
        );
    }

    #[test]
    fn a_signature_with_sha1_is_too_weak() {
        let made = |name: &str| {
            let lines = include_str!("staple/openssl.txt").lines().filter_map(|line| line.split_once(' '));
            lines.into_iter().find(|(known, _)| *known == name).unwrap().1
        };
        let der = |name: &str| CertificateDer::from(BASE64.decode(made(name)).unwrap());
        let pem = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", made("ca"));
        assert!(faults(&[&der("leaf")], &pem, "leaf.example").is_empty());
        let weak = CertificateFault::Weak { what: "ecdsa-with-SHA1".into() };
        assert_eq!(faults(&[&der("sha1")], &pem, "leaf.example"), [weak]);
    }

    #[test]
    fn an_expired_certificate_beside_a_good_path_is_no_fault() {
        let (known, old) = (root("known"), root("old"));
        let key = KeyPair::generate().unwrap();
        let crossed = authority("known", -30).signed_by(known.key(), &old).unwrap();
        let leaf = params("a.test", 30).signed_by(&key, &known).unwrap();
        assert!(faults(&[leaf.der(), crossed.der()], &known.pem(), "a.test").is_empty());
        let found = faults(&[leaf.der(), crossed.der()], &old.pem(), "a.test");
        assert!(found.contains(&CertificateFault::Expired { at: 1 }), "{found:?}");
    }

    #[test]
    fn a_certificate_that_is_itself_trusted_needs_no_issuer() {
        for params in [authority("a.test", 30), params("a.test", 30)] {
            let own = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
            let other = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
            assert!(faults(&[own.der()], &own.pem(), "a.test").is_empty(), "{:?}", params.is_ca);
            assert_eq!(faults(&[own.der()], &own.pem(), "b.test"), [CertificateFault::NameMismatch]);
            assert_eq!(faults(&[own.der()], &other.pem(), "a.test"), [CertificateFault::SelfSigned]);
        }
        let old = authority("a.test", -1).self_signed(&KeyPair::generate().unwrap()).unwrap();
        assert_eq!(faults(&[old.der()], &old.pem(), "a.test"), [CertificateFault::Expired { at: 0 }]);
    }
}
