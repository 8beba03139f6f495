//! Evidence for the tests of causes, diagnosis and reports: a healthy examination to break in one place.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use time::macros::datetime;

use super::{
    Attempt, Auth, Certificate, Connection, Dns, DnsSource, Ehlo, Evidence, Failure, FollowUp, Greeting,
    Hello, Outcome, PublicKey, Question, SCHEMA, Stage, StartTls, Tcp, Tls, TrustStore,
};
use crate::plan::{
    Audit, Family, FollowUps, InClear, Limits, LoginRecord, PlanRecord, Platform, Resolution, Route,
    SecretShape, Security, ServerCertificate, Target, UserForm,
};
use crate::smtp::{Capabilities, Reply, ServerText};

/// The address of the sample server.
pub(crate) const ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

/// A reply with a code and a line for each line of `text`.
pub(crate) fn reply(code: u16, text: &str) -> Reply {
    let lines = text.lines().map(|line| ServerText::new(line.as_bytes())).collect();
    Reply { code, lines, quirks: Vec::new() }
}

/// A healthy examination of `smtp.example.com` over one route, with a login.
pub(crate) fn healthy(port: u16, security: Security) -> Evidence {
    let route = Route { port, security };
    Evidence {
        schema: SCHEMA.into(),
        version: "0.1.0".into(),
        started_at: datetime!(2026-11-23 03:00 UTC),
        duration_ms: 120.0,
        platform: Platform::Linux,
        interrupted: false,
        scrubbed: false,
        plan: PlanRecord {
            target: Target {
                input: format!("smtp.example.com:{port}"),
                host: "smtp.example.com".into(),
                port: Some(port),
            },
            routes: vec![route],
            login: Some(LoginRecord {
                user: "me@example.com".into(),
                mechanism: None,
                in_clear: InClear::Refused,
                shape: SecretShape::default(),
                user_form: UserForm::of("me@example.com"),
            }),
            client_certificate: None,
            server_certificate: ServerCertificate::default(),
            envelope: None,
            message: None,
            helo: None,
            family: Family::Any,
            resolution: Resolution::default(),
            proxy: None,
            extra_roots: false,
            limits: Limits::default(),
            until: Stage::Auth,
            follow_ups: FollowUps::Asked,
            reference: None,
            sender: None,
            audit: Audit::Left,
        },
        trust: Some(TrustStore { roots: 140, given: 0, errors: Vec::new() }),
        dns: passed(Dns {
            name: "smtp.example.com".into(),
            source: DnsSource::Nameserver,
            addresses: vec![ADDRESS],
            aliases: Vec::new(),
            queries: Vec::new(),
        }),
        attempts: vec![attempt(route)],
        follow_ups: Vec::new(),
        sender: None,
        discovery: None,
        audit: None,
        dane: Vec::new(),
    }
}

/// A healthy attempt.
pub(crate) fn attempt(route: Route) -> Attempt {
    let mut attempt = Attempt::new(route);
    attempt.tcp = tcp_to(route.port);
    attempt.greeting = passed(Greeting { reply: reply(220, "smtp.example.com ESMTP") });
    match route.security {
        Security::Implicit => {
            attempt.tls = passed(tls());
            attempt.ehlo = passed(ehlo("SIZE 36700160\nPIPELINING\nAUTH PLAIN LOGIN"));
        }
        Security::Plain => attempt.ehlo = passed(ehlo("SIZE 36700160\nAUTH PLAIN LOGIN")),
        Security::StartTls | Security::Opportunistic | Security::Detect => {
            attempt.spoken = Security::StartTls;
            attempt.ehlo = passed(ehlo("SIZE 36700160\nSTARTTLS"));
            attempt.starttls = passed(StartTls { reply: reply(220, "2.0.0 Ready to start TLS") });
            attempt.tls = passed(tls());
            attempt.ehlo_again = passed(ehlo("SIZE 36700160\nAUTH PLAIN LOGIN"));
        }
    }
    attempt.auth = passed(Auth {
        mechanism: Some("PLAIN".into()),
        offered: vec!["PLAIN".into(), "LOGIN".into()],
        reply: Some(reply(235, "2.7.0 Authentication successful")),
        ..Auth::default()
    });
    attempt
}

/// A stage that passed.
pub(crate) fn passed<T>(facts: T) -> Outcome<T> {
    Outcome::Passed { facts, ms: 10.0 }
}

/// A stage that failed.
pub(crate) fn failed<T>(failure: Failure) -> Outcome<T> {
    Outcome::Failed { failure, facts: None, ms: 10.0 }
}

/// A stage that failed and observed something.
pub(crate) fn failed_with<T>(failure: Failure, facts: T) -> Outcome<T> {
    Outcome::Failed { failure, facts: Some(facts), ms: 10.0 }
}

/// A connection that was opened.
pub(crate) fn tcp_to(port: u16) -> Outcome<Tcp> {
    passed(Tcp {
        peer: Some(SocketAddr::new(ADDRESS, port)),
        local: Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 9))),
        via: None,
        connections: vec![Connection { address: ADDRESS, failure: None, ms: 10.0 }],
        retries: 0,
    })
}

/// A connection that every address failed in the same way.
pub(crate) fn no_tcp(failure: Failure) -> Outcome<Tcp> {
    let connections = vec![Connection { address: ADDRESS, failure: Some(failure.clone()), ms: 10.0 }];
    failed_with(failure, Tcp { peer: None, local: None, via: None, connections, retries: 0 })
}

/// Nothing came within the default limit.
pub(crate) fn timed_out() -> Failure {
    Failure::TimedOut { after_ms: 30_000, fragment: ServerText::default() }
}

/// The server closed without a word.
pub(crate) fn closed() -> Failure {
    Failure::Closed { fragment: ServerText::default() }
}

/// The server refused by a reply.
pub(crate) fn rejected(code: u16, text: &str) -> Failure {
    Failure::Rejected { reply: reply(code, text) }
}

/// An answer to EHLO with a keyword for each line.
pub(crate) fn ehlo(keywords: &str) -> Ehlo {
    let reply = reply(250, &format!("smtp.example.com\n{keywords}"));
    let capabilities = Capabilities::of(&reply);
    Ehlo { announced: "[192.0.2.9]".into(), hello: Hello::Ehlo, ehlo_refusal: None, reply, capabilities }
}

/// A good TLS session with `smtp.example.com`.
pub(crate) fn tls() -> Tls {
    Tls {
        version: Some("TLS 1.3".into()),
        cipher_suite: Some("TLS_AES_256_GCM_SHA384".into()),
        group: Some("X25519MLKEM768".into()),
        server_name: "smtp.example.com".into(),
        chain: vec![
            certificate("smtp.example.com", "Example CA"),
            Certificate { sha256: "11".repeat(32), ..certificate("Example CA", "Example Root") },
        ],
        faults: Vec::new(),
        judged_at: datetime!(2026-11-23 03:00 UTC),
        client_certificate_wanted: false,
        client_certificate: None,
        mozilla: None,
        staple: None,
        fetched: None,
    }
}

/// A certificate that holds from 2026-10-01 to 2027-01-12.
pub(crate) fn certificate(subject: &str, issuer: &str) -> Certificate {
    Certificate {
        subject: format!("CN={subject}"),
        issuer: format!("CN={issuer}"),
        names: vec![subject.into()],
        not_before: datetime!(2026-10-01 00:00 UTC),
        not_after: datetime!(2027-01-12 00:00 UTC),
        key: PublicKey { algorithm: "EC".into(), bits: Some(256) },
        signature: "ecdsa-with-SHA256".into(),
        self_signed: subject == issuer,
        authority: false,
        issuer_url: None,
        sha256: "00".repeat(32),
        spki_sha256: None,
        usages: Vec::new(),
        path_length: None,
        must_staple: false,
    }
}

/// A follow-up about the first attempt.
pub(crate) fn follow_up(question: Question, attempt: Attempt) -> FollowUp {
    FollowUp { about: 0, question, attempt }
}

/// A follow-up that found a sibling port open.
pub(crate) fn open_sibling(port: u16) -> FollowUp {
    let mut attempt = Attempt::new(Route { port, security: Security::Detect });
    attempt.tcp = tcp_to(port);
    follow_up(Question::Sibling { port }, attempt)
}

/// A follow-up that found a sibling port as silent as the first.
pub(crate) fn silent_sibling(port: u16) -> FollowUp {
    let mut attempt = Attempt::new(Route { port, security: Security::Detect });
    attempt.tcp = no_tcp(timed_out());
    follow_up(Question::Sibling { port }, attempt)
}
