//! The form of replies.

use smtp_doctor::lab::Step;

use crate::row::{At, HELLO, LOGIN, Row, WAYS, Way, bytes, ehlo_with, row, server, steps};

/// The form of replies.
pub(crate) fn rows() -> Vec<Row> {
    const EVERYWHERE: &[At] = &[At::Greeting, At::Ehlo, At::StartTls, At::Auth];
    let mut rows = vec![
        row("P01 greeting", At::Greeting, bytes("220\r\n")),
        row("P01 greeting", At::Greeting, bytes("220 \r\n")),
        row("P01 starttls", At::StartTls, bytes("220\r\n").then(Step::StartTls)),
        row("P01 auth", At::Auth, bytes("235\r\n")),
        row("P01 auth", At::Auth, bytes("235 \r\n")),
        row("P02 greeting", At::Greeting, bytes("553-a\r\n553\r\n"))
            .told_as("smtp/greeting-rejected")
            .without(HELLO),
        row("P02 auth", At::Auth, bytes("535-a\r\n535\r\n")).told_as("auth/bad-credentials"),
        row("P06 LF", At::Greeting, bytes("220 a\n")),
        row("P06 LF", At::Ehlo, bytes("250-smtp.lab.test\n250-STARTTLS\n250 AUTH PLAIN LOGIN\n")),
        row("P06 LF", At::StartTls, bytes("220 go\n").then(Step::StartTls)),
        row("P06 LF", At::Auth, bytes("235 ok\n")),
        row("P06 CR CR LF", At::Greeting, bytes("220 a\r\r\n")),
        row("P06 CR", At::Greeting, bytes("220 a\rb\r\n")),
        row("P06 CR", At::Ehlo, bytes(ehlo_with(b"X\rY"))),
        row("P07 NUL", At::Greeting, bytes(b"220 a\0b\r\n")),
        row("P07 NUL", At::Ehlo, bytes(ehlo_with(b"X\0Y"))),
        row("P07 NUL", At::Auth, bytes(b"535 5.7.8 a\0b\r\n")).told_as("auth/bad-credentials"),
        row("P07 bytes", At::Greeting, bytes(b"220 \x80\x9b\xff\xc3\x28\xf0\x90\r\n")),
        row("P07 bytes", At::Ehlo, bytes(ehlo_with(b"X \x80\x9b\xff\xc3\x28"))),
        row("P07 bytes", At::Auth, bytes(b"535 5.7.8 \x80\x9b\xff\xc3\x28\r\n"))
            .told_as("auth/bad-credentials"),
        server("P08", &WAYS, Way::service),
        row("P09", At::Greeting, bytes("220 x\r\n250-x\r\n250 AUTH PLAIN LOGIN\r\n235 ok\r\n"))
            .told_as("smtp/malformed-reply")
            .glued(HELLO),
        row("P10", At::Greeting, bytes("\r\n220 x\r\n")),
        row("P11 greeting", At::Greeting, bytes("220 hal").then(Step::Close)).told_as("smtp/greeting-closed"),
        row("P11 greeting", At::Greeting, bytes("220-hal\r\n220-lo\r\n").then(Step::Close))
            .told_as("smtp/greeting-closed"),
        row("P11 greeting", At::Greeting, steps([Step::Close])).told_as("smtp/greeting-closed"),
        row("P12", At::Ehlo, bytes(ehlo_with(b"SIZE 99999999999999999999999"))),
        row("P12", At::Ehlo, bytes(ehlo_with(b"SIZE -1"))),
        row(
            "P13",
            At::Ehlo,
            bytes("250-smtp.lab.test\r\n250-STARTTLS\r\n250-AUTH=PLAIN\r\n250 AUTH\tLOGIN\r\n"),
        ),
        row("P14", At::Ehlo, bytes(keywords(10_000))).told_as("smtp/malformed-reply").without(LOGIN),
        row("P15", At::Auth, bytes("235 5.7.1 x\r\n")),
        row("P16 starttls", At::StartTls, bytes("421 bye\r\n").then(Step::Close))
            .told_as("smtp/service-unavailable")
            .without(LOGIN),
        row("P16 ehlo", At::Ehlo, bytes("421 bye\r\n").then(Step::Close))
            .told_as("smtp/service-unavailable")
            .without(LOGIN),
        row("P16 auth", At::Auth, bytes("421 bye\r\n").then(Step::Close)).told_as("smtp/service-unavailable"),
        row("P16 unasked", At::Greeting, bytes("220 x\r\n421 bye\r\n").then(Step::Close))
            .told_as("smtp/service-unavailable")
            .glued(HELLO),
        row("P19", At::Auth, bytes("559 x\r\n")).told_as("auth/bad-credentials"),
        row("P20 endless", At::Greeting, bytes([&b"220 "[..], &[b'a'; 13_000]].concat()))
            .told_as("smtp/malformed-reply")
            .without(HELLO),
    ];
    for length in [2047, 2048, 2049, 8193] {
        let line = |code: &str| bytes(format!("{code} {}\r\n", "a".repeat(length - 6)));
        rows.push(row(&format!("P20 {length}"), At::Greeting, line("220")));
        rows.push(row(&format!("P20 {length}"), At::Auth, line("235")));
        rows.push(row(&format!("P20 {length}"), At::Ehlo, bytes(ehlo_with(&vec![b'A'; length - 6]))));
    }
    let malformed = [
        "\r\n\r\n",
        "2\r\n",
        "25\r\n",
        "2500 x\r\n",
        "25x\r\n",
        "099 x\r\n",
        "699 x\r\n",
        "-50 x\r\n",
        "２２０ x\r\n",
        "250-a\r\n550 b\r\n",
        "220-a\r\n221 b\r\n",
    ];
    for line in malformed {
        let of =
            |at: &At| row(&format!("P03-P05 {line:?}"), *at, bytes(line)).told_as("smtp/malformed-reply");
        rows.extend(EVERYWHERE.iter().map(of));
    }
    for tail in ["250-a\r\n250-b\r\n", "250-a\r\n25", "2"] {
        for at in [At::Ehlo, At::StartTls, At::Auth] {
            let plays = bytes(tail).then(Step::Close);
            rows.push(row(&format!("P11 {tail:?}"), at, plays).told_as("smtp/connection-lost"));
        }
    }
    let foreign: [&[u8]; 6] = [
        b"HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"* OK IMAP4rev1 ready\r\n",
        b"+OK POP3 ready\r\n",
        b"220 ProFTPD Server ready\r\n",
        b"J\0\0\0\x0a8.0.36\0\x08\0\0\0",
    ];
    for first in foreign {
        let id = format!("P18 {}", first.escape_ascii());
        rows.push(
            row(&id, At::Greeting, bytes(first).then(Step::Close)).told_as("smtp/not-smtp").without(HELLO),
        );
        rows.push(
            row(&id, At::Handshake, bytes(first))
                .told_as("smtp/not-smtp")
                .but(Way::StartTls, "starttls/injection")
                .without(LOGIN),
        );
    }
    rows
}

fn keywords(count: usize) -> String {
    let lines = (0..count).map(|at| format!("250-X{at}\r\n")).collect::<Vec<_>>().concat();
    format!("{lines}250 AUTH PLAIN\r\n")
}
