//! What an examination tells while it runs. For people only: nothing in a report rests on it.

use crate::stage::Stage;

/// Something that happens in an examination.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Event {
    /// A stage begins.
    Started {
        /// The port it is about; none for the name.
        port: Option<u16>,
        /// The stage.
        stage: Stage,
    },
    /// A stage has ended, well or not.
    Ended {
        /// The port it is about; none for the name.
        port: Option<u16>,
        /// The stage.
        stage: Stage,
    },
    /// What the evidence leaves open is being asked.
    Asking,
}

/// Somebody who wants to know.
pub trait Watch {
    /// Takes notice of an event.
    fn notice(&self, event: Event);
}

/// Nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn notice(&self, _: Event) {}
}
