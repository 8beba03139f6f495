//! The causes of the family `auth`.

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[];
