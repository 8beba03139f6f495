//! A pattern of texts: codes, enhanced codes and words that mean one cause.
//!
//! The same patterns read a reply that an examination got and a text that somebody pasted from a log. They name what
//! the sender of the text always says, never what is peculiar to one occasion: no address, no ticket number.

use std::ops::RangeInclusive;

use crate::smtp::Reply;

/// A pattern of replies and error texts. All of its parts must hold; an empty part holds always.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The reply codes; [`Pattern::ANY`] holds for a text without one too.
    pub codes: RangeInclusive<u16>,
    /// One of these enhanced codes (RFC 3463).
    pub enhanced: &'static [&'static str],
    /// One of these groups of words: every word of a group stands in the text, in any case. In lower case.
    pub words: &'static [&'static [&'static str]],
}

impl Pattern {
    /// Any code, or none.
    pub const ANY: RangeInclusive<u16> = 0..=999;

    /// Any refusal.
    pub const REFUSAL: RangeInclusive<u16> = 400..=599;

    /// A pattern of words alone: what an application, a library or an operating system says.
    pub const fn said(words: &'static [&'static [&'static str]]) -> Self {
        Self { codes: Self::ANY, enhanced: &[], words }
    }

    /// Whether a reply fits.
    pub fn fits(&self, reply: &Reply) -> bool {
        if !self.codes.contains(&reply.code) {
            return false;
        }
        let enhanced = reply.enhanced().map(|code| code.to_string());
        if !self.enhanced.is_empty() && !enhanced.is_some_and(|code| self.enhanced.contains(&code.as_str())) {
            return false;
        }
        self.reads(&reply.text())
    }

    /// Whether the words stand in a text, in any case; the codes are not looked at. Without words it reads every text.
    pub fn reads(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.words.is_empty() || self.words.iter().any(|group| group.iter().all(|word| text.contains(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_in_any_case_and_by_whole_groups() {
        let pattern = Pattern::said(&[&["wrong version number"], &["handshake", "stalls"]]);
        assert!(pattern.reads("SSL routines:ssl3_get_record:Wrong Version Number"));
        assert!(pattern.reads("it stalls in the handshake"));
        assert!(!pattern.reads("the handshake is done"));
    }
}
