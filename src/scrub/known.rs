//! What everybody may know: the hosts of providers, the hosts and words of the catalogue. They identify nobody, and
//! diagnoses rest on them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::catalog::causes;
use crate::provider::{PROVIDERS, Provider, UserName};

/// The names before an `@` that belong to no person.
const ROLES: [&str; 9] = [
    "postmaster",
    "abuse",
    "hostmaster",
    "webmaster",
    "mailer-daemon",
    "noreply",
    "no-reply",
    "root",
    "anonymous",
];

/// All that everybody may know, read once.
pub(super) static KNOWN: LazyLock<Known> = LazyLock::new(Known::new);

/// What everybody may know.
#[derive(Debug)]
pub(super) struct Known {
    hosts: BTreeSet<&'static str>,
    words: BTreeSet<&'static str>,
}

impl Known {
    /// All of it.
    fn new() -> Self {
        let mut known = Self { hosts: BTreeSet::new(), words: BTreeSet::new() };
        for provider in PROVIDERS.iter().copied() {
            let endpoints = provider.endpoints.iter().map(|endpoint| endpoint.host);
            let others = [provider.domains, provider.banners, provider.mx].into_iter().flatten().copied();
            endpoints.chain(others).for_each(|host| known.admit(host));
        }
        let texts = causes().flat_map(|cause| cause.symptoms).map(|pattern| pattern.words);
        let notes =
            PROVIDERS.iter().flat_map(|provider| provider.replies).flat_map(|reply| reply.words).copied();
        for words in texts.chain(notes) {
            for word in words.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))) {
                let word = word.trim_matches(['.', '-']);
                if word.contains('.') {
                    known.hosts.insert(word);
                }
                known.words.extend(word.split(['.', '-', '_']).filter(|word| !word.is_empty()));
            }
        }
        known
    }

    /// A host, and the domains above it that are more than a suffix for everybody.
    fn admit(&mut self, host: &'static str) {
        let mut rest = host;
        loop {
            if !rest.starts_with("*.") && !super::host::is_suffix(rest) {
                self.hosts.insert(rest);
            }
            match rest.split_once('.') {
                Some((_, above)) if above.contains('.') => rest = above,
                _ => return,
            }
        }
    }

    /// Whether a host, in lower case, is one that everybody may know.
    pub(super) fn is_host(&self, host: &str) -> bool {
        self.hosts.contains(host)
    }

    /// Whether a word, in lower case, is one that error texts are made of.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}

/// Whether a name to log in with is one that a provider gives to everybody, or that of no person.
pub(super) fn is_anybody(user: &str) -> bool {
    let literal =
        |provider: &&'static Provider| matches!(provider.user, UserName::Literal(word) if word == user);
    ROLES.contains(&user.to_lowercase().as_str()) || PROVIDERS.iter().any(literal)
}
