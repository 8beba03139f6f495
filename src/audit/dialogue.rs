//! The checks of the dialogue: greeting, replies, extensions, goodbye.

use super::Check;

pub(super) static CHECKS: &[&Check] = &[];
