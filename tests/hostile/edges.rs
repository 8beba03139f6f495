//! The bounds that a server cannot get past, each at its edge: the last that is taken and the first that is not.
//!
//! All bounds of a run, and the test that goes red when one is exceeded:
//!
//! | bound | test |
//! |---|---|
//! | each stage ends at its limit | [`a_stage_lasts_as_long_as_its_limit_and_no_longer`]; to the millisecond `src/probe/bounds.rs::a_wait_lasts_to_its_bound`; `time_and_memory_are_bounded` (R03–R08); `tests/faults/surroundings.rs::limits_hold` |
//! | the run ends at its deadline | [`a_run_lasts_as_long_as_its_deadline_and_no_longer`]; `src/probe/bounds.rs::the_nearer_bound_ends_a_wait` |
//! | 12,288 bytes a line | [`a_line_is_read_up_to_its_limit`] |
//! | 128 lines and 32 KiB a reply | [`a_reply_is_read_up_to_its_limits`] |
//! | 1 MiB a session | [`a_session_is_read_up_to_its_limit`] |
//! | 1,000,000 rounds of SCRAM | [`a_million_rounds_of_scram_are_done_and_no_more`] |
//! | work in line with the bytes | [`the_work_grows_with_the_bytes_and_no_faster`] |
//! | 16 MiB over a healthy run | `tests/faults/memory.rs::an_endless_reply_costs_nothing` |
//! | a password is sent once | [`a_password_is_sent_once_however_often_it_is_refused`]; oracle O6 of every row |
//! | 12 connections to a host | `tests/run/cost.rs::no_run_opens_more_connections_than_a_dozen` |
//! | the secret under verified TLS to the named host alone | oracle O1 of every row; S01–S03; `tests/run/chain.rs` |
//! | handshakes: no end of tickets and keys | `tests/run/flood.rs::tickets_and_keys_without_end_end_with_the_limit_of_the_stage` |

use std::net::IpAddr;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use smtp_doctor::evidence::{Evidence, Failure};
use smtp_doctor::examine::examine;
use smtp_doctor::lab::{Answer, PASSWORD, Service, Step as Play, USER, World};
use smtp_doctor::plan::{Audit, Envelope, FollowUps, InClear, Limits, Login, Plan, Route, Security, TlsMode};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use smtp_doctor::secret::Secret;
use smtp_doctor::smtp::reply::{LINE_LIMIT, LINES_LIMIT, REPLY_LIMIT};
use smtp_doctor::smtp::{Ended, Fault, Protection, Reply, ReplyFault, ReplyReader, Script, Session, Step};
use smtp_doctor::stage::Stage;

use crate::row::HOST;

fn read(bytes: &[u8]) -> Result<Option<Reply>, ReplyFault> {
    let mut reader = ReplyReader::default();
    reader.push(bytes);
    reader.next_reply()
}

/// A line of a reply that has so many bytes, its end included.
fn line(start: &str, length: usize) -> String {
    format!("{start}{}\r\n", "x".repeat(length - start.len() - 2))
}

#[test]
fn a_line_is_read_up_to_its_limit() {
    assert_eq!(LINE_LIMIT, 12_288);
    assert!(matches!(read(line("250 ", 12_288).as_bytes()), Ok(Some(_))));
    assert!(matches!(read(line("250 ", 12_289).as_bytes()), Err(ReplyFault::LineTooLong { .. })));
    // Without an end there, no more is waited for.
    assert_eq!(read(&line("250 ", 13_000).as_bytes()[..12_287]), Ok(None));
    assert!(matches!(read(&line("250 ", 13_000).as_bytes()[..12_288]), Err(ReplyFault::LineTooLong { .. })));
}

#[test]
fn a_reply_is_read_up_to_its_limits() {
    assert_eq!((LINES_LIMIT, REPLY_LIMIT), (128, 32 * 1024));
    let lines = |count: usize, length: usize| line("250-", length).repeat(count - 1) + &line("250 ", length);
    assert!(matches!(read(lines(128, 16).as_bytes()), Ok(Some(_))));
    assert!(matches!(read(lines(129, 16).as_bytes()), Err(ReplyFault::TooLong { .. })));
    assert!(matches!(read(lines(32, 1024).as_bytes()), Ok(Some(_))));
    let longer = line("250-", 1025) + &lines(31, 1024);
    assert!(matches!(read(longer.as_bytes()), Err(ReplyFault::TooLong { .. })));
}

/// What a session without a login comes to, whose replies are these.
fn ended(recipients: usize, mut replies: impl Iterator<Item = String>) -> Vec<Ended> {
    let to = (0..recipients).map(|number| format!("to-{number}@lab.test")).collect();
    let envelope = Envelope { from: USER.to_owned(), to };
    let script = Script {
        announced: "[192.0.2.9]".to_owned(),
        security: Security::Plain,
        until: Stage::Rcpt,
        login: None,
        envelope: Some(&envelope),
        nonce: [0; 18],
        message: None,
    };
    let mut session = Session::new(script, Protection::Clear);
    let mut all = Vec::new();
    loop {
        match session.step() {
            Step::Receive => match replies.next() {
                Some(reply) => session.receive(reply.as_bytes()),
                None => session.close(),
            },
            Step::Ended(ended) => all.push(ended),
            Step::Ready => session.authenticate(),
            Step::Finished => return all,
            _ => {}
        }
    }
}

#[test]
fn a_session_is_read_up_to_its_limit() {
    // A greeting, the answers to EHLO and MAIL and 29 to RCPT, each as long as a reply may be, are 1 MiB.
    let reply = |code: &str| line(&format!("{code}-"), 1024).repeat(31) + &line(&format!("{code} "), 1024);
    let replies = |first: String| std::iter::once(first).chain(std::iter::repeat_n(reply("250"), 31));
    let last = |all: Vec<Ended>| all.into_iter().last();
    let whole = last(ended(29, replies(reply("220"))));
    assert!(matches!(whole, Some(Ended::Rcpt(Ok(())))), "{whole:?}");
    // An empty line before a greeting is passed over, and read all the same.
    let more = last(ended(29, replies("\n".to_owned() + &reply("220"))));
    let fault = match &more {
        Some(Ended::Rcpt(Err(fault))) => fault,
        other => panic!("{other:?}"),
    };
    assert!(matches!(fault, Fault::Malformed(ReplyFault::TooLong { .. })), "{fault:?}");
}

fn login(mechanism: Option<&str>) -> Login {
    let secret = Secret::new(PASSWORD.to_owned()).unwrap();
    Login {
        user: USER.to_owned(),
        secret,
        mechanism: mechanism.map(str::to_owned),
        in_clear: InClear::Refused,
    }
}

/// How many rounds of hashing a server gets that asks for so many.
fn rounds(asked: u32) -> Option<u32> {
    let login = login(Some("SCRAM-SHA-256"));
    let script = Script {
        announced: "[192.0.2.9]".to_owned(),
        security: Security::Implicit,
        until: Stage::Auth,
        login: Some(&login),
        envelope: None,
        nonce: [0; 18],
        message: None,
    };
    let first = BASE64.encode(format!("r={}x,s=c2FsdA==,i={asked}", BASE64.encode([0; 18])));
    let mut replies =
        vec![format!("334 {first}\r\n"), "250-h\r\n250 AUTH SCRAM-SHA-256\r\n".into(), "220 h\r\n".into()];
    let mut session = Session::new(script, Protection::Verified);
    loop {
        match session.step() {
            Step::Receive => match replies.pop() {
                Some(reply) => session.receive(reply.as_bytes()),
                None => session.close(),
            },
            Step::Toil(toil) => return Some(toil.iterations()),
            Step::Ready => session.authenticate(),
            Step::Finished => return None,
            _ => {}
        }
    }
}

#[test]
fn a_million_rounds_of_scram_are_done_and_no_more() {
    assert_eq!([4096, 1_000_000].map(rounds), [Some(4096), Some(1_000_000)]);
    assert_eq!([0, 1_000_001, u32::MAX].map(rounds), [None; 3]);
}

/// How long it takes at least to read these bytes one by one.
fn reading(bytes: &[u8]) -> Duration {
    let once = || {
        let started = Instant::now();
        let mut reader = ReplyReader::default();
        for byte in bytes {
            reader.push(&[*byte]);
            let _ = std::hint::black_box(reader.next_reply());
        }
        started.elapsed()
    };
    (0..20).map(|_| once()).min().unwrap()
}

#[test]
fn the_work_grows_with_the_bytes_and_no_faster() {
    let many = |count: usize| line("250-", 256).repeat(count).into_bytes();
    let long = |length: usize| line("250 ", length).into_bytes();
    for (short, tenfold) in [(many(12), many(120)), (long(1_200), long(12_000))] {
        let (short, tenfold) = (reading(&short), reading(&tenfold));
        assert!(tenfold <= short * 16, "{tenfold:?} beside {short:?}");
    }
}

/// An examination in clear of a server that lets this pass before its greeting and its answer to EHLO, and how long it
/// takes.
async fn slow(greeting: f32, ehlo: f32, stage: f32, deadline: f32) -> (Evidence, f32) {
    let after = |pause: f32, said: &str| {
        Answer(vec![Play::Pause(Duration::from_secs_f32(pause)), Play::Send(said.as_bytes().to_vec())])
    };
    let service = Service::in_clear(HOST)
        .greeting(after(greeting, "220 h\r\n"))
        .answering("EHLO", after(ehlo, "250 AUTH PLAIN\r\n"));
    let world = World::of(HOST, &[World::ADDRESS]).serving(2525, service).start().await.unwrap();
    let (stage, deadline) = (Duration::from_secs_f32(stage), Duration::from_secs_f32(deadline));
    let plan = Plan {
        routes: vec![Route::new(2525, TlsMode::None)],
        limits: Limits { stage, deadline, retries: 0, connections: 12 },
        follow_ups: FollowUps::Left,
        ..Plan::of(&World::ADDRESS.to_string()).unwrap()
    };
    let setting =
        Setting { net: &world.net, trust: Trust::begin(&OwnRoots::Absent, &plan), cancel: Cancel::never() };
    let started = Instant::now();
    let evidence = examine(&plan, setting, &Unwatched).await;
    (evidence, started.elapsed().as_secs_f32())
}

#[tokio::test]
async fn a_stage_lasts_as_long_as_its_limit_and_no_longer() {
    let (good, greeting, ehlo) =
        tokio::join!(slow(1.2, 1.2, 2.0, 60.0), slow(2.6, 0.0, 2.0, 60.0), slow(0.0, 2.6, 2.0, 60.0));
    assert!(good.0.attempts[0].ehlo.passed().is_some(), "{:?}", good.0.attempts[0]);
    for ((evidence, took), stage) in [(greeting, Stage::Greeting), (ehlo, Stage::Ehlo)] {
        let failure = evidence.attempts[0].failure(stage);
        assert!(matches!(failure, Some(Failure::TimedOut { after_ms: 2000, .. })), "{failure:?}");
        assert!((2.0..2.6).contains(&took), "{took}");
    }
}

#[tokio::test]
async fn a_run_lasts_as_long_as_its_deadline_and_no_longer() {
    // Neither of the two waits is longer than a stage may be.
    let (good, late) = tokio::join!(slow(1.2, 1.2, 2.0, 3.0), slow(1.7, 1.9, 2.0, 3.0));
    assert!(good.0.attempts[0].ehlo.passed().is_some(), "{:?}", good.0.attempts[0]);
    assert_eq!(late.0.attempts[0].failure(Stage::Ehlo), Some(&Failure::DeadlinePassed));
    assert!((3.0..3.6).contains(&late.1), "{}", late.1);
}

#[tokio::test]
async fn a_password_is_sent_once_however_often_it_is_refused() {
    let refusal = b"535 5.7.8 Authentication failed\r\n".to_vec();
    let offer = ["AUTH PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256"];
    let mut world = World::of(HOST, &[World::ADDRESS, IpAddr::from([192, 0, 2, 2])]);
    for port in [465, 587, 2525, 25] {
        let service = if port == 465 { Service::submissions(HOST) } else { Service::submission(HOST) };
        let service = service.offering_under_tls(HOST, &offer).refusing_logins(refusal.clone());
        world = world.serving(port, service.answering_under_tls("AUTH", Answer::bytes(refusal.clone())));
    }
    let world = world.start().await.unwrap();
    for (retries, audit) in [(0, Audit::Left), (3, Audit::Left), (3, Audit::Asked)] {
        // An audit asks for a mechanism in clear and says no more: that is no login.
        let logins = || {
            let lines = world.log.lines().into_iter().filter(|line| line.starts_with("AUTH "));
            lines.filter(|line| line.split(' ').count() > 2).collect::<Vec<_>>()
        };
        let before = logins().len();
        let plan = Plan {
            routes: [465, 587, 2525, 25].map(|port| Route::new(port, TlsMode::Auto)).to_vec(),
            login: Some(login(None)),
            extra_roots: vec![world.authority.clone().into_bytes()],
            limits: Limits { stage: Duration::from_secs(4), retries, ..Limits::default() },
            audit,
            ..Plan::of(HOST).unwrap()
        };
        let setting = Setting {
            net: &world.net,
            trust: Trust::begin(&OwnRoots::Absent, &plan),
            cancel: Cancel::never(),
        };
        let _ = examine(&plan, setting, &Unwatched).await;
        assert_eq!(logins().len() - before, 1, "{retries} {audit:?}: {:?}", logins());
    }
}
