//! The causes of the family `smtp`.

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[];
