//! The program where its surroundings fail it: no network, no nameserver, nobody who reads, a full disk, no roots, few
//! file descriptors, an impatient user. Nothing here leaves the machine.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "faults/bench.rs"]
mod bench;
#[path = "support/forms.rs"]
mod forms;
#[path = "faults/interrupt.rs"]
mod interrupt;
#[path = "faults/memory.rs"]
mod memory;
#[path = "support/schema.rs"]
mod schema;
#[path = "faults/secret.rs"]
mod secret;
#[path = "faults/surroundings.rs"]
mod surroundings;
