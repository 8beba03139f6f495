//! What a default run asks besides costs no more than the slowest of it: everything goes on side by side.
//!
//! That is: ports 25 and 2525 where no port was given, and the questions that a failure leaves open.

use std::time::Duration;

use smtp_doctor::evidence::Question;
use smtp_doctor::lab::{Answer, Endpoint, RunningWorld, Service, Step, Tls, World};
use smtp_doctor::plan::{Route, TlsMode};

use crate::world::{HOST, both, go, patient, plan, v4};

/// How long a slow server takes for what it says first.
const SLOW: Duration = Duration::from_millis(600);
/// What a machine that is busy with other things may add.
const SLACK: Duration = patient(Duration::from_millis(500));

fn late(service: Service) -> Service {
    let Answer(mut steps) = service.greeting.clone();
    steps.insert(0, Step::Pause(SLOW));
    service.greeting(Answer(steps))
}

fn serve(service: Service) -> Endpoint {
    Endpoint::Serve(Box::new(service))
}

/// The least that a run takes of three: the machine may be busy once.
async fn least(world: &RunningWorld, routes: &[Route]) -> Duration {
    let mut least = Duration::MAX;
    for _ in 0..3 {
        let mut plan = plan(world, routes);
        plan.login = None;
        least = least.min(go(world, &plan).await.took);
    }
    least
}

#[tokio::test]
async fn ports_for_information_are_looked_at_beside_the_others() {
    let world = World::of(HOST, &[v4(1)])
        .serving(465, late(Service::submissions(HOST)))
        .serving(587, late(Service::submission(HOST)))
        .serving(25, late(Service::submission(HOST)))
        .serving(2525, late(Service::submission(HOST)));
    let world = world.start().await.unwrap();
    let alone = least(&world, &both()).await;
    let all = [465, 587, 25, 2525].map(|port| Route::new(port, TlsMode::Auto));
    let beside = least(&world, &all).await;
    assert!(alone >= SLOW && beside < alone + SLOW / 2, "{alone:?} {beside:?}");
}

#[tokio::test]
async fn questions_of_a_connection_alone_share_their_wait() {
    // 465 swallows everything, and so do the ports beside it: four waits, of which three are questions.
    let world = World::of(HOST, &[v4(1)]).start().await.unwrap();
    let plan = plan(&world, &[Route::new(465, TlsMode::Auto)]);
    let run = go(&world, &plan).await;
    let siblings = run.evidence.follow_ups.iter();
    let siblings = siblings.filter(|asked| matches!(asked.question, Question::Sibling { .. }));
    assert_eq!(siblings.count(), 3);
    assert!(run.took < plan.limits.stage * 2 + SLACK, "{:?}", run.took);
}

#[tokio::test]
async fn questions_of_a_dialogue_go_on_side_by_side() {
    let alert = Answer(vec![Step::Pause(SLOW), Step::Send(vec![0x15, 3, 3, 0, 2, 2, 40])]);
    let refusing = || serve(Service::submissions(HOST).with_tls(Tls::Raw(alert.clone())));
    let mut world = World::of(HOST, &[v4(1), v4(2), v4(3)]).serving(587, late(Service::submission(HOST)));
    for last in 1..=3 {
        world = world.with_at((v4(last), 465).into(), refusing());
    }
    let world = world.start().await.unwrap();
    let mut took = Duration::MAX;
    for _ in 0..3 {
        let run = go(&world, &plan(&world, &[Route::new(465, TlsMode::Auto)])).await;
        let asked: Vec<&Question> = run.evidence.follow_ups.iter().map(|asked| &asked.question).collect();
        assert!(asked.iter().any(|asked| matches!(asked, Question::Versions { .. })), "{asked:?}");
        assert!(asked.iter().any(|asked| matches!(asked, Question::OtherPort { .. })), "{asked:?}");
        assert!(asked.iter().any(|asked| matches!(asked, Question::OtherAddress { .. })), "{asked:?}");
        took = took.min(run.took);
    }
    // The handshake that fails, and the slowest question: the newest versions, and then the older ones.
    assert!(took < SLOW * 3 + SLACK, "{took:?}");
}
