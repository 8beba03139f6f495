//! The envelope and the message: what a server says to MAIL, RCPT and DATA.

mod account_restricted;
mod auth_required;
mod content_rejected;
mod domain_unauthenticated;
mod elsewhere;
mod greylisted;
mod ip_blocklisted;
mod mailbox_full;
mod message_malformed;
mod message_too_large;
mod origin;
mod policy_rejected;
mod ptr_missing;
mod queue_id;
mod quota_exceeded;
mod rate_limited;
mod recipient_rejected;
mod recipient_unknown;
mod refusal;
mod rejected;
mod relay_denied;
#[cfg(test)]
mod said;
#[cfg(test)]
mod sample;
mod sender_not_owned;
mod sender_rejected;
mod sender_unverified;
mod smtputf8_unsupported;
mod spam_rejected;
mod temporary_failure;
mod tls_required;
mod too_many_recipients;

pub(crate) use ptr_missing::nameless_source;
pub(crate) use queue_id::queue_id;
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
    &greylisted::CAUSE,
    &message_too_large::CAUSE,
    &message_malformed::CAUSE,
    &spam_rejected::CAUSE,
    &content_rejected::CAUSE,
    &ip_blocklisted::CAUSE,
    &ptr_missing::CAUSE,
    &domain_unauthenticated::CAUSE,
    &account_restricted::CAUSE,
    &smtputf8_unsupported::CAUSE,
    &policy_rejected::CAUSE,
    &temporary_failure::CAUSE,
    &rejected::CAUSE,
];
