//! The causes of the family `dns`.

mod bogus_address;
mod malformed_host;
mod name_not_found;
mod nameserver;
mod no_address;
mod no_submission_service;
mod resolver_unreachable;
mod server_failure;
mod split_answers;
mod withheld;

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[
    &name_not_found::CAUSE,
    &no_address::CAUSE,
    &server_failure::CAUSE,
    &resolver_unreachable::CAUSE,
    &bogus_address::CAUSE,
    &malformed_host::CAUSE,
    &no_submission_service::CAUSE,
    &split_answers::CAUSE,
];
