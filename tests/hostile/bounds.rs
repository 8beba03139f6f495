//! Time and memory.

use std::time::Duration;

use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Answer, Kind, Service, Step};

use crate::row::{At, HOST, LOGIN, Row, Way, bytes, ehlo_with, row, send, server, steps};

/// How long a run may take that only its goodbye could hold up.
const GOODBYE: Duration = Duration::from_secs(2);

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
        (At::Mail, "smtp/malformed-reply", "smtp/reply-timeout"),
        (At::Rcpt, "smtp/malformed-reply", "smtp/reply-timeout"),
    ] {
        let line = steps([send("250 "), Step::Flood(vec![b'A'; 4096])]);
        rows.push(row("R01", at, line).told_as(early));
        rows.push(row("R02", at, steps([Step::Flood(b"250-x\r\n".repeat(100))])).told_as(early));
        rows.push(row("R03", at, drip("250-x\r\n")).told_as(late));
        rows.push(row("R04", at, Answer::silence()).told_as(late));
    }
    rows.push(
        row("R07", At::Handshake, drip("\u{16}\u{3}\u{3}\0\u{7a}\u{2}\0\0\u{76}"))
            .told_as("tls/handshake-timeout"),
    );
    rows.push(row("R04 handshake", At::Handshake, Answer::silence()).told_as("tls/handshake-timeout"));
    rows.push(row("R05", At::Nowhere, Answer::default()).told_as("tcp/timeout"));
    let unending = |way: Way| way.service().answering("QUIT", Answer::reply("221 bye").then(Step::Hold));
    rows.push(server("R06", &[Way::Implicit, Way::StartTls], unending).within(GOODBYE));
    // Where the password is kept back, the other ports are looked at.
    rows.push(server("R06 in clear", &[Way::Clear], unending));
    // What TLS lets a server say in front of its hello, again and again.
    for (name, record) in [
        ("warnings", &b"\x15\x03\x03\0\x02\x01\x5a"[..]),
        ("empty handshakes", b"\x16\x03\x03\0\0"),
        ("empty data", b"\x17\x03\x03\0\0"),
        ("changes of the cipher", b"\x14\x03\x03\0\x01\x01"),
        ("requests for a hello", b"\x16\x03\x03\0\x04\0\0\0\0"),
        ("keys that change", b"\x16\x03\x03\0\x05\x18\0\0\x01\x01"),
        ("tickets", b"\x16\x03\x03\0\x0a\x04\0\0\x06\0\0\0\0\0\0"),
    ] {
        let flood = steps([Step::Flood(record.repeat(600))]);
        rows.push(row(&format!("R08 {name}"), At::Handshake, flood).shown_raw(Status::Tls).without(LOGIN));
    }
    let farewell = bytes(b"\x15\x03\x03\0\x02\x01\0").then(Step::Close);
    rows.push(row("R09", At::Handshake, farewell).told_as("tls/handshake-reset").without(LOGIN));
    // Whoever builds the path from a certificate to a root must not be led around for ever.
    let presenting =
        |id: &str, service: fn(Way) -> Service| server(id, &[Way::Implicit, Way::StartTls], service).whole();
    rows.push(
        presenting("R10", |way| way.service().certified(Kind::Ring(100)))
            .told_as("tls/certificate-invalid")
            .without(LOGIN),
    );
    rows.push(
        presenting("R20", |way| way.service().certified(Kind::Ring(2)))
            .told_as("tls/certificate-untrusted")
            .without(LOGIN),
    );
    rows.push(presenting("R11", |way| way.service().certified(Kind::Names(1000))));
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
    rows.push(
        row("R16 EHLO", At::Ehlo, steps([send(ehlo_with(b"DSN")), Step::Flood(b"250 x\r\n".repeat(50))]))
            .told_as("smtp/malformed-reply")
            .glued(LOGIN),
    );
    rows.push(
        row("R16 MAIL", At::Mail, steps([send("250 ok\r\n250 x\r\n"), Step::Flood(b"250 x\r\n".repeat(50))]))
            .told_as("smtp/malformed-reply"),
    );
    rows
}
