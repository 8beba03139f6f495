//! The name of an address in the DNS, and whether that name leads back to the address.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use futures_util::future::join_all;

use super::dns::{self, Turn, consult};
use super::domain::answer;
use super::net::Net;
use super::proxy::Gate;
use super::run::Run;
use crate::evidence::{Attempt, DnsAnswer, Lookup, Records, Sought};
use crate::plan::Route;

/// The most that all of it may take.
const LIMIT: Duration = Duration::from_secs(6);
/// The most names of one address that are followed.
const NAMES: usize = 3;

impl<N: Net> Run<'_, N> {
    /// What the nameservers say of an address. Nothing where a proxy looks names up: nobody here is asked then.
    pub(super) async fn reverse(&self, route: Route, address: IpAddr) -> Attempt {
        let mut attempt = Attempt::new(route);
        let servers = match &self.gate {
            Some(gate) if Gate::resolves(gate) => None,
            _ => dns::nameservers(dns::Wanted::of(self.plan), self.net),
        };
        let Some(servers) = servers else { return attempt };
        let asked = RefCell::new(Vec::new());
        let ask = async {
            let names = look_up(&servers, &asked, pointer(address), Sought::Ptr).await;
            let kind = if address.is_ipv4() { Sought::A } else { Sought::Aaaa };
            let names = names.into_iter().take(NAMES);
            join_all(names.map(|name| look_up(&servers, &asked, name, kind))).await;
        };
        // What has no answer by then has none.
        let _ = self.bounds.within(LIMIT.min(self.bounds.stage()), ask).await;
        attempt.lookups = asked.into_inner();
        attempt
    }
}

/// Asks one nameserver after the other until one knows, and keeps what came.
async fn look_up(
    servers: &[SocketAddr],
    asked: &RefCell<Vec<Lookup>>,
    name: String,
    kind: Sought,
) -> Vec<String> {
    let place = asked.borrow().len();
    let silence = Records::Unanswered { because: DnsAnswer::NoAnswer };
    asked.borrow_mut().push(Lookup { name: name.clone(), kind, answer: silence });
    let ask = async |server| answer(&name, kind, server).await;
    let is_definite = |said: &Records| !matches!(said, Records::Unanswered { .. });
    let Some(said) = consult(servers, Turn::BESIDE, ask, is_definite).await else { return Vec::new() };
    let found = said.known().unwrap_or_default().to_vec();
    asked.borrow_mut()[place].answer = said;
    found
}

/// The name under which the name of an address stands (RFC 1035 §3.5, RFC 3596 §2.5).
fn pointer(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, d] = v4.octets();
            format!("{d}.{c}.{b}.{a}.in-addr.arpa")
        }
        IpAddr::V6(v6) => {
            let mut name = String::new();
            for byte in v6.octets().iter().rev() {
                _ = write!(name, "{:x}.{:x}.", byte & 0xf, byte >> 4);
            }
            name + "ip6.arpa"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_address_stands_backwards() {
        assert_eq!(pointer("192.0.2.9".parse().unwrap()), "9.2.0.192.in-addr.arpa");
        let six = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";
        assert_eq!(pointer("2001:db8::1".parse().unwrap()), six);
    }
}
