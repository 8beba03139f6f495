//! Logins by each mechanism: round trips, what is cancelled, and what is not believed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::*;
use crate::smtp::sasl::{BindingKind, ChannelBinding, Reason, Unproven};

/// The nonce of the example in RFC 5802 §5, as bytes.
fn nonce() -> [u8; 18] {
    BASE64.decode("fyko+d2lbbFgONRv9qkxdawL").unwrap().try_into().unwrap()
}

const SERVER_FIRST: &str = "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096";
const SERVER_FINAL: &str = "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=";

fn challenge(text: &str) -> String {
    format!("334 {}\r\n", BASE64.encode(text))
}

fn login(mechanism: &str) -> Login {
    Login { mechanism: Some(mechanism.into()), ..test_login("user", "pencil") }
}

/// A login under verified TLS at a server that offers `offered` and then sends `pieces`.
fn play(login: &Login, offered: &str, pieces: &[&str], go: impl FnOnce(Play<'_>)) {
    let ehlo = format!("250-mx\r\n250 AUTH {offered}\r\n");
    let mut all = vec!["220 mx\r\n", &ehlo];
    all.extend(pieces);
    let script = Script { nonce: nonce(), ..script(Security::Implicit, Some(login)) };
    go(Play::run(script, Protection::Verified, &all));
}

/// The lines of the login as they went over the wire.
fn lines(play: &Play<'_>) -> Vec<String> {
    play.wire.lines().filter(|line| !line.starts_with("EHLO")).map(str::to_owned).collect()
}

#[test]
fn scram_takes_two_round_trips_and_an_empty_line() {
    let (first, last) = (challenge(SERVER_FIRST), challenge(SERVER_FINAL));
    play(&test_login("user", "pencil"), "SCRAM-SHA-1 PLAIN", &[&first, &last, "235 ok\r\n"], |play| {
        assert!(play.auth().is_ok());
        assert_eq!(play.sent[1..], ["AUTH SCRAM-SHA-1 <redacted>", "<redacted>", ""]);
        let proof = "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=";
        let opening = BASE64.encode("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
        assert_eq!(
            lines(&play),
            [format!("AUTH SCRAM-SHA-1 {opening}"), BASE64.encode(proof), String::new()]
        );
        assert_eq!(play.session.auth_notes().iterations, Some(4096));
    });
}

#[test]
fn a_server_that_does_not_prove_itself_is_not_believed() {
    let (first, wrong) = (challenge(SERVER_FIRST), challenge("v=AAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    let login = login("SCRAM-SHA-1");
    play(&login, "SCRAM-SHA-1", &[&first, &wrong, "235 ok\r\n"], |play| {
        assert_eq!(play.auth(), &Err(Fault::Unproven(Unproven::WrongSignature)));
        assert_eq!(play.sent.last().unwrap(), "*");
    });
    play(&login, "SCRAM-SHA-1", &[&first, "235 ok\r\n"], |play| {
        assert_eq!(play.auth(), &Err(Fault::Unproven(Unproven::NoSignature)));
    });
    for early in ["235 ok\r\n", "334 \r\n"] {
        play(&login, "SCRAM-SHA-1", &[early, "501 cancelled\r\n"], |play| {
            assert!(matches!(play.auth(), Err(Fault::Malformed(_))), "{:?}", play.auth());
        });
    }
}

#[test]
fn an_odd_challenge_is_cancelled() {
    let login = login("SCRAM-SHA-1");
    let foreign = SERVER_FIRST.replace("r=fyko", "r=abcd");
    let costly = SERVER_FIRST.replace("i=4096", "i=4294967295");
    for odd in [challenge(&foreign), challenge(&costly), challenge("hello"), "334 !\r\n".into()] {
        play(&login, "SCRAM-SHA-1", &[&odd, "501 cancelled\r\n"], |play| {
            assert!(matches!(play.auth(), Err(Fault::Malformed(ReplyFault::Challenge { .. }))));
            assert_eq!(lines(&play).last().unwrap(), "*");
        });
    }
}

#[test]
fn a_refused_proof_is_the_server_s_refusal() {
    let (first, error) = (challenge(SERVER_FIRST), challenge("e=invalid-proof"));
    play(&login("SCRAM-SHA-1"), "SCRAM-SHA-1", &[&first, &error, "535 5.7.8 no\r\n"], |play| {
        assert!(matches!(play.auth(), Err(Fault::Rejected(reply)) if reply.code == 535));
        let reason = Some(Reason::Proof { error: "invalid-proof".into() });
        assert_eq!(play.session.auth_notes().reason, reason);
    });
}

#[test]
fn a_bound_login_is_made_where_there_is_a_binding() {
    let login = test_login("user", "pencil");
    let run = |binding: Option<ChannelBinding>| {
        let script = Script { nonce: nonce(), ..script(Security::Implicit, Some(&login)) };
        let mut session = Session::new(script, Protection::Verified);
        session.bind(binding);
        session.receive(b"220 mx\r\n");
        while !matches!(session.step(), Step::Receive) {}
        session.receive(b"250-mx\r\n250 AUTH SCRAM-SHA-1 SCRAM-SHA-1-PLUS\r\n");
        while !matches!(session.step(), Step::Ready) {}
        session.authenticate();
        let Step::Send { bytes, .. } = session.step() else { panic!("nothing is sent") };
        (String::from_utf8(bytes.to_vec()).unwrap(), session.auth_notes().binding)
    };
    let (line, binding) = run(Some(ChannelBinding { kind: BindingKind::TlsExporter, data: vec![1; 32] }));
    assert!(line.starts_with("AUTH SCRAM-SHA-1-PLUS cD10bHMtZXhwb3J0ZXIsL"), "{line}");
    assert_eq!(binding, Some("tls-exporter"));
    let (line, binding) = run(None);
    assert!(line.starts_with("AUTH SCRAM-SHA-1 biws"), "{line}");
    assert_eq!(binding, None);
}

#[test]
fn cram_md5_waits_for_its_challenge() {
    let asked = challenge("<1896.697170952@postoffice.reston.mci.net>");
    let login = Login { mechanism: Some("CRAM-MD5".into()), ..test_login("tim", "tanstaaftanstaaf") };
    play(&login, "CRAM-MD5 PLAIN", &[&asked, "235 ok\r\n"], |play| {
        assert_eq!(lines(&play), ["AUTH CRAM-MD5", "dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw"]);
        assert!(play.auth().is_ok());
    });
    play(&login, "CRAM-MD5", &["235 ok\r\n"], |play| {
        assert!(matches!(play.auth(), Err(Fault::Malformed(ReplyFault::Premature { .. }))));
    });
}

#[test]
fn a_refused_token_is_acknowledged_and_the_refusal_taken() {
    let told = challenge(r#"{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}"#);
    for (mechanism, answer) in [("XOAUTH2", ""), ("OAUTHBEARER", "AQ==")] {
        play(&login(mechanism), "XOAUTH2 OAUTHBEARER", &[&told, "535 5.7.8 no\r\n"], |play| {
            assert!(matches!(play.auth(), Err(Fault::Rejected(reply)) if reply.code == 535));
            assert_eq!(play.sent[1..], [format!("AUTH {mechanism} <redacted>"), answer.to_owned()]);
            assert_eq!(lines(&play).last().unwrap(), answer);
            assert!(
                matches!(&play.session.auth_notes().reason, Some(Reason::Token { status, .. }) if status == "401")
            );
        });
        // Success after a refusal rests on nothing.
        play(&login(mechanism), mechanism, &[&told, "235 ok\r\n"], |play| {
            assert!(matches!(play.auth(), Err(Fault::Malformed(ReplyFault::Premature { .. }))));
        });
    }
}

#[test]
fn a_token_goes_with_the_command_as_far_as_it_may() {
    for (length, lines_sent) in [(2000, 1), (9000, 1), (9300, 2)] {
        let login = Login { mechanism: Some("XOAUTH2".into()), ..test_login("me", &"t".repeat(length)) };
        let pieces: &[&str] = if lines_sent == 1 { &["235 ok\r\n"] } else { &["334 \r\n", "235 ok\r\n"] };
        play(&login, "XOAUTH2", pieces, |play| {
            assert!(play.auth().is_ok());
            assert_eq!(lines(&play).len(), lines_sent, "{length}");
            assert!(play.sent.last().unwrap().ends_with("<redacted>"), "{length}");
        });
    }
}

#[test]
fn external_names_whom_to_act_as_or_nobody() {
    for (user, line) in [("tim", "AUTH EXTERNAL dGlt"), ("", "AUTH EXTERNAL =")] {
        let login = Login { mechanism: Some("EXTERNAL".into()), ..test_login(user, "x") };
        play(&login, "EXTERNAL", &["235 ok\r\n"], |play| {
            assert_eq!(lines(&play), [line]);
            assert!(play.auth().is_ok());
        });
    }
}

#[test]
fn no_mechanism_leaves_in_clear() {
    let login = test_login("user", "pencil");
    for offered in ["SCRAM-SHA-256", "CRAM-MD5", "PLAIN", "LOGIN"] {
        let ehlo = format!("250-mx\r\n250 AUTH {offered}\r\n");
        let script = script(Security::Plain, Some(&login));
        let play = Play::run(script, Protection::Clear, &["220 mx\r\n", &ehlo]);
        assert_eq!(play.auth(), &Err(Fault::Unencrypted), "{offered}");
    }
}

#[test]
fn old_lists_are_read() {
    play(&test_login("user", "pencil"), "=PLAIN LOGIN", &["235 ok\r\n"], |play| assert!(play.auth().is_ok()));
    let login = test_login("user", "pencil");
    let play = Play::run(
        script(Security::Implicit, Some(&login)),
        Protection::Verified,
        &["220 mx\r\n", "250-mx\r\n250 AUTH=PLAIN LOGIN\r\n", "235 ok\r\n"],
    );
    assert!(play.auth().is_ok());
}

#[test]
fn a_server_that_does_not_wait_for_an_answer_gets_none() {
    let login = Login { mechanism: Some("LOGIN".into()), ..test_login("me", "very-secret") };
    let prompts =
        ["334 UGFzc3dvcmQ6\r\n235 ok\r\n", "334 UGFzc3dvcmQ6\r\n250 x\r\n250-", "334 UGFzc3dvcmQ6\r\n2"];
    for glued in prompts {
        play(&login, "LOGIN", &[glued, "35 ok\r\n", "501 cancelled\r\n"], |play| {
            assert!(matches!(play.auth(), Err(Fault::Desynchronised(_))), "{:?}", play.auth());
            assert_eq!(lines(&play), ["AUTH LOGIN bWU=", "*"]);
        });
    }
    play(&login, "LOGIN", &["334 UGFzc3dvcmQ6\r\n421 busy\r\n"], |play| {
        assert!(matches!(play.auth(), Err(Fault::Rejected(reply)) if reply.code == 421));
    });
}

#[test]
fn much_hashing_is_work_for_the_driver() {
    let login = login("SCRAM-SHA-1");
    let script = Script { nonce: nonce(), ..script(Security::Implicit, Some(&login)) };
    let mut session = Session::new(script, Protection::Verified);
    for piece in ["220 mx\r\n", "250-mx\r\n250 AUTH SCRAM-SHA-1\r\n"] {
        session.receive(piece.as_bytes());
        while !matches!(session.step(), Step::Receive | Step::Ready) {}
    }
    session.authenticate();
    while !matches!(session.step(), Step::Receive) {}
    session.receive(challenge(SERVER_FIRST).as_bytes());
    let Step::Toil(toil) = session.step() else { panic!("no work") };
    assert_eq!((session.stage(), toil.iterations()), (Some(Stage::Auth), 4096));
    assert!(session.auth_under_way().is_some());
    assert!(!format!("{toil:?}").contains("pencil"));
    session.provide(toil.done());
    assert!(matches!(session.step(), Step::Send { .. }));
}

#[test]
fn a_server_that_asks_without_end_is_answered_ten_times() {
    let login = Login { mechanism: Some("LOGIN".into()), ..test_login("me", "secret") };
    let asked = challenge("Username:");
    let asks = |times: usize| [vec![asked.as_str(); times], vec!["501 cancelled\r\n"]].concat();
    play(&login, "LOGIN", &asks(10), |play| {
        assert!(matches!(play.auth(), Err(Fault::Rejected(reply)) if reply.code == 501));
        assert_eq!(lines(&play)[1..], ["bWU="; 10]);
    });
    play(&login, "LOGIN", &asks(11), |play| {
        assert!(matches!(play.auth(), Err(Fault::Malformed(ReplyFault::Challenge { .. }))));
        assert_eq!(lines(&play)[10..], ["bWU=", "*"]);
    });
}

#[test]
fn a_challenge_of_two_lines_is_cancelled() {
    let login = Login { mechanism: Some("LOGIN".into()), ..test_login("me", "secret") };
    let challenge = "334-UGFzc3dvcmQ6\r\n334 UGFzc3dvcmQ6\r\n";
    play(&login, "LOGIN", &[challenge, "501 cancelled\r\n"], |play| {
        assert!(matches!(play.auth(), Err(Fault::Malformed(ReplyFault::Challenge { .. }))));
        assert_eq!(lines(&play), ["AUTH LOGIN bWU=", "*"]);
    });
}
