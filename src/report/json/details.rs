//! What was observed at a stage, for programs. Text of the server is harmless and cut.

use serde::Serialize;

use super::chain::{Fetched as FetchedIssuers, Note, Staple, mozilla, notes};
use super::envelope::{Data, Mail, Rcpt};
use super::v1::{tenths, timestamp};
use super::words::{failure_word, fault_word};
use crate::escape::{visible, visible_within};
use crate::evidence::{self, Attempt, DnsAnswer, DnsSource, Failure, Hello, Outcome, RecordKind};
use crate::locale::Strings;
use crate::report::failure::sentence;
use crate::report::summary::{dns, fault};
use crate::report::view::View;
use crate::smtp;

/// The most that is given of one text of the server, in characters.
pub(super) const TEXT: usize = 500;

/// What was observed at one stage.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Details {
    /// The stage was not gone through.
    Nothing {},
    Dns(Dns),
    Tcp(Tcp),
    Tls(Tls),
    /// The greeting, or the answer to STARTTLS.
    Reply(Answer),
    Ehlo(Ehlo),
    Auth(Auth),
    Mail(Mail),
    Rcpt(Rcpt),
    Data(Data),
}

#[derive(Debug, Serialize)]
pub(super) struct Fault {
    kind: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Dns {
    failure: Option<Fault>,
    name: Option<String>,
    source: Option<&'static str>,
    addresses: Vec<String>,
    aliases: Vec<String>,
    queries: Vec<Query>,
}

#[derive(Debug, Serialize)]
struct Query {
    server: String,
    r#type: &'static str,
    answer: String,
    addresses: Vec<String>,
    duration_ms: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct Tcp {
    failure: Option<Fault>,
    peer: Option<String>,
    local: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<Via>,
    connections: Vec<Connection>,
    retries: u32,
}

/// The proxy through which a connection goes.
#[derive(Debug, Serialize)]
struct Via {
    proxy: Option<String>,
    address: String,
    answer: String,
}

#[derive(Debug, Serialize)]
struct Connection {
    address: String,
    failure: Option<Fault>,
    duration_ms: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct Tls {
    failure: Option<Fault>,
    version: Option<String>,
    cipher_suite: Option<String>,
    group: Option<String>,
    server_name: Option<String>,
    chain: Vec<Certificate>,
    faults: Vec<Fault>,
    client_certificate_wanted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_certificate: Option<evidence::Presentation>,
    chain_notes: Vec<Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mozilla: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    staple: Option<Staple>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fetched: Option<FetchedIssuers>,
}

#[derive(Debug, Serialize)]
struct Certificate {
    subject: String,
    issuer: String,
    names: Vec<String>,
    not_before: String,
    not_after: String,
    key: String,
    bits: Option<u32>,
    signature: String,
    sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    spki_sha256: Option<String>,
    usages: Vec<String>,
    authority: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_length: Option<u32>,
    must_staple: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Answer {
    failure: Option<Fault>,
    reply: Option<Reply>,
}

#[derive(Debug, Serialize)]
pub(super) struct Reply {
    code: u16,
    lines: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Ehlo {
    failure: Option<Fault>,
    announced: Option<String>,
    command: Option<&'static str>,
    reply: Option<Reply>,
    capabilities: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Auth {
    failure: Option<Fault>,
    mechanism: Option<String>,
    offered: Vec<String>,
    reply: Option<Reply>,
}

impl Details {
    /// What was observed at a stage of the attempt that is told in full.
    pub(super) fn of(view: &View, stage: evidence::Stage) -> Self {
        use evidence::Stage;
        let attempt: &Attempt = view.attempt.as_ref();
        let words = view.words;
        let failed = |failure: Option<&Failure>| failure.map(|failure| Fault::of(words, stage, failure));
        match stage {
            Stage::Dns => when_gone(&view.report.evidence.dns, |outcome| {
                let dns = dns(view.report.evidence, attempt);
                Self::Dns(Dns::of(dns.as_deref(), failed(outcome.failure())))
            }),
            Stage::Tcp => when_gone(&attempt.tcp, |outcome| {
                let tcp = Tcp::of(outcome.facts(), failed(outcome.failure()), words);
                let proxy = view.report.evidence.plan.proxy.as_ref().map(|proxy| visible(&proxy.to_string()));
                let via = tcp.via.map(|via| Via { proxy, ..via });
                Self::Tcp(Tcp { via, ..tcp })
            }),
            Stage::Tls => when_gone(&attempt.tls, |outcome| {
                let tls = Tls::of(outcome.facts(), failed(outcome.failure()), words);
                Self::Tls(Tls { chain_notes: notes(view.chain.as_ref()), ..tls })
            }),
            Stage::Greeting => when_gone(&attempt.greeting, |outcome| {
                let reply = outcome.facts().map(|facts| &facts.reply);
                Self::Reply(Answer::of(reply, outcome.failure(), failed(outcome.failure())))
            }),
            Stage::StartTls => when_gone(&attempt.starttls, |outcome| {
                let reply = outcome.facts().map(|facts| &facts.reply);
                Self::Reply(Answer::of(reply, outcome.failure(), failed(outcome.failure())))
            }),
            Stage::Ehlo | Stage::EhloAgain => {
                let outcome = if stage == Stage::Ehlo { &attempt.ehlo } else { &attempt.ehlo_again };
                when_gone(outcome, |outcome| {
                    Self::Ehlo(Ehlo::of(outcome.facts(), outcome.failure(), failed(outcome.failure())))
                })
            }
            Stage::Auth => when_gone(&attempt.auth, |outcome| {
                Self::Auth(Auth::of(outcome.facts(), outcome.failure(), failed(outcome.failure())))
            }),
            Stage::Mail => when_gone(&attempt.mail, |outcome| {
                let from = view.report.evidence.plan.envelope.as_ref().map(|envelope| envelope.from.as_str());
                Self::Mail(Mail::of(outcome, from, failed(outcome.failure())))
            }),
            Stage::Rcpt => when_gone(&attempt.rcpt, |outcome| {
                Self::Rcpt(Rcpt::of(outcome.facts(), failed(outcome.failure())))
            }),
            Stage::Data => when_gone(&attempt.data, |outcome| {
                let message = view.report.evidence.plan.message.as_ref();
                Self::Data(Data::of(outcome.facts(), message, failed(outcome.failure())))
            }),
        }
    }
}

fn when_gone<T>(outcome: &Outcome<T>, details: impl FnOnce(&Outcome<T>) -> Details) -> Details {
    match outcome {
        Outcome::NotPlanned | Outcome::Unreached { .. } => Details::Nothing {},
        Outcome::Passed { .. } | Outcome::Failed { .. } => details(outcome),
    }
}

fn texts(all: &[String]) -> Vec<String> {
    all.iter().map(|text| visible_within(text, TEXT)).collect()
}

/// The reply of a stage: the one it rests on, else the one that refused.
pub(super) fn reply_of(reply: Option<&smtp::Reply>, failure: Option<&Failure>) -> Option<Reply> {
    let refusal = match failure {
        Some(Failure::Rejected { reply }) => Some(reply),
        _ => None,
    };
    let reply = reply.or(refusal)?;
    Some(Reply { code: reply.code, lines: reply.lines.iter().map(|line| line.shown(TEXT)).collect() })
}

impl Fault {
    fn of(words: &Strings, stage: evidence::Stage, failure: &Failure) -> Self {
        Self { kind: failure_word(failure), text: sentence(words, stage, failure) }
    }
}

impl Dns {
    fn of(facts: Option<&evidence::Dns>, failure: Option<Fault>) -> Self {
        let Some(dns) = facts else {
            let (name, source) = (None, None);
            return Self { failure, name, source, addresses: vec![], aliases: vec![], queries: vec![] };
        };
        Self {
            failure,
            name: Some(visible(&dns.name)),
            source: Some(match dns.source {
                DnsSource::Literal => "literal",
                DnsSource::Pinned => "pinned",
                DnsSource::HostsFile => "hosts-file",
                DnsSource::Nameserver => "nameserver",
                DnsSource::System => "system",
                DnsSource::Proxy => "proxy",
            }),
            addresses: dns.addresses.iter().map(ToString::to_string).collect(),
            aliases: texts(&dns.aliases),
            queries: dns.queries.iter().map(Query::of).collect(),
        }
    }
}

impl Query {
    fn of(query: &evidence::DnsQuery) -> Self {
        let (answer, addresses) = match &query.answer {
            DnsAnswer::Addresses { addresses } => ("NOERROR".to_owned(), addresses.as_slice()),
            DnsAnswer::NameNotFound => ("NXDOMAIN".to_owned(), [].as_slice()),
            DnsAnswer::NoData => ("NODATA".to_owned(), [].as_slice()),
            DnsAnswer::Code { code } => (visible_within(code, TEXT), [].as_slice()),
            DnsAnswer::NoAnswer => ("no-answer".to_owned(), [].as_slice()),
            DnsAnswer::PortClosed => ("port-closed".to_owned(), [].as_slice()),
            DnsAnswer::Unsent { .. } => ("unsent".to_owned(), [].as_slice()),
        };
        Self {
            server: visible(&query.server),
            r#type: match query.kind {
                RecordKind::A => "A",
                RecordKind::Aaaa => "AAAA",
            },
            answer,
            addresses: addresses.iter().map(ToString::to_string).collect(),
            duration_ms: tenths(query.ms),
        }
    }
}

impl Tcp {
    fn of(facts: Option<&evidence::Tcp>, failure: Option<Fault>, words: &Strings) -> Self {
        let Some(tcp) = facts else {
            return Self { failure, peer: None, local: None, via: None, connections: vec![], retries: 0 };
        };
        let connections = tcp.connections.iter().map(|connection| Connection {
            address: connection.address.to_string(),
            failure: connection.failure.as_ref().map(|why| Fault::of(words, evidence::Stage::Tcp, why)),
            duration_ms: tenths(connection.ms),
        });
        Self {
            failure,
            peer: tcp.peer.map(|peer| peer.to_string()),
            local: tcp.local.map(|local| local.to_string()),
            via: tcp.via.as_ref().map(|via| Via {
                proxy: None,
                address: via.address.to_string(),
                answer: via.answer.shown(),
            }),
            connections: connections.collect(),
            retries: tcp.retries,
        }
    }
}

impl Tls {
    fn of(facts: Option<&evidence::Tls>, failure: Option<Fault>, words: &Strings) -> Self {
        let known = |text: Option<&String>| text.map(|text| visible_within(text, TEXT));
        let faults = facts.into_iter().flat_map(|tls| {
            let told = |found| Fault { kind: fault_word(found), text: fault(tls, found, words) };
            tls.faults.iter().map(told)
        });
        Self {
            failure,
            version: known(facts.and_then(|tls| tls.version.as_ref())),
            cipher_suite: known(facts.and_then(|tls| tls.cipher_suite.as_ref())),
            group: known(facts.and_then(|tls| tls.group.as_ref())),
            server_name: known(facts.map(|tls| &tls.server_name)),
            chain: facts.into_iter().flat_map(|tls| &tls.chain).map(Certificate::of).collect(),
            faults: faults.collect(),
            client_certificate_wanted: facts.is_some_and(|tls| tls.client_certificate_wanted),
            client_certificate: facts.and_then(|tls| tls.client_certificate),
            chain_notes: Vec::new(),
            mozilla: facts.and_then(|tls| tls.mozilla).map(mozilla),
            staple: facts.and_then(|tls| tls.staple.as_ref()).map(Staple::of),
            fetched: facts.and_then(|tls| tls.fetched.as_ref()).map(FetchedIssuers::of),
        }
    }
}

impl Certificate {
    fn of(certificate: &evidence::Certificate) -> Self {
        Self {
            subject: visible_within(&certificate.subject, TEXT),
            issuer: visible_within(&certificate.issuer, TEXT),
            names: texts(&certificate.names),
            not_before: timestamp(certificate.not_before),
            not_after: timestamp(certificate.not_after),
            key: visible_within(&certificate.key.algorithm, TEXT),
            bits: certificate.key.bits,
            signature: visible_within(&certificate.signature, TEXT),
            sha256: visible_within(&certificate.sha256, TEXT),
            spki_sha256: certificate.spki_sha256.as_ref().map(|sha256| visible_within(sha256, TEXT)),
            usages: texts(&certificate.usages),
            authority: certificate.authority,
            path_length: certificate.path_length,
            must_staple: certificate.must_staple,
        }
    }
}

impl Answer {
    fn of(reply: Option<&smtp::Reply>, why: Option<&Failure>, failure: Option<Fault>) -> Self {
        Self { failure, reply: reply_of(reply, why) }
    }
}

impl Ehlo {
    fn of(facts: Option<&evidence::Ehlo>, why: Option<&Failure>, failure: Option<Fault>) -> Self {
        Self {
            failure,
            announced: facts.map(|ehlo| visible_within(&ehlo.announced, TEXT)),
            command: facts.map(|ehlo| match ehlo.hello {
                Hello::Ehlo => "EHLO",
                Hello::Helo => "HELO",
            }),
            reply: reply_of(facts.map(|ehlo| &ehlo.reply), why),
            capabilities: facts.map(|ehlo| texts(&ehlo.capabilities.keywords)).unwrap_or_default(),
        }
    }
}

impl Auth {
    fn of(facts: Option<&evidence::Auth>, why: Option<&Failure>, failure: Option<Fault>) -> Self {
        Self {
            failure,
            mechanism: facts
                .and_then(|auth| auth.mechanism.as_deref())
                .map(|name| visible_within(name, TEXT)),
            offered: facts.map(|auth| texts(&auth.offered)).unwrap_or_default(),
            reply: reply_of(facts.and_then(|auth| auth.reply.as_ref()), why),
        }
    }
}
