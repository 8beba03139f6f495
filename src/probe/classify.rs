//! From the errors of the system and of the TLS library to a [`Failure`]. Kinds, numbers and alerts only, no message.

use std::io::{self, ErrorKind};

use tokio_rustls::rustls;

use super::proxy::ProxyError;
use super::winsock;
use crate::evidence::{Failure, Unreachable};
use crate::smtp::session::Fault;
use crate::smtp::{Protocol, ServerText};
use crate::tls::alert_name;

/// ENOBUFS on Linux and on macOS, EMFILE, ENFILE, ENOMEM, and what they are on Windows.
const NO_RESOURCES: &[i32] = if cfg!(windows) {
    &winsock::NO_RESOURCES
} else if cfg!(target_os = "macos") {
    &[55, 24, 23, 12]
} else {
    &[105, 24, 23, 12]
};

/// The failure that an error of the system means.
pub(super) fn io(error: &io::Error, after_ms: f64) -> Failure {
    if let Some(failure) = error.get_ref().and_then(|inner| inner.downcast_ref()).map(tls) {
        return failure;
    }
    if let Some(ProxyError(fault)) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return Failure::Proxy(fault.clone());
    }
    let os_code = error.raw_os_error();
    let of_windows = os_code.filter(|_| cfg!(windows)).and_then(winsock::kind);
    match (of_windows.unwrap_or(error.kind()), os_code) {
        (_, Some(os_code)) if NO_RESOURCES.contains(&os_code) => Failure::NoResources { os_code },
        (ErrorKind::AddrNotAvailable | ErrorKind::AddrInUse, Some(os_code)) => {
            Failure::NoResources { os_code }
        }
        (ErrorKind::ConnectionRefused, _) => Failure::Refused,
        (ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe, _) => {
            Failure::Reset
        }
        (ErrorKind::HostUnreachable, _) => Failure::Unreachable { to: Unreachable::Host },
        (ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown, _) => {
            Failure::Unreachable { to: Unreachable::Network }
        }
        (ErrorKind::PermissionDenied, Some(os_code)) => Failure::Denied { os_code },
        (ErrorKind::TimedOut, _) => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a time of a run is small"
            )]
            let after_ms = after_ms as u64;
            Failure::TimedOut { after_ms, fragment: ServerText::default() }
        }
        (ErrorKind::UnexpectedEof, _) => Failure::Closed { fragment: ServerText::default() },
        _ => Failure::Other { os_code, text: error.to_string() },
    }
}

/// The failure that an error of the TLS library means.
fn tls(error: &rustls::Error) -> Failure {
    match error {
        rustls::Error::AlertReceived(received) => alert(u8::from(*received)),
        error => Failure::Handshake { reason: error.to_string() },
    }
}

/// The failure of a handshake whose peer began with `first_bytes`.
pub(super) fn handshake(error: &io::Error, first_bytes: &[u8], after_ms: f64) -> Failure {
    let is_tls = first_bytes.is_empty() || Protocol::of(first_bytes) == Some(Protocol::Tls);
    let from_tls = error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>);
    if !is_tls && (from_tls || error.kind() == ErrorKind::UnexpectedEof) {
        return not_tls(first_bytes);
    }
    io(error, after_ms)
}

/// The failure of a peer that began with `first_bytes`, which are not TLS.
pub(super) fn not_tls(first_bytes: &[u8]) -> Failure {
    let protocol = Protocol::of(first_bytes);
    // Of a protocol of lines, the first line tells all; what follows answers our ClientHello.
    let line = first_bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let shown = if protocol == Some(Protocol::Smtp) { line.trim_ascii_end() } else { first_bytes };
    let shown = &shown[..shown.len().min(200)];
    Failure::NotTls { first_bytes: ServerText::new(shown), protocol }
}

/// The failure that a fault of the dialogue is.
pub(super) fn fault(fault: Fault) -> Failure {
    use crate::evidence::Withheld;
    match fault {
        Fault::Rejected(reply) => Failure::Rejected { reply },
        Fault::Malformed(fault) => Failure::Malformed(fault),
        Fault::NotSmtp { protocol, first_bytes } => Failure::NotSmtp { protocol, first_bytes },
        Fault::NotOffered(offered) => Failure::NotOffered { offered },
        Fault::Injected(bytes) => Failure::Injected { bytes },
        Fault::Desynchronised(bytes) => Failure::Desynchronised { bytes },
        Fault::Unencrypted => Failure::Withheld { because: Withheld::Unencrypted },
        Fault::Unverified => Failure::Withheld { because: Withheld::Unverified },
        Fault::Unproven(because) => Failure::Unproven { because },
        Fault::Unsent(because) => Failure::Unsent(because),
        Fault::Closed(fragment) => Failure::Closed { fragment },
    }
}

/// The failure of a handshake that the server ended by an alert.
pub(super) fn alert(number: u8) -> Failure {
    let name = alert_name(number).map_or_else(|| format!("alert {number}"), str::to_owned);
    Failure::Alert { number, name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_numbers_make_the_failure() {
        let of = |kind: ErrorKind| io(&io::Error::from(kind), 1.0);
        assert_eq!(of(ErrorKind::ConnectionRefused), Failure::Refused);
        assert_eq!(of(ErrorKind::ConnectionReset), Failure::Reset);
        assert_eq!(of(ErrorKind::NetworkUnreachable), Failure::Unreachable { to: Unreachable::Network });
        let code = NO_RESOURCES[0];
        assert_eq!(io(&io::Error::from_raw_os_error(code), 1.0), Failure::NoResources { os_code: code });
    }

    /// The numbers that applications on Windows show their users.
    #[cfg(windows)]
    #[test]
    fn the_numbers_of_winsock_make_the_failure() {
        let of = |code| io(&io::Error::from_raw_os_error(code), 21_000.0);
        assert_eq!(of(10061), Failure::Refused);
        assert_eq!([10054, 10053, 10052].map(of), [Failure::Reset, Failure::Reset, Failure::Reset]);
        assert_eq!(of(10051), Failure::Unreachable { to: Unreachable::Network });
        assert_eq!(of(10065), Failure::Unreachable { to: Unreachable::Host });
        assert_eq!(of(10013), Failure::Denied { os_code: 10013 });
        assert_eq!(of(10055), Failure::NoResources { os_code: 10055 });
        assert_eq!(of(10049), Failure::NoResources { os_code: 10049 });
        let timed_out = Failure::TimedOut { after_ms: 21_000, fragment: ServerText::default() };
        assert_eq!(of(10060), timed_out);
        assert!(matches!(of(11001), Failure::Other { os_code: Some(11001), .. }));
    }

    #[test]
    fn a_plain_greeting_in_a_handshake_is_named() {
        let error = io::Error::new(
            ErrorKind::InvalidData,
            rustls::Error::InvalidMessage(rustls::InvalidMessage::InvalidContentType),
        );
        let failure = handshake(&error, b"220 mx ESMTP\r\n", 1.0);
        assert!(matches!(failure, Failure::NotTls { protocol: Some(Protocol::Smtp), .. }));
    }

    #[test]
    fn an_alert_keeps_its_number_and_its_standard_name() {
        let error = io::Error::new(
            ErrorKind::InvalidData,
            rustls::Error::AlertReceived(rustls::AlertDescription::ProtocolVersion),
        );
        let failure = handshake(&error, b"\x15\x03\x01\x00\x02\x02\x46", 1.0);
        assert_eq!(failure, Failure::Alert { number: 70, name: "protocol_version".into() });
    }
}
