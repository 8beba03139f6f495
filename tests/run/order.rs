//! Servers of which nobody knows who speaks first.

use std::time::Duration;

use smtp_doctor::evidence::{Exchange, Failure};
use smtp_doctor::exit::Status;
use smtp_doctor::lab::os_code::is_wine;
use smtp_doctor::lab::{Answer, LIMITS, Service, Step, Tls, World};
use smtp_doctor::plan::{FollowUps, Limits, Route, Security, TlsMode};

use crate::world::{HOST, exit, go, patient, plan, v4};

fn detect() -> Route {
    Route::new(1025, TlsMode::Auto)
}

#[tokio::test]
async fn a_server_that_waits_for_tls_is_found_out_by_two_connections() {
    let world = World::of(HOST, &[v4(1)]).serving(1025, Service::submissions(HOST)).start().await.unwrap();
    let run = go(&world, &plan(&world, &[detect()])).await;
    assert_eq!(run.evidence.attempts[0].spoken, Security::Implicit);
    assert_eq!((exit(&run.evidence), run.connections), (Status::Healthy, 2));
}

#[tokio::test]
async fn a_handshake_that_fails_is_tls_all_the_same() {
    let service = Service::submissions(HOST).with_tls(Tls::alert(70));
    let world = World::of(HOST, &[v4(1)]).serving(1025, service).start().await.unwrap();
    let run = go(&world, &plan(&world, &[detect()])).await;
    let alert = Failure::Alert { number: 70, name: "protocol_version".into() };
    assert_eq!(run.evidence.attempts[0].tls.failure(), Some(&alert));
    assert_eq!(exit(&run.evidence), Status::Tls);
}

#[tokio::test]
async fn a_server_that_greets_late_is_heard() {
    let mut greeting = Answer::reply("220 smtp.lab.test ESMTP");
    greeting.0.insert(0, Step::Pause(Duration::from_millis(600)));
    let service = Service::submission(HOST).greeting(greeting);
    let world = World::of(HOST, &[v4(1)]).serving(1025, service).start().await.unwrap();
    let run = go(&world, &plan(&world, &[detect()])).await;
    assert_eq!(run.evidence.attempts[0].spoken, Security::StartTls);
    assert_eq!(exit(&run.evidence), Status::Healthy);
    assert!(run.evidence.attempts[0].greeting.ms().unwrap() > 500.0);
}

#[tokio::test]
async fn a_server_that_says_nothing_has_one_limit_for_it() {
    let service = Service::submission(HOST).greeting(Answer::silence());
    let world = World::of(HOST, &[v4(1)]).serving(1025, service).start().await.unwrap();
    let mut plan = plan(&world, &[detect()]);
    plan.limits = Limits { stage: Duration::from_secs(1), deadline: Duration::from_secs(5), ..LIMITS };
    plan.follow_ups = FollowUps::Left;
    let run = go(&world, &plan).await;
    let failure = run.evidence.attempts[0].greeting.failure();
    assert!(matches!(failure, Some(Failure::TimedOut { after_ms: 1000, .. })), "{failure:?}");
    assert!(run.took < plan.limits.stage + patient(Duration::from_millis(500)), "{:?}", run.took);
}

#[tokio::test]
async fn a_reset_before_the_greeting_is_no_close() {
    for wait in [0, 50, 400] {
        let greeting = Answer(vec![Step::Pause(Duration::from_millis(wait)), Step::Reset]);
        let service = Service::submission(HOST).greeting(greeting);
        let world = World::of(HOST, &[v4(1)]).serving(1025, service).start().await.unwrap();
        let run = go(&world, &plan(&world, &[detect()])).await;
        let failure = run.evidence.attempts[0].greeting.failure();
        // Wine tells of a reset as of a close.
        let closed = matches!(failure, Some(Failure::Closed { .. })) && is_wine();
        assert!(matches!(failure, Some(Failure::Reset)) || closed, "{wait}: {failure:?}");
    }
}

#[tokio::test]
async fn nothing_is_said_before_the_greeting_is_whole() {
    // As postscreen of Postfix tells programs from servers: it half greets and waits for whoever talks too soon.
    let pause = Duration::from_secs(6);
    let greeting = [
        Step::Send(b"220-smtp.lab.test ESMTP\r\n".to_vec()),
        Step::Pause(pause),
        Step::Send(b"220 smtp.lab.test\r\n".to_vec()),
    ];
    let service = Service::submission(HOST).greeting(Answer(greeting.to_vec()));
    let world = World::of(HOST, &[v4(1)]).serving(587, service).start().await.unwrap();
    let mut plan = plan(&world, &[Route::new(587, TlsMode::Required)]);
    plan.limits = Limits::default();
    let silent = async {
        tokio::time::sleep(pause.mul_f32(0.9)).await;
        world.log.lines()
    };
    let (run, said) = tokio::join!(go(&world, &plan), silent);
    assert_eq!((exit(&run.evidence), said), (Status::Healthy, Vec::new()));
    let spoke = run.evidence.attempts[0].dialogue.iter().find_map(|line| match line {
        Exchange::Client { at_ms, .. } => Some(*at_ms),
        _ => None,
    });
    assert!(spoke.unwrap() >= 6000.0, "{spoke:?}");
}
