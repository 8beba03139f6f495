//! The address of a document (RFC 3986), and where a redirection leads from there.

use std::fmt;
use std::net::IpAddr;

use hyper::Uri;

use crate::plan::read_host;

/// The longest address that is taken.
const LONGEST: usize = 2048;
/// How many characters of a foreign one are shown.
pub(super) const LONGEST_SHOWN: usize = 200;

/// An address that can be asked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Address {
    pub(super) place: Place,
    /// The path and the query.
    pub(super) path: String,
}

/// A port of a host.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Place {
    pub(super) secure: bool,
    pub(super) host: String,
    pub(super) port: u16,
}

impl Address {
    /// Reads an address. User and password have no place in one.
    pub(super) fn read(url: &str) -> Option<Self> {
        let url = url.split('#').next().filter(|url| url.len() <= LONGEST)?;
        let uri: Uri = url.parse().ok()?;
        let secure = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
        let host = read_host(authority.host().trim_start_matches('[').trim_end_matches(']')).ok()?;
        let port = match authority.port() {
            Some(port) => port.as_str().parse().ok().filter(|port| *port > 0)?,
            None if secure => 443,
            None => 80,
        };
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let path = if path.starts_with('?') { format!("/{path}") } else { path.to_owned() };
        Some(Self { place: Place { secure, host, port }, path })
    }

    /// Where a redirection leads from here: a whole address, one without a scheme, or a path (RFC 3986 §4.2).
    pub(super) fn resolve(&self, location: &str) -> Option<Self> {
        let scheme = if self.place.secure { "https" } else { "http" };
        let directory = || self.path.split('?').next()?.rsplit_once('/').map(|(directory, _)| directory);
        match location {
            other if other.contains("://") => Self::read(other),
            other if other.starts_with("//") => Self::read(&format!("{scheme}:{other}")),
            other if other.starts_with('/') => Self::read(&format!("{scheme}://{}{other}", self.authority())),
            other => Self::read(&format!("{scheme}://{}{}/{other}", self.authority(), directory()?)),
        }
    }

    /// Host and port as they stand in the Host header (RFC 9110 §7.2).
    pub(super) fn authority(&self) -> String {
        let Place { secure, host, port } = &self.place;
        let host = match host.parse() {
            Ok(IpAddr::V6(address)) => format!("[{address}]"),
            _ => host.clone(),
        };
        match (secure, port) {
            (true, 443) | (false, 80) => host,
            _ => format!("{host}:{port}"),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.place.secure { "https" } else { "http" };
        write!(f, "{scheme}://{}{}", self.authority(), self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_again() {
        for url in ["https://a.test/x?y=z", "http://a.test:8080/", "https://[::1]:8443/p"] {
            assert_eq!(Address::read(url).unwrap().to_string(), url);
        }
        assert_eq!(Address::read("https://A.test").unwrap().to_string(), "https://a.test/");
        for none in ["", "/x", "ftp://a.test/", "https://me:pw@a.test/", "https://a.test:0/", "https:///x"] {
            assert_eq!(Address::read(none), None, "{none}");
        }
    }

    #[test]
    fn a_redirection_leads_on() {
        let from = Address::read("https://a.test/d/x?q").unwrap();
        let to = |location: &str| from.resolve(location).map(|to| to.to_string());
        assert_eq!(to("/y").as_deref(), Some("https://a.test/y"));
        assert_eq!(to("y").as_deref(), Some("https://a.test/d/y"));
        assert_eq!(to("//b.test/y").as_deref(), Some("https://b.test/y"));
        assert_eq!(to("http://b.test/y#z").as_deref(), Some("http://b.test/y"));
        assert_eq!(to("https://b.test/ \r\nX: y"), None);
    }
}
