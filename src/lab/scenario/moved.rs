//! The same scenario on another port.
//!
//! A port changes nothing but when TLS starts: from the first byte on 465, by STARTTLS elsewhere. What a server does
//! wrong it does there too, unless [`NOT_THERE`] says why it cannot.

use super::super::{Endpoint, Order, World};
use super::Scenario;
use crate::plan::{SMTP, SUBMISSION, SUBMISSIONS};

/// The ports on which scenarios are played.
pub const PORTS: [u16; 3] = [SUBMISSIONS, SUBMISSION, SMTP];

/// What cannot happen on a port: the code, or the code with its variant; the ports; and why.
pub const NOT_THERE: &[(&str, &[u16], &str)] = &[
    ("starttls/not-offered", &[SUBMISSIONS], NO_STARTTLS),
    ("starttls/stripped", &[SUBMISSIONS], NO_STARTTLS),
    ("starttls/refused", &[SUBMISSIONS], NO_STARTTLS),
    ("starttls/temporary-failure", &[SUBMISSIONS], NO_STARTTLS),
    ("starttls/injection", &[SUBMISSIONS], NO_STARTTLS),
    ("auth/tls-required", &[SUBMISSIONS], NO_CLEAR),
    ("auth/plaintext-refused", &[SUBMISSIONS], NO_CLEAR),
    ("send/tls-required", &[SUBMISSIONS], NO_CLEAR),
    (
        "tcp/reset",
        &[SUBMISSIONS],
        "a reset before the greeting is one in the handshake or behind it, which others tell",
    ),
    (
        "tls/plaintext-port:587",
        &[SUBMISSIONS],
        "a healthy port with TLS from the first byte is what was asked for",
    ),
    (
        "tls/implicit-port:465",
        &[SUBMISSION, SMTP],
        "a healthy port without TLS from the first byte is what was asked for",
    ),
    (
        "smtp/not-smtp:http",
        &[SUBMISSION, SMTP],
        "a web server says nothing first, which another variant plays",
    ),
    (
        "smtp/not-smtp:http-silent",
        &[SUBMISSIONS],
        "under TLS from the first byte it answers the hello, which another variant plays",
    ),
    (
        "auth/not-offered",
        &[SMTP],
        "without AUTH it is a port for mail between servers, which smtp/inbound-only tells",
    ),
];

const NO_STARTTLS: &str = "with TLS from the first byte there is no STARTTLS";
const NO_CLEAR: &str = "with TLS from the first byte nothing is said in clear";

impl Scenario {
    /// Why it cannot be played on a port, if it cannot.
    pub fn not_there(&self, port: u16) -> Option<&'static str> {
        let name = self.name();
        let named = |known: &str| name == known || self.code == Some(known);
        let mut all = NOT_THERE.iter();
        all.find(|(known, ports, _)| named(known) && ports.contains(&port)).map(|(.., why)| *why)
    }

    /// The same on another port, with the world in which it is played there. What lives on that port takes the place of
    /// what is moved.
    pub fn on(&self, port: u16) -> (Self, World) {
        let mut world = (self.world)();
        for (address, endpoint) in &mut world.endpoints {
            let from = address.port();
            let to = match from {
                _ if from == self.port => port,
                _ if from == port => self.port,
                _ => from,
            };
            address.set_port(to);
            moved(endpoint, from, to);
        }
        if let Endpoint::Serve(_) = world.elsewhere {
            moved(&mut world.elsewhere, self.port, port);
        }
        (Self { port, ..*self }, world)
    }
}

/// A server that begins as its old port wants it begins as its new port wants it.
fn moved(endpoint: &mut Endpoint, from: u16, to: u16) {
    if let Endpoint::Serve(service) = endpoint
        && service.order == order(from)
    {
        service.order = order(to);
    }
}

/// Who speaks first on a port.
fn order(port: u16) -> Order {
    if port == SUBMISSIONS { Order::Handshake } else { Order::Greeting }
}

#[cfg(test)]
mod tests {
    use super::super::{HOST, all, find};
    use super::*;

    fn order_on(world: &World, port: u16) -> Option<Order> {
        let mut all = world.endpoints.iter().filter(|(address, _)| address.port() == port);
        all.find_map(|(_, endpoint)| match endpoint {
            Endpoint::Serve(service) => Some(service.order),
            _ => None,
        })
    }

    #[test]
    fn a_server_begins_as_its_port_wants_it() {
        let healthy = find(None).unwrap();
        assert_eq!((healthy.port, healthy.host), (465, HOST));
        for port in PORTS {
            let (scenario, world) = healthy.on(port);
            assert_eq!((scenario.port, order_on(&world, port)), (port, Some(order(port))));
        }
        let (_, world) = healthy.on(587);
        assert_eq!(order_on(&world, 465), Some(Order::Handshake));
    }

    #[test]
    fn a_server_that_begins_wrong_stays_wrong() {
        let (_, world) = find(Some("tls/plaintext-port")).unwrap().on(25);
        assert_eq!(order_on(&world, 25), Some(Order::Greeting));
        let (_, world) = find(Some("tls/implicit-port")).unwrap().on(465);
        assert_eq!(order_on(&world, 465), Some(Order::Handshake));
    }

    #[test]
    fn what_is_left_out_is_of_the_lab_and_said_once() {
        for (known, ports, why) in NOT_THERE {
            assert!(all().any(|one| one.name() == *known || one.code == Some(known)), "{known}");
            assert!(!ports.is_empty() && ports.iter().all(|port| PORTS.contains(port)), "{known}");
            assert!(why.len() > 20, "{known}: {why}");
        }
    }
}
