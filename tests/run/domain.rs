//! The records of the sender's domain are asked for beside the examination, which they neither delay nor change.

use std::time::Duration;

use hickory_resolver::proto::op::ResponseCode;
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::domain::Topic;
use smtp_doctor::evidence::Records as Answer;
use smtp_doctor::evidence::{Evidence, Outcome, SenderDomain, Sought, Stage};
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Records, Service, World};
use smtp_doctor::plan::{Audit, Envelope, FollowUps, Plan, Route, Sender, TlsMode};

use crate::world::{HOST, Run, exit, go, plan, v4};

fn texts(texts: &[&str]) -> Records {
    Records::Texts(texts.iter().map(|text| (*text).to_owned()).collect())
}

fn mail(text: &str) -> Records {
    Records::Mail(vec![(10, "mx.example.com".into())], vec!["other".into(), text.into()])
}

/// An examination in a world whose nameserver knows these names too.
async fn examined(names: &[(&str, Records)], change: impl FnOnce(&mut Plan)) -> Run {
    let mut world = World::of(HOST, &[v4(1)]).serving(465, Service::submissions(HOST));
    world.zone.names.extend(names.iter().map(|(name, records)| ((*name).to_owned(), records.clone())));
    let world = world.start().await.unwrap();
    let mut plan = plan(&world, &[Route::new(465, TlsMode::Auto)]);
    plan.envelope = Some(Envelope { from: "me@example.com".into(), to: Vec::new() });
    plan.until = Stage::Mail;
    plan.sender = Some(Sender { domain: "example.com".into(), selectors: vec!["s1".into()] });
    change(&mut plan);
    go(&world, &plan).await
}

fn asked(evidence: &Evidence) -> &SenderDomain {
    evidence.sender.as_ref().unwrap()
}

fn warned(evidence: &Evidence) -> Vec<&'static str> {
    diagnose(evidence).findings.iter().map(|finding| finding.cause.code.0).collect()
}

#[tokio::test]
async fn the_records_are_read_with_those_that_they_bring_in() {
    let key = format!("v=DKIM1; p={}", "A".repeat(600));
    let run = examined(
        &[
            ("example.com", mail("v=spf1 include:b.test redirect=c.test")),
            ("_dmarc.example.com", texts(&["v=DMARC1; p=reject"])),
            ("s1._domainkey.example.com", texts(&[&key])),
            ("b.test", texts(&["v=spf1 a include:d.test ~all"])),
            ("c.test", texts(&["v=spf1 mx -all"])),
            ("d.test", Records::Alias("c.test".into())),
        ],
        |_| (),
    )
    .await;
    let found = asked(&run.evidence);
    let names: Vec<&str> = found.lookups.iter().map(|lookup| lookup.name.as_str()).collect();
    assert_eq!(found.lookups.len(), 7, "{names:?}");
    assert_eq!(found.answer("example.com", Sought::Mx).unwrap().known().unwrap(), ["10 mx.example.com"]);
    assert_eq!(found.answer("s1._domainkey.example.com", Sought::Txt).unwrap().known().unwrap(), [key]);
    assert_eq!(found.answer("d.test", Sought::Txt).unwrap().known().unwrap(), ["v=spf1 mx -all"]);
    assert_eq!(exit(&run.evidence), Status::Healthy);
}

#[tokio::test]
async fn broken_records_warn_and_stop_nothing() {
    let run = examined(&[("example.com", mail("v=spf1 ipv4:192.0.2.1 -all"))], |_| ()).await;
    assert_eq!(warned(&run.evidence), ["send/domain-unauthenticated"]);
    assert_eq!(exit(&run.evidence), Status::Healthy);
    assert!(run.evidence.attempts[0].mail.passed().is_some());
    let again = Evidence::from_json(&run.evidence.to_json().unwrap()).unwrap();
    assert_eq!(again.sender, run.evidence.sender);
}

#[tokio::test]
async fn a_domain_that_is_not_there_is_asked_for_no_address() {
    let run = examined(&[], |_| ()).await;
    let found = asked(&run.evidence);
    assert_eq!(found.answer("example.com", Sought::Mx), Some(&Answer::NameNotFound));
    assert_eq!(found.answer("example.com", Sought::A), None);
    let run = examined(&[("example.com", texts(&["v=spf1 -all"]))], |_| ()).await;
    assert_eq!(asked(&run.evidence).answer("example.com", Sought::A), Some(&Answer::NoData));
}

#[tokio::test]
async fn silence_is_waited_for_shortly() {
    let silent = ["example.com", "_dmarc.example.com", "s1._domainkey.example.com"];
    let run = examined(&silent.map(|name| (name, Records::Silent)), |_| ()).await;
    assert!(run.took < Duration::from_secs(4), "{:?}", run.took);
    let unanswered = |answer: &Answer| matches!(answer, Answer::Unanswered { .. });
    assert!(asked(&run.evidence).lookups.iter().all(|lookup| unanswered(&lookup.answer)));
    assert!(warned(&run.evidence).is_empty());
    assert_eq!(exit(&run.evidence), Status::Healthy);
}

#[tokio::test]
async fn a_nameserver_that_fails_accuses_nobody() {
    let names = ["example.com", "_dmarc.example.com", "s1._domainkey.example.com"];
    for code in [ResponseCode::ServFail, ResponseCode::Refused, ResponseCode::FormErr, ResponseCode::NotImp] {
        let run = examined(&names.map(|name| (name, Records::Code(code))), |_| ()).await;
        assert!(warned(&run.evidence).is_empty(), "{code}: {:?}", asked(&run.evidence));
        assert_eq!(exit(&run.evidence), Status::Healthy);
    }
}

#[tokio::test]
async fn a_domain_that_does_not_exist_warns() {
    let run = examined(&[], |_| ()).await;
    assert_eq!(warned(&run.evidence), ["send/domain-unauthenticated"]);
    let faults = smtp_doctor::domain::faults(asked(&run.evidence));
    assert_eq!(faults.iter().map(|fault| fault.topic).collect::<Vec<_>>(), [Topic::Name]);
    assert_eq!(exit(&run.evidence), Status::Healthy);
}

#[tokio::test]
async fn never_more_than_a_dozen_questions() {
    let many: Vec<String> = (0..40).map(|number| format!("include:n{number}.test")).collect();
    let record = format!("v=spf1 {} -all", many.join(" "));
    let run = examined(&[("example.com", mail(&record))], |_| ()).await;
    assert_eq!(asked(&run.evidence).lookups.len(), 12);
}

#[tokio::test]
async fn nobody_asks_where_nobody_wants_to_know() {
    let run = examined(&[], |plan| plan.follow_ups = FollowUps::Left).await;
    assert_eq!(run.evidence.sender, None);
    let run = examined(&[], |plan| plan.sender = None).await;
    assert_eq!(run.evidence.sender, None);
    assert!(matches!(run.evidence.dns, Outcome::Passed { .. }));
}

#[tokio::test]
async fn an_audit_reads_what_is_announced_for_mail_to_the_domain() {
    let names = [
        ("_mta-sts.example.com", texts(&["v=STSv1; id=20261123"])),
        ("_smtp._tls.example.com", texts(&["v=TLSRPTv1; rua=mailto:tls@example.com"])),
    ];
    let run = examined(&names, |plan| plan.audit = Audit::Asked).await;
    let found = asked(&run.evidence);
    for name in ["_mta-sts.example.com", "_smtp._tls.example.com"] {
        let records = found.answer(name, Sought::Txt).unwrap().known().unwrap();
        assert_eq!(records.len(), 1, "{name}");
    }
    let run = examined(&names, |_| ()).await;
    assert_eq!(asked(&run.evidence).answer("_mta-sts.example.com", Sought::Txt), None);
}
