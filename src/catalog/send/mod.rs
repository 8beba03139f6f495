//! The envelope and the message: what a server says to MAIL, RCPT and DATA.

mod auth_required;
mod elsewhere;
mod mailbox_full;
mod quota_exceeded;
mod rate_limited;
mod recipient_rejected;
mod recipient_unknown;
mod refusal;
mod relay_denied;
#[cfg(test)]
mod sample;
mod sender_not_owned;
mod sender_rejected;
mod sender_unverified;
mod tls_required;
mod too_many_recipients;

pub(super) use refusal::{reads, told};

use super::Cause;

/// The causes of this family, in the order of the table of causes.
pub(super) static CAUSES: &[&Cause] = &[
    &auth_required::CAUSE,
    &tls_required::CAUSE,
    &sender_not_owned::CAUSE,
    &sender_unverified::CAUSE,
    &sender_rejected::CAUSE,
    &relay_denied::CAUSE,
    &recipient_unknown::CAUSE,
    &recipient_rejected::CAUSE,
    &mailbox_full::CAUSE,
    &quota_exceeded::CAUSE,
    &rate_limited::CAUSE,
    &too_many_recipients::CAUSE,
];
