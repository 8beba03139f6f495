//! Which certificate a TLSA record is about (RFC 6698 §2.1, RFC 7671 §5).

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, SHA512, digest};
use time::OffsetDateTime;
use tokio_rustls::rustls::RootCertStore;
use tokio_rustls::rustls::client::verify_server_cert_signed_by_trust_anchor;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::server::ParsedCertificate;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::certificate::{hexadecimal, sha256};
use super::verifier::is_for;
use crate::evidence::{Attempt, Dane, Fit, Tlsa, TlsaAnswer};

/// The certificates of one handshake, the server's own first.
pub(super) type Chain = Vec<CertificateDer<'static>>;

/// Holds the records of each port against the certificates that were sent there.
pub(super) fn compare(ports: &mut [Dane], attempts: &[Attempt], chains: &[Chain], now: OffsetDateTime) {
    for dane in ports {
        let (TlsaAnswer::Secure { records } | TlsaAnswer::Insecure { records }) = &mut dane.tlsa else {
            continue;
        };
        let sent = attempts.iter().filter(|attempt| attempt.route.port == dane.port).find_map(|attempt| {
            let tls = attempt.tls.facts()?;
            let own = &tls.chain.first()?.sha256;
            let chain = chains.iter().find(|chain| chain.first().is_some_and(|der| sha256(der) == *own))?;
            Some((chain, ServerName::try_from(tls.server_name.clone()).ok()?))
        });
        for record in records {
            record.fit = match &sent {
                None if is_meaningful(record) => Fit::Uncompared,
                Some((chain, name)) if is_meaningful(record) => fit(record, chain, name, now),
                _ => Fit::Meaningless,
            };
        }
    }
}

/// Whether numbers and length are such as the standards know.
fn is_meaningful(record: &Tlsa) -> bool {
    let fits = match record.matching {
        0 => !record.data.is_empty(),
        1 => record.data.len() == 64,
        2 => record.data.len() == 128,
        _ => false,
    };
    record.usage <= 3 && record.selector <= 1 && fits
}

fn fit(record: &Tlsa, chain: &Chain, name: &ServerName<'_>, now: OffsetDateTime) -> Fit {
    // Usages 1 and 3 mean the server's own certificate, 0 and 2 one above it.
    let own = matches!(record.usage, 1 | 3);
    let at = chain.iter().enumerate().position(|(at, der)| own == (at == 0) && is_about(record, der));
    match at {
        None => Fit::Different,
        // Of a certificate that a domain names itself, neither name nor dates count (RFC 7671 §5.1).
        Some(at) if own || leads(chain, at, name, now) => Fit::Matched { at },
        Some(at) => Fit::Astray { at },
    }
}

/// Whether the data of a record is that of a certificate.
fn is_about(record: &Tlsa, der: &CertificateDer<'_>) -> bool {
    let Ok((_, parsed)) = X509Certificate::from_der(der) else { return false };
    let selected: &[u8] = if record.selector == 0 { der } else { parsed.public_key().raw };
    let said = match record.matching {
        0 => hexadecimal(selected),
        1 => hexadecimal(digest(&SHA256, selected).as_ref()),
        _ => hexadecimal(digest(&SHA512, selected).as_ref()),
    };
    said.eq_ignore_ascii_case(&record.data)
}

/// Whether the server's own certificate is for the name, and a path leads from it to the authority at `at`.
fn leads(chain: &Chain, at: usize, name: &ServerName<'_>, now: OffsetDateTime) -> bool {
    let mut anchors = RootCertStore::empty();
    if anchors.add(chain[at].clone()).is_err() || !is_for(&chain[0], name) {
        return false;
    }
    let seconds = u64::try_from(now.unix_timestamp()).unwrap_or_default();
    let now = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
    let algorithms = default_provider().signature_verification_algorithms.all;
    ParsedCertificate::try_from(&chain[0]).is_ok_and(|own| {
        verify_server_cert_signed_by_trust_anchor(&own, &anchors, &chain[1..], now, algorithms).is_ok()
    })
}
