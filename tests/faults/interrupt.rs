//! Ctrl-C and the order to terminate, at every stage: what was found so far is reported, soon and whole.

use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::process::ExitStatusExt as _;
use std::time::{Duration, Instant};

use smtp_doctor::lab::{Answer, Order, PASSWORD, Phase, Service, Step, Tls, USER};
use tokio::net::{TcpSocket, TcpStream, UdpSocket};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::bench::{HOST, Lab, Ran, full_pipe, smtp_doctor, with};
use crate::schema::{faults_of, schema};

/// How soon the program ends.
const SOON: Duration = Duration::from_secs(1);

const SIGNALS: [&str; 2] = ["INT", "TERM"];

pub(crate) fn signal(child: &Child, name: &str) {
    let pid = child.id().unwrap().to_string();
    let sent = std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap();
    assert!(sent.success());
}

/// Interrupts a run once it waits, and looks at its report.
async fn interrupted(what: &str, mut command: Command, waits: impl Future<Output = ()>, stage: &str) {
    let child = command.spawn().unwrap();
    assert!(timeout(Duration::from_secs(20), waits).await.is_ok(), "{what}: it does not come to that");
    let name = SIGNALS[what.len() % 2];
    let started = Instant::now();
    signal(&child, name);
    let output = child.wait_with_output().await.unwrap();
    let ran = Ran::of(output, started.elapsed());
    assert_eq!(ran.status, Some(130), "{what}: {ran:?}");
    assert!(ran.took < SOON, "{what}: {:?}", ran.took);
    assert!(ran.stderr.is_empty(), "{what}: {}", ran.stderr);
    assert_eq!(faults_of(&ran.stdout, &schema()), [""; 0], "{what}");
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let at = report["stages"].as_array().unwrap().iter().find(|stage| stage["status"] == "fail");
    assert_eq!(at.unwrap()["stage"], stage, "{what}: {}", ran.stdout);
    assert_eq!(report["root_cause"], serde_json::Value::Null, "{what}");
}

/// Ends when the server has received this in this phase, and the program has had the time to wait for the answer.
pub(crate) async fn received(lab: &Lab, phase: Phase, start: &str) {
    let is_here = || {
        let start = start.as_bytes();
        lab.log.received().iter().any(|entry| entry.phase == phase && entry.bytes.starts_with(start))
    };
    while !is_here() {
        sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn while_a_nameserver_is_silent() {
    for what in ["dns int", "dns term"] {
        let nameserver = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = nameserver.local_addr().unwrap().to_string();
        let command = smtp_doctor(&["smtp.example.test:465", "--dns-server", &address, "--format", "json"]);
        let waits = async { _ = nameserver.recv(&mut [0; 512]).await.unwrap() };
        interrupted(what, command, waits, "dns").await;
    }
}

/// A port of loopback that swallows connections, as its queue is full.
async fn black_hole() -> (SocketAddr, tokio::net::TcpListener, Vec<TcpStream>) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    let listener = socket.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queued = Vec::new();
    while let Ok(Ok(stream)) = timeout(Duration::from_millis(200), TcpStream::connect(address)).await {
        queued.push(stream);
        assert!(queued.len() < 1000, "the queue is never full");
    }
    (address, listener, queued)
}

#[tokio::test]
async fn while_a_connection_is_not_answered() {
    let (address, _listener, _queued) = black_hole().await;
    for what in ["tcp int", "tcp term"] {
        let command = smtp_doctor(&[&address.to_string(), "--tls=implicit", "--format", "json"]);
        interrupted(what, command, sleep(Duration::from_millis(500)), "tcp").await;
    }
}

#[tokio::test]
async fn while_a_server_is_silent() {
    let clear = || Service::submission(HOST);
    let secured = || Service::submissions(HOST);
    let hold = || Tls::Raw(Answer(vec![Step::Hold]));
    let silence = Answer::silence;
    let cases: [(&str, Service, &str, Phase, &str); 9] = [
        ("tls", secured().with_tls(hold()), "implicit", Phase::Handshake, ""),
        ("tls", clear().with_tls(hold()), "starttls", Phase::Handshake, ""),
        ("ehlo", clear().answering("EHLO", silence()), "starttls", Phase::Clear, "EHLO"),
        ("ehlo", clear().answering_under_tls("EHLO", silence()), "starttls", Phase::Secured, "EHLO"),
        ("ehlo", secured().answering("EHLO", silence()), "implicit", Phase::Secured, "EHLO"),
        ("starttls", clear().answering("STARTTLS", silence()), "starttls", Phase::Clear, "STARTTLS"),
        ("auth", clear().answering_under_tls("AUTH", silence()), "starttls", Phase::Secured, "AUTH"),
        ("auth", secured().answering("AUTH", silence()), "implicit", Phase::Secured, "AUTH"),
        // What waits for the greeting has sent nothing but the handshake.
        ("greeting", secured().greeting(silence()), "implicit", Phase::Handshake, ""),
    ];
    for (stage, service, tls, phase, start) in cases {
        for (at, signal) in SIGNALS.into_iter().enumerate() {
            let lab = Lab::start(service.clone()).await;
            let command = smtp_doctor(&with(lab.line(tls), &[USER, PASSWORD, "--format", "json"]));
            let waits = async {
                received(&lab, phase, start).await;
                sleep(Duration::from_millis(200)).await;
            };
            let what = format!("{stage} {tls} {signal}{}", " ".repeat(at));
            interrupted(&what, command, waits, stage).await;
        }
    }
}

#[tokio::test]
async fn while_no_greeting_comes_and_tls_is_tried_beside() {
    for (what, order) in [("greeting int", Order::Greeting), ("greeting detect", Order::Greeting)] {
        let silent = Service { order, ..Service::submission(HOST).greeting(Answer::silence()) };
        let lab = Lab::start(silent).await;
        let tls = if what.ends_with("detect") { "auto" } else { "starttls" };
        let command = smtp_doctor(&with(lab.line(tls), &["--format", "json"]));
        let waits = async {
            while lab.log.connections() == 0 {
                sleep(Duration::from_millis(5)).await;
            }
            sleep(Duration::from_millis(400)).await;
        };
        interrupted(what, command, waits, "greeting").await;
    }
}

#[tokio::test]
async fn a_report_for_people_says_so() {
    let lab = Lab::start(Service::submission(HOST).greeting(Answer::silence())).await;
    for (lang, word) in [("en", "Interrupted"), ("zh-CN", "中断")] {
        let child = smtp_doctor(&with(lab.line("starttls"), &["--lang", lang])).spawn().unwrap();
        sleep(Duration::from_millis(700)).await;
        signal(&child, "INT");
        let ran = Ran::of(child.wait_with_output().await.unwrap(), Duration::ZERO);
        assert_eq!(ran.status, Some(130));
        assert!(ran.stdout.contains(word), "{}", ran.stdout);
    }
}

#[tokio::test]
async fn the_second_one_ends_a_program_that_nobody_reads() {
    let lab = Lab::start(Service::submission(HOST).greeting(Answer::silence())).await;
    for name in SIGNALS {
        let (writer, _reader) = full_pipe().await;
        let mut command = smtp_doctor(&lab.line("starttls"));
        let mut child = command.stdout(writer).spawn().unwrap();
        sleep(Duration::from_millis(700)).await;
        signal(&child, name);
        assert!(
            timeout(Duration::from_millis(700), child.wait()).await.is_err(),
            "it has to wait for its reader"
        );
        signal(&child, name);
        let ended = timeout(SOON, child.wait()).await.unwrap().unwrap();
        assert_eq!((ended.code(), ended.signal()), (Some(130), None));
    }
}

#[tokio::test]
async fn a_recording_is_whole_or_absent() {
    let lab = Lab::start(Service::submission(HOST).greeting(Answer::silence())).await;
    let path = lab.file("x.json");
    let line = with(lab.line("starttls"), &["--record", path.to_str().unwrap()]);
    let child = smtp_doctor(&line).spawn().unwrap();
    sleep(Duration::from_millis(700)).await;
    signal(&child, "TERM");
    let ran = Ran::of(child.wait_with_output().await.unwrap(), Duration::ZERO);
    assert_eq!(ran.status, Some(130));
    let kept = std::fs::read_to_string(&path).unwrap();
    let evidence = smtp_doctor::evidence::Evidence::from_json(&kept).unwrap();
    assert!(evidence.interrupted);
    let names = std::fs::read_dir(path.parent().unwrap()).unwrap();
    assert!(
        names.map(|name| name.unwrap().file_name()).all(|name| !name.to_string_lossy().contains(".part"))
    );
}
