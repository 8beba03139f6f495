//! The start of TLS, and what stands before it.

use std::time::Duration;

use smtp_doctor::lab::{Answer, Service, Step, Tls};

use crate::row::{At, HELLO, HOST, LOGIN, Row, WAYS, Way, bytes, ehlo_with, row, send, server, steps};

/// The start of TLS, and what stands before it.
pub(crate) fn rows() -> Vec<Row> {
    let starttls = |id: &str, first: &[u8]| row(id, At::StartTls, bytes(first).then(Step::StartTls));
    let late = steps([
        send("220 go\r\n"),
        Step::Pause(Duration::from_millis(50)),
        send("250 x\r\n"),
        Step::StartTls,
    ]);
    let mut rows = vec![
        starttls("T01", b"220 go\r\n250-x\r\n250 AUTH PLAIN LOGIN\r\n")
            .told_as("starttls/injection")
            .without(LOGIN),
        starttls("T02", b"220 go\r\n250-AU").told_as("starttls/injection").without(LOGIN),
        row("T03", At::StartTls, late).told_as("starttls/injection").without(LOGIN),
        row("T04", At::StartTls, bytes("454 no\r\n235 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 ok\r\n"))
            .told_as("starttls/temporary-failure")
            .without(LOGIN),
        server("T05", &[Way::StartTls], |_| {
            Service::in_clear(HOST).answering("STARTTLS", Answer::reply("502 5.5.1 no"))
        })
        .told_as("starttls/not-offered")
        .without(LOGIN),
        row("T06", At::StartTls, bytes("502 Command not implemented\r\n"))
            .told_as("starttls/refused")
            .without(LOGIN),
        row("T07", At::StartTls, bytes("454 TLS not available\r\n"))
            .told_as("starttls/temporary-failure")
            .without(LOGIN),
        row("T08", At::StartTls, bytes("354 do something else\r\n"))
            .told_as("smtp/malformed-reply")
            .without(LOGIN),
        row("T10", At::StartTls, bytes("220 go\r\n250 mx.example ESMTP\r\n"))
            .told_as("starttls/injection")
            .without(LOGIN),
        server("T10b", &[Way::StartTls], |way| {
            way.service().with_tls(Tls::Raw(bytes("220 mx.example ESMTP\r\n")))
        })
        .told_as("starttls/injection")
        .without(LOGIN),
        server("T11", &WAYS, |way| {
            let unknown = || Answer::reply("500 5.5.1 what?");
            way.service().answering("EHLO", unknown()).answering("STARTTLS", unknown())
        })
        .told_as("smtp/ehlo-unsupported")
        .without(LOGIN),
        server("T19", &[Way::StartTls], |way| {
            way.service()
                .answering_in_clear("EHLO", Answer::ehlo(HOST, &["STARTTLS", "AUTH PLAIN LOGIN"]))
                .answering_under_tls("EHLO", Answer::ehlo(HOST, &["HELP"]))
        })
        .told_as("auth/not-offered")
        .without(LOGIN),
        server("T19b", &[Way::StartTls], |way| {
            way.service()
                .answering_in_clear("EHLO", Answer::ehlo(HOST, &["STARTTLS", "AUTH NTLM"]))
                .answering_under_tls("EHLO", Answer::ehlo(HOST, &["AUTH PLAIN"]))
        }),
        server("T20", &[Way::StartTls], |way| {
            way.service().answering_under_tls("EHLO", Answer::ehlo(HOST, &["STARTTLS", "AUTH PLAIN LOGIN"]))
        }),
        row("T21", At::Ehlo, Answer::silence()).told_as("smtp/reply-timeout").without(LOGIN),
        server("T22", &[Way::Implicit], |_| Service::submission(HOST))
            .told_as("tls/plaintext-port")
            .without(LOGIN),
        server("T23", &[Way::StartTls, Way::Clear], |_| Service::submissions(HOST))
            .told_as("tls/implicit-port")
            .without(LOGIN),
        row("T24", At::StartTls, steps([Step::Reset])).told_as("smtp/connection-lost").without(LOGIN),
        row("T24b", At::StartTls, steps([send("220 go\r\n"), Step::Reset]))
            .told_as("tls/handshake-reset")
            .without(LOGIN),
        row("T24c", At::Handshake, steps([Step::Reset])).told_as("tls/handshake-reset").without(LOGIN),
        row("T26", At::StartTls, bytes("220-a\r\n220 b\r\n").then(Step::StartTls)),
        row("T27", At::Ehlo, bytes([&ehlo_with(b"DSN")[..], b"250 x\r\n"].concat()))
            .told_as("smtp/malformed-reply")
            .glued(LOGIN),
        server("T28", &[Way::StartTls], |way| {
            way.service()
                .greeting(Answer::reply("220 ****************"))
                .answering_in_clear("EHLO", Answer::ehlo(HOST, &["PIPELINING", "XXXXXXXA"]))
                .answering_in_clear("STARTTLS", Answer::unknown())
        })
        .told_as("starttls/stripped")
        .without(LOGIN),
    ];
    for greeting in ["221 bye", "354 go on", "230 already logged in", "235 2.7.0 ok"] {
        rows.push(
            row(&format!("T14/T16 {greeting}"), At::Greeting, Answer::reply(greeting))
                .told_as("smtp/malformed-reply")
                .without(HELLO),
        );
    }
    for greeting in ["500 no", "501 no", "530 no", "554 5.7.1 no"] {
        rows.push(
            row(&format!("T14 {greeting}"), At::Greeting, Answer::reply(greeting))
                .told_as("smtp/greeting-rejected")
                .without(HELLO),
        );
    }
    rows.push(
        row("T14 421", At::Greeting, Answer::reply("421 busy")).told_as("smtp/greeting-busy").without(HELLO),
    );
    for answer in ["221 bye", "250 ok"] {
        rows.push(
            row(&format!("T09 {answer}"), At::StartTls, Answer::reply(answer))
                .told_as("smtp/malformed-reply")
                .without(LOGIN),
        );
    }
    for answer in ["500 what?", "501 no", "530 log in first"] {
        rows.push(
            row(&format!("T09 {answer}"), At::StartTls, Answer::reply(answer))
                .told_as("starttls/refused")
                .without(LOGIN),
        );
    }
    rows.push(
        row("T09 421", At::StartTls, Answer::reply("421 bye"))
            .told_as("smtp/service-unavailable")
            .without(LOGIN),
    );
    rows.extend([
        server("T18 starttls", &[Way::StartTls], |way| {
            way.service().answering_in_clear("EHLO", Answer::ehlo(HOST, &["starttls"]))
        }),
        server("T18 blank", &[Way::StartTls], |way| {
            way.service().answering_in_clear("EHLO", Answer::ehlo(HOST, &["STARTTLS "]))
        }),
        server("T18 X", &[Way::StartTls], |way| {
            way.service().answering_in_clear("EHLO", Answer::ehlo(HOST, &["STARTTLSX"]))
        })
        .told_as("starttls/not-offered")
        .without(LOGIN),
        server("T18 before", &[Way::StartTls], |way| {
            way.service().answering_in_clear("EHLO", Answer::ehlo(HOST, &["XSTARTTLS"]))
        })
        .told_as("starttls/not-offered")
        .without(LOGIN),
    ]);
    rows
}
