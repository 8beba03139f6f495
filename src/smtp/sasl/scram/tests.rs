//! SCRAM against the examples of its standards, and against servers that do not keep to them.

use super::*;
use crate::smtp::sasl::{BindingKind, test_login};

/// A dialogue: the hash, our nonce, what the server sends, our proof and the server's signature.
type Example = (Hash, &'static str, &'static str, &'static str, &'static str);

/// RFC 5802 §5, RFC 7677 §3, and one for SHA-512 that Python's hashlib computes alike. The user is `user`, the
/// password `pencil`.
const EXAMPLES: [Example; 3] = [
    (
        Hash::Sha1,
        "fyko+d2lbbFgONRv9qkxdawL",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
    ),
    (
        Hash::Sha256,
        "rOprNGfwEbeRWgbNEkqO",
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
    ),
    (
        Hash::Sha512,
        "rOprNGfwEbeRWgbNEkqO",
        "r=rOprNGfwEbeRWgbNEkqO02431b08-2f89-4bad-a4e6-80c0564ec865,s=Yin2FuHTt/M0kJWb0t9OI32n2VmOGi3m+JfjOvuDF88=,i=4096",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO02431b08-2f89-4bad-a4e6-80c0564ec865,p=Hc5yec3NmCD7t+kFRw4/3yD6/F3SQHc7AVYschRja+Bc3sbdjlA0eH1OjJc0DD4ghn1tnXN5/Wr6qm9xmaHt4A==",
        "v=BQuhnKHqYDwQWS5jAw4sZed+C9KFUALsbrq81bB0mh+bcUUbbMPNNmBIupnS2AmyyDnG5CTBQtkjJ9kyY4kzmw==",
    ),
];

fn text(response: &Response) -> &str {
    std::str::from_utf8(response).unwrap()
}

/// A machine that has sent its proof, by the example of RFC 7677.
fn proved(login: &plan::Login) -> Scram<'_> {
    let (hash, nonce, server_first, ..) = EXAMPLES[1];
    let mut machine = Scram::with_nonce(login, hash, Header::Unable, nonce.to_owned());
    machine.first();
    machine.respond(server_first.as_bytes()).unwrap();
    machine
}

#[test]
fn the_examples_of_the_standards() {
    for (hash, nonce, server_first, client_final, server_final) in EXAMPLES {
        let login = test_login("user", "pencil");
        let mut machine = Scram::with_nonce(&login, hash, Header::Unable, nonce.to_owned());
        assert_eq!(text(&machine.first()), format!("n,,n=user,r={nonce}"));
        assert_eq!(text(&machine.respond(server_first.as_bytes()).unwrap()), client_final);
        assert_eq!(machine.accept(), Err(Doubt::Unproven(Unproven::NoSignature)));
        assert_eq!(text(&machine.respond(server_final.as_bytes()).unwrap()), "");
        assert_eq!((machine.accept(), machine.iterations()), (Ok(()), Some(4096)));
        assert_eq!(machine.respond(b""), Err(Objection::Unexpected));
    }
}

#[test]
fn a_login_can_be_bound_to_the_session() {
    let (hash, nonce, server_first, ..) = EXAMPLES[1];
    let login = test_login("user", "pencil");
    let data = (0..32).collect();
    let header = Header::Bound(ChannelBinding { kind: BindingKind::TlsExporter, data });
    let mut machine = Scram::with_nonce(&login, hash, header, nonce.to_owned());
    assert_eq!(text(&machine.first()), format!("p=tls-exporter,,n=user,r={nonce}"));
    // Computed by Python's hashlib.
    assert_eq!(
        text(&machine.respond(server_first.as_bytes()).unwrap()),
        "c=cD10bHMtZXhwb3J0ZXIsLAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f,\
         r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=QC6CS20quADQRb3mT99YUH+n3VJxUvzuK0K0E1Vrs2M="
    );
    machine.respond(b"v=2GiAgapEppLVlUXbxUDksL3VgYHzuqiK5tR4mhJGgvs=").unwrap();
    assert_eq!(machine.accept(), Ok(()));
}

#[test]
fn the_header_tells_what_we_could() {
    let binding = ChannelBinding { kind: BindingKind::TlsServerEndPoint, data: vec![1] };
    let offered = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let (plain, plus) = (offered(&["SCRAM-SHA-1"]), offered(&["SCRAM-SHA-1", "SCRAM-SHA-1-PLUS"]));
    let unbound = |binding, offered| Header::unbound(&Terms { nonce: [0; 18], binding, offered }).text();
    assert_eq!(unbound(None, &plain), "n,,");
    assert_eq!(unbound(Some(&binding), &plain), "y,,");
    assert_eq!(unbound(Some(&binding), &plus), "n,,");
    let terms = Terms { nonce: [0; 18], binding: Some(&binding), offered: &plus };
    assert_eq!(Header::bound(&terms).text(), "p=tls-server-end-point,,");
}

#[test]
fn a_wrong_signature_is_no_proof() {
    let login = test_login("user", "pencil");
    for wrong in
        ["v=AAAA", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G8=", "v=rmF9pqV8S7suAoZWja4dJRkFsKQ="]
    {
        let mut machine = proved(&login);
        let objection = Objection::Unproven(Unproven::WrongSignature);
        assert_eq!(machine.respond(wrong.as_bytes()), Err(objection), "{wrong}");
        assert!(machine.accept().is_err());
    }
}

#[test]
fn an_error_is_kept_and_answered() {
    let login = test_login("user", "pencil");
    let mut machine = proved(&login);
    assert_eq!(text(&machine.respond(b"e=invalid-proof").unwrap()), "");
    assert_eq!(machine.reason(), Some(&Reason::Proof { error: "invalid-proof".into() }));
    assert!(machine.accept().is_err());
    assert_eq!(machine.respond(EXAMPLES[1].4.as_bytes()), Err(Objection::Unexpected));
}

#[test]
fn an_absurd_number_of_iterations_costs_nothing() {
    let login = test_login("user", "pencil");
    let mut machine = Scram::with_nonce(&login, Hash::Sha256, Header::Unable, "abc".to_owned());
    assert_eq!(format!("{machine:?}"), "Scram { hash: Sha256, header: Unable, .. }");
    machine.first();
    assert_eq!(machine.respond(b"r=abcd,s=QQ==,i=4294967295"), Err(Objection::Unexpected));
    assert_eq!(machine.iterations(), None);
}

#[test]
fn names_and_passwords_are_prepared() {
    // RFC 4013 §3, and a name with the two characters that a message has for itself.
    assert_eq!(prepared("I\u{ad}X"), "IX");
    assert_eq!(prepared("\u{2168}"), "IX");
    assert_eq!(prepared("\u{aa}"), "a");
    assert_eq!(prepared("a\u{7}b"), "a\u{7}b");
    assert_eq!(prepared("密码🔑"), "密码🔑");
    let login = test_login("a=b,c", "");
    let mut machine = Scram::with_nonce(&login, Hash::Sha1, Header::Able, "abc".to_owned());
    assert_eq!(text(&machine.first()), "y,,n=a=3Db=2Cc,r=abc");
    assert!(machine.respond(b"r=abcd,s=QQ==,i=1").is_ok());
}

#[test]
fn the_first_message_may_be_asked_for() {
    let login = test_login("user", "pencil");
    let terms = Terms { nonce: [0; 18], binding: None, offered: &[] };
    let mut machine = Scram::new(&login, Hash::Sha1, Header::unbound(&terms), &terms);
    assert_eq!(machine.respond(b"x"), Err(Objection::Unexpected));
    assert_eq!(text(&machine.respond(b"").unwrap()), "n,,n=user,r=AAAAAAAAAAAAAAAAAAAAAAAA");
}
