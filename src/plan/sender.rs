//! The domain of the sender whose records are to be read.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// The most DKIM keys that are asked for.
pub const MOST_SELECTORS: usize = 4;

/// The ends of names that are kept for tests, examples and other protocols (RFC 6761, RFC 6762, RFC 7686, RFC 8375,
/// RFC 9476), or live in one network only: the public DNS says nothing of them.
const PRIVATE: [&str; 15] = [
    "alt",
    "arpa",
    "corp",
    "example",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "onion",
    "private",
    "test",
];

/// A domain, and the selectors of its DKIM keys (RFC 6376 §3.1).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Sender {
    /// The domain, in ASCII and lower case.
    pub domain: String,
    /// The selectors, at most [`MOST_SELECTORS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selectors: Vec<String>,
}

impl Sender {
    /// The sender of an address as [`super::read_mailbox`] gives it; none where it has no domain of the public DNS.
    pub fn of(address: &str, selectors: Vec<String>) -> Option<Self> {
        let (_, domain) = address.rsplit_once('@')?;
        let (_, last) = domain.rsplit_once('.')?;
        let private = PRIVATE.iter().any(|end| last.eq_ignore_ascii_case(end));
        let public = !private && !domain.starts_with('[') && domain.parse::<IpAddr>().is_err();
        public.then(|| Self { domain: domain.to_ascii_lowercase(), selectors })
    }
}

/// Whether a text can be a selector: labels of letters, digits, hyphens and underscores between dots.
pub fn is_selector(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    text.len() <= 128
        && text.split('.').all(|label| (1..=63).contains(&label.len()) && label.chars().all(fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_of_the_public_dns_has_records() {
        let domain = |address: &str| Sender::of(address, Vec::new()).map(|sender| sender.domain);
        assert_eq!(domain("me@Example.com").as_deref(), Some("example.com"));
        assert_eq!(domain("\"a@b\"@example.com").as_deref(), Some("example.com"));
        for none in [
            "",
            "me@[192.0.2.1]",
            "me@localhost",
            "me@mail.corp.local",
            "me@192.0.2.1",
            "me@mail.test",
            "me@a.example",
            "me@b.INVALID",
            "me@c.localhost",
            "me@nas.home.arpa",
        ] {
            assert_eq!(domain(none), None, "{none}");
        }
    }

    #[test]
    fn a_selector_is_made_of_labels() {
        assert!(is_selector("s1") && is_selector("google") && is_selector("k1._a.b-c"));
        for bad in ["", ".", "a.", "a b", "a/b", "钥"] {
            assert!(!is_selector(bad), "{bad}");
        }
    }
}
