//! Statements that OpenSSL has made (`openssl ocsp`), in `openssl.txt`: a name and base64 a line.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use proptest::prelude::*;
use time::macros::datetime;

use super::*;

const NOW: OffsetDateTime = datetime!(2026-12-01 00:00 UTC);

fn made(name: &str) -> Vec<u8> {
    let lines = include_str!("openssl.txt").lines().filter_map(|line| line.split_once(' '));
    let (_, base64) = lines.into_iter().find(|(known, _)| *known == name).unwrap();
    BASE64.decode(base64).unwrap()
}

fn said_of(statement: &str, issuer: &str, now: OffsetDateTime) -> Staple {
    read(&made(statement), &made("leaf"), &[&made(issuer)], now).unwrap()
}

#[test]
fn the_issuer_itself_says_that_all_is_well() {
    let staple = said_of("good", "ca", NOW);
    assert_eq!((staple.standing, staple.status), (Standing::Verified, Some(Revocation::Good)));
    assert!(staple.this_update.unwrap() < NOW && staple.next_update.unwrap() > NOW);
    let staple = said_of("unknown", "ca", NOW);
    assert_eq!((staple.standing, staple.status), (Standing::Verified, Some(Revocation::Unknown)));
}

#[test]
fn whom_the_issuer_has_certified_to_say_so_says_it_is_revoked() {
    let staple = said_of("revoked", "ca", NOW);
    assert!(staple.proves_revocation(), "{staple:?}");
    let since = datetime!(2026-11-01 00:00 UTC);
    let reason = Some("keyCompromise".to_owned());
    assert_eq!(staple.status, Some(Revocation::Revoked { since, reason }));
}

#[test]
fn what_nobody_has_signed_who_may_proves_nothing() {
    // Signed by another certificate of the same issuer, which is not one for statements.
    let staple = said_of("unauth", "ca", NOW);
    assert_eq!(staple.standing, Standing::Unproven);
    assert!(matches!(staple.status, Some(Revocation::Revoked { .. })) && !staple.proves_revocation());
    // An issuer of the same name with another key has not issued the certificate.
    assert_eq!(said_of("revoked", "stranger", NOW).standing, Standing::Unproven);
    assert_eq!(read(&made("good"), &made("leaf"), &[], NOW).unwrap().standing, Standing::Unproven);
}

#[test]
fn another_certificate_and_another_time_prove_nothing() {
    assert_eq!(said_of("foreign", "ca", NOW).standing, Standing::Foreign);
    for now in [datetime!(2026-11-20 00:00 UTC), datetime!(2046-02-01 00:00 UTC)] {
        assert_eq!(said_of("good", "ca", now).standing, Standing::Outdated);
    }
}

#[test]
fn the_last_moment_of_the_calendar_is_survived() {
    // Any server can send it. A sum with it does not fit.
    let last = datetime!(9999-12-31 23:59:59 UTC);
    assert!(!is_overdue(Some(last), NOW) && !is_overdue(None, NOW));
    assert!(is_overdue(Some(datetime!(2026-01-01 00:00 UTC)), NOW));
}

#[test]
fn no_statement_is_none_and_a_refusal_is_no_statement() {
    assert_eq!(read(&[], &made("leaf"), &[], NOW), None);
    // `tryLater`.
    let refused = read(&[0x30, 0x03, 0x0a, 0x01, 0x03], &made("leaf"), &[], NOW).unwrap();
    assert_eq!(refused.standing, Standing::Unreadable);
}

proptest! {
    #[test]
    fn any_bytes_are_safe(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes, &made("leaf"), &[&made("ca")], NOW);
    }

    #[test]
    fn one_wrong_byte_never_proves_anything_else(at in 0_usize..676, bit in 0_u8..8) {
        let mut bytes = made("revoked");
        bytes[at] ^= 1 << bit;
        let staple = read(&bytes, &made("leaf"), &[&made("ca")], NOW).unwrap();
        if staple.standing == Standing::Verified {
            prop_assert!(staple.proves_revocation());
        }
    }
}
