//! Statements of an issuer about a certificate (OCSP, RFC 6960), made by hand in DER.

use anyhow::Context as _;
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use rcgen::{KeyPair, SigningKey as _};
use time::{Duration, OffsetDateTime};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

const SEQUENCE: u8 = 0x30;
const OCTET_STRING: u8 = 0x04;
/// `sha1WithNull` of `CertID`.
const ID_SHA1: &[u8] = &[0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00];
/// `ecdsa-with-SHA256`, as the keys of the lab sign.
const ECDSA_SHA256: &[u8] = &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
/// id-pkix-ocsp-basic.
const BASIC: &[u8] = &[0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01];
/// `good [0]`.
const GOOD: &[u8] = &[0x80, 0x00];

/// What an issuer says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Said {
    /// All is well.
    Good,
    /// It is revoked since yesterday, for its key.
    Revoked,
}

/// What the issuer says of a certificate of his, signed by `key`.
pub(super) fn statement(
    said: Said,
    leaf: &[u8],
    issuer: &[u8],
    key: &KeyPair,
    now: OffsetDateTime,
) -> anyhow::Result<Vec<u8>> {
    let (_, leaf) = X509Certificate::from_der(leaf)?;
    let (_, issuer) = X509Certificate::from_der(issuer)?;
    let hash = |bytes: &[u8]| der(OCTET_STRING, digest(&SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref());
    let name = hash(issuer.subject().as_raw());
    let key_hash = hash(&issuer.public_key().subject_public_key.data);
    let about = [der(SEQUENCE, ID_SHA1), name, key_hash.clone(), der(0x02, leaf.raw_serial())].concat();
    let status = match said {
        Said::Good => GOOD.to_vec(),
        Said::Revoked => {
            let reason = der(0xa0, &[0x0a, 0x01, 0x01]);
            der(0xa1, &[moment(now - Duration::days(1))?, reason].concat())
        }
    };
    let (from, to) = (moment(now - Duration::hours(1))?, moment(now + Duration::days(3650))?);
    let single = der(SEQUENCE, &[der(SEQUENCE, &about), status, from.clone(), der(0xa0, &to)].concat());
    let responder = der(0xa2, &key_hash);
    let data = der(SEQUENCE, &[responder, from, der(SEQUENCE, &single)].concat());
    let signature = key.sign(&data).context("a statement of the lab")?;
    let signature = der(0x03, &[vec![0], signature].concat());
    let basic = der(SEQUENCE, &[data, der(SEQUENCE, ECDSA_SHA256), signature].concat());
    let bytes = der(SEQUENCE, &[BASIC.to_vec(), der(OCTET_STRING, &basic)].concat());
    Ok(der(SEQUENCE, &[vec![0x0a, 0x01, 0x00], der(0xa0, &bytes)].concat()))
}

fn moment(at: OffsetDateTime) -> anyhow::Result<Vec<u8>> {
    let format = time::macros::format_description!("[year][month][day][hour][minute][second]Z");
    Ok(der(0x18, at.format(format)?.as_bytes()))
}

/// An element in DER.
pub(super) fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let long = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    let head = match (content.len(), u8::try_from(long.len())) {
        (0..0x80, _) | (_, Err(_)) => vec![tag, length[length.len() - 1]],
        (_, Ok(bytes)) => [&[tag, 0x80 | bytes], long].concat(),
    };
    [head, content.to_vec()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_written_in_as_few_bytes_as_it_takes() {
        assert_eq!(der(4, &[7]), [4, 1, 7]);
        assert_eq!(der(4, &[0; 0x80])[..3], [4, 0x81, 0x80]);
        assert_eq!(der(4, &[0; 0x123])[..4], [4, 0x82, 0x01, 0x23]);
    }
}
