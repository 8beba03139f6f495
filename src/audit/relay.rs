//! The checks of what strangers can do without a login.

use super::Check;

pub(super) static CHECKS: &[&Check] = &[];
