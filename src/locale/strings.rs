//! The sentences that belong to no cause and no provider.

/// Every such sentence of one language.
#[derive(Debug)]
pub struct Strings {
    /// The word for a stage's line in a report: the greeting.
    pub stage_greeting: &'static str,
    /// The word for a stage's line in a report: authentication.
    pub stage_auth: &'static str,
}
