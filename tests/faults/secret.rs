//! A server that says the password back in every writing: it comes out nowhere, whichever way it came in.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use smtp_doctor::lab::{Answer, Service, USER};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::bench::{HOST, Lab, Ran, smtp_doctor, with};
use crate::forms::forms;

const SECRET: &str = r#"c4n&ry <h0rse>/7+x="z"#;

/// A refusal that holds every form.
fn echo() -> Answer {
    let lines: Vec<String> = forms(USER, SECRET)
        .iter()
        .map(|form| format!("535-5.7.8 bad password {form}, user {USER}"))
        .collect();
    Answer::reply(&format!("{}\n535 5.7.8 <{SECRET}>", lines.join("\n")))
}

#[tokio::test]
async fn it_comes_out_nowhere() {
    let service = Service::submissions(HOST).answering("AUTH", echo());
    let lab = Lab::start(service).await;
    let (file, record) = (lab.file("password"), lab.file("record.json"));
    std::fs::write(&file, SECRET).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let file = file.display().to_string();
    let program = format!("printf %s '{SECRET}'");
    let ways: [&[&str]; 5] = [
        &[SECRET],
        &["--password-env", "LAB_PASSWORD"],
        &["--password-file", &file],
        &["--password-stdin"],
        &["--password-command", &program],
    ];
    let outputs: [&[&str]; 4] =
        [&["--format", "json"], &["-v"], &["-vv", "--lang", "zh-CN"], &["-vv", "--format", "json"]];
    for way in ways {
        for output in outputs {
            let line = with(lab.line("implicit"), &[USER]);
            let line = with(with(line, way), output);
            let line = with(line, &["--record", record.to_str().unwrap()]);
            let ran = fed(smtp_doctor(&line).env("LAB_PASSWORD", SECRET)).await;
            assert_eq!(ran.status, Some(14), "{way:?} {output:?}: {ran:?}");
            let kept = std::fs::read_to_string(&record).unwrap();
            for (place, text) in [("stdout", &ran.stdout), ("stderr", &ran.stderr), ("record", &kept)] {
                for form in forms(USER, SECRET) {
                    assert!(!text.contains(&form), "{form} on {place} by {way:?} {output:?}: {text}");
                }
            }
            assert!(kept.contains("bad password <redacted>"), "{kept}");
        }
    }
    let logins = lab.log.lines().iter().filter(|line| line.starts_with("AUTH")).count();
    assert_eq!(logins, ways.len() * outputs.len());
}

/// Runs a command with the secret on its standard input.
async fn fed(command: &mut Command) -> Ran {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that does not read closes the pipe.
    _ = stdin.write_all(SECRET.as_bytes()).await;
    drop(stdin);
    Ran::of(child.wait_with_output().await.unwrap(), std::time::Duration::ZERO)
}
