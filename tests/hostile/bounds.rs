//! Time and memory.

use std::time::Duration;

use smtp_doctor::lab::{Answer, Step};

use crate::row::{At, HOST, LOGIN, Row, WAYS, Way, row, send, server, steps};

/// Time and memory.
pub(crate) fn rows() -> Vec<Row> {
    // How the bytes are cut makes no difference where they never end or never come.
    let row = |id: &str, at, plays| row(id, at, plays).whole();
    let mut rows = Vec::new();
    let drip = |first: &str| steps([Step::Drip(first.repeat(200).into_bytes(), Duration::from_millis(100))]);
    for (at, early, late) in [
        (At::Greeting, "smtp/malformed-reply", "smtp/greeting-timeout"),
        (At::Ehlo, "smtp/malformed-reply", "smtp/reply-timeout"),
        (At::StartTls, "smtp/malformed-reply", "smtp/reply-timeout"),
        (At::Auth, "smtp/malformed-reply", "smtp/reply-timeout"),
    ] {
        let line = steps([send("250 "), Step::Flood(vec![b'A'; 4096])]);
        rows.push(row("R01", at, line).told_as(early));
        rows.push(row("R02", at, steps([Step::Flood(b"250-x\r\n".repeat(100))])).told_as(early));
        rows.push(row("R03", at, drip("250-x\r\n")).told_as(late));
        rows.push(row("R04", at, Answer::silence()).told_as(late));
    }
    rows.push(
        row("R03 handshake", At::Handshake, drip("\u{16}\u{3}\u{3}\0\u{7a}\u{2}\0\0\u{76}"))
            .told_as("tls/handshake-timeout"),
    );
    rows.push(row("R04 handshake", At::Handshake, Answer::silence()).told_as("tls/handshake-timeout"));
    rows.push(row("R05", At::Nowhere, Answer::default()).told_as("tcp/timeout"));
    rows.push(server("R06", &WAYS, |way| {
        way.service().answering("QUIT", Answer::reply("221 bye").then(Step::Hold))
    }));
    let challenges = Answer(vec![Step::Challenge(b"334 \r\n".to_vec()); 40]);
    rows.push(row("R15", At::Auth, challenges.clone()).told_as("smtp/malformed-reply"));
    rows.push(
        server("R15 LOGIN", &[Way::Implicit], |way| {
            let user = Answer(vec![Step::Challenge(b"334 VXNlcm5hbWU6\r\n".to_vec()); 40]);
            way.service()
                .answering_under_tls("EHLO", Answer::ehlo(HOST, &["AUTH LOGIN"]))
                .answering_under_tls("AUTH", user)
        })
        .told_as("smtp/malformed-reply"),
    );
    rows.push(
        row("R16", At::Greeting, steps([send("220 x\r\n250 x\r\n"), Step::Flood(b"250 x\r\n".repeat(50))]))
            .told_as("smtp/malformed-reply")
            .glued(LOGIN),
    );
    rows
}
