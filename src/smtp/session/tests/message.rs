//! The message: which command hands it over, when it is kept back, and what is said and not said around it.

use super::*;
use crate::plan::{Envelope, Message, Origin};
use crate::smtp::{Handed, Transfer, Unsent};

const TEXT: &str = "From: me@a.test\r\n\r\n.dot\r\nend\r\n";
const FLIGHT: &str = "MAIL FROM:<me@a.test> SIZE=30\r\nRCPT TO:<x@b.test>";
const OK: &str = "250 ok\r\n";
const TAKEN: &str = "250 2.0.0 Ok: queued as 4b1\r\n";

fn message(text: &str) -> Message {
    Message::new(text.as_bytes().to_vec(), Origin::File)
}

fn to(recipients: &[&str]) -> Envelope {
    Envelope { from: "me@a.test".into(), to: recipients.iter().map(|to| (*to).into()).collect() }
}

/// A server that offers this and then says so.
fn play<'a>(envelope: &'a Envelope, message: &'a Message, offers: &'a str, pieces: &[&'a str]) -> Play<'a> {
    let script = Script {
        until: Stage::Data,
        envelope: Some(envelope),
        message: Some(message),
        ..script(Security::Implicit, None)
    };
    Play::run(script, Protection::Verified, &[&["220 mx\r\n", offers], pieces].concat())
}

fn data<'p>(play: &'p Play) -> Option<(Handed, &'p Result<Reply, Fault>)> {
    play.ended.iter().find_map(|ended| match ended {
        Ended::Data { handover, result } => Some((handover.handed, result)),
        _ => None,
    })
}

fn code(play: &Play) -> Option<u16> {
    match data(play)?.1 {
        Ok(reply) | Err(Fault::Rejected(reply)) => Some(reply.code),
        Err(_) => None,
    }
}

#[test]
fn data_goes_ahead_for_a_single_recipient() {
    let (to, message) = (to(&["x@b.test"]), message(TEXT));
    let offers = "250-mx\r\n250-SIZE 1000\r\n250 PIPELINING\r\n";
    let play = play(&to, &message, offers, &["250 ok\r\n250 ok\r\n354 go\r\n", TAKEN]);
    assert_eq!(play.sent[1], format!("{FLIGHT}\r\nDATA"));
    assert_eq!(play.sent[2..], ["<message, 30 bytes>"]);
    assert_eq!(play.message, b"From: me@a.test\r\n\r\n..dot\r\nend\r\n.\r\n");
    assert_eq!((code(&play), play.session.farewell()), (Some(250), &["QUIT\r\n"][..]));
}

#[test]
fn with_several_recipients_it_waits_for_all_of_them() {
    let (to, message) = (to(&["x@b.test", "y@b.test"]), message(TEXT));
    let offers = "250-mx\r\n250 PIPELINING\r\n";
    let taken = play(&to, &message, offers, &["250 ok\r\n250 ok\r\n250 ok\r\n", "354 go\r\n", TAKEN]);
    assert_eq!(taken.sent[2..], ["DATA", "<message, 30 bytes>"]);
    assert_eq!(code(&taken), Some(250));
    let refused = play(&to, &message, offers, &["250 ok\r\n250 ok\r\n550 no\r\n"]);
    assert!(data(&refused).is_none() && !refused.wire.contains("DATA") && refused.message.is_empty());
    assert_eq!(refused.session.farewell(), ["RSET\r\nQUIT\r\n"]);
}

#[test]
fn without_pipelining_each_command_waits() {
    let (to, message) = (to(&["x@b.test"]), message(TEXT));
    let play = play(&to, &message, "250 mx\r\n", &[OK, OK, "354 go\r\n", TAKEN]);
    let sent = ["MAIL FROM:<me@a.test>", "RCPT TO:<x@b.test>", "DATA", "<message, 30 bytes>"];
    assert_eq!((&play.sent[1..], code(&play)), (&sent.map(str::to_owned)[..], Some(250)));
}

#[test]
fn a_chunk_needs_no_go_ahead_and_no_dots() {
    let (to, message) = (to(&["x@b.test"]), message(TEXT));
    let offers = "250-mx\r\n250-PIPELINING\r\n250 CHUNKING\r\n";
    let taken = play(&to, &message, offers, &["250 ok\r\n250 ok\r\n", TAKEN]);
    assert_eq!(taken.sent[2], "BDAT 30 LAST\n<message, 30 bytes>");
    assert_eq!(taken.message, format!("BDAT 30 LAST\r\n{TEXT}").into_bytes());
    assert_eq!(taken.session.handover().transfer, Transfer::Bdat);
    assert_eq!(taken.session.farewell(), ["QUIT\r\n"]);
    let refused = play(&to, &message, offers, &["250 ok\r\n250 ok\r\n", "554 5.6.0 no\r\n"]);
    assert_eq!((code(&refused), refused.session.farewell()), (Some(554), &["RSET\r\nQUIT\r\n"][..]));
}

/// The bytes of a chunk stand right behind its command: a server that does not know BDAT has read them as commands, and
/// how many replies that makes nobody knows. DATA must not follow in this session (RFC 3030 §2 and §3).
#[test]
fn behind_a_refused_chunk_nothing_is_tried_again() {
    let (to, message) = (to(&["x@b.test"]), message(TEXT));
    let offers = "250-mx\r\n250-PIPELINING\r\n250 CHUNKING\r\n";
    for refusal in ["500 5.5.2 what\r\n", "502 5.5.1 no\r\n", "503 5.5.1 no\r\n500 what\r\n500 what\r\n"] {
        let refused = play(&to, &message, offers, &["250 ok\r\n250 ok\r\n", refusal]);
        assert!(matches!(data(&refused), Some((Handed::Whole, Err(Fault::Rejected(_))))), "{refusal:?}");
        assert!(!refused.wire.contains("DATA\r\n") && refused.wire.matches("BDAT").count() <= 1);
        assert_eq!((refused.sent.len(), refused.session.farewell()), (3, &["RSET\r\nQUIT\r\n"][..]));
    }
}

#[test]
fn what_the_message_needs_is_declared_where_it_is_offered() {
    let (to, message) = (to(&["x@b.test"]), message("Subject: é\r\n\r\né\r\n"));
    for (offers, declared) in [
        ("250 mx\r\n", ""),
        ("250-mx\r\n250 8BITMIME\r\n", " BODY=8BITMIME"),
        ("250-mx\r\n250-SIZE\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n", " SIZE=19 BODY=8BITMIME SMTPUTF8"),
    ] {
        let play = play(&to, &message, offers, &[OK]);
        assert_eq!(play.sent[1], format!("MAIL FROM:<me@a.test>{declared}"));
    }
}

#[test]
fn header_and_body_declare_each_its_own() {
    let to = to(&["x@b.test"]);
    for (text, declared) in [
        (&b"Subject: e\r\n\r\ne\r\n"[..], ""),
        (b"Subject: e\r\n\r\n\xc3\xa9\r\n", " BODY=8BITMIME"),
        (b"Subject: \xc3\xa9\r\n\r\ne\r\n", " BODY=8BITMIME SMTPUTF8"),
        (b"Subject: \xe9\r\n\r\ne\r\n", " BODY=8BITMIME"),
    ] {
        let message = Message::new(text.to_vec(), Origin::File);
        let play = play(&to, &message, "250-mx\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n", &[OK]);
        assert_eq!(play.sent[1], format!("MAIL FROM:<me@a.test>{declared}"));
    }
}

#[test]
fn one_over_the_announced_limit_does_not_come_to_mail() {
    let (to, message) = (to(&["x@b.test"]), message(TEXT));
    let fitting = play(&to, &message, "250-mx\r\n250 SIZE 30\r\n", &[OK]);
    assert_eq!(fitting.sent[1], "MAIL FROM:<me@a.test> SIZE=30");
    let play = play(&to, &message, "250-mx\r\n250 SIZE 29\r\n", &[OK]);
    let Some(Ended::Mail { result: Err(Fault::Unsent(unsent)), .. }) = play.ended.last() else {
        panic!("{:?}", play.ended);
    };
    assert_eq!(*unsent, Unsent::TooLarge { size: 30, limit: 29 });
    assert_eq!((play.sent.len(), play.session.farewell()), (1, &["QUIT\r\n"][..]));
}

#[test]
fn one_that_servers_could_cut_in_two_is_never_sent() {
    let to = to(&["x@b.test"]);
    for end in ["\n.\n", "\n.\r", "\r.\n", "\r.\r", "\n.\r\n", "\r.\r\n", "\r\n\0.\r\n", "\r\n.\r\r\n"] {
        let message = message(&format!("From: a@b.c\r\n\r\nx{end}MAIL FROM:<evil@x.test>\r\n"));
        for offers in ["250-mx\r\n250 PIPELINING\r\n", "250-mx\r\n250-PIPELINING\r\n250 CHUNKING\r\n"] {
            let play = play(&to, &message, offers, &["250 ok\r\n250 ok\r\n"]);
            assert_eq!(data(&play), Some((Handed::Nothing, &Err(Fault::Unsent(Unsent::LineEnds)))));
            assert!(play.message.is_empty() && !play.wire.contains("DATA") && !play.wire.contains("evil"));
            assert_eq!(play.session.farewell(), ["RSET\r\nQUIT\r\n"]);
        }
    }
}

#[test]
fn a_positive_answer_to_data_is_not_leave_to_send() {
    let (to, message) = (to(&["x@b.test"]), message(TEXT));
    for answer in ["250 ok\r\n", "354 go\r\n250 ok\r\n"] {
        let play = play(&to, &message, "250 mx\r\n", &[OK, OK, answer]);
        assert!(matches!(data(&play), Some((Handed::Nothing, Err(Fault::Desynchronised(_))))));
        assert!(play.message.is_empty() && play.session.farewell().is_empty());
    }
    let refused = play(&to, &message, "250 mx\r\n", &[OK, OK, "554 5.5.1 no\r\n"]);
    assert_eq!((code(&refused), refused.session.farewell()), (Some(554), &["RSET\r\n", "QUIT\r\n"][..]));
}

#[test]
fn data_behind_a_refusal_is_answered_by_silence() {
    let (to, message) = (to(&["x@b.test"]), message(TEXT));
    let offers = "250-mx\r\n250 PIPELINING\r\n";
    for (replies, words) in [
        ("250 ok\r\n550 no\r\n503 no recipient\r\n", &["RSET\r\nQUIT\r\n"][..]),
        ("250 ok\r\n550 no\r\n354 go\r\n", &[]),
        ("250 ok\r\n550 no\r\n", &[]),
        ("550 no\r\n503 no\r\n503 no\r\n", &["QUIT\r\n"]),
        ("550 no\r\n503 no\r\n354 go\r\n", &[]),
        ("550 no\r\n503 no\r\n", &[]),
        ("550 no\r\n421 bye\r\n", &["QUIT\r\n"]),
        ("421 bye\r\n", &["QUIT\r\n"]),
        ("250 ok\r\n421 bye\r\n", &["RSET\r\nQUIT\r\n"]),
    ] {
        let mut play = play(&to, &message, offers, &[replies]);
        while play.session.late_reply().is_some() {}
        assert!(data(&play).is_none() && play.message.is_empty());
        assert_eq!(play.session.farewell(), words, "{replies}");
    }
}

#[test]
fn behind_the_last_dot_only_a_reply_tells() {
    let (to, message) = (to(&["x@b.test"]), message(TEXT));
    let silent = play(&to, &message, "250 mx\r\n", &[OK, OK, "354 go\r\n"]);
    assert!(matches!(data(&silent), Some((Handed::Whole, Err(Fault::Closed(_))))));
    let refused = play(&to, &message, "250 mx\r\n", &[OK, OK, "354 go\r\n", "552 5.3.4 too big\r\n"]);
    assert_eq!((code(&refused), refused.session.farewell()), (Some(552), &["QUIT\r\n"][..]));
}

#[test]
fn a_refusal_in_the_middle_is_heard_and_nothing_more_is_said() {
    let (to, message) = (to(&["x@b.test"]), message(TEXT));
    let script = Script {
        until: Stage::Data,
        envelope: Some(&to),
        message: Some(&message),
        ..script(Security::Implicit, None)
    };
    for (early, told) in [("552 5.3.4 too big\r\n", true), ("250 ok\r\n", false)] {
        let mut session =
            Session::new(Script { announced: "a".into(), ..clone(&script) }, Protection::Verified);
        let mut pieces = ["220 mx\r\n", "250 mx\r\n", OK, OK, "354 go\r\n"].into_iter();
        let ended = loop {
            match session.step() {
                Step::Receive => session.receive(pieces.next().unwrap().as_bytes()),
                Step::Transmit { .. } => session.receive(early.as_bytes()),
                Step::Ready => session.authenticate(),
                Step::Ended(Ended::Data { handover, result }) => break (handover.handed, result),
                _ => {}
            }
        };
        let out_of_step = matches!(ended.1, Err(Fault::Desynchronised(_)));
        let refused = matches!(ended.1, Err(Fault::Rejected(_)));
        assert_eq!((ended.0, refused, out_of_step), (Handed::Part, told, !told));
        assert!(session.farewell().is_empty());
    }
}

fn clone<'a>(script: &Script<'a>) -> Script<'a> {
    Script { announced: script.announced.clone(), ..*script }
}
