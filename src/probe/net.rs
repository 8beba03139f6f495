//! The seam between the examination and the machine: connections, the clock, nameservers, the hosts file, the
//! system's lookup.
//!
//! [`System`] is the machine. The lab puts a world of its own behind the same seam, with real sockets on loopback.

use std::any::Any;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use hickory_resolver::config::NameServerConfig;
use time::OffsetDateTime;
use tokio::net::TcpStream;

/// What an examination needs of a machine.
pub trait Net {
    /// Opens a connection. It may stay pending for ever; the caller sets the limit.
    fn connect(&self, address: SocketAddr) -> impl Future<Output = io::Result<TcpStream>>;

    /// The time by the machine's clock.
    fn now(&self) -> OffsetDateTime;

    /// The nameservers that the machine is set to, in order; none where it names none.
    fn nameservers(&self) -> Vec<SocketAddr>;

    /// The bytes of the hosts file, if there is one.
    fn hosts_file(&self) -> Option<Vec<u8>>;

    /// The addresses that the operating system's own lookup gives for a name. The caller sets the limit.
    fn lookup(&self, name: &str) -> impl Future<Output = io::Result<Vec<IpAddr>>>;

    /// Waits until a host with these addresses may be examined. What it gives is held as long as that lasts; the wait
    /// is not counted.
    fn admit(&self, _addresses: &[IpAddr]) -> impl Future<Output = Admission> {
        std::future::ready(Admission::default())
    }
}

/// The leave to examine a host. Dropping it gives the place to another.
#[derive(Debug, Default)]
pub struct Admission(pub Option<Box<dyn Any>>);

/// The machine itself.
#[derive(Clone, Debug)]
pub struct System {
    /// Where the hosts file is.
    pub hosts_file: PathBuf,
}

impl System {
    /// This machine, with its hosts file where it usually is.
    pub fn here() -> Self {
        let place = if cfg!(windows) { r"C:\Windows\System32\drivers\etc\hosts" } else { "/etc/hosts" };
        Self { hosts_file: place.into() }
    }
}

impl Net for System {
    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
        TcpStream::connect(address).await
    }

    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }

    fn nameservers(&self) -> Vec<SocketAddr> {
        let Ok((config, _)) = hickory_resolver::system_conf::read_system_conf() else { return Vec::new() };
        let address = |server: &NameServerConfig| {
            let port = server.connections.first().map_or(53, |connection| connection.port);
            SocketAddr::new(server.ip, port)
        };
        config.name_servers().iter().map(address).collect()
    }

    fn hosts_file(&self) -> Option<Vec<u8>> {
        std::fs::read(&self.hosts_file).ok()
    }

    async fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        // musl's lookup knows no more than the hosts file and the nameservers, except for names without a dot. Without a
        // network it would ask them for five seconds.
        if cfg!(target_env = "musl") && name.contains('.') && !self.nameservers().is_empty() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let found = tokio::net::lookup_host((name, 0)).await?;
        let mut addresses: Vec<IpAddr> = Vec::new();
        for address in found {
            if !addresses.contains(&address.ip()) {
                addresses.push(address.ip());
            }
        }
        Ok(addresses)
    }
}
