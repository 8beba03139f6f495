//! The certificates between a server's own and a root that it does not send, looked for where its certificates say (AIA
//! caIssuers, RFC 5280 §4.2.2.1). They prove a diagnosis and nothing else: the server is judged by what it sends.

use std::time::Duration;

use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::CertificateDer;
use x509_parser::certificate::X509Certificate;
use x509_parser::pem::Pem;
use x509_parser::prelude::FromDer as _;

use super::certificate;
use super::der::Elements;
use super::http::{Reach, Redirects, Wanted, Web, is_inside};
use super::judge::{self, Bench};
use super::net::Net;
use super::roots::Extent;
use super::run::Run;
use super::tls::{Handshake, server_name};
use super::verifier::Seen;
use crate::evidence::{Certificate, CertificateFault, Completion, Outcome};
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
    /// Looks for what the chain of a handshake lacks, where that was asked for, and notes what came of it.
    pub(super) async fn look_for_issuers(&self, handshake: &mut Handshake) {
        let (Outcome::Failed { facts: Some(facts), .. }, Issuers::Fetched) =
            (&mut handshake.outcome, self.plan.server_certificate.issuers)
        else {
            return;
        };
        let lacks = |fault: &CertificateFault| {
            matches!(
                fault,
                CertificateFault::MissingIntermediate { .. } | CertificateFault::UntrustedIssuer { .. }
            )
        };
        let Some(name) = server_name(&self.plan.target.host).filter(|_| facts.faults.iter().any(lacks))
        else {
            return;
        };
        // A server that shows the same chain on every port does not make us ask more than once.
        if self.issuers_sought.replace(true) {
            return;
        }
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
                return Err("the address is not http:".to_owned());
            }
            let wanted = Wanted { url, redirects: Redirects::Host, most: MOST_BYTES, limit: LIMIT };
            let (fetch, body) = web.fetch(wanted).await;
            body.ok_or_else(|| format!("{:?}", fetch.outcome))
        };
        let roots = self.roots(Extent::All).await;
        let (now, provider) = (facts.judged_at, aws_lc_rs::default_provider());
        let bench = Bench { name: &name, roots: &roots, now, provider: &provider, pins: &[] };
        facts.fetched = complete((*handshake.seen).clone(), &bench, fetch).await;
    }
}

/// Looks for what a chain lacks; none where it does not say where.
pub(super) async fn complete(
    mut seen: Seen,
    bench: &Bench<'_>,
    fetch: impl AsyncFn(&str) -> Result<Vec<u8>, String>,
) -> Option<Completion> {
    let mut facts: Vec<Certificate> = seen.chain.iter().filter_map(|der| certificate::read(der)).collect();
    let mut done = Completion { urls: Vec::new(), found: Vec::new(), whole: false, error: None };
    while done.urls.len() < MOST && !done.whole {
        let last = end(&facts)?;
        let (Some(url), false) = (last.issuer_url.clone(), last.self_signed) else { break };
        if done.urls.contains(&url) {
            break;
        }
        let issuer = match fetch(&url).await {
            Ok(body) => issuer_of(last, &seen.chain, &body),
            Err(error) => {
                done.error = Some(error);
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
