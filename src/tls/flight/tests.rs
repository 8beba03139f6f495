//! Flights of servers, whole, cut and broken.

use proptest::prelude::*;

use super::super::bytes::{block, numbers};
use super::*;

fn record(kind: u8, content: &[u8]) -> Vec<u8> {
    [&[kind, 3, 3][..], &block(content)].concat()
}

fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind, 0][..], &block(body)].concat()
}

fn hello(version: u16, random: [u8; 32], suite: u16, extensions: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut body = numbers([version]);
    body.extend(random);
    body.push(0);
    body.extend(numbers([suite]));
    body.push(0);
    if !extensions.is_empty() {
        let all = extensions.iter().flat_map(|(kind, content)| [numbers([*kind]), block(content)].concat());
        body.extend(block(&all.collect::<Vec<u8>>()));
    }
    message(2, &body)
}

fn certificate() -> Vec<u8> {
    message(11, &[&[0][..], &block(&[&[0][..], &block(b"der")].concat())].concat())
}

fn read(bytes: &[u8]) -> (Answer, Option<Vec<u8>>) {
    let mut flight = Flight::default();
    flight.receive(bytes);
    let certificate = flight.certificate().map(<[u8]>::to_vec);
    (flight.end(), certificate)
}

fn chosen(bytes: &[u8]) -> Choice {
    match read(bytes).0 {
        Answer::Chosen(choice) => choice,
        other => panic!("{other:?}"),
    }
}

/// A server of TLS 1.0 with Diffie-Hellman over 1024 bits.
fn old_flight() -> Vec<u8> {
    let mut prime = vec![0; 129];
    prime[1] = 0x80;
    let key = [block(&prime), block(&[2]), block(&[5; 128]), block(&[9; 256])].concat();
    let flight = [hello(0x0301, [1; 32], 0x0039, &[]), certificate(), message(12, &key), message(14, &[])];
    record(22, &flight.concat())
}

#[test]
fn an_old_server_tells_its_version_suite_prime_and_certificate() {
    let choice = chosen(&old_flight());
    assert_eq!((choice.version, choice.suite), (Version::Tls10, Suite(0x0039)));
    assert_eq!((choice.prime_bits, choice.group, choice.signature), (Some(1024), None, None));
    assert!(!choice.secure_renegotiation && !choice.extended_master_secret);
    assert_eq!(read(&old_flight()).1, Some(b"der".to_vec()));
}

#[test]
fn a_server_of_tls_1_2_tells_its_group_and_signature() {
    let key = [&[3, 0, 25][..], &[1, 4], &[8, 4], &block(&[9; 8])].concat();
    let extensions = [(23, Vec::new()), (0xFF01, vec![0])];
    let flight = [hello(0x0303, [1; 32], 0xC02F, &extensions), certificate(), message(12, &key)].concat();
    let choice = chosen(&[record(22, &flight[..50]), record(22, &flight[50..])].concat());
    assert_eq!((choice.group, choice.signature), (Some(Group::P521), Some(0x0804)));
    assert!(choice.secure_renegotiation && choice.extended_master_secret);
}

#[test]
fn a_server_of_tls_1_3_tells_the_group_that_it_wants() {
    let extensions = [(43, vec![3, 4]), (51, vec![0x11, 0xec])];
    let choice = chosen(&record(22, &hello(0x0303, RETRY, 0x1302, &extensions)));
    assert_eq!((choice.version, choice.group), (Version::Tls13, Some(Group::X25519_ML_KEM_768)));
    let odd = read(&record(22, &hello(0x0303, RETRY, 0x1302, &extensions[1..]))).0;
    assert_eq!(odd, Answer::Malformed(Malformation::Broken));
}

#[test]
fn a_refusal_is_an_alert_and_a_warning_is_none() {
    assert_eq!(read(b"\x15\x03\x01\x00\x02\x02\x46").0, Answer::Alert { number: 70 });
    assert_eq!(read(b"\x15\x03\x00\x00\x02\x01\x00").0, Answer::Alert { number: 0 });
    let warned = [&b"\x15\x03\x03\x00\x02\x01\x70"[..], &old_flight()].concat();
    assert_eq!(chosen(&warned).version, Version::Tls10);
    let after = [&old_flight()[..], b"\x15\x03\x03\x00\x02\x02\x28"].concat();
    assert_eq!(chosen(&after).version, Version::Tls10);
}

#[test]
fn what_is_not_tls_or_no_good_tls_is_told() {
    assert_eq!(read(b"220 smtp.example.com ESMTP\r\n").0, Answer::NotTls);
    assert_eq!(read(b"").0, Answer::Closed);
    assert_eq!(read(b"\x16\x03\x01").0, Answer::Closed);
    assert_eq!(read(b"\x16\x03\x01\xff\xff").0, Answer::Malformed(Malformation::TooLong));
    let unknown = record(22, &hello(0x0305, [1; 32], 0x0039, &[]));
    assert_eq!(read(&unknown).0, Answer::Malformed(Malformation::UnknownVersion));
    let empty = record(22, &message(2, &[]));
    assert_eq!(read(&empty).0, Answer::Malformed(Malformation::Broken));
    let endless: Vec<u8> = std::iter::repeat_n(record(21, &[1, 90]), 20_000).flatten().collect();
    assert_eq!(read(&endless).0, Answer::Malformed(Malformation::TooLong));
    assert_eq!(read(&record(22, &[11, 0xff, 0xff, 0xff])).0, Answer::Malformed(Malformation::TooLong));
}

#[test]
fn the_size_of_a_number_is_that_of_its_digits() {
    assert_eq!((bits(&[0, 0]), bits(&[0, 1]), bits(&[0x80, 0]), bits(&[])), (0, 1, 16, 0));
}

/// Bytes that are like a flight in parts.
fn likely() -> impl Strategy<Value = Vec<u8>> {
    let whole = old_flight();
    let length = whole.len();
    let changed = (0..length, any::<u8>()).prop_map(move |(at, byte)| {
        let mut changed = old_flight();
        changed[at] = byte;
        changed
    });
    let records = proptest::collection::vec(
        (20u8..24, proptest::collection::vec(any::<u8>(), 0..64))
            .prop_map(|(kind, body)| record(kind, &body)),
        0..6,
    );
    prop_oneof![
        changed,
        records.prop_map(|records| records.concat()),
        proptest::collection::vec(any::<u8>(), 0..512),
    ]
}

proptest! {
    #[test]
    fn cuts_change_nothing(bytes in likely(), at in 0usize..512) {
        let whole = read(&bytes);
        let mut halves = Flight::default();
        let (first, second) = bytes.split_at(at.min(bytes.len()));
        halves.receive(first);
        halves.receive(second);
        prop_assert_eq!(halves.end(), whole.0.clone());
        let mut single = Flight::default();
        for byte in &bytes {
            single.receive(std::slice::from_ref(byte));
        }
        prop_assert_eq!(single.certificate().map(<[u8]>::to_vec), whole.1);
        prop_assert_eq!(single.end(), whole.0);
    }
}
