//! The checks of the certificate.

use time::Duration;
use time::macros::datetime;

use super::{ADVICE, FAULT, NOTE, SOUND, changed, told};
use crate::evidence::sample::{attempt, certificate, healthy};
use crate::evidence::{
    Attempt, CertificateFault, Outcome, PublicTrust, Revocation, Standing, Staple, Tls, TrustStore,
};
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
    let used = |usages: &'static [&'static str]| {
        with(move |tls| tls.chain[0].usages = usages.iter().map(|usage| (*usage).to_owned()).collect())
    };
    assert_eq!(changed("B50", used(&["serverAuth", "clientAuth"])), SOUND);
    assert_eq!(changed("B50", used(&["anyExtendedKeyUsage"])), SOUND);
    assert_eq!(changed("B50", used(&["clientAuth", "emailProtection"])), FAULT);
}

#[test]
fn trusted_by_whom() {
    let untrusted = || CertificateFault::UntrustedIssuer { issuer: "CN=Example CA".into() };
    let told = |mozilla: Option<PublicTrust>, fault: Option<CertificateFault>| {
        changed(
            "B49",
            with(move |tls| {
                tls.mozilla = mozilla;
                tls.faults.extend(fault);
            }),
        )
    };
    assert_eq!(told(Some(PublicTrust::Trusted), None), SOUND);
    assert_eq!(told(None, None), SOUND);
    assert_eq!(told(Some(PublicTrust::Untrusted), None), ADVICE);
    assert_eq!(told(Some(PublicTrust::Untrusted), Some(untrusted())), FAULT);
    assert_eq!(told(Some(PublicTrust::Trusted), Some(untrusted())), NOTE);
    // Who names the authority knows that it is a private one.
    let mut evidence = healthy(465, Security::Implicit);
    evidence.trust = Some(TrustStore { roots: 3, given: 1, errors: Vec::new() });
    with(|tls| tls.mozilla = Some(PublicTrust::Untrusted))(&mut evidence.attempts[0]);
    assert_eq!(super::told("B49", &evidence), NOTE);
}

#[test]
fn what_the_issuer_says_by_way_of_the_server() {
    let told = |standing: Option<Standing>, must_staple: bool| {
        changed(
            "B52",
            with(move |tls| {
                tls.chain[0].must_staple = must_staple;
                tls.staple = standing.map(|standing| Staple {
                    standing,
                    status: Some(Revocation::Good),
                    this_update: None,
                    next_update: None,
                });
            }),
        )
    };
    // That there is none is no fault by itself.
    assert_eq!(told(None, false), None);
    assert_eq!(told(None, true), FAULT);
    assert_eq!(told(Some(Standing::Verified), true), SOUND);
    assert_eq!(told(Some(Standing::Outdated), true), FAULT);
    for standing in [Standing::Outdated, Standing::Foreign, Standing::Unproven, Standing::Unreadable] {
        assert_eq!(told(Some(standing), false), ADVICE, "{standing:?}");
    }
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
