//! What can be wrong with the connection.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::super::{Answer, Conduct, Endpoint, ProxyService, Service, Step, World, os_code};
use super::{HOST, IMPLICIT, SUBMISSION, Scenario, healthy, on_587};

/// An IPv6 address of the host, set apart for documentation (RFC 3849).
const V6: IpAddr = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1));

/// A second IPv4 address of the host.
const SECOND: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2));

pub(super) const SCENARIOS: &[Scenario] = &[
    IMPLICIT.of("tcp/refused").world(|| {
        World::of(HOST, &[World::ADDRESS]).serving(587, Service::submission(HOST)).elsewhere(Endpoint::Refuse)
    }),
    IMPLICIT.of("tcp/timeout").world(|| World::of(HOST, &[World::ADDRESS])),
    IMPLICIT.of("tcp/port-blocked").world(|| on_587(Service::submission(HOST))),
    IMPLICIT.of("tcp/unreachable").world(|| failing(os_code::NETWORK_UNREACHABLE)),
    IMPLICIT.of("tcp/unreachable").variant("host").world(|| failing(os_code::HOST_UNREACHABLE)),
    SUBMISSION
        .of("tcp/reset")
        .world(|| on_587(Service::submission(HOST).greeting(Answer(vec![Step::Reset])))),
    IMPLICIT.of("tcp/ipv6-broken").world(|| also_at(V6)),
    IMPLICIT.of("tcp/ipv6-broken").variant("no-route").world(|| {
        let no_route = Endpoint::Error(os_code::NETWORK_UNREACHABLE);
        also_at(V6).with_at(SocketAddr::new(V6, 465), no_route)
    }),
    IMPLICIT.of("tcp/partial-outage").world(|| also_at(SECOND)),
    IMPLICIT.of("tcp/no-buffer-space").world(|| failing(os_code::NO_BUFFER_SPACE)),
    IMPLICIT.of("tcp/local-denied").world(|| failing(os_code::ACCESS_DENIED)),
    Scenario { proxy: Some("http://192.0.2.80:3128"), ..IMPLICIT }
        .of("tcp/proxy-failed")
        .world(|| behind(None, Conduct::Refuse(2, "403 Forbidden"))),
    Scenario { proxy: Some("socks5h://me:wrong@192.0.2.80:3128"), ..IMPLICIT }
        .of("tcp/proxy-failed")
        .variant("login")
        .world(|| behind(Some(("me", "right")), Conduct::Carry)),
    Scenario { proxy: Some("socks5://192.0.2.80:1080"), ..IMPLICIT }
        .of("tcp/proxy-failed")
        .variant("unreached")
        .world(|| healthy(HOST).elsewhere(Endpoint::Refuse)),
];

/// A machine on which every connection fails at once.
fn failing(code: i32) -> World {
    World::of(HOST, &[World::ADDRESS]).elsewhere(Endpoint::Error(code))
}

/// A healthy host behind a proxy.
fn behind(login: Option<(&'static str, &'static str)>, conduct: Conduct) -> World {
    healthy(HOST).proxied(3128, ProxyService { login, conduct })
}

/// A healthy host that has one more address, where nothing answers.
fn also_at(address: IpAddr) -> World {
    let mut world = healthy(HOST);
    world.zone = World::of(HOST, &[address, World::ADDRESS]).zone;
    world
}
