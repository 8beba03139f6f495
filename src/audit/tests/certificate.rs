//! The checks of the certificate.

use time::Duration;
use time::macros::datetime;

use super::{ADVICE, FAULT, NOTE, SOUND, changed, told};
use crate::evidence::sample::{attempt, certificate, healthy};
use crate::evidence::{Attempt, CertificateFault, Outcome, Tls};
use crate::plan::{Route, Security};

fn with(change: impl FnOnce(&mut Tls)) -> impl FnOnce(&mut Attempt) {
    move |attempt| {
        let Outcome::Passed { facts, .. } = &mut attempt.tls else { panic!("no TLS") };
        change(facts);
    }
}

#[test]
fn keys_and_signatures() {
    let key = |algorithm: &'static str, bits: u32| {
        with(move |tls| {
            tls.chain[0].key.algorithm = algorithm.into();
            tls.chain[0].key.bits = Some(bits);
        })
    };
    assert_eq!(changed("B42", key("RSA", 2048)), SOUND);
    assert_eq!(changed("B42", key("RSA", 1024)), FAULT);
    assert_eq!(changed("B42", key("EC", 224)), FAULT);
    assert_eq!(changed("B42", key("Ed25519", 256)), SOUND);
    let sha1 = |at: usize| with(move |tls| tls.chain[at].signature = "sha1WithRSAEncryption".into());
    assert_eq!(changed("B43", sha1(0)), FAULT);
    assert_eq!(changed("B43", sha1(1)), FAULT);
    let root = with(|tls| {
        tls.chain.push(certificate("Example Root", "Example Root"));
        tls.chain[2].signature = "sha1WithRSAEncryption".into();
    });
    assert_eq!(changed("B43", root), SOUND);
}

#[test]
fn dates_by_the_whole_life() {
    // A life of so many days, of which so many are left.
    let life = |days: i64, left: i64| {
        with(move |tls| {
            tls.chain[0].not_after = tls.judged_at + Duration::days(left);
            tls.chain[0].not_before = tls.chain[0].not_after - Duration::days(days);
        })
    };
    for (days, left, wanted) in [
        (365, 31, SOUND),
        (365, 29, ADVICE),
        (365, 6, FAULT),
        (90, 16, SOUND),
        (90, 14, ADVICE),
        (90, 6, FAULT),
        (6, 3, SOUND),
        (6, 1, ADVICE),
        (6, 0, FAULT),
        (90, -1, FAULT),
    ] {
        assert_eq!(changed("B44", life(days, left)), wanted, "{left} of {days}");
    }
    assert_eq!(changed("B45", |_| ()), SOUND);
    assert_eq!(changed("B45", with(|tls| tls.chain[0].not_before = datetime!(2026-12-01 00:00 UTC))), FAULT);
    assert_eq!(changed("B51", life(199, 100)), SOUND);
    assert_eq!(changed("B51", life(398, 100)), NOTE);
}

#[test]
fn the_chain() {
    let missing = || CertificateFault::MissingIntermediate { issuer: "CN=Example CA".into(), url: None };
    assert_eq!(changed("B46", |_| ()), SOUND);
    assert_eq!(changed("B46", with(|tls| tls.faults.push(missing()))), FAULT);
    assert_eq!(changed("B46", with(|tls| tls.chain.insert(1, certificate("Other", "Else")))), ADVICE);
    let root = with(|tls| tls.chain.push(certificate("Example Root", "Example Root")));
    assert_eq!(changed("B46", root), NOTE);
    assert_eq!(changed("B49", with(|tls| tls.faults.push(missing()))), None);
    assert_eq!(changed("B49", with(|tls| tls.faults.push(CertificateFault::SelfSigned))), FAULT);
    assert_eq!(changed("B49", with(|tls| tls.faults.push(CertificateFault::NameMismatch))), SOUND);
}

#[test]
fn names_and_use() {
    assert_eq!(changed("B47", |_| ()), SOUND);
    assert_eq!(changed("B47", with(|tls| tls.faults.push(CertificateFault::NameMismatch))), FAULT);
    assert_eq!(changed("B48", |_| ()), SOUND);
    assert_eq!(changed("B48", with(|tls| tls.chain[0].names.clear())), FAULT);
    assert_eq!(changed("B50", |_| ()), SOUND);
    assert_eq!(changed("B50", with(|tls| tls.chain[0].authority = true)), ADVICE);
}

#[test]
fn the_same_on_every_port() {
    let mut evidence = healthy(465, Security::Implicit);
    assert_eq!(told("B54", &evidence), None);
    for port in [587, 25] {
        evidence.attempts.push(attempt(Route { port, security: Security::StartTls }));
    }
    let other = |attempt: &mut Attempt| {
        let Outcome::Passed { facts, .. } = &mut attempt.tls else { panic!("no TLS") };
        facts.chain[0].sha256 = "11".repeat(32);
    };
    // Port 25 is there for information only.
    other(&mut evidence.attempts[2]);
    assert_eq!(told("B54", &evidence), SOUND);
    other(&mut evidence.attempts[1]);
    assert_eq!(told("B54", &evidence), NOTE);
}
