//! The causes of the family `tcp`.

mod refused;

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[&refused::CAUSE];
