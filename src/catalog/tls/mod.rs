//! The causes of the family `tls`.

mod implicit_port;
mod plaintext_port;
mod reading;

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[&plaintext_port::CAUSE, &implicit_port::CAUSE];
