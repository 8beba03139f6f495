//! The form of replies.

use std::time::Duration;

use smtp_doctor::exit::Status;
use smtp_doctor::lab::Step;

use crate::row::{At, HELLO, LOGIN, Row, WAYS, Way, bytes, ehlo_with, row, send, server, steps};

/// How long a greeting may stand half said.
const A_WHILE: Duration = Duration::from_millis(2500);

/// The form of replies.
pub(crate) fn rows() -> Vec<Row> {
    const EVERYWHERE: &[At] = &[At::Greeting, At::Ehlo, At::StartTls, At::Auth];
    let mut rows = vec![
        row("P01 greeting", At::Greeting, bytes("220\r\n")),
        row("P01 greeting", At::Greeting, bytes("220 \r\n")),
        row("P01 starttls", At::StartTls, bytes("220\r\n").then(Step::StartTls)),
        row("P01 auth", At::Auth, bytes("235\r\n")),
        row("P01 auth", At::Auth, bytes("235 \r\n")),
        server("P01 ehlo", &[Way::Implicit, Way::StartTls], |way| {
            way.service().answering_under_tls("EHLO", bytes("250\r\n"))
        })
        .told_as("auth/not-offered")
        .without(LOGIN),
        server("P01 ehlo in clear", &[Way::StartTls], |way| {
            way.service().answering_in_clear("EHLO", bytes("250 \r\n"))
        })
        .told_as("starttls/not-offered")
        .without(LOGIN),
        row("P01 mail", At::Mail, bytes("250\r\n")),
        row("P02 ehlo", At::Ehlo, bytes("553-a\r\n553\r\n")).shown_raw(Status::Smtp).without(LOGIN),
        row("P02 starttls", At::StartTls, bytes("553-a\r\n553\r\n"))
            .told_as("starttls/refused")
            .without(LOGIN),
        row("P02 greeting", At::Greeting, bytes("553-a\r\n553\r\n"))
            .told_as("smtp/greeting-rejected")
            .without(HELLO),
        row("P02 auth", At::Auth, bytes("535-a\r\n535\r\n")).told_as("auth/bad-credentials"),
        row("P06 LF", At::Greeting, bytes("220 a\n")),
        row("P06 LF", At::Ehlo, bytes("250-smtp.lab.test\n250-STARTTLS\n250 AUTH PLAIN LOGIN\n")),
        row("P06 LF", At::StartTls, bytes("220 go\n").then(Step::StartTls)),
        row("P06 LF", At::Auth, bytes("235 ok\n")),
        row("P06 CR CR LF", At::Greeting, bytes("220 a\r\r\n")),
        row("P06 CR CR LF", At::Ehlo, bytes(ehlo_with(b"X\r"))),
        row("P06 CR CR LF", At::Auth, bytes("235 ok\r\r\n")),
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
        row("P10 behind", At::Ehlo, bytes([&ehlo_with(b"DSN")[..], b"\r\n"].concat())),
        row("P11 greeting", At::Greeting, bytes("220 hal").then(Step::Close)).told_as("smtp/greeting-closed"),
        row("P11 greeting", At::Greeting, bytes("220-hal\r\n220-lo\r\n").then(Step::Close))
            .told_as("smtp/greeting-closed"),
        row("P11 greeting", At::Greeting, steps([Step::Close])).told_as("smtp/greeting-closed"),
        row("P12", At::Ehlo, bytes(ehlo_with(b"SIZE 99999999999999999999999"))),
        row("P12", At::Ehlo, bytes(ehlo_with(b"SIZE -1"))),
        row("P12", At::Ehlo, bytes(ehlo_with(b"SIZE abc"))),
        row("P12", At::Ehlo, bytes(ehlo_with(b"SIZE"))),
        row(
            "P13 twice",
            At::Ehlo,
            bytes("250-smtp.lab.test\r\n250-STARTTLS\r\n250-AUTH PLAIN\r\n250 AUTH LOGIN\r\n"),
        ),
        row(
            "P13 nothing",
            At::Ehlo,
            bytes("250-smtp.lab.test\r\n250-STARTTLS\r\n250-AUTH\r\n250 AUTH PLAIN\r\n"),
        ),
        row(
            "P13",
            At::Ehlo,
            bytes("250-smtp.lab.test\r\n250-STARTTLS\r\n250-AUTH=PLAIN\r\n250 AUTH\tLOGIN\r\n"),
        ),
        row("P14", At::Ehlo, bytes(keywords(10_000))).told_as("smtp/malformed-reply").without(LOGIN),
        row("P15", At::Auth, bytes("235 5.7.1 x\r\n")),
        row("P15", At::Auth, bytes("535 2.7.0 ok\r\n")).told_as("auth/bad-credentials"),
        row("P16 mail", At::Mail, bytes("421 bye\r\n").then(Step::Close)).told_as("smtp/service-unavailable"),
        row("P16 rcpt", At::Rcpt, bytes("421 bye\r\n").then(Step::Close)).told_as("smtp/service-unavailable"),
        row(
            "P16 behind EHLO",
            At::Ehlo,
            bytes([&ehlo_with(b"DSN")[..], b"421 bye\r\n"].concat()).then(Step::Close),
        )
        .told_as("smtp/service-unavailable")
        .glued(LOGIN),
        row("P16 starttls", At::StartTls, bytes("421 bye\r\n").then(Step::Close))
            .told_as("smtp/service-unavailable")
            .without(LOGIN),
        row("P16 ehlo", At::Ehlo, bytes("421 bye\r\n").then(Step::Close))
            .told_as("smtp/service-unavailable")
            .without(LOGIN),
        row("P16 auth", At::Auth, bytes("421 bye\r\n").then(Step::Close)).told_as("auth/temporary-failure"),
        row("P16 unasked", At::Greeting, bytes("220 x\r\n421 bye\r\n").then(Step::Close))
            .told_as("smtp/service-unavailable")
            .glued(HELLO),
        row("P17", At::Greeting, steps([send("220-wait\r\n"), Step::Pause(A_WHILE), send("220 ok\r\n")]))
            .whole(),
        // No success but 235 says that somebody has logged in.
        row("P19", At::Auth, bytes("299 x\r\n")).told_as("smtp/malformed-reply"),
        row("P19", At::Auth, bytes("459 x\r\n")).told_as("auth/temporary-failure"),
        row("P19", At::Greeting, bytes("459 x\r\n")).told_as("smtp/greeting-busy").without(HELLO),
        row("P19", At::Greeting, bytes("559 x\r\n")).told_as("smtp/greeting-rejected").without(HELLO),
        row("P19", At::Mail, bytes("299 x\r\n")),
        row("P19", At::Mail, bytes("559 x\r\n")).told_as("send/rejected"),
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
        let number = match line {
            _ if line.contains('-') && line.len() > 10 => "P05",
            _ if line.len() < 5 => "P03",
            _ => "P04",
        };
        let of =
            |at: &At| row(&format!("{number} {line:?}"), *at, bytes(line)).told_as("smtp/malformed-reply");
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
    rows.push(
        row("P18 alert", At::Greeting, bytes(b"\x15\x03\x01\0\x02\x02\x28").then(Step::Close))
            .told_as("tls/implicit-port")
            .but(Way::Implicit, "smtp/not-smtp")
            .without(HELLO),
    );
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
