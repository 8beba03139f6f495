//! What a person sees.

use smtp_doctor::lab::{Kind, PASSWORD, Service, Step, USER};

use crate::forms::forms;
use crate::row::{At, HELLO, LOGIN, Row, Way, bytes, ehlo_with, row, server};

/// What a person sees.
pub(crate) fn rows() -> Vec<Row> {
    let long = [&b"U13 "[..], &[b'x'; 10_000]].concat();
    let texts: [&[u8]; 19] = [
        b"U01 \x1b[2J\x1b[1A\x1b]0;x\x07",
        b"U02 \x1b]8;;http://x\x1b\\y\x1b]8;;\x1b\\ \x1b]52;c;eA==\x07",
        b"U02 \x1bPx\x1b\\ \x1b_x\x1b\\ \x1b^x\x1b\\ \x1bXx\x1b\\",
        b"U03 \x80\x84\x85\x9b31m\x9d0;x\x9c\x7f",
        b"U03 \xc2\x80\xc2\x84\xc2\x85\xc2\x9b31m\xc2\x9d0;x\xc2\x9c",
        b"U04 ok\r[PASS] all good\x08\x08\x08",
        "U05 \u{202a}\u{202e}\u{2066}\u{2069}\u{200b}\u{200f}\u{feff}\u{e0041}".as_bytes(),
        b"U06 Password: \r\n235-[PASS] smtp-doctor: ok",
        b"U08 \"}],\"ok\":true,\"x\":[{\"y\":\"",
        b"U08 \\ud800 \xed\xa0\x80 \\u0000 \\\"",
        b"U09 a\x0bb\x0cc\xe2\x80\xa8d\xe2\x80\xa9e",
        b"::error::x ::set-output name=a::b ##vso[task.complete]",
        b"U14 %s%n {} {0} {host} {password} $(id) `id`",
        b"U14 | a | <script>alert(1)</script> [x](javascript:x) =cmd()",
        b"U13 \xf0\x9f\x92\xa9\xf0\x9f\x92\xa9 \xe4\xb8\xad\xe6\x96\x87",
        b"\xb5\xc7\xc2\xbc\xca\xa7\xb0\xdc \x1b[31m",
        b"http://evil.test/ help: call +1 900 555 0100",
        b"=cmd()|' /c calc'!A1 ```\t--- </script><img src=x onerror=y> <!-- ]]> ${x}",
        &long,
    ];
    let mut rows = Vec::new();
    for text in texts {
        let id = name(text);
        let row = |id: &str, at, plays| row(id, at, plays).whole();
        let reply = |code: &str| {
            let pieces: Vec<&[u8]> = split(text, b"\r\n235-");
            let mut out = Vec::new();
            for (at, piece) in pieces.iter().enumerate() {
                let sign = if at + 1 == pieces.len() { " " } else { "-" };
                out.extend_from_slice(&[code.as_bytes(), sign.as_bytes(), piece, b"\r\n"].concat());
            }
            bytes(out)
        };
        rows.push(row(&id, At::Greeting, reply("220")));
        rows.push(row(&id, At::Greeting, reply("554")).told_as("smtp/greeting-rejected").without(HELLO));
        rows.push(row(&id, At::StartTls, reply("502")).told_as("starttls/refused").without(LOGIN));
        rows.push(row(&id, At::Auth, reply("535")).told_as("auth/bad-credentials"));
        if !text.contains(&b'\n') {
            rows.push(row(&id, At::Ehlo, bytes(ehlo_with(text))));
        }
    }
    // The same in the names of a certificate, none of which is the host's.
    for (id, service) in [
        ("NUL", (|way| named(way, "smtp.lab.test\0.evil.test")) as fn(Way) -> Service),
        ("lines", |way| named(way, "x.test\r\n::error::x\n[PASS] smtp-doctor: ok\n")),
        ("controls", |way| named(way, "\x1b[2J\x1b]0;x\x07.evil.test\x7f")),
        ("markup", |way| named(way, "<script>alert(1)</script>.[x](javascript:x).`|=cmd()")),
    ] {
        rows.push(
            server(&format!("U12 {id}"), &[Way::Implicit, Way::StartTls], service)
                .told_as("tls/certificate-name-mismatch")
                .without(LOGIN)
                .whole(),
        );
    }
    for form in forms(USER, PASSWORD) {
        for text in [format!("bad password {form}"), format!("x{form}"), format!("<{form}>")] {
            let id = format!("U10 {text}");
            let row = |id: &str, at, plays| row(id, at, plays).whole();
            rows.push(
                row(&id, At::Auth, bytes(format!("535 5.7.8 {text}\r\n"))).told_as("auth/bad-credentials"),
            );
            rows.push(row(&id, At::Auth, bytes(format!("{text}\r\n"))).told_as("smtp/malformed-reply"));
            rows.push(
                row(&id, At::Greeting, bytes(format!("554 {text}\r\n"))).told_as("smtp/greeting-rejected"),
            );
        }
        // Cut by the server, by what we keep and by what we show.
        let half = &form[..form.len() - 2];
        rows.push(
            row("U10 half", At::Auth, bytes(format!("535 {half}")).then(Step::Close))
                .told_as("smtp/connection-lost"),
        );
    }
    rows
}

fn named(way: Way, name: &str) -> Service {
    way.service().certified(Kind::OtherName(name.to_owned()))
}

/// The row that a text belongs to, and how it begins.
fn name(text: &[u8]) -> String {
    let row = match text {
        [b'U', ..] => "",
        [b':', ..] => "U11 ",
        [b'h', ..] => "U07 ",
        [b'=', ..] => "U14 ",
        _ => "U03 ",
    };
    format!("{row}{}", text[..text.len().min(60)].escape_ascii())
}

fn split<'a>(text: &'a [u8], by: &[u8]) -> Vec<&'a [u8]> {
    match text.windows(by.len()).position(|window| window == by) {
        Some(at) => vec![&text[..at], &text[at + by.len()..]],
        None => vec![text],
    }
}
