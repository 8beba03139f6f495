//! The causes of the family `smtp`.

mod dialogue;
mod greeting_busy;
mod greeting_closed;
mod greeting_rejected;
mod greeting_timeout;
mod not_smtp;
mod other_order;

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[
    &greeting_timeout::CAUSE,
    &greeting_closed::CAUSE,
    &greeting_rejected::CAUSE,
    &greeting_busy::CAUSE,
    &not_smtp::CAUSE,
];
