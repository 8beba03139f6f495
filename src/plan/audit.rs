//! Whether the health of the server is looked into.

use serde::{Deserialize, Serialize};

/// Whether the health of the server is looked into beside what an examination needs (`--audit`).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audit {
    /// No: the rule.
    #[default]
    Left,
    /// Yes, by connections of its own within the limits.
    Asked,
}

impl Audit {
    /// Whether it is left out.
    pub fn is_left(&self) -> bool {
        *self == Self::Left
    }
}
