//! What can be wrong with the name.

use std::net::{IpAddr, Ipv4Addr};

use hickory_resolver::proto::op::ResponseCode;

use super::super::{Endpoint, Records, World};
use super::{HOST, IMPLICIT, Scenario, healthy};

pub(super) const SCENARIOS: &[Scenario] = &[
    IMPLICIT.of("dns/name-not-found").world(|| World::named(HOST, Records::NxDomain)),
    Scenario { host: "smtp.gmial.com", ..IMPLICIT.of("dns/name-not-found") }
        .variant("near-miss")
        .world(|| World::named(HOST, Records::NxDomain)),
    Scenario { host: "smtp.gmail.com", ..IMPLICIT.of("dns/name-not-found") }
        .variant("withheld")
        .world(|| World::named("smtp.gmail.com", Records::NxDomain)),
    IMPLICIT.of("dns/no-address").world(|| World::named(HOST, Records::NoData)),
    IMPLICIT.of("dns/server-failure").world(|| World::named(HOST, Records::Code(ResponseCode::ServFail))),
    IMPLICIT.of("dns/resolver-unreachable").world(|| nameserver(Records::Silent)),
    IMPLICIT
        .of("dns/resolver-unreachable")
        .variant("refused")
        .world(|| nameserver(Records::Code(ResponseCode::Refused))),
    IMPLICIT.of("dns/bogus-address").world(|| {
        // The range that a proxy in TUN mode hands out; it takes connections it cannot serve, or swallows them.
        World::of(HOST, &[IpAddr::V4(Ipv4Addr::new(198, 18, 0, 1))])
    }),
    IMPLICIT
        .of("dns/bogus-address")
        .variant("unspecified")
        .world(|| World::of(HOST, &[IpAddr::V4(Ipv4Addr::UNSPECIFIED)]).elsewhere(Endpoint::Refuse)),
    Scenario { host: "smtp.gmail.com", ..IMPLICIT.of("dns/bogus-address").variant("hosts-file") }.world(
        || {
            World::of("smtp.gmail.com", &[World::ADDRESS])
                .hosts_file(b"127.0.0.1 localhost\n127.0.0.1 smtp.gmail.com\n")
                .elsewhere(Endpoint::Refuse)
        },
    ),
    Scenario {
        mailbox: Some("me@lab.test"),
        host: "lab.test",
        login: None,
        ..IMPLICIT.of("dns/no-submission-service")
    }
    .world(|| {
        // A domain that takes mail, with a web site that knows nothing of it.
        let inbound = Records::Mail(vec![(10, "mx.lab.test".to_owned())], Vec::new());
        World::named("lab.test", inbound).elsewhere(Endpoint::Refuse)
    }),
    IMPLICIT.of("dns/split-answers").world(|| {
        // The first denies the name, the second knows it: whoever asks the first only cannot send.
        let mut world = healthy(HOST).second_nameserver(HOST, Records::Addresses(vec![World::ADDRESS]));
        world.zone.names = vec![(HOST.to_owned(), Records::NxDomain)];
        world
    }),
];

/// A nameserver that does the same to every name.
fn nameserver(records: Records) -> World {
    let mut world = World::named(HOST, records.clone());
    world.zone.otherwise = records;
    world
}
