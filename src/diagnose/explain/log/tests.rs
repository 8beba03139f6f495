//! A log of any size: every distinct error, counted; what is no error, left out.

use std::sync::LazyLock;

use super::super::Load;
use super::*;

static EXPLAINER: LazyLock<Explainer> = LazyLock::new(|| Explainer::new(Load::Log));

fn summary(log: &[u8], chunk: usize) -> Summary {
    let mut reading = Log::new(&EXPLAINER, None);
    for part in log.chunks(chunk) {
        reading.feed(part);
    }
    reading.finish()
}

const LOG: &str = "Nov 23 05:14:42 mx postfix/smtp[12]: A1B2C3D4: to=<a@x.org>, status=sent (250 ok)\r\n\
    Nov 23 05:14:43 mx postfix/smtp[13]: 4F2A91C0: SASL authentication failed; server smtp.x.org[192.0.2.1] said: 535 5.7.8 Error: authentication failed\r\n\
    Nov 23 05:15:43 mx postfix/smtp[14]: 9F2A91C0: SASL authentication failed; server smtp.x.org[192.0.2.9] said: 535 5.7.8 Error: authentication failed\r\n\
    534-5.7.9 Application-specific password required. For more information, go to\r\n\
    534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor x - gsmtp\r\n\
    the end";

#[test]
fn every_distinct_error_is_counted_once() {
    for chunk in [1, 7, 100, 100_000] {
        let found = summary(LOG.as_bytes(), chunk);
        let told: Vec<_> = found
            .errors
            .iter()
            .map(|error| (error.line, error.count, error.explanation.hits[0].cause.code.0))
            .collect();
        assert_eq!(told, [(2, 2, "auth/bad-credentials"), (4, 1, "auth/app-password-required")], "{chunk}");
        assert_eq!((found.lines, found.recognised, found.unlisted), (6, 3, 0));
    }
}

#[test]
fn what_is_kept_is_bounded() {
    let mut log = Vec::new();
    for number in 0..1_200_u32 {
        let letters: String = number.to_string().bytes().map(|b| char::from(b - b'0' + b'a')).collect();
        log.extend_from_slice(format!("535 5.7.8 authentication failed for reason{letters}\n").as_bytes());
    }
    let found = summary(&log, 4096);
    assert_eq!((found.errors.len(), found.unlisted), (KINDS, 200));
    let endless = [&b"535 5.7.8 "[..], &b"x".repeat(1_000_000)].concat();
    assert_eq!(summary(&endless, 4096).errors.len(), 1);
}

#[test]
fn garbage_and_nothing_are_no_errors() {
    let garbage: Vec<u8> =
        (0..50_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
    _ = summary(&garbage, 1000);
    assert!(summary(b"", 10).errors.is_empty());
    assert!(summary(b"GET /index.html HTTP/1.1 404 512\nall is well\n", 10).errors.is_empty());
}

/// The number of errors in a log, and the first cause of the first one.
fn told(log: &str) -> (u64, Option<&'static str>) {
    let found = summary(log.as_bytes(), log.len());
    let first = found.errors.first().map(|error| error.explanation.hits[0].cause.code.0);
    (found.recognised, first)
}

#[test]
fn every_line_is_counted() {
    for chunk in [1, 10] {
        for (log, lines) in [("", 0), ("a", 1), ("a\n", 1), ("a\nb\r\n", 2), ("a\n\nb", 3)] {
            assert_eq!(summary(log.as_bytes(), chunk).lines, lines, "{log:?}");
        }
    }
}

#[test]
fn a_line_is_read_so_far_and_no_further() {
    let error = " said: 550 5.1.1 no such user\n";
    for chunk in [100, 1_000_000] {
        let read = |blanks: usize| {
            let log = ["x".repeat(blanks).as_bytes(), error.as_bytes()].concat();
            summary(&log, chunk).recognised
        };
        assert_eq!((read(15_000), read(17_000)), (1, 0));
    }
}

#[test]
fn the_lines_of_a_reply_are_one_error() {
    for mark in ["", "  ", "S: ", "< ", "<- ", "<~ ", "<< ", "<-- ", "<** "] {
        let log = format!("{mark}554-5.7.1 one\n{mark}554 5.7.1 two\n");
        assert_eq!(told(&log).0, 1, "{mark}");
    }
    // Another code, or none, ends the reply.
    assert_eq!(told("554-5.7.1 one\n550 5.1.1 two\n").0, 2);
    assert_eq!(told("554-5.7.1 one\nall is well\n554 5.7.1 two\n").0, 2);
}

#[test]
fn what_only_looks_like_a_code_joins_no_lines() {
    for start in ["5th", "51a", "5a1", "350"] {
        let log = format!("{start}-try: connect: connection refused\n").repeat(2);
        assert_eq!(told(&log).0, 2, "{start}");
    }
}

#[test]
fn a_reply_without_an_end_is_broken_up() {
    let log = |lines: usize| "550-5.1.1 no such user\n".repeat(lines) + "all is well\n";
    assert_eq!(told(&log(REPLY)).0, 1);
    assert_eq!(told(&log(REPLY + 1)).0, 2);
}

#[test]
fn an_error_is_read_in_every_dress() {
    for (line, cause) in [
        ("535 quux", "auth/bad-credentials"),
        ("450 quux", "send/temporary-failure"),
        ("connect: connection refused", "tcp/refused"),
        ("535 Error: ÇëÊ¹ÓÃÊÚÈ¨ÂëµÇÂ¼", "auth/authorization-code-required"),
        (
            r#"level=error error="535 Error: \u8bf7\u4f7f\u7528\u6388\u6743\u7801\u767b\u5f55""#,
            "auth/authorization-code-required",
        ),
        ("334 NTM1IDUuNy44IGF1dGhlbnRpY2F0aW9uIGZhaWxlZA", "auth/bad-credentials"),
        ("answer NTM1IDUuNy44IGF1dGhlbnRpY2F0aW9uIGZhaWxlZA==", "auth/bad-credentials"),
    ] {
        assert_eq!(told(line), (1, Some(cause)), "{line}");
    }
}

#[test]
fn what_is_said_by_chance_is_no_error() {
    for line in [
        "request timeout",
        "eof",
        "it hangs",
        "535",
        "to=<a@x.org>, status=sent (host said: 450 4.2.0 greylisted)",
        // What stands in base64 counts where a server asks or is answered.
        "message-id=<NTM1IDUuNy44IGF1dGhlbnRpY2F0aW9uIGZhaWxlZA>",
    ] {
        assert_eq!(told(line), (0, None), "{line}");
    }
}

#[test]
fn a_line_costs_its_verdict_once() {
    let mut reading = Log::new(&EXPLAINER, None);
    reading.feed(b"all is well\nthe job is done\nall is well\n");
    assert_eq!(reading.verdicts.len(), 2);
}

#[test]
fn a_hash_is_not_hashed_again() {
    let hash = |write: &dyn Fn(&mut Plain)| {
        let mut plain = Plain::default();
        write(&mut plain);
        plain.finish()
    };
    assert_eq!(hash(&|plain| plain.write_u64(u64::MAX)), u64::MAX);
    assert_ne!(hash(&|plain| plain.write(&[1, 2])), hash(&|plain| plain.write(&[2, 1])));
}

#[test]
fn one_text_is_told_from_a_log() {
    assert!(is_one_text(b"[2024-05-01 10:00:00] Error: x\n    at y (z.js:1:2)\n"));
    assert!(is_one_text(b"Error: x\n    at y (z.js:10:21)\n    at z (y.js:20:11)\n"));
    assert!(!is_one_text(LOG.as_bytes()));
    assert!(is_one_text(&b"x".repeat(16_384)) && !is_one_text(&b"x".repeat(16_385)));
    assert!(is_one_text("x\n".repeat(59).as_bytes()) && !is_one_text("x\n".repeat(60).as_bytes()));
}

#[test]
fn lines_with_times_are_of_a_log() {
    for line in ["12:34 x\n", "  [2024-05-01 10:00:00] x\n", "Nov 23 05:14:42 mx x\n", "05-01T10:00 x\n"] {
        assert!(is_one_text(line.as_bytes()) && !is_one_text(line.repeat(2).as_bytes()), "{line}");
    }
    for line in ["12 items\n", "x 1: 23\n", "a1:23\n", "12:3\n", "12.34\n", "port:25\n", "x a1b2c3d4e5\n"] {
        assert!(is_one_text(line.repeat(2).as_bytes()), "{line}");
    }
    let late = "a long word before the time 12:34:56\n";
    assert!(is_one_text(late.repeat(2).as_bytes()));
}
