//! Names that lead astray and nameservers that mean harm: every run ends within its limits and says what it saw.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use hickory_resolver::proto::op::ResponseCode;
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{DnsAnswer, Evidence};
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{DnsServer, Endpoint, LIMITS, Records, Service, World, Zone};
use smtp_doctor::plan::{Audit, Family, Limits, Route, Target, TlsMode};
use tokio::net::UdpSocket;
use tokio::task::JoinSet;

use crate::world::{HOST, Run, exit, go, plan, v4};

const GMAIL: &str = "smtp.gmail.com";

fn found(evidence: &Evidence) -> Vec<&'static str> {
    diagnose(evidence).findings.iter().map(|finding| finding.cause.code.0).collect()
}

/// An examination of a host that has one address, on which nothing listens.
async fn at(host: &str, address: &str) -> Run {
    let address: IpAddr = address.parse().unwrap();
    let world = World::of(host, &[address]).elsewhere(Endpoint::Refuse).start().await.unwrap();
    let mut plan = plan(&world, &[Route::new(465, TlsMode::Auto)]);
    plan.target = Target { input: host.to_owned(), host: host.to_owned(), port: None };
    go(&world, &plan).await
}

#[tokio::test]
async fn an_internal_address_of_a_public_provider_is_the_cause_and_of_another_host_a_fact() {
    for address in
        ["127.0.0.1", "169.254.7.7", "::1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "fd00::5", "fe80::1"]
    {
        let run = at(GMAIL, address).await;
        assert_eq!(found(&run.evidence).first(), Some(&"dns/bogus-address"), "{address}");
        let run = at(HOST, address).await;
        assert!(!found(&run.evidence).contains(&"dns/bogus-address"), "{address}");
        let addresses = &run.evidence.dns.passed().unwrap().addresses;
        assert_eq!(addresses[..], [address.parse::<IpAddr>().unwrap()]);
    }
}

/// An examination whose only nameserver is this one.
async fn asking(server: SocketAddr, audit: Audit) -> Run {
    let world = World::of(HOST, &[v4(1)]).start().await.unwrap();
    let mut plan = plan(&world, &[Route::new(465, TlsMode::Auto)]);
    plan.resolution.servers = vec![server];
    plan.limits = Limits { stage: Duration::from_secs(1), ..LIMITS };
    plan.audit = audit;
    go(&world, &plan).await
}

#[tokio::test]
async fn four_ways_to_have_no_address_are_four_causes() {
    for (records, code) in [
        (Records::NxDomain, "dns/name-not-found"),
        (Records::Code(ResponseCode::ServFail), "dns/server-failure"),
        (Records::Silent, "dns/resolver-unreachable"),
        (Records::NoData, "dns/no-address"),
    ] {
        let zone = Zone { names: Vec::new(), otherwise: records };
        let server = DnsServer::start(zone).await.unwrap();
        let run = asking(server.address, Audit::Left).await;
        assert_eq!(found(&run.evidence), [code]);
        assert_eq!(exit(&run.evidence), Status::Dns);
    }
}

/// What a nameserver puts behind the question.
#[derive(Clone, Copy, Debug)]
enum Malice {
    /// A name that points to itself.
    Loop,
    /// As many addresses as a datagram holds.
    Flood,
    /// An alias of itself.
    Alias,
    /// NXDOMAIN with an NSEC3 record and the SOA of another zone.
    ForeignDenial,
    /// More records announced than there are.
    Short,
    /// An option of EDNS that is longer than the message.
    LongOption,
    /// The question alone, without end.
    Echo,
}

const MALICE: [Malice; 7] = [
    Malice::Loop,
    Malice::Flood,
    Malice::Alias,
    Malice::ForeignDenial,
    Malice::Short,
    Malice::LongOption,
    Malice::Echo,
];

/// The answer to a question, byte by byte (RFC 1035 §4.1).
fn answer(question: &[u8], malice: Malice) -> Vec<u8> {
    let mut end = 12;
    while question.get(end).is_some_and(|length| *length > 0) {
        end += usize::from(question[end]) + 1;
    }
    let asked = &question[12..end + 5];
    let record = |name: &[u8], kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).unwrap().to_be_bytes();
        [name, &kind.to_be_bytes(), &[0, 1, 0, 0, 0, 60], &length, data].concat()
    };
    let name = &[0xc0, 12][..];
    let soa = [&[5][..], b"other", &[4], b"test", &[0, 0], &[0; 20]].concat();
    let (code, answers, authorities, more, body): (u8, u16, u16, u16, Vec<u8>) = match malice {
        Malice::Loop => {
            let here = u16::try_from(12 + asked.len()).unwrap() | 0xc000;
            (0, 1, 0, 0, record(&here.to_be_bytes(), 1, &[192, 0, 2, 1]))
        }
        Malice::Flood => {
            let one = |n: u16| record(name, 1, &[&[198, 51][..], &n.to_be_bytes()].concat());
            (0, 240, 0, 0, (0..240).flat_map(one).collect())
        }
        Malice::Alias => (0, 1, 0, 0, record(name, 5, name)),
        Malice::ForeignDenial => {
            let nsec3 = [&[1, 0, 0xff, 0xff, 8][..], &[7; 8], &[20], &[9; 20], &[0, 1, 0x40]].concat();
            let other = [&[5][..], b"other", &[4], b"test", &[0]].concat();
            (3, 0, 2, 0, [record(&other, 6, &soa), record(name, 50, &nsec3)].concat())
        }
        Malice::Short => (0, 9, 9, 9, record(name, 1, &[192, 0, 2, 1])),
        Malice::LongOption => {
            (2, 0, 0, 1, [&[0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 6, 0, 15, 0xff, 0xff, 0, 6][..]].concat())
        }
        Malice::Echo => (0, 0, 0, 0, Vec::new()),
    };
    let counts: Vec<u8> =
        [1, answers, authorities, more].iter().flat_map(|count: &u16| count.to_be_bytes()).collect();
    [&question[..2], &[0x81, 0x80 | code], &counts, asked, &body].concat()
}

/// A nameserver that means harm.
async fn hostile(malice: Malice, serving: &mut JoinSet<()>) -> SocketAddr {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = socket.local_addr().unwrap();
    serving.spawn(async move {
        let mut buffer = vec![0; 4096];
        while let Ok((count, client)) = socket.recv_from(&mut buffer).await {
            _ = socket.send_to(&answer(&buffer[..count], malice), client).await;
        }
    });
    address
}

#[tokio::test]
async fn a_nameserver_that_means_harm_ends_no_run_and_delays_none_for_long() {
    for audit in [Audit::Left, Audit::Asked] {
        for malice in MALICE {
            let mut serving = JoinSet::new();
            let server = hostile(malice, &mut serving).await;
            let run = asking(server, audit).await;
            assert!(run.took < Duration::from_secs(6), "{malice:?}: {:?}", run.took);
            let dns = run.evidence.dns.facts().unwrap();
            let kept = dns.queries.iter().map(|query| match &query.answer {
                DnsAnswer::Addresses { addresses } => addresses.len(),
                _ => 0,
            });
            assert!(kept.max().unwrap_or_default() <= 240, "{malice:?}");
            assert!(run.connections <= LIMITS.connections, "{malice:?}: {}", run.connections);
            let recorded = run.evidence.to_json().unwrap();
            assert!(recorded.len() < 200_000, "{malice:?}: {}", recorded.len());
            assert_eq!(Evidence::from_json(&recorded).unwrap(), run.evidence);
        }
    }
}

#[tokio::test]
async fn in_an_audit_each_nameserver_is_asked_and_a_disagreement_is_told() {
    let world = World::of(HOST, &[v4(1)]).serving(465, Service::submissions(HOST)).start().await.unwrap();
    let denying = DnsServer::start(Zone { names: Vec::new(), otherwise: Records::NxDomain }).await.unwrap();
    let mut plan = plan(&world, &[Route::new(465, TlsMode::Auto)]);
    plan.family = Family::V4;
    plan.resolution.servers = vec![world.dns, denying.address];
    let run = go(&world, &plan).await;
    assert!(found(&run.evidence).is_empty());
    plan.audit = Audit::Asked;
    let run = go(&world, &plan).await;
    assert_eq!(found(&run.evidence), ["dns/split-answers"]);
    // The first that denies the name settles it, and is not to be believed.
    plan.audit = Audit::Left;
    plan.resolution.servers.reverse();
    let run = go(&world, &plan).await;
    assert_eq!(found(&run.evidence), ["dns/split-answers"]);
    assert_eq!(exit(&run.evidence), Status::Dns);
    assert_eq!(run.evidence.dns_for(465), None);
}
