//! No network, no nameserver, nobody who reads, a full disk, no roots, few file descriptors, little time.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use smtp_doctor::lab::{Answer, PASSWORD, Service, Step, USER};

use crate::bench::{CLOSED, HOST, Lab, run, smtp_doctor, under_shell, with};
use crate::schema::{faults_of, schema};

/// How long a program takes that waits for nothing, on a machine that is busy with others.
const AT_ONCE: Duration = Duration::from_secs(2);

#[tokio::test]
async fn without_a_network_the_network_is_named() {
    let name = ["smtp.example.test:465", "--format", "json", "--lang", "en"];
    // The same is seen where nothing listens on the nameserver's port, which every system can show.
    let closed = run(smtp_doctor(&name).args(["--dns-server", CLOSED])).await;
    assert_eq!((closed.status, &*closed.root_cause()), (Some(10), "dns/resolver-unreachable"));
    assert!(closed.took < AT_ONCE, "{:?}", closed.took);
    assert!(closed.stdout.contains("port-closed"), "{}", closed.stdout);
    let apart = |line: &[&str]| {
        let mut command = tokio::process::Command::new("unshare");
        command.args(["-rn", env!("CARGO_BIN_EXE_smtp-doctor")]).args(line).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    let possible = apart(&["--version"]).output().await.is_ok_and(|output| output.status.success());
    if possible {
        let ran = run(&mut apart(&name)).await;
        assert_eq!((ran.status, &*ran.root_cause()), (Some(10), "dns/resolver-unreachable"));
        assert!(ran.took < AT_ONCE, "{:?}", ran.took);
        let ran = run(&mut apart(&["192.0.2.1:465", "--format", "json"])).await;
        assert_eq!((ran.status, &*ran.root_cause()), (Some(11), "tcp/unreachable"));
    }
}

#[tokio::test]
async fn nobody_who_reads_is_no_fault() {
    for format in ["text", "json"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = run(smtp_doctor(&[CLOSED, "--format", format]).stdout(writer)).await;
        assert_eq!((ran.status, &*ran.stderr), (Some(11), ""));
    }
}

#[tokio::test]
async fn a_full_disk_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let limit = "trap '' XFSZ; ulimit -f 0";
    let mut command = if Path::new("/dev/full").exists() {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = smtp_doctor(&[CLOSED]);
        command.stdout(full);
        command
    } else {
        let mut command = under_shell(limit, &[CLOSED]);
        command.stdout(File::create(folder.path().join("out")).unwrap());
        command
    };
    let ran = run(&mut command).await;
    assert_eq!(ran.status, Some(3));
    assert!(ran.stderr.starts_with("smtp-doctor"), "{}", ran.stderr);
    // A recording that finds no room is told as well, behind the result, and leaves nothing.
    let path = folder.path().join("x.json");
    let line = [CLOSED, "--format", "json", "--record", path.to_str().unwrap()];
    let ran = run(&mut under_shell(limit, &line)).await;
    assert_eq!((ran.status, &*ran.root_cause()), (Some(3), "tcp/refused"));
    assert!(ran.stderr.contains("x.json"), "{}", ran.stderr);
    assert!(!path.exists());
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(left.iter().all(|path| path.ends_with("out")), "{left:?}");
}

#[tokio::test]
async fn without_roots_the_machine_is_at_fault() {
    let lab = Lab::start(Service::submissions(HOST)).await;
    let empty = lab.file("empty.pem");
    File::create(&empty).unwrap();
    let line = with(lab.line_without_trust("implicit"), &["--format", "json"]);
    let ran = run(smtp_doctor(&line).env("SSL_CERT_FILE", &empty)).await;
    assert_eq!((ran.status, &*ran.root_cause()), (Some(12), "tls/no-trust-store"));
    // The same variable with the right root in it is honoured.
    let ran = run(smtp_doctor(&line).env("SSL_CERT_FILE", lab.file("ca.pem"))).await;
    assert_eq!((ran.status, &*ran.root_cause()), (Some(0), "none"));
}

#[tokio::test]
async fn few_file_descriptors_are_told_or_suffice() {
    let lab = Lab::start(Service::submissions(HOST)).await;
    let line = with(lab.line("implicit"), &[USER, PASSWORD, "--format", "json"]);
    let mut statuses = Vec::new();
    for count in (6..=40).chain([48, 64]) {
        let ran = run(&mut under_shell(&format!("ulimit -n {count}"), &line)).await;
        match ran.status {
            Some(3) => assert!(ran.stderr.starts_with("smtp-doctor") && ran.stdout.is_empty(), "{ran:?}"),
            Some(0) => assert_eq!(ran.root_cause(), "none"),
            _ => panic!("with {count}: {ran:?}"),
        }
        statuses.push(ran.status);
    }
    assert_eq!((statuses.first(), statuses.last()), (Some(&Some(3)), Some(&Some(0))));
}

#[tokio::test]
async fn limits_hold() {
    let schema = schema();
    let drip = || {
        let bytes = b"220-x\r\n".repeat(100);
        Service::submission(HOST).greeting(Answer(vec![Step::Drip(bytes, Duration::from_millis(50))]))
    };
    let silent = Service::submission(HOST).greeting(Answer::silence());
    for (service, limit, longest) in [
        (drip(), ["--deadline", "1"], 1),
        (silent.clone(), ["--deadline", "1"], 1),
        // One limit for the stage, one for the question that it leaves open.
        (drip(), ["--timeout", "1"], 2),
        (silent, ["--timeout", "1"], 2),
    ] {
        let lab = Lab::start(service).await;
        let line = with(lab.line("starttls"), &["--format", "json"]);
        let ran = run(smtp_doctor(&line).args(limit)).await;
        assert!(ran.took < Duration::from_secs(longest) + AT_ONCE, "{limit:?}: {:?}", ran.took);
        assert!(matches!(ran.status, Some(1 | 13)), "{limit:?}: {ran:?}");
        assert_eq!(faults_of(&ran.stdout, &schema), [""; 0]);
    }
}
