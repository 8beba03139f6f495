//! A program that is stopped in mid-run and goes on later: what came meanwhile is there, and what is late is late.

use std::time::Duration;

use smtp_doctor::lab::{Answer, PASSWORD, Service, Step, USER};
use tokio::time::sleep;

use crate::bench::{HOST, Lab, Ran, smtp_doctor, with};
use crate::interrupt::signal;

/// Longer than the limit of a stage.
const AWAY: Duration = Duration::from_secs(3);

async fn suspended(service: Service, limit: [&str; 2]) -> Ran {
    let lab = Lab::start(service).await;
    let line = with(lab.line("implicit"), &[USER, PASSWORD, "--format", "json"]);
    let begun = std::time::Instant::now();
    let child = smtp_doctor(&with(line, &limit)).spawn().unwrap();
    while lab.log.connections() == 0 {
        sleep(Duration::from_millis(5)).await;
    }
    sleep(Duration::from_millis(300)).await;
    signal(&child, "STOP");
    sleep(AWAY).await;
    signal(&child, "CONT");
    Ran::of(child.wait_with_output().await.unwrap(), begun.elapsed())
}

#[tokio::test]
async fn an_answer_that_came_meanwhile_is_there() {
    let later = |text: &str| Answer(vec![Step::Pause(Duration::from_secs(1)), Step::Send(text.into())]);
    let slow = Service::submissions(HOST).greeting(later("220 h\r\n"));
    let ran = suspended(slow, ["--timeout", "2"]).await;
    assert_eq!((ran.status, &*ran.root_cause()), (Some(0), "none"), "{ran:?}");
}

#[tokio::test]
async fn silence_is_silence() {
    let silent = || Service::submissions(HOST).greeting(Answer::silence());
    let ran = suspended(silent(), ["--timeout", "2"]).await;
    assert_eq!((ran.status, &*ran.root_cause()), (Some(13), "smtp/greeting-timeout"), "{ran:?}");
    // The deadline has passed: it ends at once.
    let ran = suspended(silent(), ["--deadline", "2"]).await;
    assert!(matches!(ran.status, Some(1 | 13)), "{ran:?}");
    assert!(ran.took < AWAY + Duration::from_secs(3), "{:?}", ran.took);
}
