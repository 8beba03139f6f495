//! The causes of the family `auth`.

mod account_locked;
mod app_password_required;
mod authorization_code_required;
mod bad_credentials;
mod credential_mangled;
mod foreign_mechanism;
mod ip_not_allowed;
mod login_blocked;
mod mechanism_unsupported;
mod not_offered;
mod oauth_required;
mod password_expired;
mod plaintext_refused;
mod refusal;
#[cfg(test)]
mod sample;
mod server_unproven;
mod smtp_disabled;
mod temporary_failure;
mod tls_required;
mod token_reading;
mod token_rejected;
mod too_many_attempts;
mod username_form;
mod wrong_credential_kind;

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[
    &bad_credentials::CAUSE,
    &app_password_required::CAUSE,
    &authorization_code_required::CAUSE,
    &oauth_required::CAUSE,
    &smtp_disabled::CAUSE,
    &not_offered::CAUSE,
    &tls_required::CAUSE,
    &mechanism_unsupported::CAUSE,
    &username_form::CAUSE,
    &wrong_credential_kind::CAUSE,
    &credential_mangled::CAUSE,
    &token_rejected::CAUSE,
    &too_many_attempts::CAUSE,
    &account_locked::CAUSE,
    &login_blocked::CAUSE,
    &ip_not_allowed::CAUSE,
    &password_expired::CAUSE,
    &temporary_failure::CAUSE,
    &plaintext_refused::CAUSE,
    &server_unproven::CAUSE,
];
