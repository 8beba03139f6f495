//! What can be wrong with TLS and with certificates.

use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Duration, OffsetDateTime};

use super::super::{Answer, Clients, Kind, Order, Service, Step, Tls, TlsService, Versions, World};
use super::{HOST, IMPLICIT, Roots, SUBMISSION, Scenario, healthy, on_465, on_587};
use crate::plan::TlsMode;

pub(super) const SCENARIOS: &[Scenario] = &[
    Scenario { mode: TlsMode::Implicit, ..IMPLICIT.of("tls/plaintext-port") }
        .world(|| on_465(Service::submission(HOST))),
    Scenario { mode: TlsMode::Implicit, ..SUBMISSION.of("tls/plaintext-port") }
        .variant("587")
        .world(|| healthy(HOST)),
    Scenario { mode: TlsMode::StartTls, ..SUBMISSION.of("tls/implicit-port") }
        .world(|| on_587(Service::submissions(HOST))),
    Scenario { mode: TlsMode::None, ..IMPLICIT.of("tls/implicit-port") }
        .variant("465")
        .world(|| healthy(HOST)),
    IMPLICIT.of("tls/certificate-expired").world(|| certified(Kind::Expired)),
    SUBMISSION
        .of("tls/certificate-expired")
        .variant("starttls")
        .world(|| on_587(Service::submission(HOST).certified(Kind::Expired))),
    IMPLICIT.of("tls/certificate-not-yet-valid").world(|| certified(Kind::NotYetValid)),
    IMPLICIT.of("tls/clock-wrong").world(|| {
        // Six years: before the certificate of the server, and after those of its issuers.
        on_465(Service::submissions(HOST).greeting(dated_greeting())).clock(Duration::days(-2190))
    }),
    IMPLICIT
        .of("tls/certificate-name-mismatch")
        .world(|| certified(Kind::OtherName("mail.hoster.test".to_owned()))),
    IMPLICIT.of("tls/certificate-self-signed").world(|| certified(Kind::SelfSigned)),
    IMPLICIT
        .of("tls/certificate-self-signed")
        .variant("no-authority")
        .world(|| certified(Kind::SelfSignedLeaf)),
    IMPLICIT
        .of("tls/certificate-untrusted")
        .world(|| certified(Kind::UnknownIssuer("Example Corp Internal CA".to_owned()))),
    IMPLICIT.of("tls/certificate-missing-intermediate").world(|| certified(Kind::MissingIntermediate)),
    IMPLICIT.of("tls/certificate-revoked").world(|| certified(Kind::Revoked)),
    SUBMISSION
        .of("tls/certificate-revoked")
        .variant("starttls")
        .world(|| on_587(Service::submission(HOST).certified(Kind::Revoked))),
    IMPLICIT.of("tls/certificate-invalid").world(|| certified(Kind::WrongPurpose)),
    Scenario { pin: Some(PIN), ..IMPLICIT.of("tls/pin-mismatch") },
    IMPLICIT
        .of("tls/intercepted")
        .world(|| certified(Kind::UnknownIssuer("Avast Web/Mail Shield Root".to_owned()))),
    IMPLICIT.of("tls/version-too-old").world(|| spoken(Tls::alert(PROTOCOL_VERSION))),
    IMPLICIT.of("tls/no-common-cipher").world(|| spoken(Tls::alert(HANDSHAKE_FAILURE))),
    IMPLICIT.of("tls/handshake-reset").world(|| spoken(Tls::Raw(Answer(vec![Step::Reset])))),
    IMPLICIT
        .of("tls/handshake-reset")
        .variant("closed")
        .world(|| spoken(Tls::Raw(Answer(vec![Step::Close])))),
    IMPLICIT.of("tls/handshake-timeout").world(|| spoken(Tls::Raw(Answer::silence()))),
    IMPLICIT.of("tls/sni-rejected").world(|| spoken(Tls::alert(UNRECOGNIZED_NAME))),
    IMPLICIT.of("tls/client-certificate-required").world(|| clients_certified(Versions::Both)),
    IMPLICIT
        .of("tls/client-certificate-required")
        .variant("tls-1.2")
        .world(|| clients_certified(Versions::Tls12)),
    Scenario { roots: Roots::None, ..IMPLICIT.of("tls/no-trust-store") },
    IMPLICIT.of("tls/certificate-expiring").world(|| certified(Kind::ExpiringSoon)),
];

/// The fingerprint of nothing.
const PIN: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/// `handshake_failure` (RFC 8446 §6.2).
const HANDSHAKE_FAILURE: u8 = 40;
/// `protocol_version` (RFC 8446 §6.2).
const PROTOCOL_VERSION: u8 = 70;
/// `unrecognized_name` (RFC 6066 §3).
const UNRECOGNIZED_NAME: u8 = 112;

fn certified(kind: Kind) -> World {
    on_465(Service::submissions(HOST).certified(kind))
}

fn spoken(tls: Tls) -> World {
    on_465(Service { order: Order::Handshake, ..Service::submission(HOST).with_tls(tls) })
}

fn clients_certified(versions: Versions) -> World {
    spoken(Tls::Serve(TlsService {
        host: HOST.to_owned(),
        kind: Kind::Good,
        versions,
        clients: Clients::Certified,
    }))
}

/// A greeting with the true time in it, as Exim writes it.
fn dated_greeting() -> Answer {
    const FORMAT: &[BorrowedFormatItem<'_>] = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] +0000"
    );
    let date = OffsetDateTime::now_utc().format(FORMAT).unwrap_or_default();
    Answer::reply(&format!("220 {HOST} ESMTP Exim 4.98 {date}"))
}
