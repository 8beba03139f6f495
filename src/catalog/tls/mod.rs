//! The causes of the family `tls`.

mod certificate_expired;
mod certificate_expiring;
mod certificate_invalid;
mod certificate_missing_intermediate;
mod certificate_name_mismatch;
mod certificate_not_yet_valid;
mod certificate_revoked;
mod certificate_self_signed;
mod certificate_untrusted;
mod client_certificate_required;
mod clock_wrong;
mod dane_mismatch;
mod handshake_reset;
mod handshake_timeout;
mod implicit_port;
mod intercepted;
mod legacy_offered;
mod no_common_cipher;
mod no_trust_store;
mod pin_mismatch;
mod plaintext_port;
pub(crate) mod reading;
mod sni_rejected;
mod version_too_old;
mod weak_certificate;

pub use client_certificate_required::wants_client_certificate;

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
    &pin_mismatch::CAUSE,
    &intercepted::CAUSE,
    &version_too_old::CAUSE,
    &no_common_cipher::CAUSE,
    &handshake_reset::CAUSE,
    &handshake_timeout::CAUSE,
    &sni_rejected::CAUSE,
    &client_certificate_required::CAUSE,
    &no_trust_store::CAUSE,
    &weak_certificate::CAUSE,
    &certificate_expiring::CAUSE,
    &legacy_offered::CAUSE,
    &dane_mismatch::CAUSE,
];
