//! Which lines are the same error, and what keeps them apart.

use std::borrow::Cow;

use super::*;
use crate::catalog::{Group, Pattern, causes};
use crate::provider::PROVIDERS;

fn of(fingerprint: fn(&[u8]) -> u64, line: &str) -> u64 {
    fingerprint(line.as_bytes())
}

#[test]
fn the_same_error_has_the_same_shape() {
    let one = "Nov 23 05:14:42 mx1 postfix/smtp[4512]: 4F2A91C0: to=<a@x.org>, relay=mx.y.org[192.0.2.1]:25, delay=0.53, said: 550 5.1.1 <a@x.org>: unknown";
    let other = "Nov 24 17:01:02 mx1 postfix/smtp[99]: 9BB1221D7: to=<bob.c@z.net>, relay=mx.y.org[198.51.100.7]:25, delay=12, said: 550 5.1.1 <bob.c@z.net>: unknown";
    assert_eq!(of(loose, one), of(loose, other));
    assert_ne!(of(loose, one), of(loose, &one.replace("550 5.1.1", "550 5.7.1")));
    assert_ne!(of(loose, one), of(loose, &one.replace("unknown", "blocked")));
}

#[test]
fn neither_numbers_nor_addresses_nor_ids_make_another_error() {
    for (one, other) in [
        ("to=<ann@x.org> refused", "to=<john-paul.doe2@my-host.z-1.net> refused"),
        ("RCPT TO:ann@x.org: refused", "RCPT TO:b@z.net: refused"),
        ("at 2024-05-01T12:45:07.123Z refused", "at 2025-11-30T01:02:03.9Z refused"),
        ("4F2A91C0: refused", "9BB1221D7: refused"),
        (
            "id 550e8400-e29b-41d4-a716-446655440000 refused",
            "id 123e4567-e89b-12d3-a456-426614174000 refused",
        ),
        ("relay 5.9.1.2 refused", "relay 192.0.2.1 refused"),
        ("mx1.x.org:25 refused", "mx2.y.net:25 refused"),
        ("took .5 s", "took .75 s"),
    ] {
        assert_eq!(of(loose, one), of(loose, other), "{one}");
    }
}

#[test]
fn another_code_or_other_words_make_another_error() {
    for (one, other) in [
        ("250-XXXXXXXA", "250-STARTTLS"),
        ("535-Incorrect data", "535-Unexpected data"),
        ("550-5.1.1 refused", "550-5.7.1 refused"),
        ("550:refused", "450:refused"),
        ("550-ann@x.org refused", "450-ann@x.org refused"),
        ("5.7.1:refused", "4.7.1:refused"),
        ("waiting...550 refused", "waiting...450 refused"),
        ("错误代码：535登录失败", "错误代码：550登录失败"),
        ("错误代码535登录失败", "错误代码535用户未开通"),
        ("ann@x.org不存在", "ann@x.org已停用"),
        ("TO:ann@x.org", "FROM:ann@x.org"),
        ("to ann@x.org:unknown", "to ann@x.org:blocked"),
        ("a1 refused", "refused"),
        ("refused 1", "refused"),
        ("refused", "refuse d"),
        ("", " "),
    ] {
        assert_ne!(of(loose, one), of(loose, other), "{one}");
        assert_ne!(of(close, one), of(close, other), "{one}");
    }
}

#[test]
fn what_a_verdict_depends_on_is_kept() {
    for (one, other) in [
        ("connect 127.0.0.1:25", "connect 192.0.2.1:25"),
        ("[Permission denied #13]", "[Permission denied #14]"),
        ("verify error:num=19:", "verify error:num=20:"),
        ("timed out (110)", "timed out (111)"),
        ("error 10060", "error 10061"),
        ("[Errno -2]", "[Errno -3]"),
        ("failure[1]", "failure[2]"),
        ("0x800CCC78", "0x800CCC79"),
        ("#MS42207", "#MS42225"),
        ("TLS 1.0 refused", "TLS 1.3 refused"),
        ("192.0.2.1:25 refused", "192.0.2.1:26 refused"),
        ("num=19:self", "num=18:self"),
        ("198.18.0.5 refused", "198.51.100.5 refused"),
        ("0.0.0.0:587 refused", "192.0.2.1:587 refused"),
        ("RFC 5321", "RFC 5322"),
        ("error:0A000126:SSL routines", "error:0A00018A:SSL routines"),
        ("error:14094410:SSL routines", "error:1408F10B:SSL routines"),
        ("(errSSL -9807)", "(errSSL -9814)"),
        ("error 11001", "error 11004"),
        ("smtp.x.org:2525", "smtp.x.org:2526"),
        ("smtp.x.org:465", "smtp.x.org:587"),
        ("at smtp.163.com", "at smtp.126.com"),
        ("connect to smtp.163.com:465", "connect to smtp.126.com:465"),
        ("email-smtp.us-east-1.amazonaws.com", "email-smtp.us-east-1.example.com"),
        ("<me@163.com>", "<me@126.com>"),
        ("<me@my-163.com>", "<me@my-126.com>"),
        ("invalid sha256", "invalid sha1"),
        ("took 1300. x", "took 1300 x"),
        ("abcdefghi123", "abcdefghi124"),
        (r"授权码", r"失败码"),
        ("%E5%AF%86%E7%A0%81", "%E5%AF%87%E7%A0%81"),
    ] {
        assert_ne!(of(close, one), of(close, other), "{one}");
    }
}

#[test]
fn every_number_that_a_rule_names_is_kept() {
    let of_causes = causes().flat_map(|cause| cause.symptoms).flat_map(Pattern::groups);
    let of_causes = of_causes.flat_map(Group::phrases).map(Cow::into_owned);
    let of_providers = PROVIDERS.iter().flat_map(|provider| provider.replies);
    let of_providers = of_providers.flat_map(|rule| rule.words).map(|word| (*word).to_owned());
    let mut lost = Vec::new();
    for phrase in of_causes.chain(of_providers) {
        let numbers = phrase.split([' ', ',', '(', ')', '[', ']', '/']);
        // A single digit is the start of a code, and this one is that of OpenSSL's.
        let is_number = |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_digit());
        for number in numbers.filter(is_number).filter(|word| *word != "14094") {
            let line = format!("x {phrase} y");
            if of(close, &line) == of(close, &line.replace(number, &"7".repeat(number.len()))) {
                lost.push(number.to_owned());
            }
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn what_no_verdict_depends_on_is_left_out() {
    for (one, other) in [
        ("19:00:01 25-05-2024 a", "13:07:59 24-05-2025 a"),
        ("12:00:01 id 4F2A91C0", "13:07:59 id 9BB1221D7"),
        ("2024-05-01 refused", "2025-11-30 refused"),
        ("2024-05-01T12:45:07.123Z", "2025-11-30T01:02:03.9Z"),
        ("ann@x.org", "john-paul.doe2@x.org"),
        ("smtp[4512]: refused", "smtp[51234]: refused"),
        ("delay=0.53", "delay=12.1"),
        ("192.0.2.1 refused", "198.51.100.7 refused"),
        ("relay 192.0.2.1 refused", "relay 198.51.100.7 refused"),
        ("delay=0.5 refused", "delay=1.2 refused"),
        ("at 1:5 x", "at 1:6 x"),
        ("2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:0:1:2:3:4:5"),
        ("id abcdefghij123", "id zyxwvutsrq456"),
        ("id ab1234", "id ab1235"),
        ("id ab:1234", "id ab:1235"),
        ("id 4f2a.b", "id 9bb1.c"),
        ("id a1:2", "id a1:3"),
        ("in 16 s", "in 17 s"),
        ("port 3535", "port 3536"),
        ("id 0A01B2", "id 0A01B3"),
        ("id 2B000126", "id 2B00018A"),
        ("size 12060", "size 20060"),
        ("size 410060", "size 410061"),
    ] {
        assert_eq!(of(close, one), of(close, other), "{one}");
    }
}

#[test]
fn a_code_is_that_of_a_refusal() {
    for word in ["450", "599", "4.7.0", "5.1.10", "5.999.999"] {
        assert!(is_code(word.as_bytes()), "{word}");
    }
    for word in ["250", "4a0", "40a", "45", "4500", "2.1.5", "5.7", "5.1.", "5.9.1.2", "5.1234.1", "5.a.1"] {
        assert!(!is_code(word.as_bytes()), "{word}");
    }
}

/// How many bits of a fingerprint differ.
fn distance(one: &[u8], other: &[u8]) -> u32 {
    (hashed(0, one) ^ hashed(0, other)).count_ones()
}

#[test]
fn every_bit_of_a_line_moves_about_half_of_the_fingerprint() {
    for length in [1, 3, 7, 8, 9, 16, 23, 24] {
        let line: Vec<u8> = (0..length).map(|at| b'a' + at).collect();
        let (mut sum, mut count) = (0, 0);
        for bit in 0..line.len() * 8 {
            let mut other = line.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            let moved = distance(&line, &other);
            assert!(moved >= 8, "bit {bit} of {length} bytes moves {moved}");
            (sum, count) = (sum + moved, count + 1);
        }
        assert!((28..=36).contains(&(sum / count)), "{length}: {}", sum / count);
    }
}

#[test]
fn what_was_hashed_before_is_never_forgotten() {
    for length in 0..20 {
        let line = vec![b'x'; length];
        let mut seen: Vec<u64> = (0..64).map(|bit| hashed(1 << bit, &line)).collect();
        seen.extend((0..64).map(|bit| hashed(!(1 << bit), &line)));
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 128, "{length}");
    }
}

#[test]
fn every_bit_of_a_fingerprint_is_set_in_about_half_of_the_lines() {
    let lines = 4096_u32;
    let mut set = [0_u32; 64];
    for line in 0..lines {
        let print =
            of(close, &format!("error 5{:02} of {line:x} at host{}.example.org", line % 100, line % 7));
        for (bit, set) in set.iter_mut().enumerate() {
            *set += u32::from((print >> bit) & 1 == 1);
        }
    }
    for (bit, set) in set.iter().enumerate() {
        assert!((lines * 2 / 5..lines * 3 / 5).contains(set), "bit {bit}: {set}");
    }
}
