//! The names of the operating systems' error numbers that a failed connection may carry.

use crate::plan::Platform;

/// An error number with its name where it has a known one: `ENOBUFS (105)`.
pub(super) fn named(platform: Platform, os_code: i32) -> String {
    let name = match (platform, os_code) {
        (_, 10_013) => "WSAEACCES",
        (_, 10_024) => "WSAEMFILE",
        (_, 10_048) => "WSAEADDRINUSE",
        (_, 10_049) => "WSAEADDRNOTAVAIL",
        (_, 10_055) => "WSAENOBUFS",
        (Platform::Windows, _) => return os_code.to_string(),
        (_, 1) => "EPERM",
        (_, 12) => "ENOMEM",
        (_, 13) => "EACCES",
        (_, 23) => "ENFILE",
        (_, 24) => "EMFILE",
        (Platform::Linux, 98) | (Platform::MacOs, 48) => "EADDRINUSE",
        (Platform::Linux, 99) | (Platform::MacOs, 49) => "EADDRNOTAVAIL",
        (Platform::Linux, 105) | (Platform::MacOs, 55) => "ENOBUFS",
        _ => return os_code.to_string(),
    };
    format!("{name} ({os_code})")
}

/// Whether it means that this machine has no address, or no port left, to connect from (EADDRNOTAVAIL).
pub(super) fn is_no_address(platform: Platform, os_code: i32) -> bool {
    matches!((platform, os_code), (Platform::Linux, 99) | (Platform::MacOs, 49) | (Platform::Windows, 10_049))
}

/// Whether it means that no further file may be opened where a socket is a file (ENFILE, EMFILE).
pub(super) fn is_no_descriptor(platform: Platform, os_code: i32) -> bool {
    platform != Platform::Windows && matches!(os_code, 23 | 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_names_of_their_system() {
        assert_eq!(named(Platform::Linux, 105), "ENOBUFS (105)");
        assert_eq!(named(Platform::MacOs, 55), "ENOBUFS (55)");
        assert_eq!(named(Platform::Windows, 10_055), "WSAENOBUFS (10055)");
        assert_eq!(named(Platform::Windows, 5), "5");
        assert_eq!(named(Platform::Linux, 49), "49");
        assert!(is_no_address(Platform::MacOs, 49));
        assert!(!is_no_address(Platform::Linux, 24));
        assert!(is_no_descriptor(Platform::Linux, 24));
    }
}
