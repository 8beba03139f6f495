//! The SMTP dialogue without any input or output: bytes in, next action out (RFC 5321, 3207, 4954).
//!
//! It keeps what the server really said, byte for byte, and notes what is odd about it. It refuses to know sockets,
//! time, TLS libraries and what any of it means.

pub mod capability;
pub mod message;
pub mod protocol;
pub mod reply;
pub mod sasl;
pub mod server_text;
pub mod session;

pub use capability::Capabilities;
pub use message::{Handed, Transfer, Unsent};
pub use protocol::Protocol;
pub use reply::{EnhancedCode, Quirk, Reply, ReplyFault, ReplyReader};
pub use server_text::ServerText;
pub use session::{AuthNotes, Ended, Fault, Handover, Protection, Script, Session, Step};
