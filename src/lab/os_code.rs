//! The numbers by which the operating system tells why a connection cannot be opened.
//!
//! The same condition has another number on each system, and [`std::io::Error`] gives it a kind by that number.

/// The machine has no buffer space left: ENOBUFS, WSAENOBUFS.
pub const NO_BUFFER_SPACE: i32 = pick(105, 55, 10055);

/// There is no route to the network: ENETUNREACH, WSAENETUNREACH.
pub const NETWORK_UNREACHABLE: i32 = pick(101, 51, 10051);

/// There is no route to the host: EHOSTUNREACH, WSAEHOSTUNREACH.
pub const HOST_UNREACHABLE: i32 = pick(113, 65, 10065);

/// The machine forbids the connection: EACCES, WSAEACCES.
pub const ACCESS_DENIED: i32 = pick(13, 13, 10013);

/// Nothing listens on the port: ECONNREFUSED, WSAECONNREFUSED.
pub const REFUSED: i32 = pick(111, 61, 10061);

/// Whether this is Wine, which is Windows to a program but for this: a task that waits for bytes is told of a reset as if
/// the connection had been closed, and of a closed port of UDP not at all.
pub fn is_wine() -> bool {
    cfg!(windows) && std::path::Path::new(r"C:\windows\system32\winecfg.exe").exists()
}

const fn pick(linux: i32, bsd: i32, windows: i32) -> i32 {
    if cfg!(windows) {
        windows
    } else if cfg!(any(target_os = "linux", target_os = "android")) {
        linux
    } else {
        bsd
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn the_numbers_are_those_of_this_system() {
        let kind = |code| Error::from_raw_os_error(code).kind();
        assert_eq!(kind(NETWORK_UNREACHABLE), ErrorKind::NetworkUnreachable);
        assert_eq!(kind(HOST_UNREACHABLE), ErrorKind::HostUnreachable);
        assert_eq!(kind(ACCESS_DENIED), ErrorKind::PermissionDenied);
        assert_eq!(kind(REFUSED), ErrorKind::ConnectionRefused);
    }
}
