//! The envelope and the message: what a server says to MAIL, RCPT and DATA.

use super::Cause;

/// The causes of this family, in the order of the table of causes.
pub(super) static CAUSES: &[&Cause] = &[];
