//! The TLS handshake and what it showed.

use std::cell::RefCell;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::time::Instant;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::{Resumption, Tls12Resumption};
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, ClientConnection, ProtocolVersion};

use super::bounds::{Bounds, elapsed};
use super::dane::Chain;
use super::judge::Bench;
use super::net::Net;
use super::roots::{Extent, Roots};
use super::run::Run;
use super::tap::{FirstBytes, Tap};
use super::tickets::Tickets;
use super::verifier::{ClientCertificates, Identity, Recorder};
use super::{certificate, classify, identity, judge};
use crate::evidence::{Certificate, Failure, Outcome, Presentation, Tls};
use crate::plan::{ClientCertificate, Fingerprint};
use crate::smtp::Protection;
use crate::smtp::sasl::{BindingKind, ChannelBinding};

/// How long the rest of a line is waited for that came in place of TLS.
const REST_OF_LINE: Duration = Duration::from_millis(500);

/// What a handshake needs beside the connection.
#[derive(Debug)]
pub(super) struct Terms<'a, N> {
    pub(super) net: &'a N,
    pub(super) bounds: &'a Bounds,
    pub(super) host: &'a str,
    pub(super) client_certificate: Option<&'a ClientCertificate>,
    /// Where the certificates that were sent are kept.
    pub(super) chains: &'a RefCell<Vec<Chain>>,
    /// The fingerprints of which one must fit the server's certificate, if there are any.
    pub(super) pins: &'a [Fingerprint],
    pub(super) name: NameSent,
    /// Where it is noted what later sessions may do, where that is asked for.
    pub(super) tickets: Option<Arc<Tickets>>,
}

/// Whether the server is told by which name it is called (RFC 6066 §3).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum NameSent {
    /// It is.
    Sent,
    /// It is not, to see what it shows then.
    Left,
}

/// A handshake that has been tried.
#[derive(Debug)]
pub(super) struct Handshake {
    /// The stream, where the handshake was completed.
    pub(super) stream: Option<Box<TlsStream<Tap>>>,
    /// What happened.
    pub(super) outcome: Outcome<Tls>,
}

impl Handshake {
    /// What the session may rely on.
    pub(super) fn protection(&self) -> Protection {
        match self.outcome {
            Outcome::Passed { .. } => Protection::Verified,
            _ => Protection::Unverified,
        }
    }
}

impl Handshake {
    /// What a login can be bound to (RFC 9266). Below TLS 1.3 an exported value binds only where both sides have the
    /// extended master secret, which cannot be told here; servers know `tls-unique` there, and that cannot be had.
    pub(super) fn binding(&self) -> Option<ChannelBinding> {
        let (_, session) = self.stream.as_ref()?.get_ref();
        if session.protocol_version() != Some(ProtocolVersion::TLSv1_3) {
            return None;
        }
        let exported = session.export_keying_material([0; 32], b"EXPORTER-Channel-Binding", Some(b""));
        let kind = BindingKind::TlsExporter;
        exported.ok().map(|data: [u8; 32]| ChannelBinding { kind, data: data.to_vec() })
    }
}

impl<N: Net> Run<'_, N> {
    /// Makes TLS on a connection, with the terms of this run.
    pub(super) async fn handshake(&self, stream: Tap, first: &FirstBytes, name: NameSent) -> Handshake {
        self.shake(stream, first, name, None).await
    }

    /// The same, and what the tickets say that come later is noted.
    pub(super) async fn handshake_noting(
        &self,
        stream: Tap,
        first: &FirstBytes,
        tickets: &Arc<Tickets>,
    ) -> Handshake {
        self.shake(stream, first, NameSent::Sent, Some(Arc::clone(tickets))).await
    }

    async fn shake(
        &self,
        stream: Tap,
        first: &FirstBytes,
        name: NameSent,
        tickets: Option<Arc<Tickets>>,
    ) -> Handshake {
        let terms = Terms {
            net: self.net,
            bounds: &self.bounds,
            host: &self.plan.target.host,
            client_certificate: self.plan.client_certificate.as_ref(),
            chains: &self.chains,
            pins: &self.plan.server_certificate.pins,
            name,
            tickets,
        };
        let roots = async |extent| self.roots(extent).await;
        handshake(&terms, stream, first, roots).await
    }
}

/// Makes TLS on a connection and judges the certificate. `roots` are asked for only when there is one to judge.
pub(super) async fn handshake<N: Net>(
    terms: &Terms<'_, N>,
    stream: Tap,
    first: &FirstBytes,
    roots: impl AsyncFn(Extent) -> Roots,
) -> Handshake {
    let started = Instant::now();
    let provider = Arc::new(aws_lc_rs::default_provider());
    let failed = |failure, facts| Handshake {
        stream: None,
        outcome: Outcome::Failed { failure, facts, ms: elapsed(started) },
    };
    let unable = |reason: String| failed(Failure::Handshake { reason }, None);
    let Some(name) = server_name(terms.host) else { return unable("no valid server name".into()) };
    let now = terms.net.now();
    let identity = match terms.client_certificate {
        None => None,
        Some(own) => {
            let Some(certified) = identity::certified(own) else {
                return unable("no usable client certificate".into());
            };
            // Within the handshake nothing can be waited for: here all of the roots are read before it.
            match terms.bounds.within(terms.bounds.stage(), roots(Extent::All)).await {
                Ok(roots) => {
                    Some(Identity { certified, roots, name: name.clone(), now, pins: terms.pins.to_vec() })
                }
                Err(failure) => return failed(failure, None),
            }
        }
    };
    let recorder = Arc::new(Recorder::new(provider.clone(), identity));
    let config = match client(provider.clone(), recorder.clone(), terms.name, terms.tickets.clone()) {
        Ok(config) => config,
        Err(error) => return unable(error.to_string()),
    };
    let connecting = TlsConnector::from(Arc::new(config)).connect(name.clone(), stream).into_fallible();
    let connected = terms.bounds.within(terms.bounds.stage(), connecting).await;
    let facts = |session: Option<&ClientConnection>| {
        let seen = recorder.seen();
        keep(terms.chains, &seen.chain);
        let chain: Vec<Certificate> = seen.chain.iter().filter_map(|der| certificate::read(der)).collect();
        let facts = Tls {
            version: session.and_then(|session| session.protocol_version()).map(version),
            cipher_suite: session
                .and_then(|session| session.negotiated_cipher_suite())
                .map(|suite| suite.suite().as_str().unwrap_or("unknown").replace("TLS13_", "TLS_")),
            group: session
                .and_then(|session| session.negotiated_key_exchange_group())
                .map(|group| group.name().as_str().unwrap_or("unknown").to_owned()),
            server_name: terms.host.to_owned(),
            chain,
            faults: Vec::new(),
            judged_at: now,
            client_certificate_wanted: seen.client_certificate_wanted,
            client_certificate: seen.presentation().filter(|_| terms.client_certificate.is_some()),
            mozilla: None,
            staple: None,
            fetched: None,
        };
        (facts, seen)
    };
    let stream = match connected {
        Ok(Ok(stream)) => stream,
        Ok(Err((error, mut rest))) => {
            // The first bytes may have come one by one, and a protocol is told by a few of them.
            let told = async {
                while first.is_short_text() && rest.read(&mut [0; 256]).await.is_ok_and(|n| n > 0) {}
            };
            _ = terms.bounds.within(REST_OF_LINE, told).await;
            let (mut facts, seen) = facts(None);
            if facts.client_certificate == Some(Presentation::Withheld) {
                facts.faults = seen.vetted.unwrap_or_default();
                return failed(Failure::Certificate, Some(facts));
            }
            let failure = classify::handshake(&error, &first.bytes(), elapsed(started));
            return failed(failure, Some(facts));
        }
        Err(failure) => {
            // A peer that talks in clear and then waits leaves the handshake without an end.
            let bytes = first.bytes();
            let clear = !bytes.is_empty() && matches!(failure, Failure::TimedOut { .. });
            let failure = match classify::not_tls(&bytes) {
                not_tls @ Failure::NotTls { protocol, .. }
                    if clear && protocol != Some(crate::smtp::Protocol::Tls) =>
                {
                    not_tls
                }
                _ => failure,
            };
            return failed(failure, Some(facts(None).0));
        }
    };
    let took = elapsed(started);
    let (mut facts, seen) = facts(Some(stream.get_ref().1));
    let judged = async {
        let judge = |roots: &Roots| {
            let bench = Bench { name: &name, roots, now, provider: &provider, pins: terms.pins };
            judge::judge(&seen, &facts.chain, &bench)
        };
        let bundle = roots(Extent::Bundle).await;
        let staple = judge::staple(&seen, &bundle, now);
        let faults = match &seen.vetted {
            Some(faults) => faults.clone(),
            None => judge(&bundle),
        };
        // What the bundle does not vouch for may stand on a root that lies beside it.
        if faults.is_empty() || seen.vetted.is_some() || bundle.extent == Extent::All {
            (faults, staple)
        } else {
            let all = roots(Extent::All).await;
            (judge(&all), judge::staple(&seen, &all, now))
        }
    };
    (facts.faults, facts.staple) = match terms.bounds.within(terms.bounds.stage(), judged).await {
        Ok(judgement) => judgement,
        Err(failure) => return failed(failure, Some(facts)),
    };
    facts.mozilla = judge::by_mozilla(&seen, &facts.chain, now, &provider);
    let outcome = if facts.faults.is_empty() {
        Outcome::Passed { facts, ms: took }
    } else {
        Outcome::Failed { failure: Failure::Certificate, facts: Some(facts), ms: took }
    };
    Handshake { stream: Some(Box::new(stream)), outcome }
}

/// Keeps a chain, each once.
fn keep(chains: &RefCell<Vec<Chain>>, chain: &Chain) {
    let mut chains = chains.borrow_mut();
    if !chain.is_empty() && !chains.contains(chain) {
        chains.push(chain.clone());
    }
}

/// The error of a read or write under TLS that ends the session before it has begun, such as an alert that the
/// server sends only after the handshake (TLS 1.3 does so for a missing client certificate).
pub(super) fn late_alert(error: &io::Error) -> Option<Failure> {
    match classify::io(error, 0.0) {
        failure @ Failure::Alert { .. } => Some(failure),
        _ => None,
    }
}

fn client(
    provider: Arc<CryptoProvider>,
    recorder: Arc<Recorder>,
    name: NameSent,
    tickets: Option<Arc<Tickets>>,
) -> Result<ClientConfig, tokio_rustls::rustls::Error> {
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(recorder.clone())
        .with_client_cert_resolver(Arc::new(ClientCertificates(recorder)));
    config.enable_sni = name == NameSent::Sent;
    // One session a run: tickets would only be memory.
    config.resumption = match tickets {
        None => Resumption::disabled(),
        Some(tickets) => Resumption::store(tickets).tls12_resumption(Tls12Resumption::Disabled),
    };
    Ok(config)
}

pub(super) fn server_name(host: &str) -> Option<ServerName<'static>> {
    match host.parse::<IpAddr>() {
        Ok(address) => Some(ServerName::IpAddress(address.into())),
        Err(_) => ServerName::try_from(host.to_owned()).ok(),
    }
}

fn version(version: ProtocolVersion) -> String {
    match version {
        ProtocolVersion::TLSv1_2 => "TLS 1.2".to_owned(),
        ProtocolVersion::TLSv1_3 => "TLS 1.3".to_owned(),
        other => format!("{other:?}"),
    }
}
