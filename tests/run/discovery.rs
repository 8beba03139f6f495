//! The server of a mail address is found by what the DNS and web servers say, all asked side by side, and gets no
//! credentials.

use std::net::SocketAddr;
use std::time::Duration;

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::discovery::choose;
use smtp_doctor::evidence::{Discovery, Evidence, SourceKind, Told};
use smtp_doctor::examine::find_and_examine;
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Answer, Endpoint, Kind, Records, RunningWorld, Service, Step, World};
use smtp_doctor::locale::Lang;
use smtp_doctor::plan::{Audit, Mailbox, Route, Security, Sender, TlsMode};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use smtp_doctor::report::{Format, Report, Style, render};
use smtp_doctor::stage::Stage;
use tokio::time::Instant;

use crate::world::{HOST, both, exit, patient, plan, v4};

const DOMAIN: &str = "lab.test";

/// A world with the server of the domain, in which these names exist too.
fn world(names: &[(&str, Records)]) -> World {
    let mut world = World::of(HOST, &[v4(1)])
        .serving(465, Service::submissions(HOST))
        .serving(587, Service::submission(HOST))
        .elsewhere(Endpoint::Refuse);
    world.zone.names.extend(names.iter().map(|(name, records)| ((*name).to_owned(), records.clone())));
    world
}

/// The same with a web server of its own.
fn web(mut world: World, host: &str, last: u8, service: Service) -> World {
    world.zone.names.push((host.to_owned(), Records::Addresses(vec![v4(last)])));
    world.with_at(SocketAddr::new(v4(last), 443), Endpoint::Serve(Box::new(service)))
}

fn srv(port: u16, host: &str) -> Records {
    Records::Services(vec![(0, 1, port, host.to_owned())])
}

fn config(host: &str) -> Vec<u8> {
    format!(
        "<clientConfig><emailProvider id='x'><outgoingServer type='smtp'><hostname>{host}</hostname><port>587</port>\
         <socketType>STARTTLS</socketType><username>%EMAILADDRESS%</username></outgoingServer></emailProvider></clientConfig>"
    )
    .into_bytes()
}

async fn found_in(world: &RunningWorld, until: Stage) -> (Evidence, Duration) {
    let mut plan = plan(world, &both());
    plan.mailbox = Mailbox::read("me@lab.test", TlsMode::Auto);
    DOMAIN.clone_into(&mut plan.target.host);
    plan.until = until;
    let setting =
        Setting { net: &world.net, trust: Trust::begin(&OwnRoots::Absent, &plan), cancel: Cancel::never() };
    let started = Instant::now();
    let evidence = find_and_examine(&mut plan, setting, &Unwatched).await;
    let replayed = Evidence::from_json(&evidence.to_json().unwrap()).unwrap();
    assert_eq!(replayed, evidence);
    (evidence, started.elapsed())
}

async fn found(world: World) -> (Evidence, Duration) {
    found_in(&world.start().await.unwrap(), Stage::Auth).await
}

fn told(evidence: &Evidence, kind: SourceKind) -> &Told {
    let sources = &evidence.discovery.as_ref().unwrap().sources;
    &sources.iter().find(|source| source.kind == kind).unwrap().told
}

fn chosen(discovery: &Discovery) -> (String, SourceKind) {
    let choice = choose(discovery).unwrap();
    (choice.host, choice.source)
}

fn report(evidence: &Evidence, lang: Lang) -> String {
    let diagnosis = diagnose(evidence);
    let style = Style::default();
    render(Format::Text, &Report::new(evidence, &diagnosis), lang, style)
}

#[tokio::test]
async fn srv_records_lead_to_the_server_and_nobody_logs_in() {
    let names =
        [("_submissions._tcp.lab.test", srv(465, HOST)), ("_submission._tcp.lab.test", srv(587, HOST))];
    let running = world(&names).start().await.unwrap();
    let (evidence, took) = found_in(&running, Stage::Auth).await;
    assert_eq!(exit(&evidence), Status::Healthy);
    assert_eq!(chosen(evidence.discovery.as_ref().unwrap()), (HOST.to_owned(), SourceKind::SrvSubmissions));
    let routes = [(465, Security::Implicit), (587, Security::StartTls)];
    assert_eq!(evidence.plan.routes, routes.map(|(port, security)| Route { port, security }));
    assert!(evidence.plan.login.is_none());
    assert!(running.log.lines().iter().all(|line| !line.starts_with("AUTH")), "{:?}", running.log.lines());
    assert!(took < Duration::from_secs(3), "{took:?}");
    for lang in Lang::ALL {
        let report = report(&evidence, lang);
        assert!(report.contains("smtp-doctor smtp.lab.test:465 "), "{report}");
    }
}

#[tokio::test]
async fn settings_files_are_read_and_told_apart() {
    let auto = "autoconfig.lab.test";
    let service = Service::https(auto).page("GET /mail/config-v1.1.xml?", "text/xml", &config(HOST));
    let names = [("_submission._tcp.lab.test", srv(587, "other.lab.test"))];
    let running = web(world(&names[..0]), auto, 20, service.clone()).start().await.unwrap();
    let (evidence, _) = found_in(&running, Stage::Auth).await;
    assert_eq!(chosen(evidence.discovery.as_ref().unwrap()), (HOST.to_owned(), SourceKind::Autoconfig));
    assert_eq!(choose(evidence.discovery.as_ref().unwrap()).unwrap().user.as_deref(), Some("me@lab.test"));
    assert!(report(&evidence, Lang::En).contains("smtp.lab.test:587 me@lab.test --ask-password --tls"));
    assert_eq!(running.log.lines()[0], "GET /mail/config-v1.1.xml?emailaddress=me%40lab%2Etest HTTP/1.1");
    // A source that is trusted more names another host, and both are told.
    let (evidence, _) = found(web(world(&names), auto, 20, service)).await;
    assert_eq!(evidence.plan.target.host, "other.lab.test");
    let report = report(&evidence, Lang::En);
    assert!(report.contains("! autoconfig") && report.contains("smtp.lab.test:587"), "{report}");
}

#[tokio::test]
async fn autodiscover_is_asked_by_a_question_and_only_of_a_good_certificate() {
    let host = "autodiscover.lab.test";
    let answer =
        b"<Autodiscover><Response><Account><Protocol><Type>SMTP</Type><Server>smtp.lab.test</Server>\
        <Port>465</Port><SSL>on</SSL></Protocol></Account></Response></Autodiscover>";
    let service = Service::https(host).page("POST /autodiscover/autodiscover.xml ", "text/xml", answer);
    let (evidence, _) = found(web(world(&[]), host, 21, service.clone())).await;
    assert_eq!(chosen(evidence.discovery.as_ref().unwrap()), (HOST.to_owned(), SourceKind::Autodiscover));
    let running = web(world(&[]), host, 21, service.certified(Kind::OtherName("outlook.test".into())));
    let running = running.start().await.unwrap();
    let (evidence, _) = found_in(&running, Stage::Auth).await;
    assert!(matches!(told(&evidence, SourceKind::Autodiscover), Told::Failed { .. }));
    assert!(running.log.lines().is_empty(), "{:?}", running.log.lines());
    let wants_login = Service::https(host).answering("POST", Answer::page(401, "text/plain", b""));
    let known = [("lab.test", Records::NoData)];
    let (evidence, _) = found(web(world(&known), host, 21, wants_login)).await;
    assert!(report(&evidence, Lang::En).contains("dns/no-submission-service"));
}

#[tokio::test]
async fn nobody_waits_for_a_slow_source_once_a_server_is_named() {
    let auto = "autoconfig.lab.test";
    let slow = Service::https(auto).answering("GET", Answer(vec![Step::Hold]));
    let names = [("_submissions._tcp.lab.test", srv(465, HOST))];
    let (evidence, took) = found(web(world(&names), auto, 20, slow)).await;
    assert_eq!(*told(&evidence, SourceKind::Autoconfig), Told::Late);
    assert_eq!(evidence.plan.target.host, HOST);
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[tokio::test]
async fn what_names_no_server_ends_in_a_cause_of_its_own() {
    let declined = [
        ("_submission._tcp.lab.test", srv(0, ".")),
        ("lab.test", Records::Mail(vec![(0, ".".into())], vec![])),
    ];
    let (evidence, _) = found(world(&declined)).await;
    assert_eq!(diagnose(&evidence).root().unwrap().cause.code.0, "dns/no-submission-service");
    assert_eq!((exit(&evidence), told(&evidence, SourceKind::SrvSubmission)), (Status::Dns, &Told::Declined));
    // A domain that does not exist is another fault.
    let (evidence, _) = found(world(&[])).await;
    assert_eq!(diagnose(&evidence).root().unwrap().cause.code.0, "dns/name-not-found");
}

#[tokio::test]
async fn the_inbound_servers_are_the_last_hint_and_the_name_alone_may_be_asked_for() {
    let inbound = Records::Mail(vec![(1, "aspmx.l.google.com".into())], vec![]);
    let running = world(&[("lab.test", inbound)]).start().await.unwrap();
    let (evidence, _) = found_in(&running, Stage::Dns).await;
    let discovery = evidence.discovery.as_ref().unwrap();
    assert_eq!(chosen(discovery).1, SourceKind::Mx);
    assert!(evidence.plan.target.host.ends_with("gmail.com"), "{}", evidence.plan.target.host);
    assert_eq!(running.log.connections(), 0);
}

#[tokio::test]
async fn a_hostile_settings_file_is_bounded() {
    let auto = "autoconfig.lab.test";
    let bomb = b"<!DOCTYPE a [<!ENTITY b 'bbbb'>]><clientConfig>&b;</clientConfig>";
    let page = |body: &[u8]| Service::https(auto).page("GET /mail/", "text/xml", body);
    for service in [page(bomb), page(&vec![b'<'; 1 << 20]), page(b"<html>no</html>")] {
        let (evidence, _) = found(web(world(&[("lab.test", Records::NoData)]), auto, 20, service)).await;
        let told = told(&evidence, SourceKind::Autoconfig);
        assert!(matches!(told, Told::Unreadable { .. } | Told::Failed { .. }), "{told:?}");
        assert_eq!(diagnose(&evidence).root().unwrap().cause.code.0, "dns/no-submission-service");
    }
}

#[tokio::test]
async fn the_policy_that_a_domain_announces_is_fetched_and_compared() {
    let record = Records::Texts(vec!["v=STSv1; id=1".into()]);
    let inbound = Records::Mail(vec![(10, "mx.lab.test".into())], vec![]);
    let names = [
        ("_submissions._tcp.lab.test", srv(465, HOST)),
        ("_mta-sts.lab.test", record),
        ("lab.test", inbound),
    ];
    let policy = b"version: STSv1\r\nmode: enforce\r\nmx: *.lab.test\r\nmax_age: 604800\r\n";
    let host = "mta-sts.lab.test";
    let page = |service: Service| service.page("GET /.well-known/mta-sts.txt ", "text/plain", policy);
    let moved = Service::https(host).answering("GET", Answer::redirection("/policy.txt"));
    for (service, said) in [
        (page(Service::https(host)), "keep the policy for 7 days"),
        (page(Service::https(host)).certified(Kind::Expired), "the certificate at"),
        (moved, "sends on to /policy.txt"),
    ] {
        let running = web(world(&names), host, 22, service).start().await.unwrap();
        let mut plan = plan(&running, &both());
        plan.login = None;
        plan.mailbox = Mailbox::read("me@lab.test", TlsMode::Auto);
        plan.sender = Some(Sender { domain: DOMAIN.to_owned(), selectors: Vec::new() });
        plan.audit = Audit::Asked;
        let trust = Trust::begin(&OwnRoots::Absent, &plan);
        let setting = Setting { net: &running.net, trust, cancel: Cancel::never() };
        let evidence = find_and_examine(&mut plan, setting, &Unwatched).await;
        let replayed = Evidence::from_json(&evidence.to_json().unwrap()).unwrap();
        // A line is folded where the page ends.
        let report = report(&replayed, Lang::En).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(report.contains(said), "{said}: {report}");
    }
}

#[tokio::test]
async fn what_a_mail_address_announces_for_mail_to_it_is_told_apart_from_sending() {
    let record = Records::Texts(vec!["v=STSv1; id=1".into()]);
    let inbound = Records::Mail(vec![(10, "mx.lab.test".into())], vec![]);
    let services = ("_submissions._tcp.lab.test", srv(465, HOST));
    let host = "mta-sts.lab.test";
    let policy = b"version: STSv1\nmode: enforce\nmx: mx.lab.test\nmax_age: 604800\n";
    let page = Service::https(host).page("GET /.well-known/mta-sts.txt ", "text/plain", policy);
    let announced = [services.clone(), ("_mta-sts.lab.test", record), ("lab.test", inbound)];
    let worlds = [
        (web(world(&announced), host, 22, page), "keep the policy for 7 days", 3),
        (world(&[services]), "announces no policy (MTA-STS)", 1),
    ];
    for (world, said, questions) in worlds {
        let running = world.start().await.unwrap();
        let (evidence, took) = found_in(&running, Stage::Ehlo).await;
        assert!(took < patient(Duration::from_secs(2)), "{took:?}");
        let sender = evidence.sender.as_ref().unwrap();
        // Nothing is asked about mail from the domain.
        assert_eq!(sender.lookups.len(), questions.min(2), "{:?}", sender.lookups);
        let text = report(&evidence, Lang::En).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("its MX servers; sending is not affected") && text.contains(said), "{text}");
        assert!(!text.contains("SPF") && diagnose(&evidence).findings.is_empty(), "{text}");
    }
}
