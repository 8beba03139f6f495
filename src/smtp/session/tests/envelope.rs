//! MAIL and RCPT: in one flight, one by one, refused, out of step.

use super::*;
use crate::plan::Envelope;

const PIPELINING: &str = "250-mx\r\n250-PIPELINING\r\n250 AUTH PLAIN LOGIN\r\n";
const OK: &str = "235 ok\r\n";

fn envelope(from: &str, to: &[&str]) -> Envelope {
    Envelope { from: from.into(), to: to.iter().map(|to| (*to).into()).collect() }
}

fn to_two() -> Envelope {
    envelope("me@a.test", &["x@b.test", "y@b.test"])
}

/// A login and this envelope on implicit TLS, after the greeting.
fn play<'a>(login: &'a Login, envelope: &'a Envelope, pieces: &[&'a str]) -> Play<'a> {
    let until = if envelope.to.is_empty() { Stage::Mail } else { Stage::Rcpt };
    let script = Script { until, envelope: Some(envelope), ..script(Security::Implicit, Some(login)) };
    let pieces = [&["220 mx\r\n"], pieces].concat();
    Play::run(script, Protection::Verified, &pieces)
}

fn mail<'p>(play: &'p Play) -> &'p Result<Reply, Fault> {
    let found = play.ended.iter().find_map(|ended| match ended {
        Ended::Mail { result, .. } => Some(result),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no MAIL but {:?}", play.ended))
}

fn rcpt<'p>(play: &'p Play) -> Option<&'p Result<(), Fault>> {
    play.ended.iter().find_map(|ended| match ended {
        Ended::Rcpt(result) => Some(result),
        _ => None,
    })
}

fn is_refused<T>(result: &Result<T, Fault>, code: u16) -> bool {
    matches!(result, Err(Fault::Rejected(reply)) if reply.code == code)
}

#[test]
fn sender_and_recipients_go_in_one_flight() {
    let (login, envelope) = (test_login("me", "secret"), to_two());
    let glued = "250 ok\r\n250 ok\r\n251 will forward\r\n";
    for replies in [&[glued][..], &["250 ok\r\n", "250-o\r\n250 k\r\n", "251 will forward\r\n"]] {
        let play = play(&login, &envelope, &[&[PIPELINING, OK], replies].concat());
        let flight = "MAIL FROM:<me@a.test>\r\nRCPT TO:<x@b.test>\r\nRCPT TO:<y@b.test>";
        assert_eq!(play.sent.last().unwrap(), flight);
        assert!(mail(&play).is_ok() && rcpt(&play) == Some(&Ok(())));
        assert_eq!(play.answered, [("x@b.test".into(), 250), ("y@b.test".into(), 251)]);
        assert_eq!(play.session.farewell(), ["RSET\r\nQUIT\r\n"]);
    }
}

#[test]
fn without_pipelining_each_waits_for_the_one_before() {
    let (login, envelope) = (test_login("me", "secret"), to_two());
    let play = play(&login, &envelope, &[EHLO, OK, "250 ok\r\n", "550 5.1.1 unknown\r\n", "250 ok\r\n"]);
    let commands = ["MAIL FROM:<me@a.test>", "RCPT TO:<x@b.test>", "RCPT TO:<y@b.test>"];
    assert_eq!(play.sent[2..], commands);
    assert!(is_refused(rcpt(&play).unwrap(), 550));
    assert_eq!(play.answered, [("x@b.test".into(), 550), ("y@b.test".into(), 250)]);
    assert_eq!(play.session.farewell(), ["RSET\r\n", "QUIT\r\n"]);
}

#[test]
fn a_refused_sender_makes_the_answers_behind_it_meaningless() {
    let (login, envelope) = (test_login("me", "secret"), to_two());
    let replies = "553 5.7.1 not owned\r\n503 need MAIL\r\n503 need MAIL\r\n";
    let mut play = play(&login, &envelope, &[PIPELINING, OK, replies]);
    assert!(is_refused(mail(&play), 553) && rcpt(&play).is_none() && play.answered.is_empty());
    assert!(play.session.is_owed_replies());
    assert_eq!([0; 2].map(|_| play.session.late_reply().unwrap().code), [503, 503]);
    assert!(!play.session.is_owed_replies() && play.session.late_reply().is_none());
    assert_eq!(play.session.farewell(), ["QUIT\r\n"]);
    let goodbye = self::play(&login, &envelope, &[PIPELINING, OK, "421 busy\r\n"]);
    assert!(is_refused(mail(&goodbye), 421) && !goodbye.session.is_owed_replies());
}

#[test]
fn without_a_login_the_envelope_follows_ehlo() {
    let envelope = envelope("", &[]);
    let script = Script { until: Stage::Mail, envelope: Some(&envelope), ..script(Security::Plain, None) };
    let play = Play::run(script, Protection::Clear, &["220 mx\r\n", EHLO, "250 ok\r\n"]);
    assert_eq!(play.sent[1..], ["MAIL FROM:<>"]);
    assert!(mail(&play).is_ok() && rcpt(&play).is_none());
}

#[test]
fn no_sender_is_named_where_the_login_failed_or_was_kept_back() {
    let (mut login, envelope) = (test_login("me", "secret"), to_two());
    let refused = play(&login, &envelope, &[PIPELINING, "535 no\r\n"]);
    assert!(!refused.wire.contains("MAIL"));
    login.in_clear = InClear::Refused;
    let script =
        Script { until: Stage::Rcpt, envelope: Some(&envelope), ..script(Security::Plain, Some(&login)) };
    let kept = Play::run(script, Protection::Clear, &["220 mx\r\n", PIPELINING, "250 ok\r\n"]);
    assert!(!kept.wire.contains("MAIL") && kept.auth() == &Err(Fault::Unencrypted));
    let early = Script { envelope: Some(&envelope), ..self::script(Security::Implicit, Some(&login)) };
    let early = Play::run(early, Protection::Verified, &["220 mx\r\n", PIPELINING, OK, "250 ok\r\n"]);
    assert!(early.auth().is_ok() && !early.wire.contains("MAIL"));
}

#[test]
fn an_address_beyond_ascii_needs_the_extension() {
    let login = test_login("me", "secret");
    for envelope in [envelope("用户@a.test", &[]), envelope("me@a.test", &["ü@b.test"])] {
        let without = play(&login, &envelope, &[PIPELINING, OK, "250 ok\r\n", "250 ok\r\n"]);
        assert!(matches!(mail(&without), Err(Fault::NotOffered(listed)) if listed[0] == "PIPELINING"));
        assert!(!without.wire.contains("MAIL"));
        let listed = "250-mx\r\n250-SMTPUTF8\r\n250 AUTH PLAIN\r\n";
        let with = play(&login, &envelope, &[listed, OK, "250 ok\r\n", "250 ok\r\n"]);
        assert!(with.sent[2].ends_with("> SMTPUTF8") && mail(&with).is_ok());
    }
}

#[test]
fn surplus_bytes_behind_the_login_abort_before_the_sender() {
    let (login, envelope) = (test_login("me", "secret"), to_two());
    let play = play(&login, &envelope, &[PIPELINING, "235 ok\r\n250 ok\r\n250 ok\r\n250 ok\r\n"]);
    assert!(matches!(mail(&play), Err(Fault::Desynchronised(_))), "{:?}", play.ended);
    assert!(!play.wire.contains("MAIL"));
    let between = self::play(&login, &envelope, &[EHLO, OK, "250 ok\r\n250 ok\r\n"]);
    assert!(matches!(rcpt(&between), Some(Err(Fault::Desynchronised(_)))));
    assert!(!between.wire.contains("RCPT"));
}

#[test]
fn a_goodbye_or_an_end_belongs_to_the_stage_under_way() {
    let (login, envelope) = (test_login("me", "secret"), to_two());
    for listed in [EHLO, PIPELINING] {
        let goodbye = play(&login, &envelope, &[listed, OK, "250 ok\r\n", "421 4.7.0 bye\r\n"]);
        assert!(is_refused(rcpt(&goodbye).unwrap(), 421));
        assert_eq!(goodbye.answered, [("x@b.test".into(), 421)]);
        let ended = play(&login, &envelope, &[listed, OK, "250 ok\r\n", "250 ok\r\n", "250-"]);
        assert!(matches!(rcpt(&ended), Some(Err(Fault::Closed(_)))));
        assert!(matches!(mail(&play(&login, &envelope, &[listed, OK])), Err(Fault::Closed(_))));
        // What was refused stays refused when the connection is lost behind it.
        let refused = play(&login, &envelope, &[listed, OK, "250 ok\r\n", "550 no\r\n"]);
        assert!(is_refused(rcpt(&refused).unwrap(), 550));
    }
}

#[test]
fn an_address_never_ends_its_command() {
    let login = test_login("me", "secret");
    let envelope = envelope("a@b.test>\r\nDATA\r\n<", &["x>\n@b.test"]);
    let play = play(&login, &envelope, &[EHLO, OK, "250 ok\r\n", "250 ok\r\n"]);
    assert_eq!(play.sent[2..], ["MAIL FROM:<a@b.testDATA>", "RCPT TO:<x@b.test>"]);
    assert_eq!(play.wire.lines().count(), 4);
}

#[test]
fn a_positive_answer_to_something_else_takes_no_sender() {
    let (login, envelope) = (test_login("me", "secret"), envelope("me@a.test", &[]));
    for (code, taken) in [
        (250, true),
        (251, true),
        (252, true),
        (299, true),
        (211, false),
        (214, false),
        (220, false),
        (221, false),
        (235, false),
        (354, false),
    ] {
        let answer = format!("{code} x\r\n");
        let play = play(&login, &envelope, &[EHLO, OK, &answer]);
        assert_eq!((mail(&play).is_ok(), is_refused(mail(&play), code)), (taken, !taken), "{code}");
    }
}
