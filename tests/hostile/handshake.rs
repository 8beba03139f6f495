//! What stands in place of a handshake: old versions, old ciphers, small primes, refusals, and no TLS at all.

use smtp_doctor::exit::Status;
use smtp_doctor::lab::Answer;

use crate::row::{At, LOGIN, Row, Way, bytes, row};

/// Handshakes that come to nothing.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |id: &str, plays: Answer, code| {
        rows.push(row(id, At::Handshake, plays).told_as(code).without(LOGIN).in_two());
    };
    for (name, version) in [("SSL 3.0", 0x0300), ("TLS 1.0", 0x0301), ("TLS 1.1", 0x0302)] {
        for suite in [0x0005, 0x000A, 0x0035] {
            let id = format!("X11 {name} {suite:04x}");
            add(&id, bytes(record(&[hello(version, suite), done()].concat())), "tls/version-too-old");
        }
    }
    for level in [0x0300, 0x0301, 0x0303] {
        add(&format!("X11 alert {level:x}"), bytes(alert(level, 70)), "tls/version-too-old");
        add(&format!("X12 alert 40 {level:x}"), bytes(alert(level, 40)), "tls/no-common-cipher");
    }
    add("X12 alert 71", bytes(alert(0x0303, 71)), "tls/no-common-cipher");
    for (name, suite) in [
        ("RC4", 0x0005),
        ("3DES", 0x000A),
        ("NULL", 0x0002),
        ("EXPORT", 0x0003),
        ("static RSA", 0x009D),
        ("CBC", 0x0035),
        ("unknown", 0xFEFE),
    ] {
        let flight = record(&[hello(0x0303, suite), done()].concat());
        add(&format!("X12 {name}"), bytes(flight), "tls/no-common-cipher");
    }
    for bits in [480, 512, 1024] {
        let flight = [hello(0x0303, 0x009E), key_exchange(bits), done()].concat();
        add(&format!("X10 {bits}"), bytes(record(&flight)), "tls/no-common-cipher");
    }
    add("X18 alert 112", bytes(alert(0x0303, 112)), "tls/sni-rejected");
    // A protocol is acknowledged that was never offered (RFC 7301), and TLS 1.2 without the extended master secret and
    // without secure renegotiation. Neither comes to a session, nor does what is no TLS at all.
    let alpn = [&[0, 16][..], &block(&block(b"\x02h2"))].concat();
    let flights = [
        ("X19", record(&[hello_with(0x0303, 0xC02F, &alpn), done()].concat())),
        ("X24", record(&[hello(0x0303, 0xC02F), done()].concat())),
        ("X21 length", b"\x16\x03\x03\xff\xff".to_vec()),
    ];
    for (id, flight) in flights {
        rows.push(row(id, At::Handshake, bytes(flight)).shown_raw(Status::Tls).without(LOGIN).in_two());
    }
    for garbage in [&b"\0\0\0\0\0\0\0\0"[..], b"\xff\xfe\x00garbage\r\n"] {
        let id = format!("X21 {}", garbage.escape_ascii());
        let row = row(&id, At::Handshake, bytes(garbage)).shown_raw(Status::Tls).without(LOGIN).in_two();
        rows.push(row.but(Way::StartTls, "starttls/injection"));
    }
    rows
}

fn alert(version: u16, number: u8) -> Vec<u8> {
    [&[21][..], &version.to_be_bytes(), &[0, 2, 2, number]].concat()
}

fn record(content: &[u8]) -> Vec<u8> {
    [&[22, 3, 3][..], &block(content)].concat()
}

fn block(content: &[u8]) -> Vec<u8> {
    [&u16::try_from(content.len()).unwrap().to_be_bytes()[..], content].concat()
}

fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind, 0][..], &block(body)].concat()
}

fn hello(version: u16, suite: u16) -> Vec<u8> {
    let random = [7; 32];
    message(2, &[&version.to_be_bytes()[..], &random, &[0], &suite.to_be_bytes(), &[0]].concat())
}

fn hello_with(version: u16, suite: u16, extensions: &[u8]) -> Vec<u8> {
    let random = [7; 32];
    let fixed = [&version.to_be_bytes()[..], &random, &[0], &suite.to_be_bytes(), &[0]].concat();
    message(2, &[fixed, block(extensions)].concat())
}

fn key_exchange(bits: usize) -> Vec<u8> {
    let prime = vec![0xff; bits / 8];
    let signature = [&[4, 1][..], &block(&[9; 256])].concat();
    message(12, &[block(&prime), block(&[2]), block(&prime), signature].concat())
}

fn done() -> Vec<u8> {
    message(14, &[])
}
