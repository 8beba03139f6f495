//! The first flight of a TLS server, and certificates in PEM.

use smtp_doctor::probe::read_identity;
use smtp_doctor::tls::{Answer, Flight, alert_name};

use super::cut::{cuts, fields, first, pieces};

/// A flight comes to the same however it is cut, and what it keeps is bounded.
pub(crate) fn hello(bytes: &[u8]) {
    let (how, bytes) = first(bytes);
    let whole = read(&[bytes]);
    assert_eq!(read(&pieces(bytes, &cuts(bytes.len(), how))), whole);
    let (answer, certificate) = whole;
    assert!(certificate.is_none_or(|certificate| certificate.len() <= 128 * 1024));
    match answer {
        Answer::Alert { number } => _ = alert_name(number),
        Answer::Chosen(choice) => {
            let json = serde_json::to_string(&choice).unwrap();
            assert_eq!(serde_json::from_str::<smtp_doctor::tls::Choice>(&json).unwrap(), choice);
            assert!(choice.prime_bits.is_none_or(|bits| bits <= 8 * 0xffff));
            let _ =
                (choice.version.name(), choice.suite.name(), choice.group.map(smtp_doctor::tls::Group::name));
        }
        Answer::NotTls | Answer::Malformed(_) | Answer::Closed => {}
    }
}

fn read(pieces: &[&[u8]]) -> (Answer, Option<Vec<u8>>) {
    let mut flight = Flight::default();
    for piece in pieces {
        flight.receive(piece);
        // What has been chosen stands.
        assert!(
            !flight.has_choice() || !matches!(flight.answer(), Some(Answer::Alert { .. } | Answer::NotTls))
        );
    }
    let certificate = flight.certificate().map(<[u8]>::to_vec);
    (flight.end(), certificate)
}

/// A certificate and its key, in any text.
pub(crate) fn identity(bytes: &[u8]) {
    let mut parts = fields(bytes);
    let certificates = parts.next().unwrap_or_default();
    let key = parts.next().unwrap_or(certificates);
    if let Ok(identity) = read_identity(certificates, key) {
        assert!(!identity.chain().is_empty());
        assert!(!format!("{identity:?}").contains("PRIVATE"));
    }
}
