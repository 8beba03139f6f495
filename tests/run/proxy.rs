//! Through a proxy: every connection goes there, the name is looked up where it should be, and TLS stays end to end.

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{DnsSource, Evidence, Failure, ProxyAnswer, ProxyFault, Stage};
use smtp_doctor::lab::{
    Answer, Conduct, Endpoint, Kind, LIMITS, ProxyService, RunningWorld, Service, Step, World,
};
use smtp_doctor::plan::{Limits, Proxy};

use super::world::{HOST, Run, both, go, plan};

const PLAIN: ProxyService = ProxyService { login: None, conduct: Conduct::Carry };
/// The user name and the password hold what a URL cannot.
const LOCKED: ProxyService = ProxyService { login: Some(("me@corp", "p:/%")), conduct: Conduct::Carry };

fn behind(proxy: ProxyService) -> World {
    World::of(HOST, &[World::ADDRESS])
        .serving(465, Service::submissions(HOST))
        .serving(587, Service::submission(HOST))
        .proxied(1080, proxy)
}

async fn examine(world: &RunningWorld, url: &str) -> Run {
    let mut plan = plan(world, &both());
    plan.proxy = Some(Proxy::read(url).unwrap());
    go(world, &plan).await
}

fn is_healthy(evidence: &Evidence) -> bool {
    evidence.attempts.iter().all(|attempt| attempt.first_failure().is_none())
        && evidence.attempts.iter().any(|attempt| attempt.passed(Stage::Auth))
}

#[tokio::test]
async fn socks5_is_given_the_address_and_the_others_the_name() {
    for (url, by_name) in [
        ("socks5://192.0.2.80:1080", false),
        ("socks5h://192.0.2.80:1080", true),
        ("http://192.0.2.80:1080", true),
    ] {
        let world = behind(PLAIN).start().await.unwrap();
        let Run { evidence, connections, .. } = examine(&world, url).await;
        assert!(is_healthy(&evidence), "{url}: {evidence:#?}");
        let asked = world.asked_of_proxies();
        let goal = if by_name { HOST } else { "192.0.2.1" };
        let mut due = vec![format!("{goal}:465"), format!("{goal}:587")];
        due.sort();
        let mut sorted = asked.clone();
        sorted.sort();
        assert_eq!(sorted, due, "{url}");
        assert_eq!(connections, asked.len(), "{url}: nothing goes past the proxy");
        let dns = evidence.dns.passed().unwrap();
        assert_eq!(dns.source == DnsSource::Proxy, by_name);
        assert_eq!(dns.queries.is_empty(), by_name, "{url}");
        let tcp = evidence.attempts[0].tcp.passed().unwrap();
        assert_eq!(tcp.peer.is_none(), by_name);
        let via = tcp.via.as_ref().unwrap();
        assert_eq!(via.address.to_string(), "192.0.2.80:1080");
        let yes =
            matches!(via.answer, ProxyAnswer::Socks { code: 0 } | ProxyAnswer::Http { status: 200, .. });
        assert!(yes && tcp.local.is_some(), "{tcp:?}");
    }
}

#[tokio::test]
async fn credentials_are_decoded_and_recorded_nowhere() {
    for kind in ["socks5", "socks5h", "http"] {
        let world = behind(LOCKED).start().await.unwrap();
        let url = format!("{kind}://me%40corp:p%3A%2F%25@192.0.2.80:1080");
        let Run { evidence, .. } = examine(&world, &url).await;
        assert!(is_healthy(&evidence), "{kind}");
        let recorded = evidence.to_json().unwrap();
        assert!(!recorded.contains("p:/%") && !recorded.contains("me@corp"), "{kind}");
        assert!(recorded.contains("\"login\": true"));
        assert_eq!(Evidence::from_json(&recorded).unwrap(), evidence);
    }
}

#[tokio::test]
async fn nothing_is_sent_to_the_server_where_the_proxy_fails() {
    let refusal = ProxyService { login: None, conduct: Conduct::Refuse(2, "403 Forbidden") };
    for (proxy, url) in [
        (LOCKED, "socks5h://me:wrong@192.0.2.80:1080"),
        (LOCKED, "http://192.0.2.80:1080"),
        (refusal, "socks5://192.0.2.80:1080"),
        (refusal, "http://192.0.2.80:1080"),
        (PLAIN, "socks5h://192.0.2.80:1081"),
        (PLAIN, "socks5h://nowhere.test:1080"),
    ] {
        let world = behind(proxy).elsewhere(Endpoint::Refuse).start().await.unwrap();
        let Run { evidence, .. } = examine(&world, url).await;
        assert!(world.log.received().is_empty() && world.log.connections() == 0, "{url}");
        for attempt in &evidence.attempts {
            assert!(matches!(attempt.tcp.failure(), Some(Failure::Proxy(_))), "{url}: {:?}", attempt.tcp);
        }
        let told = diagnose(&evidence).root().map(|root| root.cause.code.0);
        assert_eq!(told, Some("tcp/proxy-failed"), "{url}");
    }
}

#[tokio::test]
async fn a_proxy_that_is_silent_is_told_from_one_that_is_not_there() {
    let silent = ProxyService { login: None, conduct: Conduct::Silent };
    for (port, reached) in [(1080, true), (1081, false)] {
        let world = behind(silent).start().await.unwrap();
        let mut plan = plan(&world, &both()[..1]);
        plan.limits = Limits { stage: std::time::Duration::from_millis(300), ..LIMITS };
        plan.proxy = Some(Proxy::read(&format!("socks5h://192.0.2.80:{port}")).unwrap());
        let Run { evidence, .. } = go(&world, &plan).await;
        let failure = evidence.attempts[0].tcp.failure();
        match (failure, reached) {
            (Some(Failure::Proxy(ProxyFault::Silent { .. })), true)
            | (Some(Failure::Proxy(ProxyFault::Unreached { .. })), false) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn tls_is_verified_to_the_named_host_and_the_password_kept_where_it_is_not() {
    let world = World::of(HOST, &[World::ADDRESS])
        .serving(465, Service::submissions(HOST).certified(Kind::SelfSigned))
        .proxied(1080, PLAIN)
        .start()
        .await
        .unwrap();
    let mut plan = plan(&world, &both()[..1]);
    plan.proxy = Some(Proxy::read("socks5h://192.0.2.80:1080").unwrap());
    let Run { evidence, .. } = go(&world, &plan).await;
    let told = diagnose(&evidence).root().map(|root| root.cause.code.0);
    assert_eq!(told, Some("tls/certificate-self-signed"));
    assert!(world.log.lines().iter().all(|line| !line.starts_with("AUTH")));
}

#[tokio::test]
async fn a_fault_of_the_server_behind_a_proxy_is_its_own_and_questions_go_through_it_too() {
    let world = World::of(HOST, &[World::ADDRESS])
        .serving(465, Service::submission(HOST).greeting(Answer(vec![Step::Close])))
        .proxied(1080, PLAIN)
        .start()
        .await
        .unwrap();
    let mut plan = plan(&world, &both()[..1]);
    plan.proxy = Some(Proxy::read("http://192.0.2.80:1080").unwrap());
    let Run { evidence, connections, .. } = go(&world, &plan).await;
    assert!(!evidence.follow_ups.is_empty());
    assert_eq!(connections, world.asked_of_proxies().len(), "nothing goes past the proxy");
    let told = diagnose(&evidence).root().map(|root| root.cause.code.0);
    assert_ne!(told, Some("tcp/proxy-failed"));
}
