//! The causes of the family `smtp`.

mod connection_lost;
mod dialogue;
mod ehlo_unsupported;
mod greeting_busy;
mod greeting_closed;
mod greeting_rejected;
mod greeting_timeout;
mod helo_rejected;
mod inbound_only;
mod malformed_reply;
mod not_smtp;
mod other_order;
mod redirected;
mod reply_timeout;
mod server_error;
mod service_unavailable;

pub use helo_rejected::refuses_name;

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[
    &greeting_timeout::CAUSE,
    &greeting_closed::CAUSE,
    &greeting_rejected::CAUSE,
    &greeting_busy::CAUSE,
    &not_smtp::CAUSE,
    &redirected::CAUSE,
    &helo_rejected::CAUSE,
    &ehlo_unsupported::CAUSE,
    &malformed_reply::CAUSE,
    &connection_lost::CAUSE,
    &reply_timeout::CAUSE,
    &service_unavailable::CAUSE,
    &server_error::CAUSE,
    &inbound_only::CAUSE,
];
