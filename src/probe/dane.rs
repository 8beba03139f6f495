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

#[cfg(test)]
mod tests {
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, KeyUsagePurpose};

    use super::*;
    use crate::evidence::sample::attempt;
    use crate::evidence::{Outcome, Tls};
    use crate::plan::{Route, Security};

    /// A chain for `smtp.example.com`: its own certificate, and that of the authority.
    fn chain() -> Chain {
        let mut params = CertificateParams::new(vec!["Lab Root".to_owned()]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let own = CertificateParams::new(vec!["smtp.example.com".to_owned()]).unwrap();
        let own = own.signed_by(&KeyPair::generate().unwrap(), &issuer).unwrap();
        vec![own.der().clone(), issuer.der().clone()]
    }

    fn key_of(der: &CertificateDer<'_>) -> Vec<u8> {
        X509Certificate::from_der(der).unwrap().1.public_key().raw.to_vec()
    }

    fn record(usage: u8, selector: u8, matching: u8, data: &[u8]) -> Tlsa {
        Tlsa { usage, selector, matching, data: hexadecimal(data), fit: Fit::Uncompared }
    }

    /// How records fit a chain that was sent for a name.
    fn fits(chain: &Chain, name: &str, records: Vec<Tlsa>) -> Vec<Fit> {
        let mut attempt = attempt(Route { port: 465, security: Security::Implicit });
        if let Outcome::Passed { facts: Tls { chain: sent, server_name, .. }, .. } = &mut attempt.tls {
            *sent = chain.iter().filter_map(|der| super::super::certificate::read(der)).collect();
            name.clone_into(server_name);
        }
        let tlsa = TlsaAnswer::Secure { records };
        let mut dane = [Dane { port: 465, name: String::new(), tlsa, ms: 1.0 }];
        compare(&mut dane, &[attempt], std::slice::from_ref(chain), OffsetDateTime::now_utc());
        dane[0].tlsa.records().iter().map(|record| record.fit).collect()
    }

    #[test]
    fn every_form_of_a_record_is_read() {
        let chain = chain();
        let (own, issuer) = (&chain[0], &chain[1]);
        let key = key_of(own);
        let sha256 = |bytes: &[u8]| digest(&SHA256, bytes).as_ref().to_vec();
        let sha512 = |bytes: &[u8]| digest(&SHA512, bytes).as_ref().to_vec();
        let records = vec![
            record(3, 1, 1, &sha256(&key)),
            record(3, 0, 1, &sha256(own)),
            record(3, 1, 2, &sha512(&key)),
            record(3, 0, 0, own),
            record(3, 1, 0, &key),
            record(1, 1, 1, &sha256(&key)),
            record(2, 1, 1, &sha256(&key_of(issuer))),
            record(0, 0, 2, &sha512(issuer)),
        ];
        let (own, issuer) = (Fit::Matched { at: 0 }, Fit::Matched { at: 1 });
        let expected = [own, own, own, own, own, own, issuer, issuer];
        assert_eq!(fits(&chain, "smtp.example.com", records), expected);
    }

    #[test]
    fn an_authority_counts_only_where_a_path_leads_to_it_from_the_name() {
        let chain = chain();
        let stranger = self::chain().remove(1);
        let about = |der: &CertificateDer<'_>| vec![record(2, 0, 0, der)];
        assert_eq!(fits(&chain, "other.example.com", about(&chain[1])), [Fit::Astray { at: 1 }]);
        let strange = vec![chain[0].clone(), stranger.clone()];
        assert_eq!(fits(&strange, "smtp.example.com", about(&stranger)), [Fit::Astray { at: 1 }]);
        assert_eq!(fits(&chain, "smtp.example.com", about(&stranger)), [Fit::Different]);
        // The server's own certificate is no authority.
        assert_eq!(fits(&chain, "smtp.example.com", about(&chain[0])), [Fit::Different]);
        // What a domain names itself needs no name.
        assert_eq!(
            fits(&chain, "other.example.com", vec![record(3, 0, 0, &chain[0])]),
            [Fit::Matched { at: 0 }]
        );
    }

    #[test]
    fn numbers_and_lengths_that_mean_nothing() {
        let chain = chain();
        let records = vec![
            record(4, 1, 1, &[0; 32]),
            record(3, 2, 1, &[0; 32]),
            record(3, 1, 3, &[0; 32]),
            record(3, 1, 1, &[0; 31]),
            record(3, 1, 2, &[0; 32]),
            record(3, 1, 0, &[]),
        ];
        assert_eq!(fits(&chain, "smtp.example.com", records), [Fit::Meaningless; 6]);
        assert_eq!(
            fits(&Chain::new(), "smtp.example.com", vec![record(3, 1, 1, &[0; 32])]),
            [Fit::Uncompared]
        );
    }
}
