//! A program that is to give the password and does not come to an end: it is ended with all that it has started.

use std::path::Path;
use std::time::{Duration, Instant};

use smtp_doctor::lab::USER;
use tokio::process::Command;
use tokio::time::{sleep, timeout};

use crate::bench::{CLOSED, Lab, Ran, run, smtp_doctor};
use crate::interrupt::signal;

/// How soon nothing of it is left.
const SOON: Duration = Duration::from_secs(2);

/// A command that starts another one, which outlives any test, and says which.
fn command(pid: &Path, then: &str) -> Command {
    let script = format!("sleep 600 & echo $! > {}; {then}", pid.display());
    smtp_doctor(&[CLOSED, USER, "--password-command", &format!("sh -c '{script}'")])
}

/// Whether what was started is gone.
async fn is_gone(pid: &Path) -> bool {
    let pid = std::fs::read_to_string(pid).unwrap().trim().to_owned();
    let begun = Instant::now();
    while begun.elapsed() < SOON {
        // One that has ended and that nobody has asked about is a zombie.
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        if status.is_empty() || status.contains("State:\tZ") {
            return true;
        }
        sleep(Duration::from_millis(10)).await;
    }
    std::process::Command::new("kill").args(["-9", &pid]).status().unwrap();
    false
}

async fn lab() -> Lab {
    Lab::start(smtp_doctor::lab::Service::submissions(crate::bench::HOST)).await
}

#[tokio::test]
async fn it_says_too_much() {
    let lab = lab().await;
    let pid = lab.file("pid");
    for (lang, word) in [("en", "4096 bytes"), ("zh-CN", "4096 字节")] {
        let ran = run(command(&pid, "yes canary").args(["--lang", lang])).await;
        assert_eq!((ran.status, &*ran.stdout), (Some(2), ""), "{ran:?}");
        assert!(ran.stderr.contains(word) && !ran.stderr.contains("canary"), "{}", ran.stderr);
        assert!(is_gone(&pid).await);
    }
}

#[tokio::test]
async fn it_takes_too_long() {
    let lab = lab().await;
    let pid = lab.file("pid");
    let ran = run(&mut command(&pid, "wait")).await;
    assert_eq!((ran.status, &*ran.stdout), (Some(2), ""), "{ran:?}");
    assert!(ran.stderr.contains("has not ended after 30 seconds"), "{}", ran.stderr);
    assert!((30..40).contains(&ran.took.as_secs()), "{:?}", ran.took);
    assert!(is_gone(&pid).await);
}

#[tokio::test]
async fn the_user_does_not_wait_for_it() {
    let lab = lab().await;
    for name in ["INT", "TERM"] {
        let pid = lab.file(name);
        let child = command(&pid, "wait").spawn().unwrap();
        while std::fs::read_to_string(&pid).is_ok_and(|text| text.ends_with('\n')).eq(&false) {
            sleep(Duration::from_millis(5)).await;
        }
        let begun = Instant::now();
        signal(&child, name);
        let output = timeout(SOON, child.wait_with_output()).await.unwrap().unwrap();
        let ran = Ran::of(output, begun.elapsed());
        assert_eq!((ran.status, &*ran.stdout), (Some(130), ""), "{ran:?}");
        assert!(is_gone(&pid).await);
    }
}

/// Only the administrator can make such a file, and only who is the administrator could read it.
#[tokio::test]
async fn a_file_of_another_user_is_not_taken() {
    let lab = lab().await;
    let file = lab.file("password");
    std::fs::write(&file, "canary").unwrap();
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    if std::os::unix::fs::chown(&file, Some(65_534), None).is_err() {
        return;
    }
    let file = file.display().to_string();
    for (lang, word) in [("en", "belongs to another user"), ("zh-CN", "另一个用户")] {
        let ran = run(&mut smtp_doctor(&[CLOSED, USER, "--password-file", &file, "--lang", lang])).await;
        assert_eq!((ran.status, &*ran.stdout), (Some(2), ""), "{ran:?}");
        assert!(ran.stderr.contains(word) && ran.stderr.contains("65534"), "{}", ran.stderr);
        assert!(!ran.stderr.contains("canary"), "{}", ran.stderr);
    }
}
