//! What there is to say of a chain beside its faults, for programs.

use serde::Serialize;

use super::details::TEXT;
use super::v1::timestamp;
use crate::escape::visible_within;
use crate::evidence::{self, PublicTrust, Revocation, Standing};
use crate::report::chain::ChainView;

#[derive(Debug, Serialize)]
pub(super) struct Note {
    kind: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Staple {
    standing: Standing,
    status: Option<&'static str>,
    revoked_at: Option<String>,
    reason: Option<String>,
    this_update: Option<String>,
    next_update: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Fetched {
    urls: Vec<String>,
    subjects: Vec<String>,
    whole: bool,
}

/// The notes of a view.
pub(super) fn notes(view: Option<&ChainView>) -> Vec<Note> {
    let notes = view.into_iter().flat_map(|view| &view.notes);
    notes.map(|note| Note { kind: note.kind, text: note.text.clone() }).collect()
}

/// The word for what Mozilla's roots say.
pub(super) fn mozilla(verdict: PublicTrust) -> &'static str {
    match verdict {
        PublicTrust::Trusted => "trusted",
        PublicTrust::Untrusted => "untrusted",
    }
}

impl Staple {
    pub(super) fn of(staple: &evidence::Staple) -> Self {
        let (status, revoked_at, reason) = match &staple.status {
            None => (None, None, None),
            Some(Revocation::Good) => (Some("good"), None, None),
            Some(Revocation::Unknown) => (Some("unknown"), None, None),
            Some(Revocation::Revoked { since, reason }) => {
                let reason = reason.as_ref().map(|reason| visible_within(reason, TEXT));
                (Some("revoked"), Some(timestamp(*since)), reason)
            }
        };
        Self {
            standing: staple.standing,
            status,
            revoked_at,
            reason,
            this_update: staple.this_update.map(timestamp),
            next_update: staple.next_update.map(timestamp),
        }
    }
}

impl Fetched {
    pub(super) fn of(fetched: &evidence::Completion) -> Self {
        Self {
            urls: fetched.urls.iter().map(|url| visible_within(url, TEXT)).collect(),
            subjects: fetched.found.iter().map(|found| visible_within(&found.subject, TEXT)).collect(),
            whole: fetched.whole,
        }
    }
}
