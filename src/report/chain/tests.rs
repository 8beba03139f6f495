//! What is said of chains that differ in one thing each.

use super::*;
use crate::evidence::CertificateFault;
use crate::evidence::sample::{attempt, certificate, failed_with, follow_up, healthy, passed, tls};
use crate::plan::{Route, Security};

/// The words of the notes, and whether they are told without being asked for.
fn told(change: impl FnOnce(&mut Tls)) -> (Vec<&'static str>, bool) {
    let mut seen = tls();
    change(&mut seen);
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts[0].tls =
        if seen.faults.is_empty() { passed(seen) } else { failed_with(Failure::Certificate, seen) };
    of(&evidence)
}

fn of(evidence: &Evidence) -> (Vec<&'static str>, bool) {
    let views = Lang::ALL.map(|lang| chain(evidence, &evidence.attempts[0], lang).unwrap());
    for note in views.iter().flat_map(|view| &view.notes) {
        assert!(!note.text.contains(['{', '}']) && !note.text.ends_with(['.', '。']), "{note:?}");
    }
    (views[0].notes.iter().map(|note| note.kind).collect(), views[0].matters)
}

#[test]
fn a_good_chain_is_told_to_those_who_ask() {
    assert_eq!(told(|_| {}), (vec!["not-stapled"], false));
    let evidence = healthy(465, Security::Implicit);
    let view = chain(&evidence, &evidence.attempts[0], Lang::En).unwrap();
    assert_eq!(
        view.certificates[0],
        "1 CN=smtp.example.com · EC 256 · ecdsa-with-SHA256 · 2026-10-01 – 2027-01-12"
    );
}

#[test]
fn the_two_lists_of_roots_are_named_where_they_differ() {
    let mozilla = |verdict| move |tls: &mut Tls| tls.mozilla = Some(verdict);
    assert_eq!(told(mozilla(PublicTrust::Trusted)).0, ["not-stapled"]);
    assert_eq!(told(mozilla(PublicTrust::Untrusted)), (vec!["trusted-here-only", "not-stapled"], true));
    let (notes, _) = told(|tls| {
        tls.mozilla = Some(PublicTrust::Trusted);
        tls.faults = vec![CertificateFault::UntrustedIssuer { issuer: "CN=Root".into() }];
    });
    assert_eq!(notes, ["trusted-by-mozilla-only", "not-stapled"]);
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts[0].tls = passed(Tls { mozilla: Some(PublicTrust::Untrusted), ..tls() });
    evidence.trust.as_mut().unwrap().given = 1;
    assert_eq!(of(&evidence), (vec!["not-stapled"], false));
}

#[test]
fn a_staple_that_should_be_there_is_missed() {
    assert_eq!(told(|tls| tls.chain[0].must_staple = true), (vec!["staple-missing"], true));
    let staple = |standing, status| {
        move |tls: &mut Tls| {
            tls.staple = Some(Staple { standing, status, this_update: None, next_update: None });
        }
    };
    assert_eq!(told(staple(Standing::Verified, Some(Revocation::Good))), (vec!["stapled"], false));
    assert!(told(staple(Standing::Outdated, Some(Revocation::Good))).1);
    assert!(!told(staple(Standing::Unproven, None)).1);
    assert!(!told(staple(Standing::Unreadable, None)).1);
}

#[test]
fn what_is_sent_too_much_is_noted() {
    let (notes, matters) = told(|tls| {
        let mut root = certificate("Example Root", "Example Root");
        root.sha256 = "11".repeat(32);
        tls.chain[1].sha256 = "22".repeat(32);
        tls.chain.push(root);
    });
    assert_eq!(notes, ["root-sent", "not-stapled"]);
    assert!(!matters);
}

#[test]
fn another_certificate_elsewhere_is_noted() {
    let mut evidence = healthy(465, Security::Implicit);
    let mut other = attempt(Route { port: 587, security: Security::StartTls });
    let mut seen = tls();
    seen.chain[0].sha256 = "33".repeat(32);
    other.tls = passed(seen);
    evidence.attempts.push(other.clone());
    let address = "192.0.2.2".parse().unwrap();
    evidence.follow_ups.push(follow_up(Question::OtherAddress { address }, other.clone()));
    let route = other.route;
    evidence.follow_ups.push(follow_up(Question::WithoutName { route }, other));
    let (notes, _) = of(&evidence);
    assert_eq!(notes[1..], ["other-certificate", "other-certificate", "other-without-name"]);
}
