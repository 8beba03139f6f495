//! Sender and recipients: named once, on one port, after the login, and never followed by a message.

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{Evidence, Failure, Outcome, Stage};
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Answer, PASSWORD, RunningWorld, Service, Step, USER, World};
use smtp_doctor::locale::Lang;
use smtp_doctor::plan::{Envelope, Plan, Route, TlsMode};
use smtp_doctor::report::{Format, Report, Style, render};

use crate::world::{HOST, Run, both, exit, go, heard, login, plan, v4};

const YOU: &str = "you@lab.test";

async fn world(change: impl Fn(Service) -> Service) -> RunningWorld {
    let world = World::of(HOST, &[v4(1)])
        .serving(465, change(Service::submissions(HOST)))
        .serving(587, change(Service::submission(HOST)));
    world.start().await.unwrap()
}

/// The same examination with an envelope.
pub(crate) fn envelope(plan: Plan) -> Plan {
    let to = vec![YOU.to_owned(), "me@lab.test".to_owned()];
    Plan { envelope: Some(Envelope { from: USER.to_owned(), to }), until: Stage::Rcpt, ..plan }
}

fn one(world: &RunningWorld) -> Plan {
    envelope(plan(world, &[Route::new(465, TlsMode::Auto)]))
}

fn root(evidence: &Evidence) -> Option<&'static str> {
    diagnose(evidence).root().map(|root| root.cause.code.0)
}

#[tokio::test]
async fn it_is_checked_on_the_one_port_that_takes_the_login() {
    let world = world(|service| service).await;
    let run = go(&world, &envelope(plan(&world, &both()))).await;
    assert_eq!(exit(&run.evidence), Status::Healthy, "{:?}", run.evidence);
    let attempts = &run.evidence.attempts;
    assert_eq!(attempts[0].rcpt.passed().unwrap().recipients.len(), 2);
    assert!(matches!((&attempts[1].mail, &attempts[1].rcpt), (Outcome::NotPlanned, Outcome::NotPlanned)));
    let heard = heard(&world.log).await;
    for (word, count) in [("AUTH", 1), ("MAIL", 1), ("RCPT", 2), ("RSET", 1), ("QUIT", 2), ("DATA", 0)] {
        assert_eq!(heard.iter().filter(|heard| *heard == word).count(), count, "{word} in {heard:?}");
    }
}

#[tokio::test]
async fn a_refused_recipient_fails_the_run_and_keeps_every_answer() {
    let refuse = |service: Service| {
        service.answering_under_tls("RCPT TO:<you@", Answer::reply("550 5.1.1 <you@lab.test>: User unknown"))
    };
    for pipelining in [true, false] {
        let world = world(|service| {
            let ehlo = Answer::ehlo(HOST, &["AUTH PLAIN LOGIN"]);
            let service = refuse(service);
            if pipelining { service } else { service.answering_under_tls("EHLO", ehlo) }
        })
        .await;
        let run = go(&world, &one(&world)).await;
        assert_eq!(exit(&run.evidence), Status::Send);
        let attempt = &run.evidence.attempts[0];
        assert!(
            matches!(attempt.failure(Stage::Rcpt), Some(Failure::Rejected { reply }) if reply.code == 550)
        );
        let answers: Vec<_> =
            attempt.rcpt.facts().unwrap().recipients.iter().map(|one| one.reply.code).collect();
        assert_eq!(answers, [550, 250]);
        let heard = heard(&world.log).await;
        assert_eq!(heard[2..], ["MAIL", "RCPT", "RCPT", "RSET", "QUIT"], "{heard:?}");
    }
}

#[tokio::test]
async fn behind_a_refused_sender_the_rest_is_read_and_not_counted() {
    let world = world(|service| {
        let nested = Answer::reply("503 5.5.1 Error: need MAIL command");
        let refusal = Answer::reply("553 5.7.1 Sender address rejected: not owned by user me@lab.test");
        service.answering_under_tls("RCPT", nested).answering_under_tls("MAIL", refusal)
    })
    .await;
    let Run { evidence, .. } = go(&world, &one(&world)).await;
    assert_eq!(exit(&evidence), Status::Send);
    assert!(matches!(evidence.attempts[0].first_failure(), Some((Stage::Mail, _))));
    assert!(matches!(evidence.attempts[0].rcpt, Outcome::Unreached { after: Stage::Mail }));
    assert_eq!(heard(&world.log).await.last().unwrap(), "QUIT");
    assert_eq!(evidence.attempts[0].dialogue.len(), 12, "{:?}", evidence.attempts[0].dialogue);
}

#[tokio::test]
async fn whatever_answers_rset_changes_nothing() {
    // T15.
    for code in ["220", "354", "421", "451", "500", "501", "554"] {
        let answer = format!("{code} 2.0.0 h");
        let world = world(|service| service.answering_under_tls("RSET", Answer::reply(&answer))).await;
        let Run { evidence, .. } = go(&world, &one(&world)).await;
        assert_eq!(exit(&evidence), Status::Healthy, "{code}: {:?}", evidence.attempts[0].first_failure());
        assert_eq!(heard(&world.log).await.iter().filter(|line| *line == "RSET").count(), 1, "{code}");
    }
}

#[tokio::test]
async fn a_refused_login_leaves_the_envelope_unreached() {
    let world = world(|service| service).await;
    let run = go(&world, &Plan { login: Some(login("wrong")), ..one(&world) }).await;
    let attempt = &run.evidence.attempts[0];
    assert!(matches!(attempt.mail, Outcome::Unreached { after: Stage::Auth }));
    assert!(matches!(attempt.rcpt, Outcome::Unreached { after: Stage::Auth }));
    assert!(!heard(&world.log).await.contains(&"MAIL".to_owned()));
}

#[tokio::test]
async fn without_a_login_the_port_that_was_asked_is_told() {
    let world = world(|service| {
        service.answering_under_tls("MAIL", Answer::reply("530 5.7.0 Authentication required"))
    })
    .await;
    let run = go(&world, &Plan { login: None, ..envelope(plan(&world, &both())) }).await;
    assert_eq!((run.evidence.foremost(), exit(&run.evidence)), (0, Status::Send));
    assert_eq!(heard(&world.log).await.iter().filter(|word| *word == "MAIL").count(), 1);
}

#[tokio::test]
async fn surplus_behind_the_login_and_a_goodbye_end_it_where_they_come() {
    let glued = world(|mut service| {
        service.account.accepted = b"235 2.7.0 ok\r\n250 2.1.0 ok\r\n".to_vec();
        service
    })
    .await;
    let run = go(&glued, &one(&glued)).await;
    let failure = run.evidence.attempts[0].failure(Stage::Mail);
    assert!(matches!(failure, Some(Failure::Desynchronised { .. })), "{failure:?}");
    assert!(!heard(&glued.log).await.contains(&"MAIL".to_owned()));
    let parting = world(|service| {
        let bye = Answer::reply("421 4.3.2 shutting down").then(Step::Close);
        service.answering_under_tls("RCPT", bye)
    })
    .await;
    let run = go(&parting, &one(&parting)).await;
    assert!(matches!(
        run.evidence.attempts[0].first_failure(),
        Some((Stage::Rcpt, Failure::Rejected { .. }))
    ));
}

#[tokio::test]
async fn an_echo_of_the_secret_is_taken_out_of_every_answer() {
    let echo = |code: &str| Answer::reply(&format!("{code} you said {PASSWORD}"));
    let taken = |service: Service| {
        service.answering_under_tls("RCPT", echo("550")).answering_under_tls("MAIL", echo("250"))
    };
    let refused = |service: Service| {
        service.answering_under_tls("RCPT", echo("503")).answering_under_tls("MAIL", echo("553"))
    };
    for world in [world(taken).await, world(refused).await] {
        let kept = go(&world, &one(&world)).await.evidence.to_json().unwrap();
        assert!(kept.contains("you said <redacted>") && !kept.contains(PASSWORD), "{kept}");
    }
}

#[tokio::test]
async fn another_port_on_which_nothing_was_named_is_not_said_to_work() {
    let world = world(|service| service).await;
    let run = go(&world, &Plan { login: None, ..envelope(plan(&world, &both())) }).await;
    let diagnosis = diagnose(&run.evidence);
    let report = Report::new(&run.evidence, &diagnosis);
    let said = render(Format::Text, &report, Lang::En, Style::default());
    assert!(said.contains("works so far; sender and recipients"), "{said}");
    assert!(said.contains("Nothing was sent."), "{said}");
}

#[tokio::test]
async fn a_name_refused_at_rcpt_is_held_against_another_without_a_second_login() {
    let refusal = "504 5.5.2 <[127.0.0.1]>: Helo command rejected: need fully-qualified hostname";
    let by_name = |service: Service| service.answering_after("EHLO [", "RCPT", Answer::reply(refusal));
    let kinder = world(by_name).await;
    let stubborn = world(|service| service.answering_under_tls("RCPT", Answer::reply(refusal))).await;
    for (world, accepted) in [(kinder, true), (stubborn, false)] {
        let run = go(&world, &one(&world)).await;
        assert_eq!(root(&run.evidence), Some("smtp/helo-rejected"));
        let other = &run.evidence.follow_ups[0].attempt;
        assert_eq!(other.rcpt.passed().is_some(), accepted, "{other:?}");
        let heard = heard(&world.log).await;
        let counted = |word: &str| heard.iter().filter(|heard| *heard == word).count();
        assert_eq!((counted("AUTH"), counted("MAIL"), counted("DATA")), (1, 2, 0));
    }
}
