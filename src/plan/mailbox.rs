//! A mail address whose submission server is to be found.

use serde::{Deserialize, Serialize};

use super::{TlsMode, read_host};

/// The address, taken apart.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Mailbox {
    /// What stands before the `@`.
    pub local: String,
    /// The domain, in ASCII and lower case.
    pub domain: String,
    /// The TLS mode that was asked for.
    #[serde(default)]
    pub mode: TlsMode,
}

impl Mailbox {
    /// Reads an address; none where it is not one with a domain of several labels.
    pub fn read(text: &str, mode: TlsMode) -> Option<Self> {
        let (local, domain) = text.trim_matches([' ', '\t']).rsplit_once('@')?;
        let plain = |c: char| {
            !c.is_control() && !c.is_whitespace() && !matches!(c, ':' | '/' | '@' | '"' | '<' | '>')
        };
        let fits = !local.is_empty() && local.chars().all(plain);
        let domain = read_host(domain)
            .ok()
            .filter(|domain| domain.contains('.') && domain.parse::<std::net::IpAddr>().is_err())?;
        fits.then(|| Self { local: local.to_owned(), domain, mode })
    }

    /// The whole address.
    pub fn address(&self) -> String {
        format!("{}@{}", self.local, self.domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let read = |text: &str| Mailbox::read(text, TlsMode::Auto).map(|read| (read.local, read.domain));
        let of = |local: &str, domain: &str| Some((local.to_owned(), domain.to_owned()));
        assert_eq!(read("Me@Example.com"), of("Me", "example.com"));
        assert_eq!(read("我@例子.测试"), of("我", "xn--fsqu00a.xn--0zwm56d"));
        for none in ["me", "@a.test", "me@localhost", "me@[::1]", "me@192.0.2.1", "u:pw@h.test", "a b@c.test"]
        {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
