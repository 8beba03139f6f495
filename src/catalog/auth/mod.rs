//! The causes of the family `auth`.

mod account_locked;
mod app_password_required;
mod authorization_code_required;
mod bad_credentials;
mod certificate_rejected;
mod credential_mangled;
mod foreign_mechanism;
mod ip_not_allowed;
mod key_form;
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

pub use refusal::flag;

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
    &certificate_rejected::CAUSE,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::reply;

    /// What libraries and programs say, with a cause it shows. The code 0 stands for none.
    const SAID: &[(u16, &str, &str)] = &[
        (0, "lettre error: No compatible authentication mechanism was found", "not-offered"),
        (0, "SMTP AUTH extension not supported by server.", "tls-required"),
        (0, "smtp: server doesn't support AUTH", "tls-required"),
        (0, "Mail server requires TLS before auth", "tls-required"),
        (0, "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant", "smtp-disabled"),
        (0, "SMTP Error: Could not authenticate.", "bad-credentials"),
        (0, "javax.mail.AuthenticationFailedException: failed to connect", "bad-credentials"),
        (0, "Error: Missing credentials for \"PLAIN\"", "credential-mangled"),
        (0, "No authentication mechanisms supported by both server and client", "mechanism-unsupported"),
        (0, "unencrypted connection", "plaintext-refused"),
        (454, "4.7.0 Temporary authentication failure", "temporary-failure"),
    ];

    #[test]
    fn what_programs_say_is_known() {
        for (code, text, fault) in SAID {
            let said = reply(*code, text);
            let shows = CAUSES
                .iter()
                .filter(|cause| cause.symptoms.iter().any(|pattern| pattern.fits(&said)))
                .any(|cause| cause.code.0 == format!("auth/{fault}"));
            assert!(shows, "{code} {text}");
        }
    }
}
