//! Servers that never end a reply: the program needs no more memory for them than for a good one.

use std::time::Duration;

use smtp_doctor::lab::{Answer, PASSWORD, Service, Step, USER};
use tokio::process::Child;
use tokio::time::sleep;

use crate::bench::{HOST, Lab, full_pipe, smtp_doctor, with};

/// What a hostile server may cost beside a good one, in kibibytes.
const MARGIN: u64 = 16 * 1024;

/// How long a program is watched. Its report is kept from it, so that it is still there with all it has taken.
const WATCHED: Duration = Duration::from_secs(3);

#[tokio::test]
async fn an_endless_reply_costs_nothing() {
    let flood = |start: &str, bytes: &[u8]| {
        Answer(vec![Step::Send(start.as_bytes().to_vec()), Step::Flood(bytes.to_vec())])
    };
    let line = || flood("250 ", &[b'A'; 16_384]);
    let lines = || flood("", &b"250-x\r\n".repeat(8192));
    let replies = || flood("", &b"220 x\r\n".repeat(8192));
    let good = || Service::submissions(HOST);
    let hostile = [
        good().greeting(line()),
        good().greeting(lines()),
        good().greeting(replies()),
        good().answering("EHLO", line()),
        good().answering("EHLO", lines()),
        good().answering("AUTH", line()),
        good().answering("AUTH", lines()),
    ];
    let healthy = peak(good()).await;
    assert!(healthy > 1024, "{healthy} KiB cannot be");
    for peak in futures_util::future::join_all(hostile.map(peak)).await {
        assert!(peak < healthy + MARGIN, "{peak} KiB beside {healthy} KiB");
    }
}

/// The most memory that a run against a server takes, in kibibytes.
async fn peak(service: Service) -> u64 {
    let lab = Lab::start(service).await;
    let (writer, reader) = full_pipe().await;
    let mut command = smtp_doctor(&with(lab.line("implicit"), &[USER, PASSWORD]));
    let mut child = command.stdout(writer).spawn().unwrap();
    // The command holds the writing end as well.
    drop(command);
    let mut peak = 0;
    let watched = tokio::time::timeout(WATCHED, async {
        loop {
            peak = peak.max(resident(&child));
            sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(watched.await.is_err());
    assert!(child.try_wait().unwrap().is_none(), "it ended before it was measured");
    drop(reader);
    child.wait().await.unwrap();
    peak
}

/// The memory of a running program in kibibytes: the most so far where the system keeps that, else what it is now.
fn resident(child: &Child) -> u64 {
    let pid = child.id().unwrap().to_string();
    if let Ok(status) = std::fs::read_to_string(format!("/proc/{pid}/status")) {
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        return peak.unwrap_or_default();
    }
    let output = std::process::Command::new("ps").args(["-o", "rss=", "-p", &pid]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or_default()
}
