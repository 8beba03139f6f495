//! TLS by its bytes: a ClientHello of any age, and what a server makes of it (RFC 6101, 2246, 4346, 5246, 8446).
//!
//! It offers what no library of today offers any more, and reads the answer as far as it is in clear. It refuses to
//! know sockets and time, and it never completes a handshake: nothing secret ever passes through it.

mod alert;
mod bytes;
mod flight;
mod group;
mod offer;
mod suite;
mod version;
mod write;

pub use alert::alert_name;
pub use flight::{Answer, Choice, Flight, Malformation};
pub use group::Group;
pub use offer::{Naming, Offer, Suites};
pub use suite::{Bulk, Exchange, Suite};
pub use version::Version;
pub use write::write;
