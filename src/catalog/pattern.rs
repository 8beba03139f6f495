//! A pattern of refusals: codes, enhanced codes and words that mean one cause.

use std::ops::RangeInclusive;

use crate::smtp::Reply;

/// A pattern of replies. All of its parts must hold; an empty part holds always.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The reply codes.
    pub codes: RangeInclusive<u16>,
    /// One of these enhanced codes (RFC 3463).
    pub enhanced: &'static [&'static str],
    /// One of these groups of words: every word of a group stands in the text, in any case. In lower case.
    pub words: &'static [&'static [&'static str]],
}

impl Pattern {
    /// Any refusal.
    pub const REFUSAL: RangeInclusive<u16> = 400..=599;

    /// Whether a reply fits.
    pub fn fits(&self, reply: &Reply) -> bool {
        if !self.codes.contains(&reply.code) {
            return false;
        }
        let enhanced = reply.enhanced().map(|code| code.to_string());
        if !self.enhanced.is_empty() && !enhanced.is_some_and(|code| self.enhanced.contains(&code.as_str())) {
            return false;
        }
        let text = reply.text().to_lowercase();
        self.words.is_empty() || self.words.iter().any(|group| group.iter().all(|word| text.contains(word)))
    }
}
