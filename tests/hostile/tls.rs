//! The start of TLS, and what stands before it.

use std::time::Duration;

use smtp_doctor::exit::Status;
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
        // TLS is cut off by FIN alone: in the middle of a reply that is a loss, behind 221 it is none.
        row("X20 reply", At::Ehlo, steps([send("250-smtp.lab.test\r\n250 A"), Step::Sever]))
            .told_as("smtp/connection-lost")
            .without(LOGIN),
        row("X20 login", At::Auth, steps([send("235 o"), Step::Sever])).told_as("smtp/connection-lost"),
        server("X20 goodbye", &WAYS, |way| {
            way.service().answering("QUIT", Answer::reply("221 bye").then(Step::Sever))
        }),
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
    for greeting in ["T14 221 bye", "T14 354 go on", "T16 230 already logged in", "T16 235 2.7.0 ok"] {
        let (number, greeting) = greeting.split_at(4);
        rows.push(
            row(&format!("{number}{greeting}"), At::Greeting, Answer::reply(greeting))
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
    for code in ["220", "221", "354", "421", "500", "501", "502", "504", "530", "550"] {
        let row = row(&format!("T12 {code}"), At::Ehlo, Answer::reply(&format!("{code} h"))).without(LOGIN);
        rows.push(match code {
            "220" | "221" | "354" => row.told_as("smtp/malformed-reply"),
            "421" => row.told_as("smtp/service-unavailable"),
            "500" | "502" | "504" => row.told_as("smtp/ehlo-unsupported"),
            // A refusal without a word of why: another name was announced, and refused alike.
            _ => row.shown_raw(Status::Smtp),
        });
    }
    for code in ["220", "221", "354", "421", "500", "501", "530"] {
        rows.push(helo(code));
    }
    for code in ["220", "250", "354", "421", "500", "501", "554"] {
        rows.push(goodbye(code));
    }
    rows.push(server("T15 silence", &WAYS, |way| way.service().answering("QUIT", Answer::silence())));
    rows.push(
        server("T17", &[Way::StartTls], |_| {
            // Every name in the registry of SASL mechanisms that begins like one a client might take, and many more.
            let names: Vec<String> = (0..58).map(|at| format!("X-MECHANISM-{at}")).collect();
            let known = "PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256 XOAUTH2";
            let line = format!("AUTH {known} {}", names.join(" "));
            Service::in_clear(HOST).answering("EHLO", Answer::ehlo(HOST, &[&line]))
        })
        .told_as("starttls/not-offered")
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

/// EHLO is not known, and HELO is answered by this.
fn helo(code: &'static str) -> Row {
    let told = if code == "421" { "smtp/service-unavailable" } else { "smtp/ehlo-unsupported" };
    let make: fn(Way) -> Service = match code {
        "220" => |way| unknowing(way, "220 h"),
        "221" => |way| unknowing(way, "221 h"),
        "354" => |way| unknowing(way, "354 h"),
        "421" => |way| unknowing(way, "421 h"),
        "500" => |way| unknowing(way, "500 h"),
        "501" => |way| unknowing(way, "501 h"),
        _ => |way| unknowing(way, "530 h"),
    };
    server(&format!("T13 {code}"), &WAYS, make).told_as(told).without(LOGIN)
}

fn unknowing(way: Way, helo: &str) -> Service {
    way.service().answering("EHLO", Answer::reply("500 what?")).answering("HELO", Answer::reply(helo))
}

/// QUIT is answered by this, which changes nothing.
fn goodbye(code: &'static str) -> Row {
    let make: fn(Way) -> Service = match code {
        "220" => |way| leaving(way, "220 h"),
        "250" => |way| leaving(way, "250 h"),
        "354" => |way| leaving(way, "354 h"),
        "421" => |way| leaving(way, "421 h"),
        "500" => |way| leaving(way, "500 h"),
        "501" => |way| leaving(way, "501 h"),
        _ => |way| leaving(way, "554 h"),
    };
    server(&format!("T15 {code}"), &WAYS, make)
}

fn leaving(way: Way, quit: &str) -> Service {
    way.service().answering("QUIT", Answer::reply(quit))
}
