//! What the search for addresses comes to, with nameservers that fail, deny or are silent.

use hickory_resolver::proto::op::ResponseCode;

use super::*;
use crate::lab::{DnsServer, Records, Zone};
use crate::plan::{Limits, Pin, Plan};
use crate::probe::cancel::Cancel;

#[test]
fn a_hosts_file_is_read_whatever_its_encoding() {
    let file =
        b"\xef\xbb\xbf127.0.0.1 localhost\n# \xd7\xa2\xca\xcd\n192.0.2.7 mail.lab.test Mail\n::1 localhost\n";
    assert_eq!(hosts(file, "mail.lab.test"), ["192.0.2.7".parse::<IpAddr>().unwrap()]);
    assert_eq!(hosts(file, "localhost").len(), 2);
    assert!(hosts(file, "other.test").is_empty());
}

#[test]
fn answers_are_weighed_together() {
    let code = || DnsAnswer::Code { code: "SERVFAIL".into() };
    assert_eq!(weigh(vec![DnsAnswer::NoData, DnsAnswer::NoData]), Err(NoResolution::NoAddress));
    assert_eq!(weigh(vec![DnsAnswer::NameNotFound, DnsAnswer::NoAnswer]), Err(NoResolution::NameNotFound));
    assert_eq!(weigh(vec![DnsAnswer::NoData, code()]), Err(NoResolution::ServerFailure { answer: code() }));
    let address: IpAddr = "192.0.2.1".parse().unwrap();
    let found = DnsAnswer::Addresses { addresses: vec![address] };
    assert_eq!(weigh(vec![code(), found]), Ok(vec![address]));
}

/// How the search for a name ends, and what was asked of which server.
async fn search(zones: &[Records], limit: Duration) -> (Result<Vec<IpAddr>, NoResolution>, Vec<DnsQuery>) {
    let mut servers = Vec::new();
    for records in zones {
        let zone = Zone { names: Vec::new(), otherwise: records.clone() };
        servers.push(DnsServer::start(zone).await.unwrap());
    }
    let addresses: Vec<SocketAddr> = servers.iter().map(|server| server.address).collect();
    let search = Search::new(Family::Any);
    let limits = Limits { stage: limit, ..Limits::default() };
    let found = search.within(&Bounds::new(&limits, Cancel::never()), "a.test", &addresses).await;
    (found.unwrap(), search.queries())
}

#[tokio::test]
async fn a_silent_server_does_not_hide_what_another_says() {
    for (said, expected) in
        [(Records::NxDomain, NoResolution::NameNotFound), (Records::NoData, NoResolution::NoAddress)]
    {
        let started = Instant::now();
        let (found, queries) = search(&[Records::Silent, said], Duration::from_secs(30)).await;
        assert_eq!(found, Err(expected));
        assert!(started.elapsed() < TURN.head_start * 2, "{:?}", started.elapsed());
        assert_eq!(queries.len(), 4);
    }
}

#[tokio::test]
async fn a_refusal_is_remembered_when_the_rest_is_silent() {
    let refused = Records::Code(ResponseCode::Refused);
    let (found, queries) = search(&[refused, Records::Silent], Duration::from_millis(300)).await;
    assert!(matches!(found, Err(NoResolution::ServerFailure { .. })), "{found:?}");
    assert_eq!(queries.iter().filter(|query| query.answer == DnsAnswer::NoAnswer).count(), 2);
    assert!(queries.iter().all(|query| query.ms < 400.0), "{queries:?}");
}

#[tokio::test]
async fn a_server_that_fails_is_made_good_by_the_next() {
    let address: IpAddr = "192.0.2.1".parse().unwrap();
    let good = Records::Addresses(vec![address]);
    let failing = Records::Code(ResponseCode::ServFail);
    let (found, _) = search(&[failing, good], Duration::from_secs(5)).await;
    assert_eq!(found, Ok(vec![address]));
}

/// What a second look learns of a name, with these nameservers, of which only the first was asked.
async fn looked_at(zones: &[Records]) -> Vec<DnsQuery> {
    let mut servers = Vec::new();
    for records in zones {
        let zone = Zone { names: Vec::new(), otherwise: records.clone() };
        servers.push(DnsServer::start(zone).await.unwrap());
    }
    let addresses: Vec<SocketAddr> = servers.iter().map(|server| server.address).collect();
    let search = Search::new(Family::V4);
    let limits = Limits { stage: Duration::from_secs(2), ..Limits::default() };
    let bounds = Bounds::new(&limits, Cancel::never());
    _ = search.within(&bounds, "a.test", &addresses[..1]).await;
    search.look_again(&bounds, "a.test", &addresses).await;
    search.queries()
}

#[tokio::test]
async fn broken_signatures_are_told_from_a_plain_failure() {
    let address: IpAddr = "192.0.2.1".parse().unwrap();
    let bogus = |unchecked: Vec<IpAddr>| Records::Explained {
        code: ResponseCode::ServFail,
        number: 6,
        text: "signature\x1b[31m expired".into(),
        unchecked,
    };
    let queries = looked_at(&[bogus(vec![address])]).await;
    let look = queries[0].second_look.clone().unwrap();
    assert_eq!(look.unchecked, Some(DnsAnswer::Addresses { addresses: vec![address] }));
    let extended = look.extended.unwrap();
    assert_eq!((extended.code, extended.name()), (6, Some("DNSSEC Bogus")));
    let queries = looked_at(&[bogus(Vec::new())]).await;
    let look = queries[0].second_look.clone().unwrap();
    assert_eq!(look.unchecked, Some(DnsAnswer::Code { code: "SERVFAIL".into() }));
}

#[tokio::test]
async fn a_filter_that_says_so_is_heard() {
    let blocked = Records::Explained {
        code: ResponseCode::NXDomain,
        number: 15,
        text: "x".repeat(600),
        unchecked: Vec::new(),
    };
    let queries = looked_at(&[blocked]).await;
    let extended = queries[0].second_look.clone().unwrap().extended.unwrap();
    assert_eq!((extended.code, extended.text.len()), (15, 240));
}

#[tokio::test]
async fn the_other_nameservers_are_asked_what_the_first_denies() {
    let address: IpAddr = "192.0.2.1".parse().unwrap();
    let known = Records::Addresses(vec![address]);
    let started = Instant::now();
    let queries = looked_at(&[Records::NxDomain, known, Records::Silent]).await;
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    let said: Vec<&DnsAnswer> = queries.iter().map(|query| &query.answer).collect();
    let found = DnsAnswer::Addresses { addresses: vec![address] };
    assert_eq!(said, [&DnsAnswer::NameNotFound, &found, &DnsAnswer::NoAnswer]);
}

/// A machine whose nameserver knows no name, and whose own search never ends.
#[derive(Debug)]
struct Forgetful(SocketAddr);

impl Net for Forgetful {
    fn connect(&self, _: SocketAddr) -> impl Future<Output = std::io::Result<tokio::net::TcpStream>> {
        std::future::ready(Err(std::io::ErrorKind::ConnectionRefused.into()))
    }

    fn now(&self) -> time::OffsetDateTime {
        time::OffsetDateTime::UNIX_EPOCH
    }

    fn nameservers(&self) -> Vec<SocketAddr> {
        vec![self.0]
    }

    fn hosts_file(&self) -> Option<Vec<u8>> {
        None
    }

    fn lookup(&self, _: &str) -> impl Future<Output = std::io::Result<Vec<IpAddr>>> {
        std::future::pending()
    }
}

#[tokio::test]
async fn a_route_with_an_address_waits_for_no_second_search() {
    let zone = Zone { names: Vec::new(), otherwise: Records::NxDomain };
    let server = DnsServer::start(zone).await.unwrap();
    let mut plan = Plan::of("a.test").unwrap();
    let address: IpAddr = "192.0.2.7".parse().unwrap();
    plan.resolution.pins.push(Pin { host: "a.test".to_owned(), port: 465, address });
    let bounds = Bounds::new(&plan.limits, Cancel::never());
    let started = Instant::now();
    let outcome = resolve(Wanted::of(&plan), &Forgetful(server.address), &bounds).await;
    let dns = outcome.passed().unwrap();
    assert_eq!((dns.source, dns.addresses.as_slice()), (DnsSource::Pinned, [address].as_slice()));
    assert!(started.elapsed() < QUERY_LIMIT, "{:?}", started.elapsed());
}

/// A machine whose hosts file knows the name for IPv4 only.
#[derive(Debug)]
struct Listed(Forgetful);

impl Net for Listed {
    fn connect(&self, to: SocketAddr) -> impl Future<Output = std::io::Result<tokio::net::TcpStream>> {
        self.0.connect(to)
    }

    fn now(&self) -> time::OffsetDateTime {
        self.0.now()
    }

    fn nameservers(&self) -> Vec<SocketAddr> {
        self.0.nameservers()
    }

    fn hosts_file(&self) -> Option<Vec<u8>> {
        Some(b"192.0.2.7 a.test\n".to_vec())
    }

    fn lookup(&self, name: &str) -> impl Future<Output = std::io::Result<Vec<IpAddr>>> {
        self.0.lookup(name)
    }
}

#[tokio::test]
async fn a_hosts_file_with_the_other_family_only_leaves_the_name_to_the_nameservers() {
    let address: IpAddr = "2001:db8::7".parse().unwrap();
    let zone = Zone {
        names: vec![("a.test".to_owned(), Records::Addresses(vec![address]))],
        otherwise: Records::NxDomain,
    };
    let server = DnsServer::start(zone).await.unwrap();
    let net = Listed(Forgetful(server.address));
    let mut plan = Plan::of("a.test").unwrap();
    let bounds = Bounds::new(&plan.limits, Cancel::never());
    let found = async |plan: &Plan| {
        let dns = resolve(Wanted::of(plan), &net, &bounds).await;
        dns.passed().map(|dns| (dns.source, dns.addresses.clone()))
    };
    assert_eq!(found(&plan).await, Some((DnsSource::HostsFile, vec!["192.0.2.7".parse().unwrap()])));
    plan.family = Family::V6;
    assert_eq!(found(&plan).await, Some((DnsSource::Nameserver, vec![address])));
}
