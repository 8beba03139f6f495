//! The causes of the family `dns`.

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[];
