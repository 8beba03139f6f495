//! What the numbers of Windows mean where a connection fails: those of Winsock, and those that the layers below it let
//! through. Rust has a kind for the usual ones only; here stand all that a connection is known to end with.
//!
//! It is a plain table, so that it is tested on every system.

use std::io::ErrorKind;

/// Out of sockets, buffers or memory: `WSAENOBUFS`, `WSAEMFILE`, `ERROR_NOT_ENOUGH_MEMORY`, `ERROR_OUTOFMEMORY`,
/// `ERROR_NO_SYSTEM_RESOURCES`, `ERROR_NOT_ENOUGH_QUOTA`.
pub(super) const NO_RESOURCES: [i32; 6] = [10055, 10024, 8, 14, 1450, 1816];

/// The kind of failure that a number means.
pub(super) fn kind(code: i32) -> Option<ErrorKind> {
    Some(match code {
        // WSAEACCES: a firewall or a security program of this machine.
        10013 => ErrorKind::PermissionDenied,
        // WSAEADDRINUSE, WSAEADDRNOTAVAIL.
        10048 => ErrorKind::AddrInUse,
        10049 => ErrorKind::AddrNotAvailable,
        // WSAENETDOWN; WSAENETUNREACH, ERROR_NETWORK_UNREACHABLE, and WSAEAFNOSUPPORT, as without IPv6.
        10050 => ErrorKind::NetworkDown,
        10051 | 1231 | 10047 => ErrorKind::NetworkUnreachable,
        // WSAEHOSTUNREACH, WSAEHOSTDOWN, ERROR_HOST_UNREACHABLE.
        10065 | 10064 | 1232 => ErrorKind::HostUnreachable,
        // WSAECONNREFUSED, ERROR_CONNECTION_REFUSED.
        10061 | 1225 => ErrorKind::ConnectionRefused,
        // WSAECONNRESET, WSAENETRESET, ERROR_NETNAME_DELETED.
        10054 | 10052 | 64 => ErrorKind::ConnectionReset,
        // WSAECONNABORTED, ERROR_CONNECTION_ABORTED: often by a security program of this machine.
        10053 | 1236 => ErrorKind::ConnectionAborted,
        // WSAESHUTDOWN, WSAEDISCON.
        10058 | 10101 => ErrorKind::BrokenPipe,
        // WSAETIMEDOUT, ERROR_SEM_TIMEOUT.
        10060 | 121 => ErrorKind::TimedOut,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_that_users_meet_have_their_kind() {
        for (code, meant) in [
            (10013, ErrorKind::PermissionDenied),
            (10049, ErrorKind::AddrNotAvailable),
            (10051, ErrorKind::NetworkUnreachable),
            (10054, ErrorKind::ConnectionReset),
            (10060, ErrorKind::TimedOut),
            (10061, ErrorKind::ConnectionRefused),
            (10065, ErrorKind::HostUnreachable),
        ] {
            assert_eq!(kind(code), Some(meant), "{code}");
        }
        // No buffer space, and what a lookup of a name ends with, are not about a connection.
        for code in [10055, 11001, 11002, 11004, 0, 5] {
            assert_eq!(kind(code), None, "{code}");
        }
    }

    /// Where Rust knows a number too, both say the same.
    #[cfg(windows)]
    #[test]
    fn rust_says_nothing_else() {
        for code in 0..12_000 {
            let theirs = std::io::Error::from_raw_os_error(code).kind();
            let known = !format!("{theirs:?}").contains("Uncategorized") && theirs != ErrorKind::OutOfMemory;
            if let Some(ours) = kind(code).filter(|_| known) {
                assert_eq!(ours, theirs, "{code}");
            }
        }
    }
}
