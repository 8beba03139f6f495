//! The application that sends: what shows only in its own error text. No examination tells these; `explain` reads them.

use super::Cause;

/// The causes of this family, in the order of the table of causes.
pub(super) static CAUSES: &[&Cause] = &[];
