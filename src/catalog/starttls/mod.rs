//! The causes of the family `starttls`.

mod endpoint;
mod injection;
mod not_offered;
mod refused;
mod stripped;
mod temporary_failure;

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] =
    &[&not_offered::CAUSE, &stripped::CAUSE, &refused::CAUSE, &temporary_failure::CAUSE, &injection::CAUSE];
