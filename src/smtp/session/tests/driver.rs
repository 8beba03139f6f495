//! What a driver asks of a session beside its steps: what it knows, how much it takes, and how it is left.

use super::*;

/// A session that waits for its first answer after these pieces.
fn waiting<'a>(script: Script<'a>, pieces: &[&str]) -> Session<'a> {
    let mut session = Session::new(script, Protection::Verified);
    for piece in pieces {
        while !matches!(session.step(), Step::Receive) {
            session.authenticate();
        }
        session.receive(piece.as_bytes());
    }
    while !matches!(session.step(), Step::Receive) {
        session.authenticate();
    }
    session
}

#[test]
fn one_that_is_abandoned_says_and_reports_nothing_more() {
    let login = test_login("me", "secret");
    let mut session = Session::new(script(Security::Implicit, Some(&login)), Protection::Verified);
    session.receive(b"220 mx\r\n");
    assert!(matches!(session.step(), Step::Ended(Ended::Greeting(Ok(_)))));
    session.abandon();
    assert!(matches!(session.step(), Step::Finished));
    let mut session = waiting(script(Security::Implicit, Some(&login)), &["220 mx\r\n"]);
    session.close();
    session.abandon();
    assert!(matches!(session.step(), Step::Finished));
    assert_eq!(session.stage(), None);
}

#[test]
fn the_name_and_what_has_come_of_a_reply_are_known() {
    let mut session = waiting(script(Security::Implicit, None), &["220 mx\r\n"]);
    assert_eq!(session.announced(), "[192.0.2.9]");
    session.receive(b"250-mx\r\n250-SI");
    assert!(matches!(session.step(), Step::Receive));
    assert_eq!(session.fragment().bytes(), b"250-mx\r\n250-SI");
}

#[test]
fn a_cancelled_login_has_a_fault_before_the_server_answers() {
    let login = test_login("me", "secret");
    let session = waiting(script(Security::Implicit, Some(&login)), &["220 mx\r\n", EHLO]);
    assert_eq!((session.stage(), session.known_fault()), (Some(Stage::Auth), None));
    let odd = &["220 mx\r\n", EHLO, "334 !\r\n"];
    let mut session = waiting(script(Security::Implicit, Some(&login)), odd);
    let line = ServerText::new("334 !");
    let fault = Fault::Malformed(ReplyFault::Challenge { line });
    assert_eq!(session.known_fault(), Some(fault.clone()));
    let under_way = session.auth_under_way().map(|(mechanism, _)| mechanism);
    assert_eq!((session.stage(), under_way), (Some(Stage::Auth), Some(Mechanism::Plain)));
    session.close();
    let Step::Ended(Ended::Auth { result, .. }) = session.step() else { panic!("no end of AUTH") };
    assert_eq!(result, Err(fault));
}

#[test]
fn a_refused_recipient_is_known_before_the_others_are_answered() {
    let to = ["x@b.test", "y@b.test"].map(str::to_owned).to_vec();
    let envelope = crate::plan::Envelope { from: String::new(), to };
    let script =
        || Script { until: Stage::Rcpt, envelope: Some(&envelope), ..script(Security::Implicit, None) };
    let pieces = ["220 mx\r\n", "250 mx\r\n", "250 ok\r\n", "550 no\r\n"];
    assert_eq!(waiting(script(), &pieces[..3]).known_fault(), None);
    let fault = waiting(script(), &pieces).known_fault();
    assert!(matches!(fault, Some(Fault::Rejected(reply)) if reply.code == 550));
}

#[test]
fn a_session_takes_a_mebibyte_and_no_more() {
    let mut session = waiting(script(Security::Implicit, None), &["220 mx\r\n"]);
    let line = format!("250-{}\r\n", "x".repeat(58));
    let taken = "220 mx\r\n".len();
    session.receive(line.repeat((1024 * 1024 - taken) / 64).as_bytes());
    session.receive(&vec![b'2'; (1024 * 1024 - taken) % 64]);
    assert!(session.known_fault().is_none() && session.stage() == Some(Stage::Ehlo));
    session.receive(b"2");
    assert_eq!(session.stage(), None);
    assert!(matches!(
        session.step(),
        Step::Ended(Ended::Ehlo { result: Err(Fault::Malformed(ReplyFault::TooLong { .. })), .. })
    ));
}
