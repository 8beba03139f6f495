//! The doors of `tests/support/doors`, for the fuzzer.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what is wrong with what comes of bytes is told by a panic")]

#[path = "../../tests/support/doors/mod.rs"]
pub mod doors;
