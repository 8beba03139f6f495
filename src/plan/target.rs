//! The server as the user named it, read into a host and perhaps a port.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use super::TlsMode;
use crate::escape::acts_unseen;

/// The server as the user named it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// As typed, without user and password.
    pub input: String,
    /// The host: a name in lower case and ASCII form (RFC 5890), or an address.
    pub host: String,
    /// The port, where one was given.
    pub port: Option<u16>,
}

impl Target {
    /// The host as an address, if it is one.
    pub fn address(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }
}

/// A target with what a URL may say beside host and port. The password is silent in `Debug`.
#[derive(Eq, PartialEq)]
pub struct ReadTarget {
    /// The server.
    pub target: Target,
    /// The TLS mode that the scheme of a URL means.
    pub mode: Option<TlsMode>,
    /// The user in a URL, decoded.
    pub user: Option<String>,
    /// The password in a URL, decoded.
    pub password: Option<String>,
}

/// Why a target cannot be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TargetFault {
    /// Nothing was given.
    Empty,
    /// A URL with a scheme that is not of mail submission.
    Scheme(String),
    /// The port is not a number from 1 to 65535.
    Port(String),
    /// An opening bracket has no closing one, or no IPv6 address stands in the brackets.
    Brackets(String),
    /// More than one colon outside brackets: an IPv6 address needs brackets before a port.
    Colons(String),
    /// The percent-encoding of a URL is broken. Where is not said: it may be in the password.
    Encoding,
    /// The host itself is broken.
    Host(HostFault),
}

/// Why a host cannot be one.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum HostFault {
    /// Nothing stands where the host should.
    Empty,
    /// A character that no host name holds.
    Character {
        /// The character.
        character: char,
        /// Its place, counted from 1.
        place: usize,
    },
    /// A label is empty, over 63 characters, or starts or ends with a hyphen; or the name is over 253 (RFC 1035 §2.3.4).
    Label(String),
    /// The name has no valid ASCII form (RFC 5890).
    Idna,
}

impl fmt::Display for HostFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty"),
            Self::Character { character, place } => write!(f, "U+{:04X} at {place}", *character as u32),
            Self::Label(label) => write!(f, "label {label}"),
            Self::Idna => f.write_str("idna"),
        }
    }
}

impl fmt::Display for TargetFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty"),
            Self::Scheme(scheme) => write!(f, "scheme {scheme}"),
            Self::Port(port) => write!(f, "port {port}"),
            Self::Brackets(place) => write!(f, "brackets {place}"),
            Self::Colons(place) => write!(f, "colons {place}"),
            Self::Encoding => f.write_str("percent-encoding"),
            Self::Host(fault) => write!(f, "host: {fault}"),
        }
    }
}

impl std::error::Error for TargetFault {}

impl fmt::Debug for ReadTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { target, mode, user, password: _ } = self;
        let mut shown = f.debug_struct("ReadTarget");
        shown.field("target", target).field("mode", mode).field("user", user).finish_non_exhaustive()
    }
}

impl ReadTarget {
    /// Reads `host`, `host:port`, `[v6]:port`, a bare IPv6 address or a URL.
    ///
    /// # Errors
    /// [`TargetFault`], which names what is wrong.
    pub fn parse(input: &str) -> Result<Self, TargetFault> {
        let input = input.trim_matches([' ', '\t']);
        if input.is_empty() {
            return Err(TargetFault::Empty);
        }
        match input.split_once("://") {
            Some((scheme, rest)) => Self::url(scheme, rest),
            None => Self::plain(input),
        }
    }

    fn plain(input: &str) -> Result<Self, TargetFault> {
        let (host, port) = host_and_port(input)?;
        let target = Target { input: input.to_owned(), host, port };
        Ok(Self { target, mode: None, user: None, password: None })
    }

    fn url(scheme: &str, rest: &str) -> Result<Self, TargetFault> {
        let (mode, default_port) = match scheme.to_ascii_lowercase().as_str() {
            "smtp" => (TlsMode::Auto, None),
            "smtps" | "submissions" => (TlsMode::Implicit, Some(super::SUBMISSIONS)),
            "submission" => (TlsMode::Required, Some(super::SUBMISSION)),
            _ => return Err(TargetFault::Scheme(scheme.to_owned())),
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (login, place) = match authority.rsplit_once('@') {
            Some((login, place)) => (Some(login), place),
            None => (None, authority),
        };
        let (user, password) = match login.map(|login| login.split_once(':').unwrap_or((login, ""))) {
            Some((user, password)) => (Some(decode(user)?), Some(decode(password)?)),
            None => (None, None),
        };
        let (host, port) = host_and_port(&decode(place)?)?;
        let target = Target { input: format!("{scheme}://{place}"), host, port: port.or(default_port) };
        let filled = |value: Option<String>| value.filter(|value| !value.is_empty());
        Ok(Self { target, mode: Some(mode), user: filled(user), password: filled(password) })
    }
}

fn decode(part: &str) -> Result<String, TargetFault> {
    let bytes = part.as_bytes();
    let broken = bytes.iter().enumerate().any(|(at, byte)| {
        let digit = |ahead: usize| bytes.get(at + ahead).is_some_and(u8::is_ascii_hexdigit);
        *byte == b'%' && !(digit(1) && digit(2))
    });
    let decoded = percent_encoding::percent_decode_str(part).decode_utf8();
    match decoded {
        Ok(text) if !broken => Ok(text.into_owned()),
        _ => Err(TargetFault::Encoding),
    }
}

fn host_and_port(place: &str) -> Result<(String, Option<u16>), TargetFault> {
    if let Some(rest) = place.strip_prefix('[') {
        let broken = || TargetFault::Brackets(place.to_owned());
        let (inside, after) = rest.split_once(']').ok_or_else(broken)?;
        let address: Ipv6Addr = inside.parse().map_err(|_| broken())?;
        let port = match after.strip_prefix(':') {
            Some(port) => Some(read_port(port)?),
            None if after.is_empty() => None,
            None => return Err(broken()),
        };
        return Ok((address.to_string(), port));
    }
    if let Ok(address) = place.parse::<Ipv6Addr>() {
        return Ok((address.to_string(), None));
    }
    match place.split_once(':') {
        Some((_, port)) if port.contains(':') => Err(TargetFault::Colons(place.to_owned())),
        Some((host, port)) => Ok((read_host(host).map_err(TargetFault::Host)?, Some(read_port(port)?))),
        None => Ok((read_host(place).map_err(TargetFault::Host)?, None)),
    }
}

fn read_port(port: &str) -> Result<u16, TargetFault> {
    let digits = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    match port.parse() {
        Ok(number) if digits && number > 0 => Ok(number),
        _ => Err(TargetFault::Port(port.to_owned())),
    }
}

/// The host in lower case and ASCII form.
///
/// # Errors
/// [`HostFault`], which names the character or label that is wrong.
pub fn read_host(host: &str) -> Result<String, HostFault> {
    if host.is_empty() {
        return Err(HostFault::Empty);
    }
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(address.to_string());
    }
    for (at, c) in host.chars().enumerate() {
        let full_width = matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}' | '\u{3002}');
        let fits = c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') || c.is_alphanumeric();
        if !fits || full_width || acts_unseen(c) {
            return Err(HostFault::Character { character: c, place: at + 1 });
        }
    }
    let ascii = idna::domain_to_ascii_cow(host.as_bytes(), idna::AsciiDenyList::EMPTY)
        .map_err(|_| HostFault::Idna)?
        .into_owned();
    let name = ascii.strip_suffix('.').unwrap_or(&ascii);
    if name.len() > 253 {
        return Err(HostFault::Label(name.to_owned()));
    }
    for label in name.split('.') {
        let fits = !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-');
        if !fits {
            return Err(HostFault::Label(label.to_owned()));
        }
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str) -> (String, Option<u16>) {
        let read = ReadTarget::parse(input).unwrap();
        (read.target.host, read.target.port)
    }

    #[test]
    fn the_forms_of_a_target() {
        assert_eq!(read("smtp.gmail.com"), ("smtp.gmail.com".into(), None));
        assert_eq!(read("SMTP.Gmail.com.:465"), ("smtp.gmail.com".into(), Some(465)));
        assert_eq!(read("[::1]:587"), ("::1".into(), Some(587)));
        assert_eq!(read("::1"), ("::1".into(), None));
        assert_eq!(read("192.0.2.1:25"), ("192.0.2.1".into(), Some(25)));
        assert_eq!(read("bücher.example"), ("xn--bcher-kva.example".into(), None));
    }

    #[test]
    fn a_url_brings_user_password_and_mode() {
        let read = ReadTarget::parse("smtps://me%40qq.com:p%3Ass@smtp.qq.com").unwrap();
        assert_eq!(read.target.host, "smtp.qq.com");
        assert_eq!(read.target.port, Some(465));
        assert_eq!(read.mode, Some(TlsMode::Implicit));
        assert_eq!(read.user.as_deref(), Some("me@qq.com"));
        assert_eq!(read.password.as_deref(), Some("p:ss"));
        assert_eq!(read.target.input, "smtps://smtp.qq.com");
        let read = ReadTarget::parse("smtp://mail.example.com:2525/?x=y").unwrap();
        assert_eq!((read.target.port, read.mode), (Some(2525), Some(TlsMode::Auto)));
    }

    #[test]
    fn a_password_in_a_url_is_shown_by_nothing() {
        for url in ["smtp://me:hunter2@a.test", "smtp://me:hunter2%zz@a.test", "smtp://me:hunter2@a..test"] {
            let read = ReadTarget::parse(url);
            assert!(!format!("{read:?}").contains("hunter2"), "{read:?}");
        }
    }

    #[test]
    fn each_fault_is_named() {
        let fault = |input: &str| ReadTarget::parse(input).unwrap_err();
        assert_eq!(fault("  "), TargetFault::Empty);
        let at = HostFault::Character { character: '@', place: 3 };
        assert_eq!(fault("me@qq.com"), TargetFault::Host(at));
        assert_eq!(fault("http://a.b"), TargetFault::Scheme("http".into()));
        assert_eq!(fault("a.b:99999"), TargetFault::Port("99999".into()));
        assert_eq!(fault("a.b:0"), TargetFault::Port("0".into()));
        assert_eq!(fault("a.b:"), TargetFault::Port(String::new()));
        assert_eq!(fault("a.b:+25"), TargetFault::Port("+25".into()));
        assert_eq!(fault("[::1"), TargetFault::Brackets("[::1".into()));
        assert_eq!(fault("a:b:c"), TargetFault::Colons("a:b:c".into()));
        assert_eq!(fault("smtp://a%zz.com"), TargetFault::Encoding);
        assert_eq!(
            fault("smtp.qq.com，:25"),
            TargetFault::Host(HostFault::Character { character: '，', place: 12 })
        );
        assert_eq!(
            fault("smtp qq.com"),
            TargetFault::Host(HostFault::Character { character: ' ', place: 5 })
        );
        assert_eq!(fault("a..b"), TargetFault::Host(HostFault::Label(String::new())));
        assert_eq!(fault("-a.b"), TargetFault::Host(HostFault::Label("-a".into())));
    }

    #[test]
    fn a_name_means_one_thing() {
        assert_eq!(read_host("straße.example").unwrap(), "xn--strae-oqa.example");
        for idle in ["xn--example-.org", "example.org.xn--"] {
            assert_eq!(read_host(idle), Err(HostFault::Idna));
        }
        for broken in ["-oProxy", "a%0d%0ab", "a b", "a/b", "a@b", "a\0b", "a\u{85}b", "a\u{2028}b"] {
            assert!(read_host(broken).is_err(), "{broken:?}");
        }
    }
}
