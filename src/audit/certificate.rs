//! The checks of the certificate: key, signature, names, dates.

use super::Check;

pub(super) static CHECKS: &[&Check] = &[];
