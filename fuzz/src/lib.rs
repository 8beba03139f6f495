//! The doors of `tests/support/doors`, for the fuzzer.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what is wrong with what comes of bytes is told by a panic")]

#[path = "../../tests/support/doors/mod.rs"]
mod doors;

/// Sends bytes through the door with a name.
pub fn send(name: &str, bytes: &[u8]) {
    doors::door(name)(bytes);
}
