//! The statement of the issuer (OCSP) that a server sends along with its certificate, read and held against the issuer's
//! key. Nothing is asked of anybody: what the server does not send is not known.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use time::{Duration, OffsetDateTime};
use x509_parser::asn1_rs::BitString;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use x509_parser::time::ASN1Time;
use x509_parser::verify::verify_signature;
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

use super::certificate::moment;
use super::der::{Element, Elements};
use crate::evidence::{Revocation, Standing, Staple};

const SEQUENCE: u8 = 0x30;
const OCTET_STRING: u8 = 0x04;
const INTEGER: u8 = 0x02;
const ENUMERATED: u8 = 0x0a;
const OID: u8 = 0x06;
const GENERALIZED_TIME: u8 = 0x18;
const BIT_STRING: u8 = 0x03;
/// `[0]` and `[1]`, with elements in them.
const EXPLICIT: [u8; 2] = [0xa0, 0xa1];
/// `good [0]`, `revoked [1]`, `unknown [2]` of `CertStatus`.
const STATUS: [u8; 3] = [0x80, 0xa1, 0x82];
/// id-pkix-ocsp-basic.
const BASIC: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01];
/// id-sha1.
const ID_SHA1: &[u8] = &[0x2b, 0x0e, 0x03, 0x02, 0x1a];
/// id-sha256.
const ID_SHA256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
/// How far the clocks of issuer and client may be apart.
const SKEW: Duration = Duration::minutes(5);

/// What a statement says of a certificate that one of the `issuers` has issued; none without a statement.
pub(super) fn read(statement: &[u8], leaf: &[u8], issuers: &[&[u8]], now: OffsetDateTime) -> Option<Staple> {
    if statement.is_empty() {
        return None;
    }
    let unreadable =
        Staple { standing: Standing::Unreadable, status: None, this_update: None, next_update: None };
    let (Some(basic), Ok((_, leaf))) = (basic(statement), X509Certificate::from_der(leaf)) else {
        return Some(unreadable);
    };
    let issued = |issuer: &X509Certificate<'_>| {
        issuer.subject().as_raw() == leaf.issuer().as_raw()
            && leaf.verify_signature(Some(issuer.public_key())).is_ok()
    };
    let candidates = issuers.iter().filter_map(|der| Some(X509Certificate::from_der(der).ok()?.1));
    let signer = candidates.into_iter().find(issued);
    let of_serial = basic.singles.iter().filter(|single| single.serial == leaf.raw_serial());
    let of_leaf = |single: &&Single<'_>| {
        signer.as_ref().is_none_or(|issuer| single.speaks_for(leaf.issuer().as_raw(), issuer.public_key()))
    };
    let Some(single) = of_serial.into_iter().find(of_leaf) else {
        return Some(Staple { standing: Standing::Foreign, ..unreadable });
    };
    let overdue = is_overdue(single.next_update, now);
    let standing = match &signer {
        Some(signer) if basic.is_signed_for(signer, now) => {
            let early = single.this_update > now + SKEW;
            if early || overdue { Standing::Outdated } else { Standing::Verified }
        }
        _ => Standing::Unproven,
    };
    Some(Staple {
        standing,
        status: Some(single.status.clone()),
        this_update: Some(single.this_update),
        next_update: single.next_update,
    })
}

/// Whether a newer statement is due. The server's moment may be the last of the calendar: nothing is added to it.
fn is_overdue(next_update: Option<OffsetDateTime>, now: OffsetDateTime) -> bool {
    next_update.is_some_and(|next| next < now - SKEW)
}

/// A `BasicOCSPResponse` (RFC 6960 §4.2.1).
struct Basic<'a> {
    /// What is signed.
    data: &'a [u8],
    algorithm: AlgorithmIdentifier<'a>,
    signature: BitString<'a>,
    singles: Vec<Single<'a>>,
    certificates: Vec<&'a [u8]>,
}

/// A `SingleResponse`.
struct Single<'a> {
    hash: &'a [u8],
    issuer_name: &'a [u8],
    issuer_key: &'a [u8],
    serial: &'a [u8],
    status: Revocation,
    this_update: OffsetDateTime,
    next_update: Option<OffsetDateTime>,
}

impl Single<'_> {
    /// Whether it speaks for an issuer of this name and key.
    fn speaks_for(&self, name: &[u8], key: &SubjectPublicKeyInfo<'_>) -> bool {
        let algorithm = match self.hash {
            ID_SHA1 => &SHA1_FOR_LEGACY_USE_ONLY,
            ID_SHA256 => &SHA256,
            _ => return false,
        };
        digest(algorithm, name).as_ref() == self.issuer_name
            && digest(algorithm, &key.subject_public_key.data).as_ref() == self.issuer_key
    }
}

impl Basic<'_> {
    /// Whether the issuer has signed it, or somebody whom the issuer has certified to do so (RFC 6960 §4.2.2.2).
    fn is_signed_for(&self, issuer: &X509Certificate<'_>, now: OffsetDateTime) -> bool {
        let delegated = |der: &&[u8]| {
            let Ok((_, delegate)) = X509Certificate::from_der(der) else { return false };
            let may = matches!(delegate.extended_key_usage(), Ok(Some(usage)) if usage.value.ocsp_signing);
            let dates = delegate.validity();
            let valid = moment(&dates.not_before) <= now && now <= moment(&dates.not_after);
            may && valid
                && delegate.issuer().as_raw() == issuer.subject().as_raw()
                && delegate.verify_signature(Some(issuer.public_key())).is_ok()
                && self.is_signed_by(delegate.public_key())
        };
        self.is_signed_by(issuer.public_key()) || self.certificates.iter().any(delegated)
    }

    fn is_signed_by(&self, key: &SubjectPublicKeyInfo<'_>) -> bool {
        verify_signature(key, &self.algorithm, &self.signature, self.data).is_ok()
    }
}

fn basic(statement: &[u8]) -> Option<Basic<'_>> {
    let mut response = Elements(statement).expect(SEQUENCE)?.inner();
    // Anything but `successful` has no statement in it.
    if response.expect(ENUMERATED)?.content != [0] {
        return None;
    }
    let mut bytes = response.expect(EXPLICIT[0])?.inner().expect(SEQUENCE)?.inner();
    if bytes.expect(OID)?.content != BASIC {
        return None;
    }
    let mut basic = bytes.expect(OCTET_STRING)?.inner().expect(SEQUENCE)?.inner();
    let data = basic.expect(SEQUENCE)?;
    let (_, algorithm) = AlgorithmIdentifier::from_der(basic.expect(SEQUENCE)?.raw).ok()?;
    let (_, signature) = BitString::from_der(basic.expect(BIT_STRING)?.raw).ok()?;
    let bag = basic.accept(EXPLICIT[0]).and_then(|bag| bag.inner().expect(SEQUENCE));
    let certificates = bag.into_iter().flat_map(Element::inner).map(|one| one.raw).collect();
    let mut parts = data.inner();
    _ = parts.accept(EXPLICIT[0]);
    parts.next()?;
    parts.expect(GENERALIZED_TIME)?;
    let singles = parts.expect(SEQUENCE)?.inner().map(single).collect::<Option<_>>()?;
    Some(Basic { data: data.raw, algorithm, signature, singles, certificates })
}

fn single(element: Element<'_>) -> Option<Single<'_>> {
    let mut parts = element.inner();
    let mut about = parts.expect(SEQUENCE)?.inner();
    let hash = about.expect(SEQUENCE)?.inner().expect(OID)?.content;
    let issuer_name = about.expect(OCTET_STRING)?.content;
    let issuer_key = about.expect(OCTET_STRING)?.content;
    let serial = about.expect(INTEGER)?.content;
    let status = status(parts.next()?)?;
    let this_update = time(parts.expect(GENERALIZED_TIME)?)?;
    let next_update = match parts.accept(EXPLICIT[0]) {
        Some(next) => Some(time(next.inner().expect(GENERALIZED_TIME)?)?),
        None => None,
    };
    Some(Single { hash, issuer_name, issuer_key, serial, status, this_update, next_update })
}

fn status(element: Element<'_>) -> Option<Revocation> {
    match STATUS.iter().position(|tag| *tag == element.tag)? {
        0 => Some(Revocation::Good),
        1 => {
            let mut parts = element.inner();
            let since = time(parts.expect(GENERALIZED_TIME)?)?;
            let reason = parts.accept(EXPLICIT[0]).and_then(|why| why.inner().expect(ENUMERATED));
            let reason = reason.and_then(|why| reason_word(why.content)).map(str::to_owned);
            Some(Revocation::Revoked { since, reason })
        }
        _ => Some(Revocation::Unknown),
    }
}

/// The word of a `CRLReason` (RFC 5280 §5.3.1).
fn reason_word(content: &[u8]) -> Option<&'static str> {
    let word = match content {
        [1] => "keyCompromise",
        [2] => "cACompromise",
        [3] => "affiliationChanged",
        [4] => "superseded",
        [5] => "cessationOfOperation",
        [6] => "certificateHold",
        [9] => "privilegeWithdrawn",
        [10] => "aACompromise",
        _ => return None,
    };
    Some(word)
}

fn time(element: Element<'_>) -> Option<OffsetDateTime> {
    ASN1Time::from_der(element.raw).ok().map(|(_, time)| moment(&time))
}

#[cfg(test)]
mod tests;
