//! The envelope and the message: what a server says to MAIL, RCPT and DATA.

mod account_restricted;
mod content_rejected;
mod domain_unauthenticated;
mod greylisted;
mod ip_blocklisted;
mod message_too_large;
mod origin;
mod policy_rejected;
mod ptr_missing;
mod refusal;
mod rejected;
#[cfg(test)]
mod said;
mod smtputf8_unsupported;
mod spam_rejected;
mod temporary_failure;

use super::Cause;

/// The causes of this family, in the order of the table of causes.
pub(super) static CAUSES: &[&Cause] = &[
    &greylisted::CAUSE,
    &message_too_large::CAUSE,
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
