//! A client certificate: shown to a server that asks and is trusted, kept from any other, and used to log in.

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{Evidence, Failure, Outcome, Presentation};
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{
    Answer, Authority, Clients, Kind, RunningWorld, Service, Tls, TlsService, USER, Versions, World,
};
use smtp_doctor::plan::{FollowUps, InClear, Login, Plan, Route, TlsMode};
use smtp_doctor::probe::read_identity;
use smtp_doctor::secret::Secret;
use time::OffsetDateTime;

use crate::world::{HOST, exit, go, plan, v4};

const VERSIONS: [Versions; 2] = [Versions::Tls13, Versions::Tls12];

/// A server that takes EXTERNAL from whomever its TLS lets in.
fn service(port: u16, kind: Kind, versions: Versions, clients: Clients) -> Service {
    let service = if port == 465 { Service::submissions(HOST) } else { Service::submission(HOST) };
    let tls = TlsService { host: HOST.to_owned(), kind, versions, clients };
    service
        .with_tls(Tls::Serve(tls))
        .answering_under_tls("AUTH EXTERNAL", Answer::reply("235 2.7.0 Authentication successful"))
        .offering_under_tls(HOST, &["AUTH EXTERNAL PLAIN"])
}

async fn world(port: u16, service: Service) -> RunningWorld {
    World::of(HOST, &[v4(1)]).serving(port, service).start().await.unwrap()
}

fn external(user: &str, in_clear: InClear) -> Login {
    let secret = Secret::new(String::new()).unwrap();
    Login { user: user.to_owned(), secret, mechanism: Some("EXTERNAL".to_owned()), in_clear }
}

/// The examination of a port by whoever has this certificate.
async fn examined(world: &RunningWorld, port: u16, pem: &str, login: Login) -> Evidence {
    let own = read_identity(pem.as_bytes(), pem.as_bytes()).unwrap();
    let routes = [Route::new(port, TlsMode::Required)];
    let plan = Plan {
        client_certificate: Some(own),
        login: Some(login),
        follow_ups: FollowUps::Left,
        ..plan(world, &routes)
    };
    go(world, &plan).await.evidence
}

fn presentation(evidence: &Evidence) -> Option<Presentation> {
    evidence.attempts[0].tls.facts().unwrap().client_certificate
}

fn lines(world: &RunningWorld, start: &str) -> Vec<String> {
    world.log.lines().into_iter().filter(|line| line.starts_with(start)).collect()
}

#[tokio::test]
async fn the_certificate_logs_in_by_external() {
    for (port, versions) in [465, 587].into_iter().zip(VERSIONS) {
        for (user, line) in [("", "AUTH EXTERNAL ="), (USER, "AUTH EXTERNAL bWVAbGFiLnRlc3Q=")] {
            let world = world(port, service(port, Kind::Good, versions, Clients::Certified)).await;
            let pem = world.client.clone();
            let evidence = examined(&world, port, &pem, external(user, InClear::Refused)).await;
            assert_eq!(exit(&evidence), Status::Healthy, "{:?}", evidence.attempts[0]);
            assert_eq!(presentation(&evidence), Some(Presentation::Presented));
            assert_eq!(lines(&world, "AUTH"), [line]);
            assert_eq!(world.log.certificates().len(), 1);
            let kept = evidence.to_json().unwrap();
            let key = pem.split("-----BEGIN PRIVATE KEY-----").nth(1).unwrap().lines().nth(1).unwrap();
            assert!(!kept.contains(key) && kept.contains("CN=me@lab.test"), "{kept}");
        }
    }
}

#[tokio::test]
async fn a_server_that_does_not_ask_gets_none() {
    let world = world(465, service(465, Kind::Good, Versions::Both, Clients::Any)).await;
    let evidence = examined(&world, 465, &world.client, external("", InClear::Refused)).await;
    assert_eq!(presentation(&evidence), Some(Presentation::NotAsked));
    assert_eq!(exit(&evidence), Status::Healthy);
}

/// The certificate is not told to a server that has not proved itself, although the handshake asks for it before that
/// is known: not even where a password may go to it.
#[tokio::test]
async fn a_server_that_is_not_trusted_never_sees_it() {
    for kind in [
        Kind::UnknownIssuer("Nobody's root".to_owned()),
        Kind::SelfSigned,
        Kind::Expired,
        Kind::OtherName("mail.other.test".to_owned()),
    ] {
        for (versions, clients) in VERSIONS.into_iter().zip([Clients::Asked, Clients::Certified]) {
            for port in [465, 587] {
                let world = world(port, service(port, kind.clone(), versions, clients)).await;
                let evidence = examined(&world, port, &world.client, external("", InClear::Allowed)).await;
                assert_eq!(world.log.certificates(), Vec::<Vec<u8>>::new(), "{kind:?} {versions:?}");
                assert_eq!(lines(&world, "AUTH"), Vec::<String>::new());
                let attempt = &evidence.attempts[0];
                assert_eq!(presentation(&evidence), Some(Presentation::Withheld), "{kind:?} {versions:?}");
                assert_eq!(attempt.tls.failure(), Some(&Failure::Certificate));
                assert!(!attempt.tls.facts().unwrap().faults.is_empty());
                assert!(matches!(attempt.auth, Outcome::Unreached { .. }), "{:?}", attempt.auth);
                let found = diagnose(&evidence).findings[0].cause.code.0;
                assert!(found.starts_with("tls/certificate-"), "{found}");
            }
        }
    }
}

#[tokio::test]
async fn a_refused_certificate_is_told_with_its_own_words() {
    let other = Authority::new(OffsetDateTime::now_utc()).unwrap();
    let foreign = other.client(USER, &Kind::Good).unwrap();
    for (port, versions) in [465, 587].into_iter().zip(VERSIONS) {
        let world = world(port, service(port, Kind::Good, versions, Clients::Certified)).await;
        let evidence = examined(&world, port, &foreign, external("", InClear::Refused)).await;
        assert_eq!(presentation(&evidence), Some(Presentation::Presented));
        assert_eq!(world.log.certificates().len(), 1);
        let diagnosis = diagnose(&evidence);
        let found = &diagnosis.findings[0];
        assert_eq!(found.cause.code.0, "tls/client-certificate-required", "{:?}", evidence.attempts[0]);
        assert!(found.matched.args.iter().any(|(name, _)| *name == "presented"));
    }
}
