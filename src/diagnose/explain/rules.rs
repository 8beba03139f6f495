//! The patterns of the causes and the rules of the providers, as one set of rules over one automaton of phrases.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::Facts;
use super::score::{self, Enhanced, Fit, Owner};
use crate::catalog::{Cause, Code, Pattern, causes, find};
use crate::provider::{PROVIDERS, Provider};

/// Words of fewer letters are not told apart from those of others.
const FEW_LETTERS: f64 = 14.0;

/// What the automaton is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Load {
    /// One text: it is made quickly.
    Text,
    /// A log: it reads quickly.
    Log,
}

/// Every rule there is.
#[derive(Debug, Default)]
pub(super) struct Rules {
    phrases: Vec<String>,
    automaton: Option<AhoCorasick>,
    all: Vec<Rule>,
    /// For each phrase, the rules of which it is the longest.
    by_phrase: Vec<Vec<usize>>,
    /// The rules without words.
    wordless: Vec<usize>,
}

#[derive(Debug)]
struct Rule {
    cause: &'static Cause,
    codes: RangeInclusive<u16>,
    enhanced: &'static str,
    phrases: Vec<usize>,
    letters: f64,
    provider: Option<&'static Provider>,
    /// Whether others use its words for other causes.
    common: bool,
}

/// A rule that fits.
#[derive(Clone, Debug)]
pub(super) struct Fitting<'a> {
    /// What it means.
    pub(super) cause: &'static Cause,
    /// How well it fits.
    pub(super) score: f64,
    /// Whose rule it is, where it is a provider's.
    pub(super) provider: Option<&'static Provider>,
    /// The phrases that it found.
    pub(super) phrases: Vec<&'a str>,
}

impl Fitting<'_> {
    /// Whether another one asks for all that this one asks for, and for more.
    pub(super) fn is_within(&self, whole: &Self) -> bool {
        let letters = |one: &Self| one.phrases.iter().map(|phrase| phrase.len()).sum::<usize>();
        let inside = |part: &&str| whole.phrases.iter().any(|phrase| phrase.contains(*part));
        letters(self) < letters(whole) && self.phrases.iter().all(inside)
    }
}

impl Rules {
    pub(super) fn new(load: Load) -> Self {
        let mut made = Self::default();
        let mut ids = HashMap::new();
        for cause in causes() {
            for pattern in cause.symptoms {
                made.add_pattern(cause, pattern, &mut ids);
            }
        }
        for provider in PROVIDERS {
            for rule in provider.replies {
                let Some(cause) = find(Code(rule.cause)) else { continue };
                let codes = rule.code..=rule.code;
                made.add(cause, codes, "", rule.words, Some(provider), &mut ids);
            }
        }
        made.index(load);
        made
    }

    /// Makes what has been added fit to be looked up.
    fn index(&mut self, load: Load) {
        self.by_phrase = vec![Vec::new(); self.phrases.len()];
        for (at, rule) in self.all.iter().enumerate() {
            match rule.phrases.iter().max_by_key(|id| self.phrases[**id].len()) {
                Some(longest) => self.by_phrase[*longest].push(at),
                None => self.wordless.push(at),
            }
        }
        let kind = match load {
            Load::Text => AhoCorasickKind::NoncontiguousNFA,
            Load::Log => AhoCorasickKind::ContiguousNFA,
        };
        self.automaton = AhoCorasick::builder().kind(Some(kind)).build(&self.phrases).ok();
        self.note_common();
    }

    fn add_pattern(
        &mut self,
        cause: &'static Cause,
        pattern: &'static Pattern,
        ids: &mut HashMap<String, usize>,
    ) {
        if pattern.words.is_empty() {
            self.add(cause, pattern.codes.clone(), pattern.enhanced, [""; 0], None, ids);
        }
        for group in pattern.groups() {
            self.add(cause, pattern.codes.clone(), pattern.enhanced, group.phrases(), None, ids);
        }
    }

    fn add(
        &mut self,
        cause: &'static Cause,
        codes: RangeInclusive<u16>,
        enhanced: &'static str,
        words: impl IntoIterator<Item = impl AsRef<str>>,
        provider: Option<&'static Provider>,
        ids: &mut HashMap<String, usize>,
    ) {
        let mut phrases = Vec::new();
        let mut letters = 0.0;
        for word in words {
            let phrase = super::fold::folded(word.as_ref());
            if phrase.is_empty() {
                continue;
            }
            letters += score::letters(&phrase);
            let next = self.phrases.len();
            let id = *ids.entry(phrase.clone()).or_insert(next);
            if id == next {
                self.phrases.push(phrase);
            }
            phrases.push(id);
        }
        self.all.push(Rule { cause, codes, enhanced, phrases, letters, provider, common: false });
    }

    fn note_common(&mut self) {
        let common: Vec<bool> = self.all.iter().map(|rule| self.is_common(rule)).collect();
        for (rule, common) in self.all.iter_mut().zip(common) {
            rule.common = common;
        }
    }

    /// Whether the words of a rule of a provider mean something else elsewhere: another rule, of another cause and not
    /// of the same provider, asks for no more than stands in them.
    fn is_common(&self, rule: &Rule) -> bool {
        let Some(provider) = rule.provider else { return false };
        // A word or two of everybody's language are nobody's own.
        if rule.letters < FEW_LETTERS {
            return true;
        }
        let mut inside = Vec::new();
        for phrase in &rule.phrases {
            self.phrases_in(&self.phrases[*phrase], &mut inside);
        }
        let mut others = inside.iter().flat_map(|phrase| &self.by_phrase[*phrase]).map(|at| &self.all[*at]);
        others.any(|other| {
            let foreign = other.provider.is_none_or(|its| its.id != provider.id);
            let elsewhere = foreign && other.cause.code != rule.cause.code;
            elsewhere && other.phrases.iter().all(|phrase| inside.binary_search(phrase).is_ok())
        })
    }

    /// The phrases that stand in a folded text, each once, in order.
    pub(super) fn phrases_in(&self, folded: &str, found: &mut Vec<usize>) {
        let Some(automaton) = &self.automaton else { return };
        for hit in automaton.find_overlapping_iter(folded) {
            let id = hit.pattern().as_usize();
            if is_whole(folded, hit.start(), hit.end()) {
                found.push(id);
            }
        }
        found.sort_unstable();
        found.dedup();
    }

    /// Whether any rule has all of its phrases here, whatever else it asks for.
    pub(super) fn says_enough(&self, found: &[usize]) -> bool {
        let mut by_words = found.iter().flat_map(|id| &self.by_phrase[*id]);
        by_words.any(|at| self.all[*at].phrases.iter().all(|id| found.binary_search(id).is_ok()))
    }

    /// The rules that these phrases and facts meet.
    pub(super) fn fitting(&self, found: &[usize], facts: &Facts) -> Vec<Fitting<'_>> {
        let by_words = found.iter().flat_map(|id| &self.by_phrase[*id]);
        let met = by_words.chain(&self.wordless).filter_map(|at| {
            let rule = &self.all[*at];
            let whole = rule.phrases.iter().all(|id| found.binary_search(id).is_ok());
            let score = if whole { rule.score(facts) } else { 0.0 };
            let phrases = rule.phrases.iter().map(|id| self.phrases[*id].as_str()).collect();
            (score > 0.0).then_some(Fitting { cause: rule.cause, score, provider: rule.provider, phrases })
        });
        met.collect()
    }
}

impl Rule {
    fn score(&self, facts: &Facts) -> f64 {
        let enhanced = if self.enhanced.is_empty() {
            Enhanced::Free
        } else if facts
            .enhanced
            .iter()
            .any(|code| self.enhanced.split_ascii_whitespace().any(|known| known == code.to_string()))
        {
            Enhanced::Met
        } else if facts.enhanced.is_empty() {
            Enhanced::Missing
        } else {
            Enhanced::Different
        };
        let owner = match self.provider {
            None => Owner::Catalog,
            Some(own) if facts.providers.iter().any(|known| known.id == own.id) => Owner::Named,
            Some(_) if self.common => Owner::Common,
            Some(_) if !facts.providers.is_empty() => Owner::Other,
            Some(_) => Owner::Distinctive,
        };
        score::rule(&Fit {
            codes: &self.codes,
            said: &facts.replies,
            coded: !facts.replies.is_empty() || !facts.enhanced.is_empty(),
            enhanced,
            letters: self.letters,
            phrases: self.phrases.len(),
            owner,
            residual: score::is_residual(self.cause.code) || self.cause.code.0 == "smtp/server-error",
            stage: score::agreement(facts.stage, facts.login, !facts.replies.is_empty(), self.cause.code),
        })
    }
}

/// Whether a phrase does not stand inside a word: `eof` in `typeof` is none. A phrase may end inside one: `reject` in
/// `rejected`.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let begins_in_word =
        start > 0 && bytes[start].is_ascii_alphanumeric() && bytes[start - 1].is_ascii_alphanumeric();
    let short = end - start < 4;
    let ends_in_word = short
        && bytes[end - 1].is_ascii_alphanumeric()
        && bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
    !begins_in_word && !ends_in_word
}

#[cfg(test)]
mod tests;
