//! Certificates that are good, bad or odd in one thing each, with TLS from the first byte and through STARTTLS: what is
//! found, and that nothing secret goes to a server that is not trusted.

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{
    CertificateFault, Disorder, Evidence, FollowUp, PublicTrust, Question, Revocation, Standing, Tls,
    disorder,
};
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{
    Clients, Kind, Records, RunningWorld, Service, Tls as LabTls, TlsService, Versions, World,
};
use smtp_doctor::plan::{Fingerprint, FollowUps, Plan, Route, ServerCertificate, Target, TlsMode};

use crate::world::{HOST, exit, go, plan, v4};

pub(crate) const PORTS: [u16; 2] = [465, 587];

pub(crate) fn service(port: u16, name: &str, kind: Kind) -> Service {
    let service = if port == 465 { Service::submissions(HOST) } else { Service::submission(HOST) };
    let (versions, clients) = (Versions::Both, Clients::Any);
    service.with_tls(LabTls::Serve(TlsService { host: name.to_owned(), kind, versions, clients }))
}

/// A world in which `host` has a server whose certificate is for `name`.
async fn world(port: u16, host: &str, name: &str, kind: Kind) -> RunningWorld {
    let mut world = World::of(HOST, &[v4(1)]).serving(port, service(port, name, kind));
    world.zone.names.push((host.to_owned(), Records::Addresses(vec![v4(1)])));
    world.start().await.unwrap()
}

pub(crate) fn called(world: &RunningWorld, port: u16, host: &str) -> Plan {
    let mut plan = plan(world, &[Route::new(port, TlsMode::Required)]);
    plan.follow_ups = FollowUps::Left;
    plan.target = Target { input: host.to_owned(), host: host.to_owned(), port: Some(port) };
    plan
}

pub(crate) fn tls(evidence: &Evidence) -> &Tls {
    evidence.attempts[0].tls.facts().unwrap()
}

/// The root cause, or `healthy`; no secret may go where there is one.
pub(crate) fn found(world: &RunningWorld, evidence: &Evidence) -> &'static str {
    let diagnosis = diagnose(evidence);
    let Some(root) = diagnosis.root() else {
        assert_eq!(exit(evidence), Status::Healthy);
        return "healthy";
    };
    assert!(!world.log.lines().iter().any(|line| line.starts_with("AUTH")), "{}", root.cause.code);
    root.cause.code.0
}

async fn examined(host: &str, name: &str, kind: Kind) -> Vec<(&'static str, Evidence)> {
    let mut all = Vec::new();
    for port in PORTS {
        let world = world(port, host, name, kind.clone()).await;
        let evidence = go(&world, &called(&world, port, host)).await.evidence;
        all.push((found(&world, &evidence), evidence));
    }
    all
}

async fn told(host: &str, name: &str, kind: Kind) -> Vec<&'static str> {
    examined(host, name, kind).await.into_iter().map(|(code, _)| code).collect()
}

#[tokio::test]
async fn each_certificate_is_told_for_what_it_is() {
    // By the rows of the table of tests.
    let rows = [
        ("X01", Kind::Expired, "tls/certificate-expired"),
        ("X01", Kind::NotYetValid, "tls/certificate-not-yet-valid"),
        ("X02", Kind::SelfSigned, "tls/certificate-self-signed"),
        ("X02", Kind::UnknownIssuer("Nobody's root".to_owned()), "tls/certificate-untrusted"),
        ("X04", Kind::CommonNameOnly, "tls/certificate-invalid"),
        ("X05", Kind::NoSubject, "healthy"),
        ("X07", Kind::MissingIntermediate, "tls/certificate-missing-intermediate"),
        ("X07", Kind::Surplus, "healthy"),
        ("X08", Kind::Revoked, "tls/certificate-revoked"),
        ("X08", Kind::Stapled, "healthy"),
        ("X08", Kind::MustStaple, "healthy"),
        ("X13", Kind::UnknownIssuer("Superfish, Inc.".to_owned()), "tls/intercepted"),
        ("X16", Kind::OutsideConstraint, "tls/certificate-invalid"),
    ];
    for (row, kind, wanted) in rows {
        assert_eq!(told(HOST, HOST, kind.clone()).await, [wanted; 2], "{row} {kind:?}");
    }
}

#[tokio::test]
async fn names_are_held_against_the_host_label_by_label() {
    let mismatch = "tls/certificate-name-mismatch";
    let rows = [
        ("X03", HOST, "mail.other.test", mismatch),
        ("X06", "a.lab.test", "*.lab.test", "healthy"),
        ("X06", "a.b.lab.test", "*.lab.test", mismatch),
        ("X06", "lab.test", "*.lab.test", mismatch),
        ("X06", "smtp.lab.test", "smt*.lab.test", mismatch),
        ("X17", "smtp.lab.test", "SMTP.Lab.Test", "healthy"),
        ("X17", "xn--n1aae7f7o.lab.test", "xn--n1aae7f7o.lab.test", "healthy"),
        // X15: an address, and no address among the names.
        ("X15", "192.0.2.1", HOST, mismatch),
    ];
    for (row, host, name, wanted) in rows {
        let kind = Kind::OtherName(name.to_owned());
        assert_eq!(told(host, name, kind).await, [wanted; 2], "{row} {host} {name}");
    }
}

#[tokio::test]
async fn a_wrong_name_is_looked_at_without_a_name() {
    for port in PORTS {
        let world = world(port, HOST, HOST, Kind::OtherName("mail.other.test".to_owned())).await;
        let plan = Plan { follow_ups: FollowUps::Asked, ..called(&world, port, HOST) };
        let evidence = go(&world, &plan).await.evidence;
        let unnamed = |known: &&FollowUp| matches!(known.question, Question::WithoutName { .. });
        let answer = evidence.follow_ups.iter().find(unnamed).unwrap();
        assert!(!answer.is_yes());
        let seen = answer.attempt.tls.facts().unwrap();
        assert_eq!(seen.chain[0].sha256, tls(&evidence).chain[0].sha256);
        let finding = &diagnose(&evidence).findings[0];
        assert!(finding.matched.proof.iter().any(|proof| proof.text.en.contains("SNI")));
    }
}

#[tokio::test]
async fn a_right_certificate_that_is_shown_without_a_name_only_is_told() {
    // X18, by a server that chooses its certificate by the name that it is called by.
    for port in PORTS {
        for (kind, wanted, unnamed_is_right) in [
            (Kind::WhenUnnamed("mail.other.test".to_owned()), "tls/certificate-name-mismatch", Some(true)),
            (Kind::WhenNamed("mail.other.test".to_owned()), "healthy", None),
        ] {
            let world = world(port, HOST, HOST, kind).await;
            let plan = Plan { follow_ups: FollowUps::Asked, ..called(&world, port, HOST) };
            let evidence = go(&world, &plan).await.evidence;
            assert_eq!(found(&world, &evidence), wanted);
            let unnamed = |known: &&FollowUp| matches!(known.question, Question::WithoutName { .. });
            let answer = evidence.follow_ups.iter().find(unnamed);
            assert_eq!(answer.map(FollowUp::is_yes), unnamed_is_right);
        }
    }
}

#[tokio::test]
async fn the_facts_of_a_chain_are_kept() {
    for (_, evidence) in examined(HOST, HOST, Kind::Surplus).await {
        let seen = tls(&evidence);
        let surplus = [Disorder::Root { at: 1 }, Disorder::Repeated { at: 3 }, Disorder::Unrelated { at: 4 }];
        assert_eq!(disorder(&seen.chain), surplus);
        assert_eq!(seen.mozilla, Some(PublicTrust::Untrusted));
        assert_eq!(seen.staple, None);
        let own = &seen.chain[0];
        assert!(own.usages == ["serverAuth"] && !own.authority && !own.must_staple);
        assert_eq!(own.spki_sha256.as_ref().unwrap().len(), 64);
    }
    for (kind, good) in [(Kind::Stapled, true), (Kind::Revoked, false)] {
        for (_, evidence) in examined(HOST, HOST, kind.clone()).await {
            let staple = tls(&evidence).staple.clone().unwrap();
            assert_eq!(staple.standing, Standing::Verified);
            assert_eq!(staple.status == Some(Revocation::Good), good);
            assert_eq!(tls(&evidence).faults.contains(&CertificateFault::Revoked), !good);
        }
    }
    for (_, evidence) in examined(HOST, HOST, Kind::MustStaple).await {
        assert!(tls(&evidence).chain[0].must_staple);
    }
}

#[tokio::test]
async fn only_the_pinned_certificate_or_key_will_do() {
    for port in PORTS {
        let world = world(port, HOST, HOST, Kind::Good).await;
        let seen = go(&world, &called(&world, port, HOST)).await.evidence;
        let own = &tls(&seen).chain[0];
        let (certificate, key) = (own.sha256.as_str(), own.spki_sha256.as_deref().unwrap());
        let wrong = "ab".repeat(32);
        let pinned = async |pins: &[&str]| {
            let pins = pins.iter().map(|pin| Fingerprint::read(pin).unwrap()).collect();
            let server_certificate = ServerCertificate { pins, ..ServerCertificate::default() };
            go(&world, &Plan { server_certificate, ..called(&world, port, HOST) }).await.evidence
        };
        for pins in [[certificate, &wrong], [&wrong, key]] {
            assert_eq!(exit(&pinned(&pins).await), Status::Healthy);
        }
        let logins = || world.log.lines().iter().filter(|line| line.starts_with("AUTH")).count();
        let before = logins();
        let refused = pinned(&[&wrong]).await;
        assert_eq!(diagnose(&refused).root().unwrap().cause.code.0, "tls/pin-mismatch");
        assert_eq!(tls(&refused).faults, [CertificateFault::PinMismatch]);
        assert_eq!(logins(), before);
    }
}

#[tokio::test]
async fn what_differs_between_two_ports_is_told() {
    // X23: the certificate at 587 is expired.
    let world = World::of(HOST, &[v4(1)])
        .serving(465, service(465, HOST, Kind::Good))
        .serving(587, service(587, HOST, Kind::Expired));
    let world = world.start().await.unwrap();
    let routes = PORTS.map(|port| Route::new(port, TlsMode::Required));
    let evidence = go(&world, &plan(&world, &routes)).await.evidence;
    let diagnosis = diagnose(&evidence);
    let found: Vec<_> = diagnosis.findings.iter().map(|found| found.cause.code.0).collect();
    assert!(found.contains(&"tls/certificate-expired"), "{found:?}");
    let fingerprint = |at: usize| evidence.attempts[at].tls.facts().unwrap().chain[0].sha256.clone();
    assert_ne!(fingerprint(0), fingerprint(1));
}
