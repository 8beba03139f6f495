//! Connections through a proxy: SOCKS5 (RFC 1928, RFC 1929) and CONNECT of HTTP (RFC 9110 §9.3.6).
//!
//! What comes out is a connection like any other. Why there is none is told by an error that [`super::classify`] knows.

use std::cell::Cell;
use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio::time::{Instant, timeout};
use tokio_socks::tcp::Socks5Stream;
use tokio_socks::{Error as SocksError, TargetAddr};
use zeroize::Zeroizing;

use super::bounds::elapsed;
use super::classify;
use super::net::Net;
use super::tap::Tap;
use crate::evidence::{ProxyAnswer, ProxyFault, Via};
use crate::plan::{Plan, Proxy, ProxyKind};
use crate::smtp::ServerText;

/// The most addresses of a proxy that are tried.
const ADDRESSES: usize = 4;
/// How long one of several addresses of a proxy may take.
const TURN: Duration = Duration::from_secs(3);
/// The most bytes of an answer by HTTP.
const LONGEST_HEAD: usize = 16 * 1024;
/// The most that is kept of what came.
const KEPT: usize = 200;
/// How long the rest of a foreign answer is waited for.
const MOMENT: Duration = Duration::from_millis(50);
/// The most ways to log in that are kept.
const SCHEMES: usize = 5;

/// The proxy of a run, and where it is.
#[derive(Debug)]
pub(super) struct Gate<'a> {
    proxy: &'a Proxy,
    addresses: OnceCell<Vec<IpAddr>>,
}

/// Where a connection is to lead.
#[derive(Clone, Copy, Debug)]
pub(super) enum Goal<'a> {
    /// To an address.
    Address(SocketAddr),
    /// To a port of a host that the proxy is to look up.
    Name(&'a str, u16),
}

/// Why there is no connection through a proxy, on its way through [`io::Error`].
#[derive(Debug)]
pub(super) struct ProxyError(pub(super) ProxyFault);

impl fmt::Display for ProxyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for ProxyError {}

impl<'a> Gate<'a> {
    /// The proxy of a plan.
    pub(super) fn of(plan: &'a Plan) -> Option<Self> {
        Some(Self { proxy: plan.proxy.as_ref()?, addresses: OnceCell::new() })
    }

    /// Whether the proxy looks names up.
    pub(super) fn resolves(&self) -> bool {
        self.proxy.record.kind.resolves()
    }

    /// The address that stands for the proxy: the first of its own.
    pub(super) async fn address<N: Net>(&self, net: &N) -> Option<IpAddr> {
        self.addresses(net).await.first().copied()
    }

    /// A connection to the goal. `reached` tells whoever cuts the wait short whether the proxy was there.
    pub(super) async fn connect<N: Net>(
        &self,
        net: &N,
        goal: Goal<'_>,
        reached: &Cell<bool>,
    ) -> io::Result<(TcpStream, Via)> {
        let (stream, address) = self.reach(net).await.map_err(error)?;
        reached.set(true);
        let _ = stream.set_nodelay(true);
        let asked = match self.proxy.record.kind {
            ProxyKind::Http => self.by_http(stream, goal).await,
            ProxyKind::Socks5 | ProxyKind::Socks5h => self.by_socks(stream, goal).await,
        };
        let (stream, answer) = asked.map_err(error)?;
        Ok((stream, Via { address, answer }))
    }

    async fn addresses<N: Net>(&self, net: &N) -> &[IpAddr] {
        let host = &self.proxy.record.host;
        let find = async || {
            if let Ok(address) = host.parse() {
                return vec![address];
            }
            let mut found = net.lookup(host).await.unwrap_or_default();
            found.truncate(ADDRESSES);
            found
        };
        self.addresses.get_or_init(find).await
    }

    /// A connection to the proxy itself, at the first of its addresses that takes one.
    async fn reach<N: Net>(&self, net: &N) -> Result<(TcpStream, SocketAddr), ProxyFault> {
        let addresses = self.addresses(net).await;
        let mut fault = ProxyFault::NoAddress;
        for (place, address) in addresses.iter().enumerate() {
            let address = SocketAddr::new(*address, self.proxy.record.port);
            let since = Instant::now();
            let connecting = net.connect(address);
            let connected = if place + 1 < addresses.len() {
                timeout(TURN, connecting).await.unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()))
            } else {
                connecting.await
            };
            match connected {
                Ok(stream) => return Ok((stream, address)),
                Err(error) => {
                    let how = classify::io(&error, elapsed(since));
                    fault = ProxyFault::Unreached { how: Box::new(how) };
                }
            }
        }
        Err(fault)
    }

    async fn by_socks(
        &self,
        stream: TcpStream,
        goal: Goal<'_>,
    ) -> Result<(TcpStream, ProxyAnswer), ProxyFault> {
        let (mut tap, heard) = Tap::new(stream);
        let target = match goal {
            Goal::Address(address) => TargetAddr::Ip(address),
            Goal::Name(host, port) => TargetAddr::Domain(host.into(), port),
        };
        let asked = match &self.proxy.login {
            None => Socks5Stream::connect_with_socket(&mut tap, target).await.map(drop),
            Some(login) => {
                let (user, password) = (login.user.expose(), login.password.expose());
                let asked = Socks5Stream::connect_with_password_and_socket(&mut tap, target, user, password);
                asked.await.map(drop)
            }
        };
        let Err(error) = asked else { return Ok((tap.into_stream(), ProxyAnswer::Socks { code: 0 })) };
        let fault = of_socks(&error, &heard.bytes());
        if !matches!(fault, ProxyFault::Foreign { .. }) {
            return Err(fault);
        }
        // Two bytes of something else tell little.
        let _ = timeout(MOMENT, tap.read(&mut [0; KEPT])).await;
        Err(ProxyFault::Foreign { first_bytes: self.without_login(&heard.bytes()) })
    }

    async fn by_http(
        &self,
        mut stream: TcpStream,
        goal: Goal<'_>,
    ) -> Result<(TcpStream, ProxyAnswer), ProxyFault> {
        let place = match goal {
            Goal::Address(address) => address.to_string(),
            Goal::Name(host, port) => format!("{host}:{port}"),
        };
        let mut request = Zeroizing::new(format!("CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n"));
        if let Some(login) = &self.proxy.login {
            let pair = Zeroizing::new(format!("{}:{}", login.user.expose(), login.password.expose()));
            let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
            // Room for all of it at once: a string that grows leaves a copy behind.
            let mut whole = Zeroizing::new(String::with_capacity(request.len() + encoded.len() + 64));
            for part in [&request, "Proxy-Authorization: Basic ", &encoded, "\r\n"] {
                whole.push_str(part);
            }
            request = whole;
        }
        let sent = async {
            stream.write_all(request.as_bytes()).await?;
            stream.write_all(b"\r\n").await
        };
        sent.await.map_err(|_| ProxyFault::Closed)?;
        let head = self.head(&mut stream).await?;
        let foreign = || ProxyFault::Foreign { first_bytes: self.without_login(&head) };
        let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let (status, reason) = lines.next().and_then(status).ok_or_else(foreign)?;
        let schemes = lines.filter_map(scheme).take(SCHEMES).collect();
        let reason = self.without_login(reason);
        let answer = ProxyAnswer::Http { status, reason, schemes };
        match status {
            200..=299 => Ok((stream, answer)),
            _ => Err(ProxyFault::Answered { answer }),
        }
    }

    /// The head of an answer by HTTP, and not a byte of what follows: that is the server's.
    async fn head(&self, stream: &mut TcpStream) -> Result<Vec<u8>, ProxyFault> {
        const PROTOCOL: &[u8] = b"HTTP/";
        let mut head = Vec::new();
        let mut buffer = [0; 1024];
        loop {
            let seen = stream.peek(&mut buffer).await.map_err(|_| ProxyFault::Closed)?;
            if seen == 0 {
                let foreign = || ProxyFault::Foreign { first_bytes: self.without_login(&head) };
                return Err(if head.is_empty() { ProxyFault::Closed } else { foreign() });
            }
            // The end may lie across two reads.
            let before = head.len();
            head.extend_from_slice(&buffer[..seen]);
            let from = before.saturating_sub(3);
            let end = head[from..].windows(4).position(|four| four == b"\r\n\r\n").map(|at| from + at + 4);
            let taken = end.map_or(seen, |end| end - before);
            head.truncate(before + taken);
            stream.read_exact(&mut buffer[..taken]).await.map_err(|_| ProxyFault::Closed)?;
            let is_http = head.iter().zip(PROTOCOL).all(|(came, due)| came == due);
            if !is_http || head.len() > LONGEST_HEAD {
                return Err(ProxyFault::Foreign { first_bytes: self.without_login(&head) });
            }
            if end.is_some() {
                return Ok(head);
            }
        }
    }

    /// The start of what came, without the credentials that it may repeat.
    fn without_login(&self, bytes: &[u8]) -> ServerText {
        let bytes = &bytes[..bytes.len().min(KEPT)];
        let Some(login) = &self.proxy.login else { return ServerText::new(bytes) };
        let user = login.user.expose();
        let bytes = login.password.redact_cut(user, bytes);
        ServerText::new(login.user.redact_cut("", &bytes))
    }
}

fn error(fault: ProxyFault) -> io::Error {
    io::Error::other(ProxyError(fault))
}

/// What an error of the library means, with the bytes that led to it.
fn of_socks(error: &SocksError, heard: &[u8]) -> ProxyFault {
    // The choice of a way to log in, perhaps the answer to the login, then the reply.
    let reply = if heard.get(1) == Some(&2) { 4 } else { 2 };
    match error {
        SocksError::Io(_) if heard.is_empty() || heard[0] == 5 => ProxyFault::Closed,
        SocksError::NoAcceptableAuthMethods | SocksError::AuthorizationRequired => ProxyFault::NoMethod,
        SocksError::PasswordAuthFailure(_) => ProxyFault::Login,
        SocksError::GeneralSocksServerFailure
        | SocksError::ConnectionNotAllowedByRuleset
        | SocksError::NetworkUnreachable
        | SocksError::HostUnreachable
        | SocksError::ConnectionRefused
        | SocksError::TtlExpired
        | SocksError::CommandNotSupported
        | SocksError::AddressTypeNotSupported
        | SocksError::UnknownError
        // The library says this of a reply code without a name, too.
        | SocksError::UnknownAuthMethod
            if heard.len() > reply + 1 =>
        {
            ProxyFault::Answered { answer: ProxyAnswer::Socks { code: heard[reply + 1] } }
        }
        _ => ProxyFault::Foreign { first_bytes: ServerText::default() },
    }
}

/// The status of a status line (RFC 9112 §4), and the reason behind it.
fn status(line: &[u8]) -> Option<(u16, &[u8])> {
    let rest = line.strip_prefix(b"HTTP/1.").and_then(|rest| rest.get(2..))?;
    let (digits, reason) = rest.split_at_checked(3)?;
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (100..=999).contains(&number).then_some((number, reason.trim_ascii()))
}

/// The way to log in that a line of a head names.
fn scheme(line: &[u8]) -> Option<String> {
    let (name, value) = line.split_at_checked(line.iter().position(|byte| *byte == b':')?)?;
    let named = name.eq_ignore_ascii_case(b"Proxy-Authenticate");
    let word = value[1..].trim_ascii().split(|byte| *byte == b' ' || *byte == b',').next()?;
    let fits = (1..=20).contains(&word.len()) && word.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    (named && fits).then(|| String::from_utf8_lossy(word).into_owned())
}

#[cfg(test)]
mod tests;
