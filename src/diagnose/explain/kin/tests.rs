//! What is named beside the best cause, before it and behind it.

use super::*;
use crate::provider::{PROVIDERS, by_id};

const REFUSED: &str = "auth/bad-credentials";

fn facts(host: &str) -> Facts {
    let mut facts = Facts::default();
    facts.place.host = Some(host.to_owned());
    facts
}

/// The causes and their scores after their kin has been added, best first.
fn with(found: &[(&'static str, f64)], fitting: &[Fitting], facts: &Facts) -> Vec<(&'static str, f64)> {
    let hit = |(code, score): &(&'static str, f64)| {
        let cause = find(Code(code)).unwrap();
        Hit { cause, score: *score, signs: vec!["535".to_owned()] }
    };
    let mut hits: Vec<Hit> = found.iter().map(hit).collect();
    add(&mut hits, fitting, facts);
    assert!(hits.iter().all(|hit| hit.signs == ["535"]));
    hits.sort_by(|one, other| other.score.total_cmp(&one.score));
    hits.into_iter().map(|hit| (hit.cause.code.0, hit.score)).collect()
}

fn names(found: &[(&'static str, f64)], facts: &Facts) -> Vec<&'static str> {
    with(found, &[], facts).into_iter().map(|(code, _)| code).collect()
}

/// The score of a cause, 0 where it is not named.
fn worth(code: &str, found: &[(&'static str, f64)]) -> f64 {
    found.iter().find(|(known, _)| *known == code).map_or(0.0, |(_, score)| *score)
}

#[test]
fn the_table_names_causes_once() {
    for (at, (code, kin)) in TABLE.iter().enumerate() {
        assert!(!kin.contains(code) && !kin.is_empty(), "{code}");
        assert!(!TABLE[..at].iter().any(|(before, _)| before == code), "{code}");
    }
    for code in TABLE.iter().flat_map(|(code, kin)| kin.iter().chain([code])) {
        assert!(find(Code(code)).is_some(), "{code}");
    }
}

#[test]
fn those_that_say_the_same_follow_the_best_one_each_less_sure() {
    let found = with(&[(REFUSED, 0.6)], &[], &Facts::default());
    let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
    let kin = ["auth/wrong-credential-kind", "auth/credential-mangled", "auth/app-password-required"];
    assert_eq!(codes, [&[REFUSED][..], &kin].concat());
    assert!(found.windows(2).all(|pair| pair[0].1 > pair[1].1), "{found:?}");
    assert!(found[1].1 < 0.5 && found[3].1 > 0.25, "{found:?}");
    assert!(with(&[], &[], &Facts::default()).is_empty());
}

#[test]
fn what_the_text_names_itself_keeps_its_worth() {
    let named = [("tls/certificate-expired", 0.6), ("tls/clock-wrong", 0.55), ("tls/intercepted", 0.2)];
    assert_eq!(with(&named, &[], &Facts::default()), named);
}

#[test]
fn only_the_best_one_brings_its_kin() {
    let found = names(&[("tcp/refused", 0.6), ("tls/certificate-expired", 0.5)], &Facts::default());
    assert!(!found.contains(&"tls/clock-wrong"), "{found:?}");
    assert!(found.contains(&"client/config-not-applied"), "{found:?}");
}

#[test]
fn a_server_of_mailboxes_knows_no_login() {
    let inbound = facts("gmail-smtp-in.l.google.com");
    for asked in ["auth/not-offered", "auth/mechanism-unsupported"] {
        let found = with(&[(asked, 0.5)], &[], &inbound);
        assert_eq!((found[0].0, found[1].0), ("smtp/inbound-only", asked));
        assert!(found[0].1 < 0.6, "{found:?}");
        let elsewhere = names(&[(asked, 0.5)], &facts("smtp.example.net"));
        assert_eq!(elsewhere[0], asked);
    }
    let by_name = Facts { names: vec!["gmail-smtp-in.l.google.com".to_owned()], ..Facts::default() };
    assert_eq!(names(&[("auth/not-offered", 0.5)], &by_name)[0], "smtp/inbound-only");
    assert!(!names(&[("auth/not-offered", 0.5)], &facts("smtp.gmail.com")).contains(&"smtp/inbound-only"));
    assert!(!names(&[(REFUSED, 0.5)], &inbound).contains(&"smtp/inbound-only"));
}

#[test]
fn what_is_only_vaguely_said_has_no_kin_and_on_this_machine_nobody_listens() {
    let vague = [("tcp/timeout", score::VAGUE)];
    for host in ["localhost", "127.0.0.1", "127.8.0.1", "::1"] {
        assert_eq!(names(&vague, &facts(host)), ["tcp/refused", "tcp/timeout"], "{host}");
    }
    for host in ["smtp.example.net", "192.0.2.1", "2001:db8::1"] {
        assert_eq!(names(&vague, &facts(host)), ["tcp/timeout"], "{host}");
    }
    assert_eq!(names(&vague, &Facts::default()), ["tcp/timeout"]);
    let clear = names(&[("tcp/timeout", 0.5)], &facts("localhost"));
    assert!(!clear.contains(&"tcp/refused") && clear.contains(&"tls/implicit-port"), "{clear:?}");
}

#[test]
fn a_challenge_after_a_token_is_its_refusal() {
    let challenged = Facts { challenged: true, ..Facts::default() };
    let found = with(&[(REFUSED, 0.6)], &[], &challenged);
    assert_eq!((found[0].0, found[1].0), ("auth/token-rejected", REFUSED));
    assert!(!names(&[(REFUSED, 0.6)], &Facts::default()).contains(&"auth/token-rejected"));
}

#[test]
fn a_silent_port_is_rather_blocked_than_its_server_dead() {
    let nothing = Facts::default();
    for found in [
        &[("tcp/timeout", 0.5)][..],
        &[("tls/implicit-port", 0.1), ("tcp/timeout", 0.5)],
        &[("tcp/timeout", 0.5), ("tcp/port-blocked", 0.5)],
    ] {
        assert_eq!(names(found, &nothing)[..2], ["tcp/port-blocked", "tcp/timeout"], "{found:?}");
    }
    let other = names(&[("tls/implicit-port", 0.6), ("tcp/timeout", 0.4)], &nothing);
    assert!(!other.contains(&"tcp/port-blocked"), "{other:?}");
}

#[test]
fn what_is_no_name_of_a_host_cannot_be_resolved() {
    let odd = Facts { odd_host: true, ..Facts::default() };
    let found = names(&[("dns/name-not-found", 0.5)], &odd);
    assert_eq!(found[..2], ["dns/malformed-host", "dns/name-not-found"]);
    assert_eq!(names(&[("dns/name-not-found", 0.5)], &Facts::default())[0], "dns/name-not-found");
    assert!(!names(&[("dns/server-failure", 0.5)], &odd).contains(&"dns/malformed-host"));
}

#[test]
fn a_provider_that_takes_one_other_secret_explains_a_refused_password() {
    for (id, code) in [
        ("gmail", "auth/app-password-required"),
        ("qq", "auth/authorization-code-required"),
        ("outlook", "auth/oauth-required"),
    ] {
        let facts = Facts { providers: vec![by_id(id).unwrap()], ..Facts::default() };
        let found = names(&[(REFUSED, 0.6)], &facts);
        assert_eq!(found[..2], [code, REFUSED], "{id}");
        assert_eq!(names(&[("auth/account-locked", 0.6)], &facts)[0], "auth/account-locked", "{id}");
        assert!(!names(&[("auth/account-locked", 0.6)], &facts).contains(&code), "{id}");
    }
}

#[test]
fn a_provider_that_takes_passwords_too_makes_another_secret_likelier_and_no_more() {
    let without = with(&[(REFUSED, 0.6)], &[], &Facts::default());
    for provider in PROVIDERS {
        let likelier = match provider.secret {
            SecretKind::SmtpKey => "auth/wrong-credential-kind",
            SecretKind::PasswordOrAppPassword => "auth/app-password-required",
            SecretKind::Password | SecretKind::NoLogin => "",
            SecretKind::AppPassword | SecretKind::AuthorizationCode | SecretKind::OAuth => continue,
        };
        let facts = Facts { providers: vec![provider], ..Facts::default() };
        let found = with(&[(REFUSED, 0.6)], &[], &facts);
        assert_eq!(found[0].0, REFUSED, "{}", provider.id);
        for (code, score) in &found {
            let more = *score > worth(code, &without);
            assert_eq!(more, *code == likelier, "{}: {code}", provider.id);
        }
    }
}

#[test]
fn a_rule_of_a_provider_that_fits_half_as_well_speaks_for_its_secret() {
    let rule = |cause: &'static str, score: f64| Fitting {
        cause: find(Code(cause)).unwrap(),
        score,
        provider: by_id("qq"),
        phrases: Vec::new(),
    };
    let wanted = |rule: Fitting| {
        let found = with(&[(REFUSED, 0.6)], &[rule], &Facts::default());
        worth("auth/authorization-code-required", &found) > 0.6
    };
    assert!(wanted(rule(REFUSED, 0.6)) && wanted(rule(REFUSED, 0.35)));
    assert!(!wanted(rule(REFUSED, 0.2)) && !wanted(rule("send/rate-limited", 0.6)));
}

#[test]
fn this_machine_has_a_name_and_addresses() {
    for host in ["localhost", "127.0.0.1", "::1"] {
        assert!(is_loopback(host), "{host}");
    }
    for host in ["localhost.example.net", "10.0.0.1", ""] {
        assert!(!is_loopback(host), "{host}");
    }
}
