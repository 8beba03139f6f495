//! The program where its surroundings fail it: no network, no nameserver, nobody who reads, a full disk, no roots, few
//! file descriptors, an impatient user. Nothing here leaves the machine.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "faults/bench.rs"]
mod bench;
#[cfg(target_os = "linux")]
#[path = "faults/core.rs"]
mod core;
#[path = "support/forms.rs"]
mod forms;
#[path = "faults/interrupt.rs"]
mod interrupt;
#[path = "faults/memory.rs"]
mod memory;
#[cfg(target_os = "linux")]
#[path = "faults/program.rs"]
mod program;
#[path = "support/schema.rs"]
mod schema;
#[path = "faults/secret.rs"]
mod secret;
#[path = "faults/surroundings.rs"]
mod surroundings;
#[path = "faults/suspended.rs"]
mod suspended;
#[cfg(target_os = "linux")]
#[path = "faults/terminal.rs"]
mod terminal;
