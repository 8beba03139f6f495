//! Bytes where none belong: glued, early, unasked for.

use super::*;

#[test]
fn bytes_behind_the_reply_to_starttls_end_the_session() {
    for tail in ["250-x\r\n250 AUTH PLAIN LOGIN\r\n", "250-AU"] {
        let glued = format!("220 go\r\n{tail}");
        let login = test_login("me", "secret");
        let play = Play::run(
            script(Security::StartTls, Some(&login)),
            Protection::Clear,
            &["220 mx\r\n", EHLO_CLEAR, &glued],
        );
        assert!(matches!(play.starttls(), Err(Fault::Injected(_))));
        assert_eq!(play.sent.len(), 2);
    }
}

#[test]
fn a_challenge_out_of_place_is_cancelled() {
    let login = test_login("me", "secret");
    for challenge in ["334 UGFzc3dvcmQ6\r\n", "334 =AAA\r\n", "334 a b\r\n", "334 !!\r\n"] {
        let play = Play::run(
            script(Security::Implicit, Some(&login)),
            Protection::Verified,
            &["220 mx\r\n", EHLO, challenge, "501 cancelled\r\n"],
        );
        assert_eq!(play.sent.last().unwrap(), "*");
        assert!(matches!(play.auth(), Err(Fault::Malformed(ReplyFault::Challenge { .. }))));
    }
}

#[test]
fn success_before_the_secret_is_no_proof() {
    let login = test_login("me", "secret");
    let play = Play::run(
        script(Security::Implicit, Some(&login)),
        Protection::Verified,
        &["220 mx\r\n", "250-mx\r\n250 AUTH LOGIN\r\n", "235 ok\r\n"],
    );
    assert!(matches!(play.auth(), Err(Fault::Malformed(ReplyFault::Premature { .. }))));
}

#[test]
fn surplus_bytes_abort_before_the_credentials() {
    let login = test_login("me", "secret");
    let glued = format!("{EHLO}250 x\r\n");
    let play =
        Play::run(script(Security::Implicit, Some(&login)), Protection::Verified, &["220 mx\r\n", &glued]);
    assert!(matches!(play.auth(), Err(Fault::Desynchronised(_))));
    assert!(!play.wire.contains("AUTH"));
}

#[test]
fn all_replies_at_once_are_out_of_step() {
    let glued = format!("220 mx\r\n{EHLO}235 ok\r\n");
    let play = Play::run(script(Security::Plain, None), Protection::Clear, &[&glued]);
    assert!(matches!(play.ended.last(), Some(Ended::Ehlo { result: Err(Fault::Desynchronised(_)), .. })));
}

#[test]
fn a_goodbye_between_commands_is_read() {
    let play = Play::run(
        script(Security::Plain, None),
        Protection::Clear,
        &["220 mx\r\n421 too many connections\r\n"],
    );
    let Some(Ended::Ehlo { result: Err(Fault::Rejected(reply)), .. }) = play.ended.last() else {
        panic!("{:?}", play.ended);
    };
    assert_eq!(reply.code, 421);
}

#[test]
fn a_goodbye_behind_the_list_of_capabilities_is_read() {
    let login = test_login("me", "secret");
    let glued = format!("{EHLO}421 4.3.2 shutting down\r\n");
    let play =
        Play::run(script(Security::Implicit, Some(&login)), Protection::Verified, &["220 mx\r\n", &glued]);
    assert!(matches!(play.auth(), Err(Fault::Rejected(reply)) if reply.code == 421), "{:?}", play.ended);
}

#[test]
fn a_goodbye_instead_of_the_answer_to_helo_is_told() {
    let pieces = ["220 mx\r\n", "502 what?\r\n", "421 too many errors\r\n"];
    let play = Play::run(script(Security::Plain, None), Protection::Clear, &pieces);
    let Some(Ended::Ehlo { result: Err(Fault::Rejected(reply)), .. }) = play.ended.last() else {
        panic!("{:?}", play.ended);
    };
    assert_eq!(reply.code, 421);
}

#[test]
fn what_is_kept_of_a_reply_out_of_place_is_as_it_came() {
    let secret = "a\u{200b}b".repeat(40);
    let login = test_login("me", &secret);
    for (offer, echo) in [("LOGIN", format!("235 {secret}\r\n")), ("PLAIN", format!("334 {secret}\r\n"))] {
        let offer = format!("250-mx\r\n250 AUTH {offer}\r\n");
        let play = Play::run(
            script(Security::Implicit, Some(&login)),
            Protection::Verified,
            &["220 mx\r\n", &offer, &echo, "501 no\r\n"],
        );
        let Err(Fault::Malformed(ReplyFault::Premature { line } | ReplyFault::Challenge { line })) =
            play.auth()
        else {
            panic!("{:?}", play.ended)
        };
        let kept = login.secret.redact("me", line.bytes());
        assert!(!String::from_utf8(kept).unwrap().contains('b'), "{line:?}");
    }
}
