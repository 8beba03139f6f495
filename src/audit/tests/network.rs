//! The checks of addresses, ports and time.

use super::{ADVICE, SOUND, changed, told};
use crate::evidence::sample::{attempt, healthy, no_tcp, timed_out};
use crate::evidence::{Attempt, Connection, Failure, Outcome, Unreachable};
use crate::plan::{Route, Security};
use crate::smtp::ServerText;

fn beside(address: &str, failure: Option<Failure>) -> impl FnOnce(&mut Attempt) {
    let connection = Connection { address: address.parse().unwrap(), failure, ms: 1.0 };
    move |attempt| {
        let Outcome::Passed { facts, .. } = &mut attempt.tcp else { panic!("no connection") };
        facts.connections.push(connection);
    }
}

#[test]
fn dead_addresses() {
    let hasty = || Failure::TimedOut { after_ms: 400, fragment: ServerText::default() };
    let no_route = || Failure::Unreachable { to: Unreachable::Network };
    assert_eq!(changed("B02", |_| ()), SOUND);
    assert_eq!(changed("B02", beside("192.0.2.2", Some(Failure::Refused))), ADVICE);
    assert_eq!(changed("B02", beside("192.0.2.2", Some(timed_out()))), ADVICE);
    assert_eq!(changed("B02", beside("192.0.2.2", Some(hasty()))), SOUND);
    assert_eq!(changed("B04", beside("2001:db8::1", Some(Failure::Refused))), ADVICE);
    assert_eq!(changed("B04", beside("2001:db8::1", None)), SOUND);
    // What this machine has no route to says nothing of the server.
    assert_eq!(changed("B04", beside("2001:db8::1", Some(no_route()))), None);
    assert_eq!(changed("B04", |_| ()), None);
}

#[test]
fn a_port_that_is_closed_beside_an_open_one() {
    let mut evidence = healthy(465, Security::Implicit);
    assert_eq!(told("B12", &evidence), None);
    evidence.attempts.push(attempt(Route { port: 587, security: Security::StartTls }));
    assert_eq!(told("B12", &evidence), SOUND);
    evidence.attempts[1].tcp = no_tcp(Failure::Refused);
    assert_eq!(told("B12", &evidence), ADVICE);
    evidence.attempts[0].tcp = no_tcp(Failure::Refused);
    assert_eq!(told("B12", &evidence), None);
    // A name that failed leads to no port: nothing is known of them.
    for attempt in &mut evidence.attempts {
        attempt.tcp = Outcome::NotPlanned;
    }
    assert_eq!(told("B12", &evidence), None);
}

#[test]
fn a_slow_way() {
    let slow = |limit: f64| {
        move |attempt: &mut Attempt| {
            let Outcome::Passed { ms, .. } = &mut attempt.ehlo else { panic!("no EHLO") };
            *ms = limit;
        }
    };
    assert_eq!(changed("B60", slow(2_100.0)), ADVICE);
    assert_eq!(changed("B60", slow(1_500.0)), SOUND);
}
