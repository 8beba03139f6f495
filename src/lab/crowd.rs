//! Certificates in numbers: authorities that certify each other, and names without end.
//!
//! They are what a server may present to have its client search for long.

use rcgen::string::Ia5String;
use rcgen::{CertificateParams, Issuer, KeyPair, SanType};
use time::OffsetDateTime;

use super::authority::{Chain, issuer_params};

/// The name that all authorities of a ring have.
const RING: &str = "smtp-doctor lab ring";

/// So many names beside the one that counts.
pub(super) fn names(count: usize) -> anyhow::Result<Vec<SanType>> {
    let name = |number| Ok(SanType::DnsName(Ia5String::try_from(format!("host-{number}.lab.test"))?));
    (0..count).map(name).collect()
}

/// A certificate for this key by the first of so many authorities, with all of theirs: each is certified by the next,
/// and the last one by the first.
pub(super) fn ring(
    leaf: &CertificateParams,
    key: KeyPair,
    count: usize,
    now: OffsetDateTime,
) -> anyhow::Result<Chain> {
    let params = issuer_params(RING, now)?;
    let keys = (0..count).map(|_| Ok(KeyPair::generate()?)).collect::<anyhow::Result<Vec<_>>>()?;
    let issuer = |place: usize| Issuer::from_params(&params, &keys[place % count]);
    let mut chain = vec![leaf.signed_by(&key, &issuer(0))?.der().clone()];
    for (place, key) in keys.iter().enumerate() {
        chain.push(params.signed_by(key, &issuer(place + 1))?.der().clone());
    }
    Ok((chain, key))
}
