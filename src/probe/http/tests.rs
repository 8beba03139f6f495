//! The client against the web servers of the lab, good ones and hostile ones.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::super::cancel::Cancel;
use super::super::roots::OwnRoots;
use super::*;
use crate::evidence::{CertificateFault, Failure, NoResolution};
use crate::lab::{Answer, Endpoint, Kind, LabNet, Records, RunningWorld, Service, Step, World};
use crate::plan::Limits;
use crate::smtp::ServerText;

const HOST: &str = "web.lab.test";
const OTHER: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 2);
const LIMIT: Duration = Duration::from_millis(1500);

async fn world(service: Service, port: u16) -> RunningWorld {
    let mut world = World::of(HOST, &[World::ADDRESS]).serving(port, service);
    let other = Service::http("other.test").page("GET /", "text/plain", b"other");
    world = world.with_at(SocketAddr::new(IpAddr::V4(OTHER), 80), Endpoint::Serve(Box::new(other)));
    world.zone.names.push(("other.test".to_owned(), Records::Addresses(vec![OTHER.into()])));
    world.start().await.unwrap()
}

async fn fetch(world: &RunningWorld, url: &str, redirects: Redirects<'_>) -> (Fetched, Option<Vec<u8>>) {
    let bounds = Bounds::new(&Limits::default(), Cancel::never());
    let pem = world.authority.clone().into_bytes();
    let roots = async |extent| Roots::read(&OwnRoots::Absent, extent, std::slice::from_ref(&pem));
    let resolution = Resolution::default();
    let web: Web<'_, LabNet, _> = Web {
        gate: None,
        net: &world.net,
        reach: Reach::Anywhere,
        bounds: &bounds,
        resolution: &resolution,
        family: Family::Any,
        roots,
    };
    let (fetch, body) = web.fetch(Wanted { url, redirects, most: 10_000, limit: LIMIT }).await;
    assert!(fetch.ms < 5000.0 && fetch.url == url, "{fetch:?}");
    (fetch.outcome, body)
}

async fn failed(service: Service, url: &str) -> FetchFailure {
    let secure = url.starts_with("https");
    let world = world(service, if secure { 443 } else { 80 }).await;
    match fetch(&world, url, Redirects::Host).await {
        (Fetched::Failed { because }, None) => because,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_document_comes_in_clear_and_under_tls() {
    for (service, port, scheme) in [(Service::http(HOST), 80, "http"), (Service::https(HOST), 443, "https")] {
        let service = service.page("GET /a?", "text/xml", b"<x/>");
        let world = world(service, port).await;
        let (outcome, body) = fetch(&world, &format!("{scheme}://{HOST}/a?b=c"), Redirects::Never).await;
        let content_type = Some("text/xml".to_owned());
        assert_eq!(outcome, Fetched::Whole { from: None, status: 200, content_type, bytes: 4 });
        assert_eq!(body.as_deref(), Some(&b"<x/>"[..]));
        assert_eq!(world.log.lines().len(), 1, "{:?}", world.log.lines());
    }
}

#[tokio::test]
async fn redirections_stay_in_the_house() {
    let to = |location: &str| Answer::redirection(location);
    let service = || Service::http(HOST).page("GET /b ", "text/plain", b"b").answering("GET /a ", to("/b"));
    let running = world(service(), 80).await;
    let url = format!("http://{HOST}/a");
    let (outcome, body) = fetch(&running, &url, Redirects::Host).await;
    assert!(matches!(outcome, Fetched::Whole { from: Some(from), .. } if from.ends_with("/b")));
    assert_eq!(body.as_deref(), Some(&b"b"[..]));
    let (outcome, _) = fetch(&running, &url, Redirects::Never).await;
    assert!(matches!(outcome, Fetched::Failed { because: FetchFailure::Redirected { .. } }), "{outcome:?}");
    // In a circle, to another host, and out of TLS.
    let around = failed(service().answering("GET /b ", to("/a")), &url).await;
    assert_eq!(around, FetchFailure::Redirected { to: "/a".into() });
    let elsewhere = "http://other.test/";
    let left = failed(service().answering("GET /b ", to(elsewhere)), &url).await;
    assert_eq!(left, FetchFailure::Redirected { to: elsewhere.into() });
    let out = format!("http://{HOST}/");
    let lowered =
        failed(Service::https(HOST).answering("GET /a ", to(&out)), &format!("https://{HOST}/a")).await;
    assert_eq!(lowered, FetchFailure::Redirected { to: out });
    let running = world(service().answering("GET /b ", to(elsewhere)), 80).await;
    let (outcome, _) = fetch(&running, &url, Redirects::Domain("other.test")).await;
    assert!(matches!(outcome, Fetched::Whole { bytes: 5, .. }), "{outcome:?}");
}

#[tokio::test]
async fn each_failure_is_told() {
    let (clear, secure) = (format!("http://{HOST}/"), format!("https://{HOST}/"));
    assert_eq!(failed(Service::http(HOST), &clear).await, FetchFailure::Status { status: 404 });
    let named = failed(Service::http(HOST), "http://absent.test/").await;
    let failure = Failure::NoResolution(NoResolution::NameNotFound);
    assert_eq!(named, FetchFailure::Connection { failure });
    let other = Service::https(HOST).certified(Kind::OtherName("mail.other.test".into()));
    let faults = vec![CertificateFault::NameMismatch];
    assert_eq!(failed(other, &secure).await, FetchFailure::Certificate { faults });
    let closed = failed(Service::http(HOST).answering("GET", Answer(vec![Step::Close])), &clear).await;
    assert!(matches!(closed, FetchFailure::Broken { .. }), "{closed:?}");
    let short = Answer::bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab".to_vec()).then(Step::Close);
    let short = failed(Service::http(HOST).answering("GET", short), &clear).await;
    assert!(matches!(short, FetchFailure::Broken { .. }), "{short:?}");
    assert_eq!(failed(Service::http(HOST), "ftp://web.lab.test/").await, FetchFailure::Address);
}

#[tokio::test]
async fn a_hostile_server_is_bounded() {
    let url = format!("http://{HOST}/");
    let head = |more: &str| Answer::bytes(format!("HTTP/1.1 200 OK\r\n{more}").into_bytes());
    let flood = |bytes: &[u8]| Step::Flood(bytes.to_vec());
    let playing = |answer: Answer| failed(Service::http(HOST).answering("GET", answer), &url);
    let endless = playing(head("\r\n").then(flood(&[b'x'; 4096]))).await;
    assert_eq!(endless, FetchFailure::TooLarge { most: 10_000 });
    let chunks = head("Transfer-Encoding: chunked\r\n\r\n").then(flood(b"400\r\n"));
    assert!(matches!(playing(chunks).await, FetchFailure::TooLarge { .. } | FetchFailure::Broken { .. }));
    let headers = playing(head("X: ").then(flood(&vec![b'x'; 65_536]))).await;
    assert!(matches!(headers, FetchFailure::Broken { .. }), "{headers:?}");
    let lines = playing(head("").then(flood(b"X: y\r\n"))).await;
    // A header at a time is more than Wine gets through in that time.
    let as_in_wine = crate::lab::os_code::is_wine() && matches!(lines, FetchFailure::Connection { .. });
    assert!(matches!(lines, FetchFailure::Broken { .. }) || as_in_wine, "{lines:?}");
    let mute = playing(Answer::silence()).await;
    let slow = playing(Answer(vec![Step::Drip(vec![b'H'; 1000], Duration::from_millis(100))])).await;
    for late in [mute, slow] {
        let timed_out = FetchFailure::Connection {
            failure: super::super::bounds::timed_out(LIMIT, ServerText::default()),
        };
        assert!(late == timed_out || matches!(late, FetchFailure::Broken { .. }), "{late:?}");
    }
}

#[test]
fn this_machine_and_its_networks_are_inside() {
    for inside in [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "fd00::1",
        "fe80::1",
    ] {
        assert!(is_inside(inside.parse().unwrap()), "{inside}");
    }
    for outside in ["192.0.2.1", "100.128.0.1", "2001:db8::1"] {
        assert!(!is_inside(outside.parse().unwrap()), "{outside}");
    }
}

#[tokio::test]
async fn what_an_untrusted_server_names_is_not_fetched_from_the_inside() {
    let world = world(Service::http(HOST).page("GET /", "text/plain", b"secret"), 80).await;
    let bounds = Bounds::new(&Limits::default(), Cancel::never());
    let roots = async |extent| Roots::read(&OwnRoots::Absent, extent, &[]);
    let resolution = Resolution::default();
    let web: Web<'_, LabNet, _> = Web {
        gate: None,
        net: &world.net,
        reach: Reach::Outside,
        bounds: &bounds,
        resolution: &resolution,
        family: Family::Any,
        roots,
    };
    let wanted = Wanted { url: "http://127.0.0.1/", redirects: Redirects::Never, most: 10_000, limit: LIMIT };
    let (fetch, body) = web.fetch(wanted).await;
    assert_eq!(body, None, "{:?}", fetch.outcome);
    assert_eq!(fetch.outcome, Fetched::Failed { because: FetchFailure::Address });
}
