//! Chains that OpenSSL has made: see the statements in `staple`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use proptest::prelude::*;

use super::*;

fn made(name: &str) -> Vec<u8> {
    let lines = include_str!("../staple/openssl.txt").lines().filter_map(|line| line.split_once(' '));
    let (_, base64) = lines.into_iter().find(|(known, _)| *known == name).unwrap();
    BASE64.decode(base64).unwrap()
}

fn pem(label: &str, der: &[u8]) -> Vec<u8> {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", BASE64.encode(der)).into_bytes()
}

#[test]
fn a_certificate_is_read_in_every_form_that_is_served() {
    let (ca, leaf, bag) = (made("ca"), made("leaf"), made("bag"));
    assert_eq!(certificates(&ca), [CertificateDer::from(ca.clone())]);
    assert_eq!(certificates(&pem("CERTIFICATE", &ca)), [CertificateDer::from(ca.clone())]);
    for body in [bag.clone(), pem("PKCS7", &bag)] {
        let found = certificates(&body);
        assert!(
            found.len() == 2 && found.contains(&ca.clone().into()) && found.contains(&leaf.clone().into())
        );
    }
    assert!(certificates(b"<html>404</html>").is_empty());
}

#[test]
fn only_who_has_signed_the_certificate_is_its_issuer() {
    let chain = [CertificateDer::from(made("leaf"))];
    let last = certificate::read(&chain[0]).unwrap();
    assert_eq!(issuer_of(&last, &chain, &made("bag")).unwrap().1.subject, "CN=Example CA");
    assert!(issuer_of(&last, &chain, &made("stranger")).is_none());
    assert!(issuer_of(&last, &chain, &made("leaf")).is_none());
}

proptest! {
    #[test]
    fn any_bytes_are_safe(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = certificates(&bytes);
    }

    #[test]
    fn one_wrong_byte_is_safe(at in 0_usize..792, byte: u8) {
        let mut bag = made("bag");
        bag[at] = byte;
        let _ = certificates(&bag);
    }
}
