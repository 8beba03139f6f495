//! A proxy in front of a world: SOCKS5 or CONNECT of HTTP, whichever the client speaks.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::{LabNet, Records, Zone};
use crate::probe::net::Net as _;

/// The most bytes of a request.
const LONGEST: usize = 8192;

/// A proxy.
#[derive(Clone, Copy, Debug)]
pub struct ProxyService {
    /// The user name and the password that it wants.
    pub login: Option<(&'static str, &'static str)>,
    /// What it does with a request.
    pub conduct: Conduct,
}

/// What a proxy does with a request.
#[derive(Clone, Copy, Debug)]
pub enum Conduct {
    /// Connects, and carries what is said.
    Carry,
    /// Answers with this reply code of SOCKS5, or with this status line of HTTP.
    Refuse(u8, &'static str),
    /// Says this as soon as somebody connects.
    Say(&'static [u8]),
    /// Is silent.
    Silent,
}

/// What the proxies of a world know of it: it is there only after they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Outlook {
    world: Arc<OnceLock<(LabNet, Zone)>>,
    goals: Arc<Mutex<Vec<String>>>,
}

impl Outlook {
    pub(super) fn open(&self, net: LabNet, zone: Zone) {
        _ = self.world.set((net, zone));
    }

    /// Where connections were asked for, in order.
    pub(super) fn goals(&self) -> Vec<String> {
        self.goals.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, host: &str, port: u16) {
        self.goals.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{host}:{port}"));
    }

    async fn connect(&self, host: &str, port: u16) -> io::Result<TcpStream> {
        let (net, zone) = self.world.get().ok_or(ErrorKind::NotConnected)?;
        let named = || match zone.names.iter().find(|(name, _)| name == host) {
            Some((_, Records::Addresses(addresses))) => addresses.first().copied(),
            _ => None,
        };
        let address = host.parse().ok().or_else(named).ok_or(ErrorKind::HostUnreachable)?;
        net.connect(SocketAddr::new(address, port)).await
    }
}

/// A running proxy.
#[derive(Debug)]
pub(super) struct ProxyServer {
    /// Where it listens.
    pub(super) address: SocketAddr,
    _listening: JoinSet<()>,
}

impl ProxyServer {
    pub(super) async fn start(service: ProxyService, outlook: Outlook) -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("a proxy of the lab")?;
        let address = listener.local_addr()?;
        let mut listening = JoinSet::new();
        listening.spawn(async move {
            let mut sessions = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let outlook = outlook.clone();
                sessions.spawn(async move {
                    let _ = serve(service, &outlook, stream).await;
                });
            }
        });
        Ok(Self { address, _listening: listening })
    }
}

async fn serve(service: ProxyService, outlook: &Outlook, mut stream: TcpStream) -> io::Result<()> {
    let _ = stream.set_nodelay(true);
    match service.conduct {
        Conduct::Silent => std::future::pending().await,
        Conduct::Say(bytes) => stream.write_all(bytes).await?,
        Conduct::Carry | Conduct::Refuse(..) => {}
    }
    let mut first = [0];
    stream.peek(&mut first).await?;
    if first[0] == 5 {
        by_socks(service, outlook, stream).await
    } else {
        by_http(service, outlook, stream).await
    }
}

async fn by_socks(service: ProxyService, outlook: &Outlook, mut stream: TcpStream) -> io::Result<()> {
    let [_, count] = bytes(&mut stream).await?;
    let mut methods = vec![0; count.into()];
    stream.read_exact(&mut methods).await?;
    if let Some((user, password)) = service.login {
        if !methods.contains(&2) {
            return stream.write_all(&[5, 0xff]).await;
        }
        stream.write_all(&[5, 2]).await?;
        let [_] = bytes(&mut stream).await?;
        let given = [text(&mut stream).await?, text(&mut stream).await?];
        let refused = given != [user, password];
        stream.write_all(&[1, refused.into()]).await?;
        if refused {
            return Ok(());
        }
    } else {
        stream.write_all(&[5, 0]).await?;
    }
    let [_, _, _, kind] = bytes(&mut stream).await?;
    let host = match kind {
        1 => IpAddr::from(Ipv4Addr::from(bytes::<4>(&mut stream).await?)).to_string(),
        4 => IpAddr::from(Ipv6Addr::from(bytes::<16>(&mut stream).await?)).to_string(),
        _ => text(&mut stream).await?,
    };
    let port = u16::from_be_bytes(bytes(&mut stream).await?);
    let reply = |code| [5, code, 0, 1, 0, 0, 0, 0, 0, 0];
    if let Conduct::Refuse(code, _) = service.conduct {
        return stream.write_all(&reply(code)).await;
    }
    outlook.note(&host, port);
    match outlook.connect(&host, port).await {
        Ok(mut server) => {
            stream.write_all(&reply(0)).await?;
            copy_bidirectional(&mut stream, &mut server).await.map(drop)
        }
        Err(error) => {
            let code = match error.kind() {
                ErrorKind::NetworkUnreachable => 3,
                ErrorKind::HostUnreachable => 4,
                ErrorKind::ConnectionRefused => 5,
                _ => 1,
            };
            stream.write_all(&reply(code)).await
        }
    }
}

async fn by_http(service: ProxyService, outlook: &Outlook, mut stream: TcpStream) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < LONGEST {
        head.extend(bytes::<1>(&mut stream).await?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    if let Some((user, password)) = service.login {
        let due = format!("Proxy-Authorization: Basic {}", STANDARD.encode(format!("{user}:{password}")));
        if !head.lines().any(|line| line == due) {
            let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic \
                           realm=\"lab\"\r\nContent-Length: 0\r\n\r\n";
            return stream.write_all(refusal.as_bytes()).await;
        }
    }
    if let Conduct::Refuse(_, status) = service.conduct {
        return stream.write_all(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").as_bytes()).await;
    }
    let place = head.split(' ').nth(1).and_then(|place| place.rsplit_once(':'));
    let Some((host, Ok(port))) = place.map(|(host, port)| (host, port.parse())) else { return Ok(()) };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    outlook.note(host, port);
    match outlook.connect(host, port).await {
        Ok(mut server) => {
            stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
            copy_bidirectional(&mut stream, &mut server).await.map(drop)
        }
        Err(_) => stream.write_all(b"HTTP/1.1 503 Service Unavailable\r\n\r\n").await,
    }
}

async fn bytes<const N: usize>(stream: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes).await?;
    Ok(bytes)
}

/// A text with its length before it.
async fn text(stream: &mut TcpStream) -> io::Result<String> {
    let [length] = bytes(stream).await?;
    let mut text = vec![0; length.into()];
    stream.read_exact(&mut text).await?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
