//! What each failure leaves open, and what is not asked.

use super::*;
use crate::evidence::sample::{
    closed, failed, failed_with, healthy, no_tcp, open_sibling, rejected, timed_out, tls,
};
use crate::evidence::{Connection, Outcome, Tls, Withheld};
use crate::plan::{Envelope, Target, UserForm};
use crate::smtp::ServerText;

fn alert(number: u8) -> Failure {
    Failure::Alert { number, name: String::new() }
}

#[test]
fn health_leaves_nothing_open() {
    assert!(questions(&healthy(465, Security::Implicit), 0).is_empty());
}

#[test]
fn a_silent_port_is_held_against_its_siblings_once() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts[0].tcp = no_tcp(timed_out());
    let ports = [587, 25, 2525].map(|port| Question::Sibling { port });
    assert_eq!(questions(&evidence, 0), ports);
    evidence.follow_ups.push(open_sibling(587));
    assert_eq!(questions(&evidence, 0), ports[1..]);
    evidence.plan.follow_ups = FollowUps::Left;
    assert!(questions(&evidence, 0).is_empty());
}

#[test]
fn the_other_order_is_asked_for_both_ways() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts[0].tls = failed(timed_out());
    let route = Route { port: 465, security: Security::Opportunistic };
    let other = Route { port: 587, security: Security::Opportunistic };
    assert_eq!(
        questions(&evidence, 0),
        [Question::OtherOrder { route }, Question::OtherPort { route: other }]
    );
    let mut evidence = healthy(587, Security::StartTls);
    evidence.attempts[0].greeting = failed(timed_out());
    let route = Route { port: 587, security: Security::Implicit };
    assert_eq!(questions(&evidence, 0), [Question::OtherOrder { route }]);
}

#[test]
fn a_fault_of_tls_is_looked_for_on_the_other_ports_and_addresses() {
    let mut evidence = healthy(2525, Security::StartTls);
    evidence.attempts[0].tls = failed(alert(40));
    let ports = [(465, Security::Implicit), (587, Security::Opportunistic)]
        .map(|(port, security)| Question::OtherPort { route: Route { port, security } });
    let versions = Question::Versions { route: evidence.attempts[0].route };
    assert_eq!(questions(&evidence, 0), [&ports[..], &[versions]].concat());
    evidence.attempts[0].tls = failed(alert(42));
    assert_eq!(questions(&evidence, 0), ports);
    let Outcome::Passed { facts, .. } = &mut evidence.dns else { panic!("no name") };
    let address = "192.0.2.2".parse().unwrap();
    facts.addresses.push(address);
    assert_eq!(questions(&evidence, 0)[2..], [Question::OtherAddress { address }]);
    let Outcome::Passed { facts, .. } = &mut evidence.attempts[0].tcp else { panic!("no connection") };
    facts.connections.push(Connection { address, failure: Some(Failure::Refused), ms: 1.0 });
    assert_eq!(questions(&evidence, 0), ports);
}

#[test]
fn a_certificate_for_another_name_is_looked_at_without_a_name() {
    let mut evidence = healthy(465, Security::Implicit);
    let seen = Tls { faults: vec![CertificateFault::NameMismatch], ..tls() };
    evidence.attempts[0].tls = failed_with(Failure::Certificate, seen);
    let asked = Question::WithoutName { route: evidence.attempts[0].route };
    assert_eq!(questions(&evidence, 0)[0], asked);
    evidence.plan.target.host = "192.0.2.1".into();
    assert!(!questions(&evidence, 0).contains(&asked));
}

#[test]
fn what_this_port_does_not_offer_is_looked_for_on_the_others() {
    let mut evidence = healthy(587, Security::StartTls);
    evidence.attempts[0].starttls = failed(Failure::NotOffered { offered: Vec::new() });
    let route = Route { port: 465, security: Security::Implicit };
    assert_eq!(questions(&evidence, 0), [Question::OtherPort { route }]);
}

#[test]
fn the_unrelated_host_is_asked_only_when_it_was_named() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts[0].tcp = no_tcp(timed_out());
    let (host, port) = ("mail.example.net".to_owned(), None);
    evidence.plan.reference = Some(Target { input: host.clone(), host: host.clone(), port });
    assert_eq!(questions(&evidence, 0)[3], Question::Reference { host, port: 465 });
}

#[test]
fn a_refused_name_is_held_against_another() {
    let mut evidence = healthy(587, Security::StartTls);
    evidence.attempts[0].ehlo = failed(rejected(504, "5.5.2 need fully-qualified hostname"));
    assert_eq!(questions(&evidence, 0), [Question::OtherName { name: "example.com".into() }]);
    let mut evidence = healthy(587, Security::StartTls);
    evidence.attempts[0].rcpt = failed(rejected(550, "5.7.1 Relaying denied"));
    assert!(questions(&evidence, 0).is_empty());
    evidence.attempts[0].rcpt = failed(rejected(550, "Access denied - Invalid HELO name"));
    assert_eq!(questions(&evidence, 0), [Question::OtherName { name: "example.com".into() }]);
}

#[test]
fn what_became_of_the_handshake_says_what_is_asked() {
    let not_tls =
        || Failure::NotTls { first_bytes: ServerText::new("220 mx"), protocol: Some(Protocol::Smtp) };
    let handshake = || Failure::Handshake { reason: "no shared group".into() };
    for (failure, order, versions) in [
        (timed_out(), true, false),
        (not_tls(), true, false),
        (closed(), true, true),
        (Failure::Reset, true, true),
        (handshake(), false, true),
        (alert(112), false, true),
        (alert(42), false, false),
        (Failure::Certificate, false, false),
    ] {
        for (port, security) in [(465, Security::Implicit), (587, Security::StartTls)] {
            let mut evidence = healthy(port, security);
            evidence.attempts[0].tls = failed(failure.clone());
            let asked = questions(&evidence, 0);
            let opportunistic = Route { port, security: Security::Opportunistic };
            let other_order = asked.contains(&Question::OtherOrder { route: opportunistic });
            assert_eq!(other_order, order && security == Security::Implicit, "{failure:?} on {port}");
            let route = Route { port, security };
            assert_eq!(asked.contains(&Question::Versions { route }), versions, "{failure:?} on {port}");
        }
    }
}

#[test]
fn the_versions_are_not_in_doubt_where_a_client_certificate_is_wanted() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts[0].tls = failed_with(alert(40), Tls { client_certificate_wanted: true, ..tls() });
    let versions = Question::Versions { route: evidence.attempts[0].route };
    assert!(!questions(&evidence, 0).contains(&versions));
}

#[test]
fn a_port_without_a_greeting_may_wait_for_tls() {
    let speaks = |protocol| Failure::NotSmtp { protocol, first_bytes: ServerText::default() };
    for (security, failure, asked) in [
        (Security::Plain, timed_out(), true),
        (Security::StartTls, closed(), true),
        (Security::StartTls, Failure::Reset, true),
        (Security::Plain, speaks(Protocol::Tls), true),
        (Security::Plain, speaks(Protocol::Http), false),
        (Security::StartTls, rejected(554, "5.7.1 no"), false),
        (Security::Implicit, timed_out(), false),
    ] {
        let mut evidence = healthy(2525, security);
        evidence.attempts[0].greeting = failed(failure.clone());
        let route = Route { port: 2525, security: Security::Implicit };
        let expected: &[Question] = if asked { &[Question::OtherOrder { route }] } else { &[] };
        assert_eq!(questions(&evidence, 0), expected, "{failure:?}");
    }
}

#[test]
fn only_addresses_that_may_still_answer_are_asked() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts[0].greeting = failed(rejected(554, "5.7.1 no"));
    let address = |last: u8| IpAddr::from([192, 0, 2, last]);
    let Outcome::Passed { facts, .. } = &mut evidence.dns else { panic!("no name") };
    facts.addresses = [1, 2, 3, 4, 5, 6, 7].map(address).to_vec();
    let Outcome::Passed { facts, .. } = &mut evidence.attempts[0].tcp else { panic!("no connection") };
    let silent = |after_ms| Failure::TimedOut { after_ms, fragment: ServerText::default() };
    let known = [(2, silent(30_000)), (3, silent(1000)), (4, silent(999)), (5, Failure::Refused)];
    facts.connections.extend(known.map(|(last, failure)| Connection {
        address: address(last),
        failure: Some(failure),
        ms: 1.0,
    }));
    let asked = [4, 6].map(|last| Question::OtherAddress { address: address(last) });
    assert_eq!(questions(&evidence, 0), asked);
}

#[test]
fn a_port_that_another_attempt_went_to_is_not_asked_about() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts.push(crate::evidence::sample::attempt(Route::new(SUBMISSION, TlsMode::Auto)));
    evidence.attempts[0].tls = failed(Failure::Certificate);
    assert!(questions(&evidence, 0).is_empty());
    evidence.attempts[0].tcp = no_tcp(Failure::Refused);
    assert_eq!(questions(&evidence, 0), [25, 2525].map(|port| Question::Sibling { port }));
    evidence.attempts[0].tcp = no_tcp(Failure::Denied { os_code: 13 });
    assert!(questions(&evidence, 0).is_empty());
}

#[test]
fn another_port_is_asked_for_what_a_server_says_it_lacks_and_not_when_it_is_silent() {
    let route = Route { port: 465, security: Security::Implicit };
    let other = [Question::OtherPort { route }];
    let starttls = |failure| {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].starttls = failed(failure);
        questions(&evidence, 0)
    };
    assert_eq!(starttls(rejected(454, "4.7.0 TLS not available")), other);
    assert!(starttls(timed_out()).is_empty());
    let auth = |failure| {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].auth = failed(failure);
        questions(&evidence, 0)
    };
    assert_eq!(auth(Failure::NotOffered { offered: Vec::new() }), other);
    assert_eq!(auth(Failure::Withheld { because: Withheld::Unencrypted }), other);
    assert!(auth(rejected(535, "5.7.8 no")).is_empty());
}

#[test]
fn the_other_name_is_a_full_one_of_the_users_own_domain_where_there_is_one() {
    for (user, from, name) in [
        ("me@Corp.Example", "you@b.test", "corp.example"),
        ("me", "you@b.test", "b.test"),
        ("me", "you", "mail.example.com"),
        ("me@localhost", "", "mail.example.com"),
        ("me@not a.name", "", "mail.example.com"),
    ] {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].ehlo_again = failed(rejected(501, "5.5.4 Invalid domain name"));
        let login = evidence.plan.login.as_mut().unwrap();
        (login.user, login.user_form) = (user.into(), UserForm::of(user));
        evidence.plan.envelope = Some(Envelope { from: from.into(), to: Vec::new() });
        assert_eq!(questions(&evidence, 0), [Question::OtherName { name: name.into() }], "{user}");
        evidence.plan.helo = Some(name.into());
        assert!(questions(&evidence, 0).is_empty(), "{user}");
    }
}

#[test]
fn a_refusal_of_ehlo_that_cannot_be_about_the_name_raises_no_question() {
    let mut evidence = healthy(587, Security::StartTls);
    evidence.attempts[0].ehlo = failed(rejected(502, "5.5.1 not implemented"));
    assert!(questions(&evidence, 0).is_empty());
}

#[test]
fn the_name_of_an_address_that_is_refused_for_want_of_one_is_looked_up() {
    let refused = "5.7.25 [192.0.2.9] The IP address sending this message does not have a PTR record";
    let asked = [Question::ReverseName { address: "192.0.2.9".parse().unwrap() }];
    for break_off in [
        |attempt: &mut Attempt, failure: Failure| attempt.mail = failed(failure),
        |attempt: &mut Attempt, failure: Failure| attempt.rcpt = failed(failure),
        |attempt: &mut Attempt, failure: Failure| attempt.data = failed(failure),
    ] {
        let mut evidence = healthy(587, Security::StartTls);
        break_off(&mut evidence.attempts[0], rejected(550, refused));
        assert_eq!(questions(&evidence, 0), asked);
    }
}
