//! What an examination says of itself while it runs, for whoever wants to show it.
//!
//! An event carries no result: results are evidence. Who listens must be quick, as the examination waits meanwhile.

use crate::evidence::Stage;

/// Something that begins or ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Event {
    /// A stage begins.
    Started {
        /// The port of the route; none for a stage that belongs to no route.
        port: Option<u16>,
        /// The stage.
        stage: Stage,
    },
    /// A stage has ended, in whatever way.
    Ended {
        /// The port of the route; none for a stage that belongs to no route.
        port: Option<u16>,
        /// The stage.
        stage: Stage,
    },
    /// What the evidence leaves open is being asked.
    Asking,
}

/// Who listens to an examination.
pub trait Watch {
    /// Takes notice of an event.
    fn notice(&self, event: Event);
}
