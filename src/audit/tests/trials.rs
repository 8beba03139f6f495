//! The checks that need further sessions.

use super::{ADVICE, FAULT, NOTE, SOUND, Told, told};
use crate::evidence::sample::{healthy, reply};
use crate::evidence::{Ask, AuditEvidence, AuditSession, Came, Evidence, Outcome, Trial};
use crate::plan::Security;

/// What a check makes of a session on a port in which this came of these.
fn on(port: u16, id: &str, trials: &[(Ask, &str)]) -> Option<Told> {
    told(id, &session(port, trials))
}

fn session(port: u16, trials: &[(Ask, &str)]) -> Evidence {
    let mut evidence = healthy(port, Security::StartTls);
    let trial = |(ask, came): &(Ask, &str)| Trial {
        ask: *ask,
        secured: !matches!(ask, Ask::AuthInClear | Ask::StartTlsWithMore),
        came: match *came {
            "closed" => Came::Closed,
            "broken" => Came::Broken,
            "silence" => Came::Silence,
            text => {
                Came::Reply { reply: reply(text[..3].parse().unwrap(), text.get(4..).unwrap_or_default()) }
            }
        },
        ms: 1.0,
    };
    let trials = trials.iter().map(trial).collect();
    let sessions = vec![AuditSession { about: 0, port, trials, early_data: None, ms: 10.0 }];
    evidence.audit = Some(AuditEvidence { connections: 2, sessions, names: None });
    evidence
}

#[test]
fn what_was_not_tried_is_not_told() {
    for id in ["B23", "B26", "B29", "B30", "B31", "B32", "B61"] {
        assert_eq!(on(587, id, &[]), None, "{id}");
        assert_eq!(told(id, &healthy(587, Security::StartTls)), None, "{id}");
    }
}

#[test]
fn injection() {
    let after = |starttls, noop| on(587, "B23", &[(Ask::StartTlsWithMore, starttls), (Ask::Noop, noop)]);
    assert_eq!(after("220 go", "250 2.0.0 Ok"), SOUND);
    assert_eq!(after("220 go", "250 smtp.example.com\nSIZE 1\nAUTH PLAIN"), FAULT);
    // An answer of one line that names the server greets.
    assert_eq!(after("220 go", "250 smtp.example.com Hello"), FAULT);
    assert_eq!(after("220 go", "closed"), None);
    assert_eq!(on(587, "B23", &[(Ask::StartTlsWithMore, "554 5.5.0 synchronization error")]), SOUND);
    assert_eq!(on(587, "B23", &[(Ask::StartTlsWithMore, "closed")]), None);
}

#[test]
fn what_was_said_in_clear_is_forgotten() {
    // STARTTLS is gone in any case.
    let mut evidence = session(587, &[(Ask::MailInClear, "250 ok"), (Ask::RcptWithoutMail, "250 ok")]);
    evidence.attempts[0].ehlo_again = Outcome::NotPlanned;
    assert_eq!(told("B24", &evidence), FAULT);
    let after = |rcpt: &str| {
        let mut evidence = session(587, &[(Ask::MailInClear, "250 ok"), (Ask::RcptWithoutMail, rcpt)]);
        evidence.attempts[0].ehlo_again = Outcome::NotPlanned;
        told("B24", &evidence)
    };
    assert_eq!(after("503 5.5.1 need MAIL"), SOUND);
    assert_eq!(after("530 5.7.0 login first"), None);
    assert_eq!(after("554 5.7.1 Relay access denied"), None);
}

#[test]
fn a_login_in_clear() {
    assert_eq!(on(587, "B26", &[(Ask::AuthInClear, "334")]), FAULT);
    assert_eq!(on(587, "B26", &[(Ask::AuthInClear, "538 5.7.11 TLS first")]), SOUND);
    assert_eq!(on(587, "B26", &[(Ask::AuthInClear, "closed")]), None);
}

#[test]
fn strangers() {
    let both = |port, id, mail, rcpt| on(port, id, &[(Ask::Mail, mail), (Ask::ForeignRcpt, rcpt)]);
    assert_eq!(on(587, "B29", &[(Ask::Mail, "530 5.7.0 login first")]), SOUND);
    assert_eq!(both(587, "B29", "250 ok", "250 ok"), FAULT);
    assert_eq!(both(587, "B29", "250 ok", "530 5.7.0 login first"), SOUND);
    assert_eq!(both(587, "B29", "250 ok", "554 5.7.1 Relay access denied"), NOTE);
    // Port 25 takes mail of strangers for its own users.
    assert_eq!(both(25, "B29", "250 ok", "250 ok"), None);
    assert_eq!(both(25, "B30", "250 ok", "250 ok"), FAULT);
    assert_eq!(both(587, "B30", "250 ok", "251 will forward"), FAULT);
    assert_eq!(both(587, "B30", "250 ok", "450 4.7.1 later"), None);
    assert_eq!(on(587, "B30", &[(Ask::Mail, "530 5.7.0 login first")]), SOUND);
    assert_eq!(on(587, "B30", &[(Ask::Mail, "451 4.7.1 later")]), None);
    assert_eq!(on(587, "B31", &[(Ask::Vrfy, "252 2.0.0 postmaster")]), SOUND);
    assert_eq!(on(587, "B31", &[(Ask::Vrfy, "502 5.5.1 disabled")]), SOUND);
    assert_eq!(on(587, "B31", &[(Ask::Vrfy, "250 2.1.5 <postmaster@example.com>")]), NOTE);
}

#[test]
fn its_own_machine_may_be_let_through_on_purpose() {
    let mut evidence = session(587, &[(Ask::Mail, "250 ok"), (Ask::ForeignRcpt, "250 ok")]);
    let Outcome::Passed { facts, .. } = &mut evidence.attempts[0].tcp else { panic!("no connection") };
    facts.local = facts.peer.map(|peer| peer.ip());
    assert_eq!(told("B29", &evidence), ADVICE);
    assert_eq!(told("B30", &evidence), ADVICE);
}

#[test]
fn manners() {
    assert_eq!(on(587, "B32", &[(Ask::Unknown, "500 5.5.2 what")]), SOUND);
    assert_eq!(on(587, "B32", &[(Ask::Unknown, "250 fine")]), NOTE);
    assert_eq!(on(587, "B32", &[(Ask::Unknown, "closed")]), ADVICE);
    assert_eq!(on(587, "B32", &[(Ask::Unknown, "silence")]), None);
    let quit = |quit, end| on(587, "B61", &[(Ask::Quit, quit), (Ask::End, end)]);
    assert_eq!(quit("221 bye", "closed"), SOUND);
    assert_eq!(quit("221 bye", "broken"), NOTE);
    assert_eq!(quit("221 bye", "silence"), NOTE);
    assert_eq!(quit("250 bye", "closed"), NOTE);
    assert_eq!(on(587, "B61", &[(Ask::Quit, "closed")]), NOTE);
}
