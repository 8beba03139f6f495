//! `smtp-doctor explain` as people and scripts use it: what it answers, how it ends, what it never shows.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::ffi::OsString;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

const CANARY: &str = "c4nary-s3cret";

fn explain(words: &[&str], input: Option<&[u8]>) -> Output {
    let words: Vec<OsString> = words.iter().map(OsString::from).collect();
    run(&words, input)
}

fn run(words: &[OsString], input: Option<&[u8]>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
    command.arg("explain").args(words).env_clear().stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    let mut child =
        command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() }).spawn().unwrap();
    if let Some(input) = input {
        _ = child.stdin.take().unwrap().write_all(input);
    }
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8([&output.stdout[..], &output.stderr[..]].concat()).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let schema = serde_json::from_str(include_str!("../schema/explain-v1.schema.json")).unwrap();
    let faults: Vec<String> = jsonschema::validator_for(&schema)
        .unwrap()
        .iter_errors(&value)
        .map(|error| error.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    value
}

#[test]
fn it_ends_with_a_status_that_says_whether_it_knew() {
    for (words, status) in [
        (&["535 5.7.8 authentication failed"][..], 0),
        (&["535", "5.7.8", "authentication", "failed"], 0),
        (&["auth/bad-credentials"], 0),
        (&["auth/bad-credentails"], 1),
        (&["hello world"], 1),
        (&[], 2),
        (&[""], 2),
        (&["535 x", "--at", "a b"], 2),
        (&["535 x", "--bogus"], 2),
        (&["--help"], 0),
        (&["--- 535 5.7.8 authentication failed"], 0),
    ] {
        let output = explain(words, None);
        assert_eq!(output.status.code(), Some(status), "{words:?}: {}", said(&output));
        assert!(!said(&output).is_empty());
    }
}

#[test]
fn the_language_is_obeyed() {
    assert!(said(&explain(&["auth/bad-credentials", "--lang", "zh-CN"], None)).contains("处方"));
    assert!(said(&explain(&["--help", "--lang", "zh-CN"], None)).contains("用法"));
}

#[test]
fn no_secret_comes_out_again() {
    let text = format!(
        "smtp://me:{CANARY}@smtp.gmail.com:587 {{ user: 'me', pass: '{CANARY}' }}\nAUTH PLAIN AGMAYzRuYXJ5LXMzY3JldA==\n535 5.7.8 no"
    );
    for words in [&[text.as_str()][..], &[&text, "--format", "json"], &[&text, "-v", "--lang", "zh"]] {
        let shown = said(&explain(words, None));
        assert!(!shown.contains(CANARY) && !shown.contains("YzRuYXJ5LXMzY3JldA"), "{shown}");
    }
    let log = format!("{text}\n").repeat(200);
    let shown = said(&explain(&["-", "-v"], Some(log.as_bytes())));
    assert!(!shown.contains(CANARY) && shown.contains("200"), "{shown}");
}

#[test]
fn standard_input_is_one_text_or_a_log() {
    let trace = b"Error: Invalid login: 535-5.7.8 Username and Password not accepted\r\n535 5.7.8 x - gsmtp\r\n    at a (b.js:1:2)\r\n";
    let one = json(&explain(&["-", "--format", "json"], Some(trace)));
    assert!(one["errors"].is_null() && one["matches"][0]["score"].as_f64().unwrap() > 0.5);
    let line = "Nov 23 05:14:42 mx postfix/smtp[1]: A: said: 535 5.7.8 authentication failed\n";
    let log = json(&explain(&["-", "--format", "json"], Some(line.repeat(5000).as_bytes())));
    assert_eq!((log["errors"][0]["count"].as_u64(), log["lines"].as_u64()), (Some(5000), Some(5000)));
}

#[test]
fn any_input_is_survived() {
    assert_eq!(explain(&["-"], Some(b"")).status.code(), Some(2));
    assert_eq!(explain(&["-"], Some(b" \r\n\n")).status.code(), Some(2));
    let garbage: Vec<u8> =
        (0..300_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 11).to_le_bytes()[0]).collect();
    assert!(explain(&["-"], Some(&garbage)).status.code().is_some_and(|code| code <= 1));
    assert!(explain(&["-"], Some(&vec![b'5'; 2_000_000])).status.code().is_some_and(|code| code <= 1));
}

/// Windows hands arguments over in UTF-16, whatever they were typed in.
#[cfg(unix)]
#[test]
fn an_argument_need_not_be_utf8() {
    use std::os::unix::ffi::OsStringExt as _;
    let bytes =
        [&b"535 Error: "[..], &[0xc7, 0xeb, 0xca, 0xb9, 0xd3, 0xc3, 0xca, 0xda, 0xc8, 0xa8, 0xc2, 0xeb]]
            .concat();
    let output = run(&[OsString::from_vec(bytes), "--format".into(), "json".into()], None);
    assert_eq!(json(&output)["matches"][0]["code"], "auth/authorization-code-required");
}
