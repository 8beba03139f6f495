//! What is to be examined, as meant: every default is filled in and every contradiction is settled.
//!
//! `cli::plan` makes one from the command line; `probe` carries it out. The part that may be recorded with an
//! examination is [`PlanRecord`]: it holds no secret, only the secret's shape.

mod audit;
mod certificate;
mod envelope;
mod made;
mod mailbox;
mod message;
mod platform;
mod proxy;
mod record;
mod script;
mod sender;
mod server_certificate;
mod shape;
mod target;
mod token;

pub use audit::Audit;
pub use certificate::{ClientCertificate, ClientCertificateRecord};
pub use envelope::{Envelope, MailboxFault, read_mailbox};
pub use mailbox::Mailbox;
pub use message::{
    EightBit, Encoding, LARGEST_MESSAGE, LONGEST_LINE, Message, MessageFacts, MessageFault, Origin, Spot,
};
pub use platform::Platform;
pub use proxy::{Proxy, ProxyKind, ProxyLogin, ProxyRecord, ProxyUrlFault};
pub use record::{LoginRecord, PlanRecord};
pub use script::deceptive;
pub use sender::{MOST_SELECTORS, Sender, is_selector};
pub use server_certificate::{Fingerprint, Issuers, ServerCertificate};
pub use shape::{Placeholder, SecretShape, UserForm};
pub use target::{HostFault, ReadTarget, Target, TargetFault, read_host};
pub use token::TokenShape;

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::secret::Secret;
use crate::stage::Stage;

/// The submission port with TLS from the first byte (RFC 8314 §3.3).
pub const SUBMISSIONS: u16 = 465;
/// The submission port with STARTTLS (RFC 6409).
pub const SUBMISSION: u16 = 587;
/// The port of mail between servers (RFC 5321).
pub const SMTP: u16 = 25;
/// The unofficial submission port of many providers, with STARTTLS.
pub const ALTERNATE: u16 = 2525;
/// The ports on which a mail server may take submissions, the recommended one first.
pub const SIBLINGS: [u16; 4] = [SUBMISSIONS, SUBMISSION, SMTP, ALTERNATE];

/// One examination, as meant.
#[derive(Debug)]
pub struct Plan {
    /// The server.
    pub target: Target,
    /// The ways to it that are examined side by side, at least one.
    pub routes: Vec<Route>,
    /// Who logs in, if anybody.
    pub login: Option<Login>,
    /// The envelope to check, if any.
    pub envelope: Option<Envelope>,
    /// The message to send to all of its recipients, if any.
    pub message: Option<Message>,
    /// The name to announce in EHLO; without one, the address literal of the local address (RFC 5321 §4.1.4).
    pub helo: Option<String>,
    /// Which addresses are used.
    pub family: Family,
    /// How the name is resolved.
    pub resolution: Resolution,
    /// The proxy through which every connection goes, if any.
    pub proxy: Option<Proxy>,
    /// Certificates in PEM that are trusted beside the machine's own.
    pub extra_roots: Vec<Vec<u8>>,
    /// The certificate by which the user proves himself, if there is one.
    pub client_certificate: Option<ClientCertificate>,
    /// What is asked of the server's certificate beside trust.
    pub server_certificate: ServerCertificate,
    /// How long, how often.
    pub limits: Limits,
    /// The last stage to go to.
    pub until: Stage,
    /// Whether what the evidence leaves open is asked.
    pub follow_ups: FollowUps,
    /// A host that has nothing to do with the target, to tell a block of the port from a fault of the host.
    pub reference: Option<Target>,
    /// The domain of the sender whose records are read, if any.
    pub sender: Option<Sender>,
    /// The address whose server is to be found first; what is found takes the place of target and routes.
    pub mailbox: Option<Mailbox>,
    /// Whether the health of the server is looked into.
    pub audit: Audit,
    /// The system on which this runs, for the remedies.
    pub platform: Platform,
}

/// A way to the server.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Route {
    /// The TCP port.
    pub port: u16,
    /// When TLS starts.
    pub security: Security,
}

impl Route {
    /// The route that `--tls` and the port mean together.
    pub fn new(port: u16, mode: TlsMode) -> Self {
        let security = match (mode, port) {
            (TlsMode::Implicit, _) | (TlsMode::Auto | TlsMode::Required, SUBMISSIONS) => Security::Implicit,
            (TlsMode::StartTls | TlsMode::Required, _) => Security::StartTls,
            (TlsMode::None, _) => Security::Plain,
            (TlsMode::Auto, SUBMISSION | SMTP | ALTERNATE) => Security::Opportunistic,
            (TlsMode::Auto, _) => Security::Detect,
        };
        Self { port, security }
    }
}

/// Whether a route is there for information only: 25 and 2525 beside the ports of submission.
pub fn is_informative(routes: &[Route], place: usize) -> bool {
    routes.len() > 1 && routes.get(place).is_some_and(|route| matches!(route.port, SMTP | ALTERNATE))
}

/// When TLS starts on a route.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// With the first byte.
    Implicit,
    /// By STARTTLS, which is insisted on.
    StartTls,
    /// By STARTTLS where it is offered, else never.
    Opportunistic,
    /// Never.
    Plain,
    /// As the server turns out to speak: it greets first, or it waits for a ClientHello.
    Detect,
}

impl Security {
    /// The stages in the order in which a route goes through them, DNS apart. A route that has not shown whether it
    /// comes to STARTTLS has the stages that it goes through in any case.
    pub fn road(self) -> &'static [Stage] {
        use Stage::{Auth, Data, Ehlo, EhloAgain, Greeting, Mail, Rcpt, StartTls, Tcp, Tls};
        match self {
            Self::Implicit => &[Tcp, Tls, Greeting, Ehlo, Auth, Mail, Rcpt, Data],
            Self::StartTls => &[Tcp, Greeting, Ehlo, StartTls, Tls, EhloAgain, Auth, Mail, Rcpt, Data],
            Self::Plain | Self::Opportunistic | Self::Detect => {
                &[Tcp, Greeting, Ehlo, Auth, Mail, Rcpt, Data]
            }
        }
    }

    /// Whether an examination that ends with `until` goes through `stage`. On a road without `until` it ends with
    /// EHLO; `until` EHLO is the last EHLO of the road.
    pub fn reaches(self, until: Stage, stage: Stage) -> bool {
        let road = self.road();
        let place = |wanted: Stage| road.iter().rposition(|stage| stage.name() == wanted.name());
        let last = match until {
            Stage::Dns => return stage == Stage::Dns,
            until => place(until).or_else(|| place(Stage::Ehlo)),
        };
        road.iter().position(|known| *known == stage) <= last
    }
}

/// What `--tls` asks for.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsMode {
    /// What the port is known for, else what the server speaks.
    #[default]
    Auto,
    /// Encryption in any case: implicit on 465, STARTTLS elsewhere.
    Required,
    /// TLS from the first byte.
    Implicit,
    /// STARTTLS, insisted on.
    StartTls,
    /// No encryption.
    None,
}

impl TlsMode {
    /// Every mode.
    pub const ALL: [Self; 5] = [Self::Auto, Self::Required, Self::Implicit, Self::StartTls, Self::None];

    /// The word for it on the command line and in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Required => "required",
            Self::Implicit => "implicit",
            Self::StartTls => "starttls",
            Self::None => "none",
        }
    }
}

/// A user and the secret that proves it.
#[derive(Debug)]
pub struct Login {
    /// The user name as it goes to the server.
    pub user: String,
    /// The password or token.
    pub secret: Secret,
    /// The only mechanism to use, in capitals; any of ours when absent.
    pub mechanism: Option<String>,
    /// Whether the secret may travel without verified TLS.
    pub in_clear: InClear,
}

/// Whether a secret may travel without verified TLS.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InClear {
    /// Never: the rule.
    #[default]
    Refused,
    /// The user asked for it (`--allow-plaintext-auth`).
    Allowed,
}

/// Which addresses are used.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// IPv6 and IPv4.
    #[default]
    Any,
    /// IPv4 only.
    V4,
    /// IPv6 only.
    V6,
}

impl Family {
    /// Whether an address belongs to it.
    pub fn admits(self, address: IpAddr) -> bool {
        match self {
            Self::Any => true,
            Self::V4 => address.is_ipv4(),
            Self::V6 => address.is_ipv6(),
        }
    }
}

/// How the name is resolved.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Resolution {
    /// The nameservers to ask; the system's own when empty.
    pub servers: Vec<SocketAddr>,
    /// Names with addresses given by hand.
    pub pins: Vec<Pin>,
    /// The keys up to which signatures are checked, as DNSKEY records; those of the root when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
}

impl Resolution {
    /// The addresses given by hand for a port of a target. A target that is an address itself needs none.
    pub fn pinned(&self, target: &Target, port: u16, family: Family) -> Vec<IpAddr> {
        let fits = |pin: &&Pin| pin.host == target.host && pin.port == port && target.address().is_none();
        let mut pinned = Vec::new();
        for pin in self.pins.iter().filter(fits) {
            let address = pin.address.to_canonical();
            if family.admits(address) && !pinned.contains(&address) {
                pinned.push(address);
            }
        }
        pinned
    }
}

/// `--resolve HOST:PORT:ADDR`: an address given by hand.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Pin {
    /// The name, in lower case.
    pub host: String,
    /// The port it holds for.
    pub port: u16,
    /// The address.
    pub address: IpAddr,
}

/// How long, and how often.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// The most a single stage may take.
    pub stage: Duration,
    /// The most the whole run may take.
    pub deadline: Duration,
    /// Further attempts after a transient connection failure.
    pub retries: u32,
    /// The most connections to a host in one run.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { stage: Duration::from_secs(30), deadline: Duration::from_mins(1), retries: 0, connections: 12 }
    }
}

/// Whether what the evidence leaves open is asked by further connections.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FollowUps {
    /// Yes, within the limits.
    #[default]
    Asked,
    /// No (`--quick`).
    Left,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_and_the_mode_make_the_route() {
        let security = |port, mode| Route::new(port, mode).security;
        assert_eq!(security(465, TlsMode::Auto), Security::Implicit);
        assert_eq!(security(465, TlsMode::Required), Security::Implicit);
        assert_eq!(security(465, TlsMode::StartTls), Security::StartTls);
        assert_eq!(security(587, TlsMode::Auto), Security::Opportunistic);
        assert_eq!(security(587, TlsMode::Required), Security::StartTls);
        assert_eq!(security(587, TlsMode::Implicit), Security::Implicit);
        assert_eq!(security(1025, TlsMode::Auto), Security::Detect);
        assert_eq!(security(1025, TlsMode::None), Security::Plain);
    }

    #[test]
    fn an_examination_ends_where_it_is_told_to() {
        use Security::{Implicit, Plain, StartTls};
        assert!(Implicit.reaches(Stage::Tls, Stage::Tls) && !Implicit.reaches(Stage::Tls, Stage::Greeting));
        assert!(
            StartTls.reaches(Stage::Tls, Stage::StartTls) && !StartTls.reaches(Stage::Tls, Stage::EhloAgain)
        );
        assert!(
            StartTls.reaches(Stage::Ehlo, Stage::EhloAgain) && !StartTls.reaches(Stage::Ehlo, Stage::Auth)
        );
        assert!(
            Implicit.reaches(Stage::StartTls, Stage::Ehlo) && !Implicit.reaches(Stage::StartTls, Stage::Auth)
        );
        assert!(Plain.reaches(Stage::Tls, Stage::Ehlo) && Plain.reaches(Stage::Auth, Stage::Auth));
        assert!(!Plain.reaches(Stage::Dns, Stage::Tcp));
    }
}
