//! A server that refuses for want of reverse DNS: the name of the address that it names is looked up, and the way back.

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{Evidence, Question, Records as Found, Sought};
use smtp_doctor::lab::{Answer, Records, Service, World};
use smtp_doctor::plan::{Envelope, FollowUps, Proxy, Route, TlsMode};
use smtp_doctor::stage::Stage;

use super::world::{HOST, go, plan, v4};

const REFUSAL: &str = "550 5.7.25 [198.51.100.7] The IP address sending this message has no PTR record";

/// The examination of a server that refuses so, where the DNS holds these records.
async fn refused(records: &[(&str, Records)], change: fn(&mut smtp_doctor::plan::Plan)) -> Evidence {
    let mut world = World::of(HOST, &[World::ADDRESS])
        .serving(465, Service::submissions(HOST).answering_under_tls("RCPT", Answer::reply(REFUSAL)))
        .proxied(
            1080,
            smtp_doctor::lab::ProxyService { login: None, conduct: smtp_doctor::lab::Conduct::Carry },
        );
    world.zone.names.extend(records.iter().map(|(name, records)| ((*name).to_owned(), records.clone())));
    let world = world.start().await.unwrap();
    let mut plan = plan(&world, &[Route::new(465, TlsMode::Auto)]);
    plan.envelope = Some(Envelope { from: "me@lab.test".into(), to: vec!["you@lab.test".into()] });
    plan.until = Stage::Rcpt;
    change(&mut plan);
    go(&world, &plan).await.evidence
}

/// The code of the root cause, and the last proof.
fn told(evidence: &Evidence) -> (&'static str, &'static str) {
    let diagnosis = diagnose(evidence);
    let root = diagnosis.root().unwrap();
    (root.cause.code.0, root.matched.proof.last().unwrap().text.en)
}

#[tokio::test]
async fn each_missing_record_is_named() {
    let pointer = ("7.100.51.198.in-addr.arpa", Records::Pointer("out.lab.test".to_owned()));
    let forward = |last| ("out.lab.test", Records::Addresses(vec![v4(last)]));
    let right = ("out.lab.test", Records::Addresses(vec!["198.51.100.7".parse().unwrap()]));
    for (records, start) in [
        (vec![], "The DNS has no name for {source}"),
        (vec![pointer.clone()], "{source} has the name {ptr_name}, and that name has no address"),
        (
            vec![pointer.clone(), forward(9)],
            "{source} has the name {ptr_name}, and that name leads to {leads_to}",
        ),
        (vec![pointer, right], "{source} has the name {ptr_name}, and that name leads back"),
    ] {
        let evidence = refused(&records, |_| ()).await;
        let (code, proof) = told(&evidence);
        assert!(code == "send/ptr-missing" && proof.starts_with(start), "{code} {proof}");
        let asked: Vec<_> = evidence.follow_ups.iter().map(|asked| &asked.question).collect();
        assert_eq!(asked, [&Question::ReverseName { address: "198.51.100.7".parse().unwrap() }]);
        let lookups = &evidence.follow_ups[0].attempt.lookups;
        assert_eq!(lookups[0].kind, Sought::Ptr);
        assert!(lookups.len() <= 2 && !matches!(lookups[0].answer, Found::Unanswered { .. }), "{lookups:?}");
    }
}

#[tokio::test]
async fn nobody_is_asked_where_that_is_not_wanted() {
    let quick = refused(&[], |plan| plan.follow_ups = FollowUps::Left).await;
    let proxied = refused(&[], |plan| plan.proxy = Proxy::read("http://192.0.2.80:1080").ok()).await;
    for evidence in [quick, proxied] {
        assert!(evidence.follow_ups.is_empty());
        assert_eq!(told(&evidence).0, "send/ptr-missing");
    }
}
