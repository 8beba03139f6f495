//! The proxy through which the connections go: what it speaks, where it is, and who logs in to it.
//!
//! Of its credentials nothing is recorded but that there are some.

use std::fmt;

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use super::target::{HostFault, read_host};
use crate::secret::Secret;

/// The longest user name and the longest password of SOCKS5, in bytes (RFC 1929 §2).
const LONGEST: usize = 255;

/// A proxy.
#[derive(Debug)]
pub struct Proxy {
    /// What may be recorded of it.
    pub record: ProxyRecord,
    /// Who logs in to it, if anybody.
    pub login: Option<ProxyLogin>,
}

/// Who logs in to a proxy. The name is as secret as the password: with many proxies it is the key of an account.
#[derive(Debug)]
pub struct ProxyLogin {
    /// The user name.
    pub user: Secret,
    /// The password.
    pub password: Secret,
}

/// What is recorded of a proxy: all of it but the credentials.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct ProxyRecord {
    /// What it speaks.
    pub kind: ProxyKind,
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether credentials were given.
    #[serde(default)]
    pub login: bool,
}

/// What a proxy speaks.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProxyKind {
    /// SOCKS5 (RFC 1928), which is given the address of the server.
    Socks5,
    /// SOCKS5, which is given the name of the server.
    Socks5h,
    /// HTTP with CONNECT (RFC 9110 §9.3.6), which is given the name of the server.
    Http,
}

/// Why a proxy cannot be read. None of it quotes the URL: it may hold a password.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ProxyUrlFault {
    /// No scheme, or more behind the port than a slash.
    Form,
    /// Another scheme than those that are known.
    Scheme(String),
    /// No port, or none from 1 to 65535.
    Port,
    /// No host, or one that cannot be.
    Host,
    /// User name or password is broken, empty or too long, or holds what cannot be sent.
    Login,
}

impl ProxyKind {
    /// The scheme of its URL.
    pub fn scheme(self) -> &'static str {
        match self {
            Self::Socks5 => "socks5",
            Self::Socks5h => "socks5h",
            Self::Http => "http",
        }
    }

    /// Whether the proxy looks the name of the server up.
    pub fn resolves(self) -> bool {
        self != Self::Socks5
    }
}

impl fmt::Display for ProxyRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, host, port, .. } = self;
        let scheme = kind.scheme();
        if host.contains(':') {
            return write!(f, "{scheme}://[{host}]:{port}");
        }
        write!(f, "{scheme}://{host}:{port}")
    }
}

impl Proxy {
    /// Reads `SCHEME://[USER:PASSWORD@]HOST:PORT`.
    ///
    /// # Errors
    /// [`ProxyUrlFault`], which names what is wrong.
    pub fn read(url: &str) -> Result<Self, ProxyUrlFault> {
        let (scheme, rest) = url.trim_matches([' ', '\t']).split_once("://").ok_or(ProxyUrlFault::Form)?;
        let kind = match scheme.to_ascii_lowercase().as_str() {
            "socks5" => ProxyKind::Socks5,
            "socks5h" => ProxyKind::Socks5h,
            "http" => ProxyKind::Http,
            _ if scheme.bytes().all(|b| b.is_ascii_alphanumeric()) && scheme.len() <= 10 => {
                return Err(ProxyUrlFault::Scheme(scheme.to_owned()));
            }
            _ => return Err(ProxyUrlFault::Form),
        };
        let (login, place) = match rest.rsplit_once('@') {
            Some((login, place)) => (Some(read_login(login)?), place),
            None => (None, rest),
        };
        let place = place.strip_suffix('/').unwrap_or(place);
        if place.contains(['/', '?', '#']) {
            return Err(ProxyUrlFault::Form);
        }
        let (host, port) = place.rsplit_once(':').ok_or(ProxyUrlFault::Port)?;
        let digits = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
        let port = port.parse().ok().filter(|port| *port > 0 && digits).ok_or(ProxyUrlFault::Port)?;
        let host = read_place(host).map_err(|_| ProxyUrlFault::Host)?;
        let record = ProxyRecord { kind, host, port, login: login.is_some() };
        Ok(Self { record, login })
    }
}

/// A name or an address, one of IPv6 in brackets.
fn read_place(host: &str) -> Result<String, HostFault> {
    match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inside) => inside
            .parse::<std::net::Ipv6Addr>()
            .map(|address| address.to_string())
            .map_err(|_| HostFault::Label(String::new())),
        None if host.contains(':') => Err(HostFault::Label(String::new())),
        None => read_host(host),
    }
}

fn read_login(text: &str) -> Result<ProxyLogin, ProxyUrlFault> {
    let (user, password) = text.split_once(':').ok_or(ProxyUrlFault::Login)?;
    Ok(ProxyLogin { user: read_secret(user)?, password: read_secret(password)? })
}

fn read_secret(text: &str) -> Result<Secret, ProxyUrlFault> {
    let broken = text.split('%').skip(1).any(|rest| {
        let digits = rest.as_bytes().get(..2);
        !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| ProxyUrlFault::Login)?;
    if broken || !(1..=LONGEST).contains(&decoded.len()) {
        return Err(ProxyUrlFault::Login);
    }
    Secret::new(decoded.into_owned()).map_err(|_| ProxyUrlFault::Login)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(url: &str) -> String {
        Proxy::read(url).unwrap().record.to_string()
    }

    #[test]
    fn the_kinds_are_read() {
        assert_eq!(shown("socks5://127.0.0.1:1080"), "socks5://127.0.0.1:1080");
        assert_eq!(shown("SOCKS5H://Proxy.Example.COM:9050/"), "socks5h://proxy.example.com:9050");
        assert_eq!(shown("http://[2001:db8::5]:3128"), "http://[2001:db8::5]:3128");
        assert!(Proxy::read("http://p:1").unwrap().record.kind.resolves());
        assert!(!Proxy::read("socks5://p:1").unwrap().record.kind.resolves());
    }

    #[test]
    fn credentials_are_decoded_and_never_shown() {
        let proxy = Proxy::read("socks5://me%40corp:p%3A%40%2F%25@h:1080").unwrap();
        let login = proxy.login.as_ref().unwrap();
        assert_eq!((login.user.expose(), login.password.expose()), ("me@corp", "p:@/%"));
        let shown = format!("{proxy:?} {} {}", proxy.record, serde_json::to_string(&proxy.record).unwrap());
        assert!(!shown.contains("me@corp") && !shown.contains("p:@"), "{shown}");
        assert!(shown.contains("\"login\":true"));
        // An @ that was not encoded belongs to the password.
        let proxy = Proxy::read("http://u:a@b@h:1").unwrap();
        assert_eq!(proxy.login.unwrap().password.expose(), "a@b");
    }

    #[test]
    fn what_is_wrong_is_named_without_a_secret() {
        let fault = |url: &str| Proxy::read(url).unwrap_err();
        assert_eq!(fault("127.0.0.1:1080"), ProxyUrlFault::Form);
        assert_eq!(fault("socks5://h:1080/path"), ProxyUrlFault::Form);
        assert_eq!(fault("socks4://h:1080"), ProxyUrlFault::Scheme("socks4".into()));
        assert_eq!(fault("user secret://h:1"), ProxyUrlFault::Form);
        for url in ["socks5://h", "socks5://h:0", "http://h:65536", "http://h:+1", "http://h:"] {
            assert_eq!(fault(url), ProxyUrlFault::Port, "{url}");
        }
        for url in
            ["http://:80", "http://a b:80", "http://2001:db8::1:80", "http://[x]:80", "http://a\r\nb:1"]
        {
            assert_eq!(fault(url), ProxyUrlFault::Host, "{url}");
        }
        let long = format!("http://u:{}@h:1", "x".repeat(256));
        for url in [
            "http://u@h:1",
            "http://u:@h:1",
            "http://:p@h:1",
            "http://u:%0d%0a@h:1",
            "http://u:%zz@h:1",
            &long,
        ] {
            assert_eq!(fault(url), ProxyUrlFault::Login, "{url}");
        }
    }
}
