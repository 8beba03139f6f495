//! The certificates between a server's own and a root that it does not send, looked for where its certificates say (AIA
//! caIssuers, RFC 5280 §4.2.2.1). They prove a diagnosis and nothing else: the server is judged by what it sends.

use std::time::Duration;

use time::OffsetDateTime;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::CertificateDer;
use x509_parser::certificate::X509Certificate;
use x509_parser::pem::Pem;
use x509_parser::prelude::FromDer as _;

use super::certificate;
use super::dane::Chain;
use super::der::Elements;
use super::http::{Reach, Redirects, Wanted, Web, is_inside};
use super::judge::{self, Bench};
use super::net::Net;
use super::roots::Extent;
use super::run::Run;
use super::tls::server_name;
use super::verifier::Seen;
use crate::evidence::{Certificate, CertificateFault, Completion, FetchFailure, Fetched};
use crate::plan::Issuers;

/// The most certificates that are fetched for one chain.
const MOST: usize = 3;
/// How long one may take.
const LIMIT: Duration = Duration::from_secs(5);
/// The most bytes that are read of one answer.
const MOST_BYTES: usize = 64 * 1024;
/// id-signedData.
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

impl<N: Net> Run<'_, N> {
    /// Looks for what a chain lacks, where that was asked for, and notes what came of it. It stands beside the stages, so
    /// that no web server takes of the time of a mail server, and is done once a run, for the port that is told in full.
    pub(super) async fn look_for_issuers(&self) {
        if self.plan.server_certificate.issuers != Issuers::Fetched {
            return;
        }
        let Some((about, chain, now)) = self.lacking() else { return };
        let Some(name) = server_name(&self.plan.target.host) else { return };
        let own = self.addresses_for(self.plan.routes.first().map_or(0, |route| route.port));
        let inside = !own.is_empty() && own.into_iter().all(is_inside);
        let web = Web {
            net: self.net,
            gate: self.gate.as_ref(),
            reach: if inside { Reach::Anywhere } else { Reach::Outside },
            bounds: &self.bounds,
            resolution: &self.plan.resolution,
            family: self.plan.family,
            roots: async |extent| self.roots(extent).await,
        };
        let fetch = async |url: &str| {
            // What is fetched proves itself by its signature, and a certificate is needed to ask in any other way.
            if !url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://")) {
                return Err(FetchFailure::Address);
            }
            let wanted = Wanted { url, redirects: Redirects::Host, most: MOST_BYTES, limit: LIMIT };
            let (fetch, body) = web.fetch(wanted).await;
            body.ok_or(match fetch.outcome {
                Fetched::Failed { because } => because,
                Fetched::Whole { .. } => FetchFailure::Broken { reason: String::new() },
            })
        };
        let roots = self.roots(Extent::All).await;
        let provider = aws_lc_rs::default_provider();
        let bench = Bench { name: &name, roots: &roots, now, provider: &provider, pins: &[] };
        let fetched = complete(Seen { chain, ..Seen::default() }, &bench, fetch).await;
        let mut evidence = self.evidence.borrow_mut();
        if let Some(tls) = evidence.attempts.get_mut(about).and_then(|attempt| attempt.tls.facts_mut()) {
            tls.fetched = fetched;
        }
    }

    /// The attempt whose chain lacks something, that chain, and when it was judged: the port that is told in full comes
    /// first.
    fn lacking(&self) -> Option<(usize, Chain, OffsetDateTime)> {
        let evidence = self.evidence.borrow();
        let foremost = evidence.foremost();
        let rest = (0..evidence.attempts.len()).filter(|at| *at != foremost);
        let about = std::iter::once(foremost).chain(rest).find(|at| {
            let faults = evidence.attempts.get(*at).and_then(|attempt| attempt.tls.facts());
            faults.is_some_and(|tls| tls.faults.iter().any(lacks))
        })?;
        let tls = evidence.attempts[about].tls.facts()?;
        let own = |chain: &&Chain| {
            let read = chain.iter().filter_map(|der| certificate::read(der)).map(|read| read.sha256);
            read.eq(tls.chain.iter().map(|certificate| certificate.sha256.clone()))
        };
        let chain = self.chains.borrow().iter().find(own)?.clone();
        Some((about, chain, tls.judged_at))
    }
}

/// Whether a fault is that no way leads from the chain to a root.
fn lacks(fault: &CertificateFault) -> bool {
    matches!(fault, CertificateFault::MissingIntermediate { .. } | CertificateFault::UntrustedIssuer { .. })
}

/// Looks for what a chain lacks; none where it does not say where.
pub(super) async fn complete(
    mut seen: Seen,
    bench: &Bench<'_>,
    fetch: impl AsyncFn(&str) -> Result<Vec<u8>, FetchFailure>,
) -> Option<Completion> {
    let mut facts: Vec<Certificate> = seen.chain.iter().filter_map(|der| certificate::read(der)).collect();
    let mut done = Completion { urls: Vec::new(), found: Vec::new(), whole: false, because: None };
    while done.urls.len() < MOST && !done.whole {
        let last = end(&facts)?;
        let (Some(url), false) = (last.issuer_url.clone(), last.self_signed) else { break };
        if done.urls.contains(&url) {
            break;
        }
        let issuer = match fetch(&url).await {
            Ok(body) => issuer_of(last, &seen.chain, &body),
            Err(because) => {
                done.because = Some(because);
                None
            }
        };
        done.urls.push(url);
        let Some((der, issuer)) = issuer else { break };
        seen.chain.push(der);
        facts.push(issuer.clone());
        done.found.push(issuer);
        done.whole = judge::is_whole(&seen, &facts, bench);
    }
    (!done.urls.is_empty()).then_some(done)
}

/// The certificate at which the way up from the server's own ends.
fn end(facts: &[Certificate]) -> Option<&Certificate> {
    let mut last = facts.first()?;
    for _ in facts {
        match facts.iter().find(|known| known.subject == last.issuer && known.sha256 != last.sha256) {
            Some(next) => last = next,
            None => break,
        }
    }
    Some(last)
}

/// The certificate in an answer that has signed `last`, if there is one.
fn issuer_of(
    last: &Certificate,
    chain: &[CertificateDer<'_>],
    body: &[u8],
) -> Option<(CertificateDer<'static>, Certificate)> {
    let below =
        chain.iter().find(|der| certificate::read(der).is_some_and(|own| own.sha256 == last.sha256))?;
    let (_, below) = X509Certificate::from_der(below).ok()?;
    let signs = |der: &CertificateDer<'_>| {
        X509Certificate::from_der(der).is_ok_and(|(_, issuer)| {
            issuer.subject().as_raw() == below.issuer().as_raw()
                && below.verify_signature(Some(issuer.public_key())).is_ok()
        })
    };
    let der = certificates(body).into_iter().find(signs)?;
    let read = certificate::read(&der)?;
    Some((der, read))
}

/// The certificates in an answer: one in DER, a bag of them (PKCS #7, certificates only), or either in PEM.
fn certificates(body: &[u8]) -> Vec<CertificateDer<'static>> {
    if X509Certificate::from_der(body).is_ok() {
        return vec![CertificateDer::from(body.to_vec())];
    }
    if let Some(bag) = bag(body) {
        return bag;
    }
    let blocks = Pem::iter_from_buffer(body).filter_map(Result::ok);
    blocks
        .flat_map(|block| match block.label.as_str() {
            "CERTIFICATE" => vec![CertificateDer::from(block.contents)],
            "PKCS7" | "CMS" => bag(&block.contents).unwrap_or_default(),
            _ => Vec::new(),
        })
        .collect()
}

/// The certificates of a `SignedData` (RFC 2315 §9.1).
fn bag(der: &[u8]) -> Option<Vec<CertificateDer<'static>>> {
    let mut info = Elements(der).expect(0x30)?.inner();
    if info.expect(0x06)?.content != SIGNED_DATA {
        return None;
    }
    let mut data = info.expect(0xa0)?.inner().expect(0x30)?.inner();
    let certificates = data.find(|element| element.tag == 0xa0)?;
    Some(certificates.inner().map(|one| CertificateDer::from(one.raw.to_vec())).collect())
}

#[cfg(test)]
mod tests;
