//! `--config-for` as scripts see it. Nothing here leaves the machine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::{Command, Output, Stdio};

use serde_json::Value;
use smtp_doctor::application::APPLICATIONS;

const LANGS: [&str; 2] = ["en", "zh-CN"];
const CANARY: &str = "c4nary-s3cret";

/// The program in empty surroundings.
fn run(line: &[&str], env: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
    command.args(line).env_clear().stdin(Stdio::null());
    // Windows programs do not start without it.
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command.envs(env.iter().copied()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_list_names_every_application_and_needs_no_server() {
    for line in [&["--config-for", "list"][..], &["replay", "--config-for=help"]] {
        for lang in LANGS {
            let output = run(&[line, &["--lang", lang]].concat(), &[]);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            let list = text(&output.stdout);
            assert_eq!(list.lines().count(), APPLICATIONS.len());
            for application in APPLICATIONS {
                assert!(list.lines().any(|line| line.starts_with(&format!("{} ", application.id))), "{list}");
            }
        }
    }
}

#[test]
fn the_help_page_names_every_application() {
    for lang in LANGS {
        let page = text(&run(&["--help", "--lang", lang], &[]).stdout);
        let page: String = page.split("--config-for").nth(1).unwrap().split_whitespace().collect();
        for application in APPLICATIONS {
            let stands =
                page.split([',', ';', '、', '；', ':', '：']).any(|word| word.ends_with(application.id));
            assert!(stands, "{}", application.id);
        }
    }
}

#[test]
fn an_unknown_application_is_told_with_those_there_are() {
    for lang in LANGS {
        let output = run(&["host", "--config-for", "grafna", "--lang", lang], &[]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("“grafna”") && said.matches("grafana").count() == 2, "{said}");
        for application in APPLICATIONS {
            assert!(said.lines().any(|line| line.trim() == application.id), "{said}");
        }
    }
    let output = run(&["host"], &[("SMTP_DOCTOR_CONFIG_FOR", "thunderbird")]);
    assert!(text(&output.stderr).contains("SMTP_DOCTOR_CONFIG_FOR"));
    let output = run(&["demo", "--config-for", "django"], &[]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_nobody_answers_makes_no_settings() {
    let line = ["127.0.0.1:1", "me", CANARY, "--config-for", "django", "--format", "json"];
    let output = run(&line, &[]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&json["config"]["text"], &json["config"]["proven"]), (&Value::Null, &Value::Bool(false)));
    assert!(!text(&output.stdout).contains(CANARY));
}

#[test]
fn a_recorded_examination_gives_settings_without_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.json");
    let name = path.to_str().unwrap();
    assert_eq!(run(&["demo", "--record", name], &[]).status.code(), Some(0));
    for application in APPLICATIONS {
        let output = run(&["replay", name, "--config-for", application.id, "--format", "json"], &[]);
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        let config = &json["config"];
        assert_eq!((&config["proven"], &config["application"]), (&Value::Bool(true), &application.id.into()));
        let port = json["recommendation"]["port"].to_string();
        assert!(config["text"].as_str().unwrap().contains(&port), "{config}");
        let output = run(&["replay", name, "--config-for", application.name], &[]);
        assert!(
            text(&output.stdout).contains(config["text"].as_str().unwrap().trim_end()),
            "{}",
            application.id
        );
    }
}
