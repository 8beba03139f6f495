//! Paths, passwords, roots and streams as they are on Windows.

use std::io::Read as _;
use std::process::Stdio;

use smtp_doctor::lab::{PASSWORD, Service, USER};

use super::{Lab, json, kept, run, smtp_doctor, stderr, stdout};

#[test]
fn files_may_have_spaces_and_chinese_in_their_paths() {
    let lab = Lab::start(Service::submissions("127.0.0.1"));
    let (target, ca, record) = (lab.target(), lab.authority(), lab.path("检查 结果.json"));
    let html = format!("html={}", lab.path("报告 一.html"));
    let password = lab.path("密码.txt");
    std::fs::write(&password, format!("{PASSWORD}\r\n")).unwrap();
    let line = [
        &*target,
        USER,
        "--ca-file",
        &ca,
        "--record",
        &record,
        "--output",
        &html,
        "--password-file",
        &password,
    ];
    let output = run(&[&line[..], &["--lang", "zh-CN"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    assert!(std::fs::read_to_string(lab.path("报告 一.html")).unwrap().contains("</html>"));
    assert_eq!(kept(&record)["platform"], "windows");
    let again = run(&["replay", &record, "--lang", "zh-CN"]);
    assert_eq!((stdout(&again), again.status.code()), (stdout(&output), Some(0)));
    // A file that is there is replaced, as elsewhere.
    assert_eq!(run(&line).status.code(), Some(0));
    let missing = run(&["replay", &lab.path("没有 这个.json"), "--lang", "zh-CN"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("没有 这个.json"), "{}", stderr(&missing));
}

#[test]
fn roots_come_from_the_store_of_windows_or_from_where_the_variable_says() {
    let lab = Lab::start(Service::submissions("127.0.0.1"));
    let (target, record) = (lab.target(), lab.path("x.json"));
    let own = run(&[&target, "--record", &record, "--format", "json"]);
    assert_eq!(
        (own.status.code(), &json(&own)["root_cause"]),
        (Some(12), &"tls/certificate-untrusted".into())
    );
    // Every Windows has some in its store; Wine fills it with those of the machine it runs on.
    assert!(kept(&record)["trust"]["roots"].as_u64().unwrap() > 10, "{}", kept(&record)["trust"]);
    let named =
        smtp_doctor(&[&target, "--record", &record]).env("SSL_CERT_FILE", lab.authority()).output().unwrap();
    assert_eq!(named.status.code(), Some(0), "{}{}", stdout(&named), stderr(&named));
    assert_eq!(kept(&record)["trust"]["roots"], 1);
}

#[test]
fn a_program_gives_the_password_with_the_line_end_of_windows() {
    let lab = Lab::start(Service::submissions("127.0.0.1"));
    let (target, ca) = (lab.target(), lab.authority());
    let by = |command: &str| {
        run(&[&target, USER, "--ca-file", &ca, "--lang", "en", "--password-command", command])
    };
    let output = by(&format!("cmd /c echo {PASSWORD}"));
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    let output = by("cmd /c 'echo c4nary& exit 7'");
    assert!(
        stderr(&output).contains("status 7") && !stderr(&output).contains("c4nary"),
        "{}",
        stderr(&output)
    );
    let output = by("echo x");
    assert!(output.status.code() == Some(2) && stderr(&output).contains("cmd /c"), "{}", stderr(&output));
}

#[test]
fn what_is_piped_is_utf_8_whatever_the_code_page_is() {
    let output = run(&["demo", "auth/bad-credentials", "--lang", "zh-CN"]);
    assert_eq!(output.status.code(), Some(14));
    assert!(
        stdout(&output).contains("用户名或密码") && !stdout(&output).contains('\r'),
        "{}",
        stdout(&output)
    );
    assert!(stderr(&output).contains("演示"), "{}", stderr(&output));
}

#[test]
fn a_reader_that_goes_is_no_fault() {
    // Longer than any pipe holds: the rest finds nobody.
    let mut child = smtp_doctor(&["demo", "auth/bad-credentials", "--format", "html"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut some = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(14), "{}", stderr(&output));
    assert!(
        !stderr(&output).contains("panic") && !stderr(&output).contains("cannot be written"),
        "{}",
        stderr(&output)
    );
}
