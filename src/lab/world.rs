//! A world: what names there are, what lives at each address, what the clock says; and the machine that sees it.
//!
//! Addresses are those set apart for documentation (RFC 5737, RFC 3849). [`LabNet`] turns them into sockets on
//! loopback, or into the failure that the world holds for them.

use std::collections::HashMap;
use std::future::{Future, pending};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Context as _;
use time::{Duration, OffsetDateTime};
use tokio::net::{TcpSocket, TcpStream};

use super::proxy::{Outlook, ProxyServer};
use super::{Authority, DnsServer, Kind, Log, ProxyService, Records, Server, Service, USER, Zone, os_code};
use crate::probe::net::Net;

/// A world that is not yet there.
#[derive(Clone, Debug)]
pub struct World {
    /// The names.
    pub zone: Zone,
    /// The names as a second nameserver of the machine knows them; none where there is only one.
    pub other_zone: Option<Zone>,
    /// What lives at single addresses.
    pub endpoints: Vec<(SocketAddr, Endpoint)>,
    /// What lives at any other.
    pub elsewhere: Endpoint,
    /// How far the machine's clock is ahead; behind when negative. Certificates are dated by the true time.
    pub clock: Duration,
    /// The machine's hosts file.
    pub hosts_file: Option<Vec<u8>>,
}

/// What lives at an address.
#[derive(Clone, Debug)]
pub enum Endpoint {
    /// A server.
    Serve(Box<Service>),
    /// A proxy that leads to the other places of the world.
    Proxy(ProxyService),
    /// Nothing: whatever is sent there is swallowed.
    Silent,
    /// A host on which nothing listens.
    Refuse,
    /// The machine gives this error at once. See [`os_code`].
    Error(i32),
}

impl World {
    /// The address of the proxy, where there is one.
    pub const PROXY: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 80));
    /// The address of the host in most worlds.
    pub const ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

    /// A world in which `host` has these addresses and no other name exists. Nothing lives anywhere.
    pub fn of(host: &str, addresses: &[IpAddr]) -> Self {
        Self::named(host, Records::Addresses(addresses.to_vec()))
    }

    /// A world with these records for `host`, where no other name exists and nothing lives anywhere.
    pub fn named(host: &str, records: Records) -> Self {
        let zone = Zone { names: vec![(host.to_owned(), records)], otherwise: Records::NxDomain };
        Self {
            zone,
            other_zone: None,
            endpoints: Vec::new(),
            elsewhere: Endpoint::Silent,
            clock: Duration::ZERO,
            hosts_file: None,
        }
    }

    /// The same, with this at a port of [`World::ADDRESS`].
    pub fn with(self, port: u16, endpoint: Endpoint) -> Self {
        self.with_at(SocketAddr::new(Self::ADDRESS, port), endpoint)
    }

    /// The same, with this at an address.
    pub fn with_at(mut self, address: SocketAddr, endpoint: Endpoint) -> Self {
        self.endpoints.push((address, endpoint));
        self
    }

    /// The same, with a server at a port of [`World::ADDRESS`].
    pub fn serving(self, port: u16, service: Service) -> Self {
        self.with(port, Endpoint::Serve(Box::new(service)))
    }

    /// The same, with a proxy at this port of [`World::PROXY`].
    pub fn proxied(self, port: u16, proxy: ProxyService) -> Self {
        self.with_at(SocketAddr::new(Self::PROXY, port), Endpoint::Proxy(proxy))
    }

    /// The same, with this everywhere else.
    pub fn elsewhere(self, elsewhere: Endpoint) -> Self {
        Self { elsewhere, ..self }
    }

    /// The same, with a second nameserver that says this of `host` and denies every other name.
    pub fn second_nameserver(self, host: &str, records: Records) -> Self {
        let zone = Zone { names: vec![(host.to_owned(), records)], otherwise: Records::NxDomain };
        Self { other_zone: Some(zone), ..self }
    }

    /// The same, with this hosts file.
    pub fn hosts_file(self, bytes: &[u8]) -> Self {
        Self { hosts_file: Some(bytes.to_vec()), ..self }
    }

    /// The same, with a clock that is ahead by so much.
    pub fn clock(self, clock: Duration) -> Self {
        Self { clock, ..self }
    }

    /// Brings it about.
    pub async fn start(self) -> anyhow::Result<RunningWorld> {
        let mut making = Making {
            authority: Authority::new(OffsetDateTime::now_utc())?,
            log: Log::default(),
            servers: Vec::new(),
            proxies: Vec::new(),
            outlook: Outlook::default(),
            closed: None,
        };
        let mut places = HashMap::new();
        for (address, endpoint) in self.endpoints {
            places.insert(address, making.place(endpoint, Some(address)).await?);
        }
        let elsewhere = making.place(self.elsewhere, None).await?;
        let zone = self.zone.clone();
        let nameserver = DnsServer::start(self.zone).await?;
        let second = match self.other_zone {
            Some(zone) => Some(DnsServer::start(zone).await?),
            None => None,
        };
        let net = LabNet(Arc::new(Machine {
            places,
            elsewhere,
            clock: self.clock,
            hosts_file: self.hosts_file,
            nameservers: std::iter::once(&nameserver).chain(&second).map(|server| server.address).collect(),
        }));
        making.outlook.open(net.clone(), zone);
        Ok(RunningWorld {
            net,
            dns: nameserver.address,
            authority: making.authority.pem(),
            intermediate: making.authority.intermediate().to_vec(),
            client: making.authority.client(USER, &Kind::Good)?,
            log: making.log,
            outlook: making.outlook,
            _alive: ([Some(nameserver), second], making.servers, making.proxies, making.closed),
        })
    }
}

/// A world that is there until it is dropped.
#[derive(Debug)]
pub struct RunningWorld {
    /// The machine in it.
    pub net: LabNet,
    /// The address of its nameserver, the first where there are two.
    pub dns: SocketAddr,
    /// The certificate of its authority, in PEM.
    pub authority: String,
    /// The certificate of the intermediate below its authority, in DER.
    pub intermediate: Vec<u8>,
    /// A certificate of its authority for a client, with its key, in PEM.
    pub client: String,
    /// What its servers received.
    pub log: Log,
    outlook: Outlook,
    _alive: ([Option<DnsServer>; 2], Vec<Server>, Vec<ProxyServer>, Option<TcpSocket>),
}

impl RunningWorld {
    /// Where its proxies were asked to connect to, in order.
    pub fn asked_of_proxies(&self) -> Vec<String> {
        self.outlook.goals()
    }
}

/// What of a world exists while it is being made.
struct Making {
    authority: Authority,
    log: Log,
    servers: Vec<Server>,
    proxies: Vec<ProxyServer>,
    outlook: Outlook,
    /// A port that is taken and on which nothing listens, so that nothing else can come to listen there.
    closed: Option<TcpSocket>,
}

impl Making {
    async fn place(&mut self, endpoint: Endpoint, meant: Option<SocketAddr>) -> anyhow::Result<Place> {
        match endpoint {
            Endpoint::Silent => Ok(Place::Silent),
            Endpoint::Error(code) => Ok(Place::Error(code)),
            Endpoint::Refuse => self.closed_port(),
            Endpoint::Proxy(service) => {
                let proxy = ProxyServer::start(service, self.outlook.clone()).await?;
                let address = proxy.address;
                self.proxies.push(proxy);
                Ok(Place::At(address))
            }
            Endpoint::Serve(service) => {
                let server = Server::start(*service, &self.authority, meant, self.log.clone()).await?;
                let address = server.address;
                self.servers.push(server);
                Ok(Place::At(address))
            }
        }
    }

    fn closed_port(&mut self) -> anyhow::Result<Place> {
        if cfg!(windows) {
            // Windows asks a closed port three times, for two seconds, before it says so.
            return Ok(Place::Error(os_code::REFUSED));
        }
        let socket = if let Some(socket) = self.closed.take() {
            socket
        } else {
            let socket = TcpSocket::new_v4()?;
            socket.bind((Ipv4Addr::LOCALHOST, 0).into()).context("a closed port of the lab")?;
            socket
        };
        let address = socket.local_addr()?;
        self.closed = Some(socket);
        Ok(Place::At(address))
    }
}

/// The machine in a world: [`Net`] with made-up addresses and real sockets.
#[derive(Clone, Debug)]
pub struct LabNet(Arc<Machine>);

#[derive(Debug)]
struct Machine {
    places: HashMap<SocketAddr, Place>,
    elsewhere: Place,
    clock: Duration,
    hosts_file: Option<Vec<u8>>,
    nameservers: Vec<SocketAddr>,
}

/// What becomes of a connection.
#[derive(Clone, Copy, Debug)]
enum Place {
    At(SocketAddr),
    Silent,
    Error(i32),
}

impl Net for LabNet {
    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
        let place = self.0.places.get(&address).unwrap_or(&self.0.elsewhere);
        match place {
            Place::At(real) => TcpStream::connect(*real).await,
            Place::Silent => pending().await,
            Place::Error(code) => Err(io::Error::from_raw_os_error(*code)),
        }
    }

    fn now(&self) -> OffsetDateTime {
        let now = OffsetDateTime::now_utc();
        now.checked_add(self.0.clock).unwrap_or(now)
    }

    fn nameservers(&self) -> Vec<SocketAddr> {
        self.0.nameservers.clone()
    }

    fn hosts_file(&self) -> Option<Vec<u8>> {
        self.0.hosts_file.clone()
    }

    /// The operating system's own lookup would leave the machine: here it knows no name.
    fn lookup(&self, _: &str) -> impl Future<Output = io::Result<Vec<IpAddr>>> {
        std::future::ready(Err(io::ErrorKind::NotFound.into()))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration as Wait;

    use tokio::time::timeout;

    use super::super::caller::Caller;
    use super::*;

    fn at(port: u16) -> SocketAddr {
        SocketAddr::new(World::ADDRESS, port)
    }

    #[tokio::test]
    async fn each_endpoint_answers_in_its_way() {
        let v6: SocketAddr = "[2001:db8::1]:465".parse().unwrap();
        let running = World::of("h.test", &[World::ADDRESS])
            .serving(587, Service::submission("h.test"))
            .with_at(v6, Endpoint::Serve(Box::new(Service::submission("six.test"))))
            .with(465, Endpoint::Refuse)
            .with(25, Endpoint::Error(os_code::NETWORK_UNREACHABLE))
            .start()
            .await
            .unwrap();
        let mut caller = Caller::Clear(running.net.connect(at(587)).await.unwrap());
        assert_eq!(caller.reply().await, "220 h.test ESMTP Postfix");
        caller.ask("NOOP").await;
        let mut caller = Caller::Clear(running.net.connect(v6).await.unwrap());
        assert_eq!(caller.reply().await, "220 six.test ESMTP Postfix");
        let refused = running.net.connect(at(465)).await.unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
        let unreachable = running.net.connect(at(25)).await.unwrap_err();
        assert_eq!(unreachable.kind(), io::ErrorKind::NetworkUnreachable);
        assert!(timeout(Wait::from_millis(50), running.net.connect(at(2525))).await.is_err());
        assert!(running.net.lookup("h.test").await.is_err());
        assert_eq!(running.log.received()[0].at, Some(at(587)));
        assert_eq!(running.log.connections(), 2);
    }

    #[tokio::test]
    async fn the_clock_and_the_hosts_file_are_those_of_the_world() {
        let running = World::of("h.test", &[])
            .clock(Duration::days(-3))
            .hosts_file(b"192.0.2.9 h.test\n")
            .start()
            .await
            .unwrap();
        let behind = OffsetDateTime::now_utc() - running.net.now();
        assert!(Duration::days(3) - behind < Duration::MINUTE, "{behind}");
        assert_eq!(running.net.hosts_file().as_deref(), Some(&b"192.0.2.9 h.test\n"[..]));
    }
}
