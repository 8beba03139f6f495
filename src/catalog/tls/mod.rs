//! The causes of the family `tls`.

mod certificate_expired;
mod certificate_invalid;
mod certificate_missing_intermediate;
mod certificate_name_mismatch;
mod certificate_not_yet_valid;
mod certificate_revoked;
mod certificate_self_signed;
mod certificate_untrusted;
mod clock_wrong;
mod implicit_port;
mod intercepted;
mod no_trust_store;
mod plaintext_port;
mod reading;

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[
    &plaintext_port::CAUSE,
    &implicit_port::CAUSE,
    &certificate_expired::CAUSE,
    &certificate_not_yet_valid::CAUSE,
    &clock_wrong::CAUSE,
    &certificate_name_mismatch::CAUSE,
    &certificate_self_signed::CAUSE,
    &certificate_untrusted::CAUSE,
    &certificate_missing_intermediate::CAUSE,
    &certificate_revoked::CAUSE,
    &certificate_invalid::CAUSE,
    &intercepted::CAUSE,
    &no_trust_store::CAUSE,
];
