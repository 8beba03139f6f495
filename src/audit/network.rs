//! The checks of name, addresses and ports.

use super::Check;

pub(super) static CHECKS: &[&Check] = &[];
