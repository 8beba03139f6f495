//! The causes of the family `tls`.

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[];
