//! A pattern of texts: codes, enhanced codes and words that mean one cause.
//!
//! The same patterns read a reply that an examination got and a text that somebody pasted from a log. They name what
//! the sender of the text always says, never what is peculiar to one occasion: no address, no ticket number.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::smtp::Reply;

/// A space at the edge of a phrase.
const EDGE: char = '␣';

/// A pattern of replies and error texts. All of its parts must hold; an empty part holds always.
///
/// What it looks for is written as one text each, not as lists of lists: thousands of small strings would cost every
/// start their relocation.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The reply codes; [`Pattern::ANY`] holds for a text without one too.
    pub codes: RangeInclusive<u16>,
    /// One of these enhanced codes (RFC 3463), with spaces between them.
    pub enhanced: &'static str,
    /// One of these groups of words, a line each: every phrase of a group, with ` & ` between them, stands in the text,
    /// in any case. In lower case. A space at the edge of a phrase is written `␣`.
    pub words: &'static str,
}

impl Pattern {
    /// Any code, or none.
    pub const ANY: RangeInclusive<u16> = 0..=999;

    /// Any refusal.
    pub const REFUSAL: RangeInclusive<u16> = 400..=599;

    /// A pattern of words alone: what an application, a library or an operating system says.
    pub const fn said(words: &'static str) -> Self {
        Self { codes: Self::ANY, enhanced: "", words }
    }

    /// The enhanced codes.
    pub fn enhanced_codes(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.enhanced.split_ascii_whitespace()
    }

    /// The groups of words.
    pub fn groups(&self) -> impl Iterator<Item = Group> + use<> {
        self.words.lines().map(str::trim).filter(|line| !line.is_empty()).map(Group)
    }

    /// Whether a reply fits.
    pub fn fits(&self, reply: &Reply) -> bool {
        if !self.codes.contains(&reply.code) {
            return false;
        }
        if !self.enhanced.is_empty() {
            let Some(code) = reply.enhanced().map(|code| code.to_string()) else { return false };
            if !self.enhanced_codes().any(|known| known == code) {
                return false;
            }
        }
        self.reads(&reply.text())
    }

    /// Whether the words stand in a text, in any case; the codes are not looked at. Without words it reads every text.
    pub fn reads(&self, text: &str) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = text.to_lowercase();
        self.groups().any(|group| group.phrases().all(|phrase| text.contains(&*phrase)))
    }
}

/// Words that stand in a text together.
#[derive(Clone, Copy, Debug)]
pub struct Group(&'static str);

impl Group {
    /// The phrases, each of which stands in the text.
    pub fn phrases(self) -> impl Iterator<Item = Cow<'static, str>> {
        self.0.split(" & ").map(|written| {
            if written.contains(EDGE) { written.replace(EDGE, " ").into() } else { written.into() }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_in_any_case_and_by_whole_groups() {
        let pattern = Pattern::said(
            "
            wrong version number
            handshake & stalls
            ␣rbl
            ",
        );
        assert!(pattern.reads("SSL routines:ssl3_get_record:Wrong Version Number"));
        assert!(pattern.reads("it stalls in the handshake"));
        assert!(!pattern.reads("the handshake is done"));
        assert!(pattern.reads("listed in an RBL") && !pattern.reads("a marble"));
    }
}
