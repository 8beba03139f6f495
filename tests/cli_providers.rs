//! `smtp-doctor providers` as a user and a script see it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::{Command, Output};

const LANGS: [&str; 2] = ["en", "zh-CN"];

/// The program in empty surroundings.
fn run(line: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
    command.arg("providers").args(line).env_clear();
    // Windows programs do not start without it.
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command.output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn all_are_listed_a_line_each() {
    for lang in LANGS {
        let output = run(&["--lang", lang]);
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stderr.is_empty());
        let table = stdout(&output);
        for part in ["gmail ", "smtp.gmail.com:465", "netease-163 ", "exchange-server ", "tuta "] {
            assert!(table.lines().any(|line| line.contains(part)), "{part}: {table}");
        }
    }
}

#[test]
fn one_is_shown_by_name_host_address_and_inbound_server() {
    for query in
        [&["gmail"][..], &["smtp.gmail.com:465"], &["me@gmail.com"], &["alt1.gmail-smtp-in.l.google.com"]]
    {
        for lang in LANGS {
            let output = run(&[query, &["--lang", lang]].concat());
            assert_eq!(output.status.code(), Some(0), "{query:?}");
            let page = stdout(&output);
            assert!(page.starts_with("Gmail  gmail\n"), "{page}");
            assert!(page.contains("smtp-doctor smtp.gmail.com:465 you@gmail.com --ask-password"), "{page}");
            assert!(page.contains("auth/app-password-required") && page.contains("2022-05-30"), "{page}");
        }
    }
    assert!(stdout(&run(&["Google", "Workspace", "SMTP", "relay"])).contains("smtp-relay.gmail.com"));
}

#[test]
fn several_are_listed_and_none_is_a_failure() {
    let several = run(&["microsoft", "--lang", "en"]);
    assert_eq!(several.status.code(), Some(0));
    assert!(stdout(&several).contains("microsoft365-hve") && !stdout(&several).contains("gmail"));
    for (query, meant) in [("smtp.gmial.com", "providers smtp.gmail.com"), ("example.com", "example.com")] {
        for lang in LANGS {
            let output = run(&[query, "--lang", lang]);
            assert_eq!(output.status.code(), Some(1));
            assert!(output.stdout.is_empty() && stderr(&output).contains(meant), "{}", stderr(&output));
        }
    }
}

#[test]
fn programs_get_json_also_where_nothing_fits() {
    let schema = serde_json::from_str(include_str!("../schema/providers-v1.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for (query, status) in [(&[][..], 0), (&["qq"], 0), (&["smtp.gmial.com"], 1), (&["nothing at all"], 1)] {
        let output = run(&[query, &["--format", "json"]].concat());
        assert_eq!(output.status.code(), Some(status));
        assert!(output.stderr.is_empty());
        let value: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert!(schema.is_valid(&value), "{value}");
        assert_eq!(value["providers"].as_array().unwrap().is_empty(), status == 1);
    }
}

#[test]
fn what_belongs_to_an_examination_is_refused() {
    for line in [&["qq", "--ask-password"][..], &["qq", "--record", "x"], &["qq", "--format", "yaml"]] {
        assert_eq!(run(line).status.code(), Some(2), "{line:?}");
    }
}
