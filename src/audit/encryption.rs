//! The checks of TLS: when it starts, which versions and suites, what STARTTLS lets through.

use super::Check;

pub(super) static CHECKS: &[&Check] = &[];
