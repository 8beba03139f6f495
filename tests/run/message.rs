//! The message: sent once, whole, to all recipients or to none, and never where it was refused before.

use std::time::Duration;

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{Attempt, Evidence, Failure, Outcome, Stage};
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Answer, Log, RunningWorld, Service, Step, USER, World};
use smtp_doctor::locale::Lang;
use smtp_doctor::plan::{Envelope, Message, Origin, Plan, Route, TlsMode};
use smtp_doctor::report::{Detail, Format, Report, Style, render};
use smtp_doctor::smtp::{Handed, Unsent};

use crate::world::{self, HOST, both, exit, go, plan, v4};

const TEXT: &str = "From: me@lab.test\r\nDate: Mon, 23 Nov 2026 03:00:00 +0000\r\nMessage-ID: <1@lab.test>\r\n\r\n\
                    .\r\n..dots\r\nMAIL FROM:<x@y.test>\r\n.";
const A_WHILE: Duration = Duration::from_millis(50);
const BARE: [&str; 3] = ["PIPELINING", "SIZE 52428800", "8BITMIME"];

async fn world(change: impl Fn(Service) -> Service) -> RunningWorld {
    let world = World::of(HOST, &[v4(1)])
        .serving(465, change(Service::submissions(HOST)))
        .serving(587, change(Service::submission(HOST)))
        .serving(25, change(Service::submission(HOST)));
    world.start().await.unwrap()
}

fn sending(plan: Plan, text: &[u8], to: &[&str]) -> Plan {
    let to = to.iter().map(|to| (*to).to_owned()).collect();
    Plan {
        envelope: Some(Envelope { from: USER.to_owned(), to }),
        message: Some(Message::new(text.to_vec(), Origin::File)),
        until: Stage::Data,
        ..plan
    }
}

fn on(world: &RunningWorld, port: u16) -> Plan {
    sending(plan(world, &[Route::new(port, TlsMode::Auto)]), TEXT.as_bytes(), &["you@lab.test"])
}

/// The commands that the servers received behind the login.
/// What was said behind the login.
async fn heard(log: &Log) -> Vec<String> {
    world::heard(log).await.into_iter().skip_while(|word| word != "AUTH").skip(1).collect()
}

fn handed(attempt: &Attempt) -> Option<Handed> {
    attempt.data.facts().map(|data| data.handed)
}

fn root(evidence: &Evidence) -> Option<&'static str> {
    diagnose(evidence).root().map(|root| root.cause.code.0)
}

#[tokio::test]
async fn it_arrives_as_it_was_given_on_every_port_and_by_every_command() {
    for offers in [&["AUTH PLAIN"][..], &["PIPELINING", "AUTH PLAIN"], &["CHUNKING", "AUTH PLAIN"]] {
        for port in [465, 587, 25] {
            let world =
                world(|service| service.answering_under_tls("EHLO", Answer::ehlo(HOST, offers))).await;
            let run = go(&world, &on(&world, port)).await;
            assert_eq!(exit(&run.evidence), Status::Healthy, "{port} {offers:?} {:?}", run.evidence.attempts);
            assert_eq!(world.log.messages(), [format!("{TEXT}\r\n").into_bytes()]);
            let command = if offers.contains(&"CHUNKING") { "BDAT" } else { "DATA" };
            assert_eq!(heard(&world.log).await, ["MAIL", "RCPT", command, "QUIT"]);
        }
    }
}

#[tokio::test]
async fn a_large_one_goes_through_in_parts() {
    let line = format!(".{}\r\n", "x".repeat(900));
    let text = format!("{TEXT}\r\n{}", line.repeat(3000));
    let world = world(|service| service).await;
    let run = go(&world, &sending(on(&world, 465), text.as_bytes(), &["you@lab.test"])).await;
    assert_eq!(exit(&run.evidence), Status::Healthy, "{:?}", run.evidence.attempts[0].data);
    assert!(world.log.messages() == [text.into_bytes()]);
}

#[tokio::test]
async fn of_two_ports_one_sends_and_the_report_tells_no_content() {
    let world = world(|service| service).await;
    let plan = sending(plan(&world, &both()), TEXT.as_bytes(), &["you@lab.test"]);
    let evidence = go(&world, &plan).await.evidence;
    assert_eq!(world.log.messages().len(), 1);
    assert!(matches!(evidence.attempts[1].data, Outcome::NotPlanned));
    let diagnosis = diagnose(&evidence);
    let report = Report::new(&evidence, &diagnosis);
    let style = Style { detail: Detail::Dialogue, ..Style::default() };
    for (lang, words) in [(Lang::En, "That is not yet delivery"), (Lang::ZhCn, "接收不等于送达")] {
        let said = render(Format::Text, &report, lang, style);
        for part in [words, "4bLab10Qz3z9", &format!("C: <message, {} bytes>", TEXT.len() + 2)] {
            assert!(said.contains(part), "{part} in {said}");
        }
        assert!(!said.contains("..dots"));
    }
    assert!(!evidence.to_json().unwrap().contains("..dots"));
}

#[tokio::test]
async fn when_one_recipient_is_refused_nobody_gets_it() {
    let refusal = Answer::reply("550 5.1.1 <no@lab.test>: User unknown");
    for offers in [&["AUTH PLAIN"][..], &["PIPELINING", "AUTH PLAIN"], &["CHUNKING", "AUTH PLAIN"]] {
        for to in [&["you@lab.test", "no@lab.test"][..], &["no@lab.test"]] {
            let world = world(|service| {
                let service = service.answering_under_tls("EHLO", Answer::ehlo(HOST, offers));
                service.answering_under_tls("RCPT TO:<no@", refusal.clone())
            })
            .await;
            let run = go(&world, &sending(on(&world, 465), TEXT.as_bytes(), to)).await;
            assert_eq!(
                (exit(&run.evidence), root(&run.evidence)),
                (Status::Send, Some("send/recipient-unknown"))
            );
            assert!(matches!(run.evidence.attempts[0].data, Outcome::Unreached { after: Stage::Rcpt }));
            assert!(world.log.messages().is_empty());
            assert!(!heard(&world.log).await.contains(&"BDAT".to_owned()));
        }
    }
}

#[tokio::test]
async fn silence_and_a_close_behind_the_dot_leave_the_delivery_unknown() {
    for (step, code) in [(Step::Close, "smtp/connection-lost"), (Step::Hold, "smtp/reply-timeout")] {
        let world = world(|service| {
            let data = Answer::reply("354 go").then(Step::Message).then(step.clone());
            service.answering_under_tls("DATA", data)
        })
        .await;
        let evidence = go(&world, &on(&world, 465)).await.evidence;
        assert_eq!((exit(&evidence), root(&evidence)), (Status::Smtp, Some(code)));
        assert!(evidence.attempts[0].data.facts().unwrap().is_unknown());
        assert_eq!((world.log.messages().len(), world.log.connections()), (1, 1), "sent once");
        let diagnosis = diagnose(&evidence);
        for (lang, words) in
            [(Lang::En, "whether it is delivered is unknown"), (Lang::ZhCn, "是否会投递无法确定")]
        {
            let report = Report::new(&evidence, &diagnosis);
            let said = render(Format::Text, &report, lang, Style::default());
            assert!(said.contains(words), "{said}");
        }
    }
}

#[tokio::test]
async fn a_refusal_in_the_middle_is_what_is_told() {
    let text = format!("{TEXT}\r\n{}", "x\r\n".repeat(3_000_000));
    for port in [465, 587] {
        let world = world(|service| {
            let data = Answer::reply("354 go").then(Step::Pause(A_WHILE));
            let refusal = b"552 5.3.4 Error: message file too big\r\n".to_vec();
            let data = data.then(Step::Send(refusal)).then(Step::Pause(A_WHILE)).then(Step::Close);
            service.answering_under_tls("DATA", data)
        })
        .await;
        let evidence =
            go(&world, &sending(on(&world, port), text.as_bytes(), &["you@lab.test"])).await.evidence;
        assert_eq!((root(&evidence), exit(&evidence)), (Some("send/message-too-large"), Status::Send));
        assert_eq!(handed(&evidence.attempts[0]), Some(Handed::Part));
        assert!(world.log.messages().is_empty());
    }
}

#[tokio::test]
async fn a_goodbye_or_a_close_in_the_middle_ends_it_and_nothing_is_sent_again() {
    let text = format!("{TEXT}\r\n{}", "x\r\n".repeat(3_000_000));
    for (goodbye, root_cause) in
        [(Some(b"421 4.3.2 Shutting down\r\n"), "smtp/service-unavailable"), (None, "smtp/connection-lost")]
    {
        let world = world(|service| {
            let data = Answer::reply("354 go").then(Step::Pause(A_WHILE));
            let data = goodbye.into_iter().fold(data, |data, said| data.then(Step::Send(said.to_vec())));
            service.answering_under_tls("DATA", data.then(Step::Pause(A_WHILE)).then(Step::Close))
        })
        .await;
        let evidence =
            go(&world, &sending(on(&world, 465), text.as_bytes(), &["you@lab.test"])).await.evidence;
        assert_eq!(root(&evidence), Some(root_cause), "{:?}", evidence.attempts[0].data);
        assert_eq!(handed(&evidence.attempts[0]), Some(Handed::Part));
        assert_eq!((world.log.messages().len(), world.log.connections()), (0, 1));
        let commands = heard(&world.log).await;
        assert_eq!(commands.iter().filter(|word| *word == "DATA").count(), 1);
    }
}

#[tokio::test]
async fn whatever_answers_data_but_leave_to_send_gets_no_message() {
    for reply in ["250 ok", "220 ok", "334 x", "199 x"] {
        for offers in [&["AUTH PLAIN"][..], &["PIPELINING", "AUTH PLAIN"]] {
            let world = world(|service| {
                let service = service.answering_under_tls("EHLO", Answer::ehlo(HOST, offers));
                service.answering_under_tls("DATA", Answer::reply(reply))
            })
            .await;
            let evidence = go(&world, &on(&world, 465)).await.evidence;
            assert!(evidence.attempts[0].data.failure().is_some() && root(&evidence).is_some(), "{reply}");
            assert!(world.log.messages().is_empty());
            assert!(!world.log.lines().iter().any(|line| line.contains("dots")), "{reply}");
        }
    }
}

#[tokio::test]
async fn lone_line_feeds_are_reported_and_not_sent() {
    for chunking in [&[][..], &["CHUNKING"]] {
        let world = world(|service| {
            let offers = [&BARE, chunking, &["AUTH PLAIN"]].concat();
            service.answering_under_tls("EHLO", Answer::ehlo(HOST, &offers))
        })
        .await;
        let text = TEXT.replace("\r\n", "\n");
        let evidence =
            go(&world, &sending(on(&world, 465), text.as_bytes(), &["you@lab.test"])).await.evidence;
        assert_eq!((root(&evidence), exit(&evidence)), (Some("send/message-malformed"), Status::Send));
        assert_eq!(evidence.attempts[0].failure(Stage::Data), Some(&Failure::Unsent(Unsent::LineEnds)));
        assert_eq!(heard(&world.log).await, ["MAIL", "RCPT", "RSET", "QUIT"]);
    }
}

#[tokio::test]
async fn surplus_behind_the_login_ends_it_before_mail() {
    let world = world(|mut service| {
        service.account.accepted = b"235 2.7.0 ok\r\n250 2.1.0 ok\r\n".to_vec();
        service
    })
    .await;
    let evidence = go(&world, &on(&world, 465)).await.evidence;
    assert!(matches!(evidence.attempts[0].failure(Stage::Mail), Some(Failure::Desynchronised { .. })));
    assert!(!heard(&world.log).await.iter().any(|word| ["MAIL", "RCPT", "DATA"].contains(&word.as_str())));
}

#[tokio::test]
async fn a_question_about_the_name_sends_no_message() {
    let refusal = "504 5.5.2 <[127.0.0.1]>: Helo command rejected: need fully-qualified hostname";
    let world = world(|service| service.answering_after("EHLO [", "RCPT", Answer::reply(refusal))).await;
    let evidence = go(&world, &on(&world, 465)).await.evidence;
    assert_eq!(root(&evidence), Some("smtp/helo-rejected"));
    assert!(evidence.follow_ups[0].attempt.rcpt.passed().is_some());
    assert!(world.log.messages().is_empty());
}

#[tokio::test]
async fn a_server_that_stops_reading_is_given_up_at_the_limit() {
    let text = format!("{TEXT}\r\n{}", "x\r\n".repeat(8_000_000));
    let limit = Duration::from_secs(1);
    for port in [465, 587] {
        let world = world(|service| {
            // Nothing is read while the server waits, until no byte more finds room.
            let stalled = Answer::reply("354 go").then(Step::Pause(Duration::from_mins(1)));
            service.answering_under_tls("DATA", stalled)
        })
        .await;
        let mut plan = sending(on(&world, port), text.as_bytes(), &["you@lab.test"]);
        plan.limits.stage = limit;
        let run = go(&world, &plan).await;
        let attempt = &run.evidence.attempts[0];
        let failure = attempt.failure(Stage::Data);
        assert!(
            matches!(failure, Some(Failure::TimedOut { after_ms: 900..=1000, .. })),
            "{failure:?} {attempt:?}"
        );
        assert_eq!(root(&run.evidence), Some("smtp/reply-timeout"));
        assert_eq!(handed(attempt), Some(Handed::Part));
        // The last part that found room began within the limit, too.
        assert!(run.took < limit * 8, "{:?}", run.took);
        assert_eq!(world.log.messages(), Vec::<Vec<u8>>::new());
    }
}
