//! How a stage ended.

use serde::{Deserialize, Serialize};

use super::{Failure, Stage};

/// How a stage ended. Times are in milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Outcome<T> {
    /// It was not to be gone through.
    #[default]
    NotPlanned,
    /// An earlier stage kept it from being reached.
    Unreached {
        /// The stage that failed.
        after: Stage,
    },
    /// It was gone through.
    Passed {
        /// What was observed.
        facts: T,
        /// How long it took.
        ms: f64,
    },
    /// It failed.
    Failed {
        /// How.
        failure: Failure,
        /// What was observed all the same.
        facts: Option<T>,
        /// How long it took.
        ms: f64,
    },
}

impl<T> Outcome<T> {
    /// Says that the stage was not reached, unless something is known of it.
    pub(super) fn unreached(&mut self, after: Stage) {
        if matches!(self, Self::NotPlanned) {
            *self = Self::Unreached { after };
        }
    }

    /// What was observed, whether the stage passed or failed.
    pub fn facts(&self) -> Option<&T> {
        match self {
            Self::Passed { facts, .. } => Some(facts),
            Self::Failed { facts, .. } => facts.as_ref(),
            Self::NotPlanned | Self::Unreached { .. } => None,
        }
    }

    /// What was observed, to be added to.
    pub fn facts_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Passed { facts, .. } => Some(facts),
            Self::Failed { facts, .. } => facts.as_mut(),
            Self::NotPlanned | Self::Unreached { .. } => None,
        }
    }

    /// What was observed by a stage that passed.
    pub fn passed(&self) -> Option<&T> {
        match self {
            Self::Passed { facts, .. } => Some(facts),
            _ => None,
        }
    }

    /// The failure of a stage that failed.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// How long it took, in milliseconds.
    pub fn ms(&self) -> Option<f64> {
        match self {
            Self::Passed { ms, .. } | Self::Failed { ms, .. } => Some(*ms),
            Self::NotPlanned | Self::Unreached { .. } => None,
        }
    }
}
