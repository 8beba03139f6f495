//! The session against servers written down as bytes.

mod driver;
mod envelope;
mod message;
mod out_of_place;
mod sasl;

use super::*;
use crate::plan::{InClear, Login};
use crate::smtp::sasl::test_login;

/// A server as a list of what it sends, a piece for each time the session waits.
struct Play<'a> {
    session: Session<'a>,
    pieces: Vec<&'a [u8]>,
    tls: Protection,
    sent: Vec<String>,
    wire: String,
    message: Vec<u8>,
    secured: bool,
    answered: Vec<(String, u16)>,
    ended: Vec<Ended>,
}

impl<'a> Play<'a> {
    fn run(script: Script<'a>, protection: Protection, pieces: &[&'a str]) -> Self {
        Self::cut(script, protection, pieces, usize::MAX)
    }

    fn cut(script: Script<'a>, protection: Protection, pieces: &[&'a str], size: usize) -> Self {
        let pieces = pieces.iter().flat_map(|piece| piece.as_bytes().chunks(size)).rev().collect();
        let mut play = Self {
            session: Session::new(script, protection),
            pieces,
            tls: Protection::Verified,
            sent: Vec::new(),
            wire: String::new(),
            message: Vec::new(),
            secured: false,
            answered: Vec::new(),
            ended: Vec::new(),
        };
        play.go();
        play
    }

    /// As a driver does that tries the credentials on whichever session got furthest.
    fn insist(&mut self) {
        self.session.authenticate();
        self.go();
    }

    fn go(&mut self) {
        loop {
            match self.session.step() {
                Step::Send { bytes, shown } => {
                    self.wire.push_str(std::str::from_utf8(&bytes).unwrap());
                    self.sent.push(shown);
                }
                Step::Transmit { bytes, shown } => {
                    self.message.extend_from_slice(&bytes);
                    self.sent.push(shown);
                    self.session.transmitted();
                }
                Step::Receive => match self.pieces.pop() {
                    Some(piece) => self.session.receive(piece),
                    None => self.session.close(),
                },
                Step::Toil(toil) => self.session.provide(toil.done()),
                Step::Secure => {
                    self.secured = true;
                    self.session.secure(self.tls);
                }
                Step::Answered { to, reply } => self.answered.push((to, reply.code)),
                Step::Ended(ended) => self.ended.push(ended),
                Step::Ready => self.session.authenticate(),
                Step::Finished => return,
            }
        }
    }

    fn auth(&self) -> &Result<Reply, Fault> {
        match self.ended.last() {
            Some(Ended::Auth { result, .. }) => result,
            other => panic!("no AUTH but {other:?}"),
        }
    }

    fn starttls(&self) -> &Result<Reply, Fault> {
        match self.ended.last() {
            Some(Ended::StartTls(result)) => result,
            other => panic!("no STARTTLS but {other:?}"),
        }
    }
}

fn script(security: Security, login: Option<&Login>) -> Script<'_> {
    Script {
        announced: "[192.0.2.9]".into(),
        security,
        until: Stage::Auth,
        login,
        envelope: None,
        nonce: [0; 18],
        message: None,
    }
}

const EHLO: &str = "250-mx.example.com\r\n250 AUTH PLAIN LOGIN\r\n";
const EHLO_CLEAR: &str = "250-mx.example.com\r\n250 STARTTLS\r\n";

#[test]
fn implicit_tls_needs_three_commands() {
    let login = test_login("me", "secret");
    let play = Play::run(
        script(Security::Implicit, Some(&login)),
        Protection::Verified,
        &["220 mx\r\n", EHLO, "235 2.7.0 ok\r\n"],
    );
    assert_eq!(play.sent, ["EHLO [192.0.2.9]", "AUTH PLAIN <redacted>"]);
    assert!(play.wire.ends_with("AUTH PLAIN AG1lAHNlY3JldA==\r\n"));
    assert_eq!(play.auth().as_ref().unwrap().code, 235);
}

#[test]
fn starttls_forgets_what_was_said_in_clear() {
    let login = test_login("me", "secret");
    let again = "250-mx\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n";
    for security in [Security::StartTls, Security::Opportunistic, Security::Detect] {
        for listed in [EHLO, again] {
            let pieces = ["220 mx\r\n", EHLO_CLEAR, "220 go\r\n", listed, "235 ok\r\n"];
            let play = Play::run(script(security, Some(&login)), Protection::Clear, &pieces);
            let hello = "EHLO [192.0.2.9]";
            assert_eq!(play.sent, [hello, "STARTTLS", hello, "AUTH PLAIN <redacted>"]);
            assert!(play.auth().is_ok());
        }
    }
}

#[test]
fn the_cut_of_the_bytes_makes_no_difference() {
    let login = test_login("me", "secret");
    let pieces = ["220 mx\r\n", EHLO_CLEAR, "220 go\r\n", EHLO, "535 5.7.8 no\r\n"];
    let whole = Play::run(script(Security::StartTls, Some(&login)), Protection::Clear, &pieces);
    for size in [1, 2, 3, 7] {
        let cut = Play::cut(script(Security::StartTls, Some(&login)), Protection::Clear, &pieces, size);
        assert_eq!(cut.ended, whole.ended);
        assert_eq!(cut.sent, whole.sent);
    }
}

#[test]
fn a_refused_or_missing_starttls_ends_the_session() {
    let refused = ["220 mx\r\n", EHLO_CLEAR, "454 no\r\n235 ok\r\n250 ok\r\n"];
    let play = Play::run(script(Security::StartTls, None), Protection::Clear, &refused);
    assert!(matches!(play.starttls(), Err(Fault::Rejected(reply)) if reply.code == 454));
    let play = Play::run(script(Security::StartTls, None), Protection::Clear, &["220 mx\r\n", EHLO]);
    assert_eq!(play.starttls(), &Err(Fault::NotOffered(vec!["AUTH PLAIN LOGIN".into()])));
    assert_eq!(play.ended.len(), 3);
}

#[test]
fn credentials_stay_here_without_verified_tls() {
    let mut login = test_login("me", "secret");
    let clear = Play::run(script(Security::Plain, Some(&login)), Protection::Clear, &["220 mx\r\n", EHLO]);
    assert_eq!(clear.auth(), &Err(Fault::Unencrypted));
    let unverified =
        Play::run(script(Security::Implicit, Some(&login)), Protection::Unverified, &["220 mx\r\n", EHLO]);
    assert_eq!(unverified.auth(), &Err(Fault::Unverified));
    assert!(!clear.wire.contains("AUTH") && !unverified.wire.contains("AUTH"));
    login.in_clear = InClear::Allowed;
    for (security, protection) in
        [(Security::Plain, Protection::Clear), (Security::Implicit, Protection::Unverified)]
    {
        let pieces = ["220 mx\r\n", EHLO, "235 ok\r\n"];
        assert!(Play::run(script(security, Some(&login)), protection, &pieces).auth().is_ok());
    }
}

#[test]
fn after_a_failure_nothing_is_said_whatever_the_user_allows() {
    let login = Login { in_clear: InClear::Allowed, ..test_login("me", "secret") };
    let listed = "250-mx\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n";
    for answer in ["502 no\r\n", "454 no\r\n", "220 go\r\n250 AUTH PLAIN\r\n", "354 what\r\n"] {
        let script = script(Security::StartTls, Some(&login));
        let mut play = Play::run(script, Protection::Clear, &["220 mx\r\n", listed, answer]);
        play.session.authenticate();
        assert!(matches!(play.session.step(), Step::Finished));
        assert_eq!(play.sent, ["EHLO [192.0.2.9]", "STARTTLS"]);
    }
}

#[test]
fn no_second_mechanism_is_tried() {
    let login = test_login("me", "secret");
    let play = Play::run(
        script(Security::Implicit, Some(&login)),
        Protection::Verified,
        &["220 mx\r\n", EHLO, "504 5.7.4 no such mechanism\r\n"],
    );
    assert_eq!(play.sent.iter().filter(|line| line.starts_with("AUTH")).count(), 1);
}

#[test]
fn login_answers_its_prompts() {
    let login = test_login("me", "secret");
    let play = Play::run(
        script(Security::Implicit, Some(&login)),
        Protection::Verified,
        &["220 mx\r\n", "250-mx\r\n250 AUTH LOGIN\r\n", "334 UGFzc3dvcmQ6\r\n", "235 ok\r\n"],
    );
    assert_eq!(play.sent[1..], ["AUTH LOGIN <redacted>", "<redacted>"]);
    assert!(play.wire.ends_with("AUTH LOGIN bWU=\r\nc2VjcmV0\r\n"));
    assert!(play.auth().is_ok());
}

#[test]
fn a_long_secret_goes_without_initial_response() {
    // The line of 368 letters has 509 bytes, the one of 369 would have 513.
    for (length, sent) in [(368, &["AUTH PLAIN <redacted>"][..]), (369, &["AUTH PLAIN", "<redacted>"])] {
        let login = test_login("me", &"s".repeat(length));
        let pieces = ["220 mx\r\n", EHLO, "334 \r\n", "235 ok\r\n"];
        let pieces = if sent.len() == 1 { &[pieces[0], pieces[1], pieces[3]] } else { &pieces[..] };
        let play = Play::run(script(Security::Implicit, Some(&login)), Protection::Verified, pieces);
        assert_eq!(play.sent[1..], *sent);
        assert!(play.auth().is_ok());
    }
}

#[test]
fn helo_is_tried_when_ehlo_is_unknown() {
    let play = Play::run(
        script(Security::Opportunistic, None),
        Protection::Clear,
        &["220 mx\r\n", "502 what?\r\n", "250 mx\r\n"],
    );
    assert_eq!(play.sent, ["EHLO [192.0.2.9]", "HELO [192.0.2.9]"]);
    assert!(matches!(play.ended.last(), Some(Ended::Ehlo { refusal: Some(_), result: Ok(_), .. })));
}

#[test]
fn nothing_but_220_opens_and_nothing_but_250_answers() {
    for code in [221, 230, 235, 354, 421, 500, 554] {
        let greeting = format!("{code} x\r\n");
        let play = Play::run(script(Security::Plain, None), Protection::Clear, &[&greeting]);
        assert!(matches!(&play.ended[..], [Ended::Greeting(Err(Fault::Rejected(_)))]), "{code}");
        assert!(play.sent.is_empty());
    }
    for code in [220, 221, 354, 421, 501, 530, 550] {
        let answer = format!("{code} x\r\n");
        let play = Play::run(script(Security::Plain, None), Protection::Clear, &["220 mx\r\n", &answer]);
        assert!(
            matches!(play.ended.last(), Some(Ended::Ehlo { result: Err(Fault::Rejected(_)), .. })),
            "{code}"
        );
        assert_eq!(play.sent.len(), 1);
    }
}

#[test]
fn another_protocol_is_named() {
    for (bytes, protocol) in [
        ("HTTP/1.1 400 Bad Request\r\n\r\n", Protocol::Http),
        ("SSH-2.0-OpenSSH_9.2\r\n", Protocol::Ssh),
        ("* OK IMAP ready\r\n", Protocol::Imap),
        ("220 FileZilla FTP\r\n", Protocol::Ftp),
        ("\x15\x03\x03\x00\x02\x02\x46", Protocol::Tls),
    ] {
        let play = Play::run(script(Security::Plain, None), Protection::Clear, &[bytes]);
        assert!(
            matches!(&play.ended[..], [Ended::Greeting(Err(Fault::NotSmtp { protocol: found, .. }))] if *found == protocol),
            "{:?}",
            play.ended
        );
    }
}

#[test]
fn a_greeting_of_smtp_that_is_cut_or_endless_is_no_other_protocol() {
    let greet = |bytes: &str| {
        let play = Play::run(script(Security::Plain, None), Protection::Clear, &[bytes]);
        let [Ended::Greeting(Err(fault))] = &play.ended[..] else { panic!("{:?}", play.ended) };
        fault.clone()
    };
    assert_eq!(greet("220 mx"), Fault::Closed(ServerText::new("220 mx")));
    let endless = format!("220 {}", "x".repeat(13_000));
    assert!(matches!(greet(&endless), Fault::Malformed(ReplyFault::LineTooLong { .. })));
}

#[test]
fn no_login_is_tried_once_the_dialogue_has_failed() {
    let login = test_login("me", "secret");
    for pieces in [&["554 no\r\n"][..], &["220 mx\r\n", "451 no\r\n"], &["220 mx\r\n", EHLO, "x\r\n"]] {
        let mut play = Play::run(script(Security::StartTls, Some(&login)), Protection::Clear, pieces);
        let before = play.ended.clone();
        play.session.authenticate();
        play.go();
        assert_eq!(play.ended, before);
        assert!(!play.wire.contains("AUTH"));
    }
}

#[test]
fn it_stops_where_it_is_told_to() {
    let until = |until, pieces: &[&'static str]| {
        let mut script = script(Security::Opportunistic, None);
        script.until = until;
        Play::run(script, Protection::Clear, pieces).sent
    };
    assert!(until(Stage::Greeting, &["220 mx\r\n"]).is_empty());
    assert_eq!(until(Stage::Tls, &["220 mx\r\n", EHLO_CLEAR, "220 go\r\n"]).last().unwrap(), "STARTTLS");
    let again = until(Stage::Ehlo, &["220 mx\r\n", EHLO_CLEAR, "220 go\r\n", EHLO]);
    assert_eq!(again.len(), 3);
}

#[test]
fn an_endless_session_is_cut() {
    let flood: Vec<String> = (0..200).map(|_| format!("250-{}\r\n", "x".repeat(8_000))).collect();
    let mut pieces = vec!["220 mx\r\n"];
    pieces.extend(flood.iter().map(String::as_str));
    let play = Play::run(script(Security::Plain, None), Protection::Clear, &pieces);
    assert!(matches!(play.ended.last(), Some(Ended::Ehlo { result: Err(Fault::Malformed(_)), .. })));
}

#[test]
fn a_session_that_did_not_come_to_it_is_not_authenticated() {
    let mut login = test_login("me", "secret");
    login.in_clear = InClear::Allowed;
    let offer = "250-mx\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n";
    let refused = ["220 mx\r\n", offer, "454 not now\r\n", "235 ok\r\n"];
    let mut play = Play::run(script(Security::StartTls, Some(&login)), Protection::Clear, &refused);
    play.insist();
    assert!(matches!(play.starttls(), Err(Fault::Rejected(_))), "{:?}", play.ended);
    assert!(!play.wire.contains("AUTH"), "{}", play.wire);
    let mut early = script(Security::Plain, Some(&login));
    early.until = Stage::Ehlo;
    let mut play = Play::run(early, Protection::Clear, &["220 mx\r\n", EHLO, "235 ok\r\n"]);
    play.insist();
    assert!(!play.wire.contains("AUTH"), "{}", play.wire);
}

#[test]
fn tls_is_not_begun_where_starttls_is_the_end() {
    let mut only = script(Security::StartTls, None);
    only.until = Stage::StartTls;
    let play = Play::run(only, Protection::Clear, &["220 mx\r\n", EHLO_CLEAR, "220 go\r\n"]);
    assert!(play.starttls().is_ok());
    assert!(!play.secured);
}

#[test]
fn a_step_does_not_show_the_secret() {
    let login = test_login("me", "secret");
    let mut session = Session::new(script(Security::Implicit, Some(&login)), Protection::Verified);
    session.receive(b"220 mx\r\n");
    while !matches!(session.step(), Step::Receive) {}
    session.receive(EHLO.as_bytes());
    while !matches!(session.step(), Step::Ready) {}
    session.authenticate();
    let shown = format!("{session:?}");
    assert!(!shown.contains(&format!("{:?}", b"AUTH PLAIN")[1..20]), "{shown}");
    assert!(shown.contains("AUTH PLAIN <redacted>"), "{shown}");
}
