//! The application that sends: what shows only in its own error text. No examination tells these; `explain` reads them.

mod address_malformed;
mod ca_bundle_missing;
mod config_not_applied;
mod plain_auth_refused;
mod protocol_error;
mod revocation_check_failed;
mod sasl_plugin_missing;
mod tls_mode_mismatch;

use super::{Cause, Match};
use crate::evidence::Evidence;

/// The causes of this family, in the order of the table of causes.
pub(super) static CAUSES: &[&Cause] = &[
    &tls_mode_mismatch::CAUSE,
    &plain_auth_refused::CAUSE,
    &config_not_applied::CAUSE,
    &sasl_plugin_missing::CAUSE,
    &ca_bundle_missing::CAUSE,
    &revocation_check_failed::CAUSE,
    &address_malformed::CAUSE,
    &protocol_error::CAUSE,
];

/// An examination talks to the server by itself and never sees the application.
fn by_no_examination(_: &Evidence) -> Vec<Match> {
    Vec::new()
}

/// Whether one of the symptoms of a cause stands in a text.
#[cfg(test)]
fn shows(cause: &Cause, text: &str) -> bool {
    cause.symptoms.iter().any(|pattern| pattern.reads(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::healthy;
    use crate::plan::Security;

    #[test]
    fn no_examination_tells_them() {
        let evidence = healthy(465, Security::Implicit);
        assert!(CAUSES.iter().all(|cause| (cause.told_by)(&evidence).is_empty()));
    }
}
