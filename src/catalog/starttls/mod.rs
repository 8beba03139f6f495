//! The causes of the family `starttls`.

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[];
