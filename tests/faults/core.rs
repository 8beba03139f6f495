//! A program that is killed while it holds the password leaves no picture of its memory.

use std::os::unix::process::ExitStatusExt as _;
use std::time::Duration;

use smtp_doctor::lab::{Answer, PASSWORD, Phase, Service, USER};
use tokio::time::{sleep, timeout};

use crate::bench::{HOST, Lab, under_shell, with};
use crate::interrupt::{received, signal};

#[tokio::test]
async fn no_core_is_left() {
    let service = Service::submissions(HOST).answering("AUTH", Answer::silence());
    let lab = Lab::start(service).await;
    std::fs::create_dir(lab.file("here")).unwrap();
    let most = "ulimit -S -c $(ulimit -H -c)";
    // Not QUIT: a shell has it ignored by all that it runs in the background, these tests among it.
    for (at, name) in ["ABRT", "SYS", "TRAP"].into_iter().enumerate() {
        let mut command = under_shell(most, &with(lab.line("implicit"), &[USER, PASSWORD]));
        let mut child = command.current_dir(lab.file("here")).spawn().unwrap();
        let waits = received(&lab, Phase::Secured, "AUTH");
        assert!(timeout(Duration::from_secs(20), waits).await.is_ok(), "it does not come to that");
        // Each logs in once.
        while lab.log.lines().iter().filter(|line| line.starts_with("AUTH")).count() <= at {
            sleep(Duration::from_millis(5)).await;
        }
        let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id().unwrap())).unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(core.split_whitespace().skip(4).collect::<Vec<_>>(), ["0", "0", "bytes"]);
        signal(&child, name);
        let ended = child.wait().await.unwrap();
        assert!(ended.signal().is_some() && !ended.core_dumped(), "{name}: {ended:?}");
    }
    let left: Vec<_> =
        std::fs::read_dir(lab.file("here")).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(left.is_empty(), "{left:?}");
}
