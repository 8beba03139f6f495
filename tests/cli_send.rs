//! `--send` as it is typed: what is refused before any connection, and what a server on loopback then gets.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use smtp_doctor::lab::{Answer, Authority, Log, Server, Service};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

const ADDRESSED: [&str; 4] = ["--from", "me@lab.test", "--to", "you@lab.test"];

/// A server in clear, and a folder for files.
struct Lab {
    log: Log,
    server: Server,
    folder: TempDir,
}

/// Exit status, standard output, standard error.
type Ran = (Option<i32>, String, String);

impl Lab {
    async fn start(change: impl Fn(Service) -> Service) -> Self {
        let authority = Authority::new(time::OffsetDateTime::now_utc()).unwrap();
        let log = Log::default();
        let service = change(Service::in_clear("smtp.lab.test"));
        let server = Server::start(service, &authority, None, log.clone()).await.unwrap();
        Self { log, server, folder: TempDir::new().unwrap() }
    }

    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    async fn run(&self, line: &[&str]) -> Ran {
        self.fed(line, b"").await
    }

    async fn fed(&self, line: &[&str], input: &[u8]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
        command.arg(self.server.address.to_string()).args(["--tls=none", "--timeout", "5"]).args(line);
        command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        let mut child = command.spawn().unwrap();
        // A program that ends before it has read all closes the pipe.
        _ = child.stdin.take().unwrap().write_all(input).await;
        let output = child.wait_with_output().await.unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_before_any_connection() {
    let lab = Lab::start(|service| service).await;
    let empty = lab.file("empty", b"");
    let latin = lab.file("latin", b"\xe9");
    let large = lab.file("large", &vec![b'x'; 26 * 1024 * 1024]);
    let message = lab.file("message.eml", b"From: a@b.c\r\n\r\nx\r\n");
    let send = |more: &[&'static str]| [&["--send"][..], &ADDRESSED, more].concat();
    let cases: Vec<(Vec<&str>, &str)> = vec![
        (vec!["--send"], "--to"),
        (vec!["--send", "--from", "me@lab.test"], "--to"),
        (vec!["--send", "--to", "you@lab.test"], "--from"),
        (vec!["--send", "--from", "<>", "--to", "you@lab.test"], "--from"),
        ([&ADDRESSED[..], &["--subject", "x"]].concat(), "--send"),
        ([&ADDRESSED[..], &["--eml", path(&message)]].concat(), "--send"),
        (send(&["--only", "rcpt"]), "--only"),
        (send(&["--subject", "a\r\nBcc: evil@x.test"]), "--subject"),
        (send(&["--subject", "a\nb"]), "--subject"),
        (vec!["--send", "--from", "a@b.c\r\nDATA", "--to", "you@lab.test"], "--from"),
        (vec!["--send", "--from", "a@b.c", "--to", "you@lab.test\nDATA"], "--to"),
        ([&["--send"][..], &ADDRESSED, &["--eml", path(&empty)]].concat(), "--eml"),
        ([&["--send"][..], &ADDRESSED, &["--eml", path(&large)]].concat(), "25 MiB"),
        ([&["--send"][..], &ADDRESSED, &["--attach", path(&large)]].concat(), "25 MiB"),
        ([&["--send"][..], &ADDRESSED, &["--body", path(&latin)]].concat(), "UTF-8"),
        ([&["--send"][..], &ADDRESSED, &["--eml", path(&message), "--subject", "x"]].concat(), "--subject"),
        (send(&["--eml", "/no/such/file"]), "/no/such/file"),
    ];
    for (line, named) in cases {
        for lang in ["en", "zh-CN"] {
            let (status, stdout, stderr) = lab.run(&[&["--lang", lang][..], &line].concat()).await;
            assert_eq!((status, stdout.as_str()), (Some(2), ""), "{line:?}: {stderr}");
            assert!(stderr.contains(named) && !stderr.contains(['{', '}']), "{line:?}: {stderr}");
        }
    }
    assert_eq!(lab.log.connections(), 0);
}

#[tokio::test]
async fn a_composed_message_arrives_in_the_language_of_its_reader() {
    for (lang, subject, queued) in [
        ("en", "Subject: smtp-doctor test message\r\n", "queue ID"),
        ("zh-CN", "Subject: smtp-doctor =?utf-8?b?", "队列编号"),
    ] {
        let lab = Lab::start(|service| service).await;
        let (status, stdout, _) = lab.run(&[&["--lang", lang, "--send"][..], &ADDRESSED].concat()).await;
        assert_eq!(status, Some(0), "{stdout}");
        assert!(stdout.contains(queued) && stdout.contains("4bLab10Qz3z9"), "{stdout}");
        let messages = lab.log.messages();
        let text = String::from_utf8(messages[0].clone()).unwrap();
        assert!(messages.len() == 1 && text.contains(subject), "{text}");
    }
}

#[tokio::test]
async fn subject_body_and_attachments_stand_in_the_message() {
    let lab = Lab::start(|service| service).await;
    let report = lab.file("report.txt", b"one\ntwo\n");
    let line = ["--send", "--subject", "Hello", "--body", "-", "--attach", path(&report)];
    let (status, stdout, stderr) = lab.fed(&[&line[..], &ADDRESSED].concat(), b".\nfirst\n.\nlast").await;
    assert_eq!(status, Some(0), "{stdout}{stderr}");
    let text = String::from_utf8(lab.log.messages()[0].clone()).unwrap();
    for part in
        ["Subject: Hello\r\n", "\r\n.\r\nfirst\r\n.\r\nlast", "filename=\"report.txt\"", "b25lCnR3bwo="]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[tokio::test]
async fn a_file_is_sent_byte_by_byte_and_its_faults_are_told() {
    let lab = Lab::start(|service| service).await;
    let content = b"Subject: \xe9\r\nSubject: b\r\n\r\n..\r\n\xff\r\n.\r\nend\r\n";
    let file = lab.file("message.eml", content);
    // Nothing is asked about the sender's domain: this is about the message.
    let line = [&["--send", "--quick", "--eml", path(&file), "--format", "json"][..], &ADDRESSED].concat();
    let (status, stdout, stderr) = lab.run(&line).await;
    assert_eq!((status, lab.log.messages()), (Some(0), vec![content.to_vec()]), "{stdout}{stderr}");
    let report: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(
        (report["findings"][0]["code"].as_str(), report["verdict"].as_str()),
        (Some("send/message-malformed"), Some("warn"))
    );
    assert_eq!(lab.run(&[&line[..], &["--strict"]].concat()).await.0, Some(1));
}

#[tokio::test]
async fn a_refused_message_ends_with_the_status_of_sending() {
    let lab = Lab::start(|service| {
        service.answering("DATA", Answer::message("554 5.7.1 Message rejected as spam by content filter"))
    })
    .await;
    let line = [&["--send", "--format", "json"][..], &ADDRESSED].concat();
    let (status, stdout, _) = lab.run(&line).await;
    let report: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((status, report["root_cause"].as_str()), (Some(15), Some("send/spam-rejected")));
}

#[tokio::test]
async fn the_environment_sends_nothing_where_nobody_is_to_receive() {
    let lab = Lab::start(|service| service).await;
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
    command.arg(lab.server.address.to_string()).args(["--tls=none"]).env("SMTP_DOCTOR_SEND", "1");
    let output = command.stdin(Stdio::null()).output().await.unwrap();
    assert_eq!((output.status.code(), lab.log.messages().len()), (Some(0), 0));
}
