//! The forms of the result as a user asks for them: on standard output, in files, from the environment; what is said of
//! a wrong one, and how the program ends for a monitoring system.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

#[path = "support/wellformed.rs"]
mod wellformed;

const FORMATS: [&str; 10] =
    ["text", "json", "jsonl", "junit", "tap", "nagios", "openmetrics", "github", "markdown", "html"];

fn run(folder: &Path, line: &[&str], env: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let ours = name.starts_with("SMTP_DOCTOR_") || name.starts_with("GITHUB_") || name.starts_with("LC_");
        if ours || name == "LANG" {
            command.env_remove(name);
        }
    }
    command.args(line).envs(env.iter().copied()).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The names of the files in a folder.
fn files(folder: &Path) -> Vec<String> {
    let entries =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

/// A recorded examination that the next runs replay.
fn recorded(folder: &Path) -> String {
    let path = folder.join("exam.json");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/auth/bad-credentials/root.json"), &path)
        .unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn every_form_is_written_and_a_file_holds_what_standard_output_would() {
    let folder = tempfile::tempdir().unwrap();
    let exam = recorded(folder.path());
    let files: Vec<String> = FORMATS.iter().map(|name| format!("{name}={name}.out")).collect();
    let mut line = vec!["replay", &exam, "--lang", "zh-CN"];
    line.extend(files.iter().flat_map(|file| ["--output", file]));
    let all = run(folder.path(), &line, &[]);
    assert_eq!(all.status.code(), Some(14), "{}", said(&all));
    for name in FORMATS {
        let shown = run(folder.path(), &["replay", &exam, "--format", name, "--lang", "zh-CN"], &[]);
        assert_eq!(shown.status.code(), Some(if name == "nagios" { 2 } else { 14 }), "{name}");
        assert_eq!(out(&shown), fs::read_to_string(folder.path().join(format!("{name}.out"))).unwrap());
        assert_eq!(wellformed::faults(name, &out(&shown)), Vec::<String>::new(), "{name}");
        assert!(shown.stderr.is_empty(), "{}", said(&shown));
    }
}

#[test]
fn the_help_names_every_form() {
    for lang in ["en", "zh-CN"] {
        let page = out(&run(Path::new("."), &["--help", "--lang", lang], &[("COLUMNS", "100")]));
        let from = page.find("--format").unwrap();
        let row = &page[from..page.find("--output").unwrap()];
        let words: Vec<&str> = row.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        for name in FORMATS {
            assert!(words.contains(&name), "{name}: {row}");
        }
    }
}

#[test]
fn a_text_for_listeners_is_one_in_a_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let exam = recorded(folder.path());
    let line = ["replay", &exam, "--plain", "--lang", "en", "--output", "text=a", "--output", "markdown=b"];
    let shown = run(folder.path(), &line, &[]);
    assert_eq!(fs::read_to_string(folder.path().join("a")).unwrap(), out(&shown));
    assert!(out(&shown).contains("\nfailed Auth: "), "{}", out(&shown));
    assert!(fs::read_to_string(folder.path().join("b")).unwrap().starts_with("## ✘ "));
}

#[test]
fn what_comes_of_the_root_cause_is_not_called_unexplained() {
    let expired = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/tls/certificate-expired/root.json");
    for format in ["tap", "junit"] {
        let shown = out(&run(Path::new("."), &["replay", expired, "--format", format, "--lang", "en"], &[]));
        assert!(shown.contains("password not sent: the certificate is not trusted"), "{shown}");
        assert!(
            !shown.contains("unexplained") && shown.matches("tls/certificate-expired").count() > 1,
            "{shown}"
        );
    }
}

#[test]
fn the_environment_asks_for_forms_and_files_too() {
    let folder = tempfile::tempdir().unwrap();
    let env =
        [("SMTP_DOCTOR_FORMAT", "tap"), ("SMTP_DOCTOR_OUTPUT", "junit=a.xml,markdown=b,c.md,json=d.json")];
    let shown = run(folder.path(), &["demo"], &env);
    assert!(out(&shown).starts_with("TAP version 14\n"), "{}", said(&shown));
    assert_eq!(files(folder.path()), ["a.xml", "b,c.md", "d.json"]);
    let typed = run(folder.path(), &["demo", "--output", "text=e"], &env);
    assert_eq!(typed.status.code(), Some(0));
    assert_eq!(files(folder.path()), ["a.xml", "b,c.md", "d.json", "e"]);
    let page = run(folder.path(), &["explain", "535 5.7.8 no"], &env);
    assert!(
        out(&page).starts_with("smtp-doctor "),
        "a form for examinations only is not meant: {}",
        out(&page)
    );
}

#[test]
fn a_wrong_file_is_told_before_anything_is_examined() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    let wrong: [(&[&str], i32, &str); 9] = [
        (&["--output", "junit"], 2, "FORMAT=FILE"),
        (&["--output", "junit="], 2, "FORMAT=FILE"),
        (&["--output", "junit=-"], 2, "--format"),
        (&["--output", "xml=a"], 2, "junit"),
        (&["--output", "junit=a", "--output", "tap=./folder/../a"], 2, "two results"),
        (&["--output", "junit=a", "--record", "./a"], 2, "--record"),
        (&["--output", "junit=folder"], 3, "is a folder"),
        (&["--output", "junit=new/"], 3, "is a folder"),
        (&["--output", "text=b", "--output", "junit=none/a"], 3, "no such file or folder"),
    ];
    for (line, status, words) in wrong {
        let ended = run(folder.path(), &[&["demo", "--lang", "en"], line].concat(), &[]);
        assert_eq!(ended.status.code(), Some(status), "{line:?}: {}", said(&ended));
        assert!(ended.stdout.is_empty() && said(&ended).contains(words), "{line:?}: {}", said(&ended));
        assert_eq!(files(folder.path()), ["folder"], "{line:?}");
    }
    let page = run(folder.path(), &["explain", "535", "--format", "junit", "--lang", "en"], &[]);
    assert_eq!(page.status.code(), Some(2));
    assert!(said(&page).contains("text, json, jsonl, markdown"), "{}", said(&page));
}

#[test]
fn a_file_that_cannot_take_its_name_does_not_keep_the_result_from_being_shown() {
    let folder = tempfile::tempdir().unwrap();
    let exam = recorded(folder.path());
    let (left, right) = (folder.path().join("left"), folder.path().join("right"));
    fs::write(&left, "as it was").unwrap();
    let first = run(folder.path(), &["replay", &exam, "--output", "json=left", "--output", "tap=right"], &[]);
    assert_eq!(first.status.code(), Some(14));
    assert!(fs::read_to_string(&left).unwrap().starts_with('{') && right.exists());
    assert_eq!(files(folder.path()), ["exam.json", "left", "right"]);
}

#[test]
fn a_monitoring_system_is_answered_on_standard_output_by_four_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let nagios = |line: &[&str]| {
        let ended = run(folder.path(), &[line, &["--format", "nagios", "--lang", "en"]].concat(), &[]);
        (ended.status.code(), out(&ended).lines().next().unwrap_or_default().to_owned())
    };
    let begins = |(code, line): (Option<i32>, String), status: i32, start: &str| {
        assert!(code == Some(status) && line.starts_with(start), "{code:?}: {line}");
    };
    begins(nagios(&["demo"]), 0, "SMTP OK - smtp.lab.test:465: ");
    begins(nagios(&["demo", "tls/certificate-expiring"]), 1, "SMTP WARNING - ");
    begins(nagios(&["demo", "tls/certificate-expiring", "--strict"]), 2, "SMTP CRITICAL - ");
    begins(nagios(&["demo", "auth/bad-credentials"]), 2, "SMTP CRITICAL - ");
    begins(nagios(&["host", "--timeout", "x"]), 3, "SMTP UNKNOWN - smtp-doctor: --timeout");
    begins(nagios(&["demo", "--bogus"]), 3, "SMTP UNKNOWN - ");
    begins(nagios(&["demo", "--output", "tap=none/x"]), 3, "SMTP UNKNOWN - smtp-doctor: --output");
    let by_variable = run(folder.path(), &["replay", "none"], &[("SMTP_DOCTOR_FORMAT", "nagios")]);
    begins((by_variable.status.code(), out(&by_variable)), 3, "SMTP UNKNOWN - ");
}

#[test]
fn a_step_of_github_gets_its_summary() {
    let folder = tempfile::tempdir().unwrap();
    let exam = recorded(folder.path());
    let summary = folder.path().join("summary.md");
    let env = [("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())];
    fs::write(&summary, "before\n").unwrap();
    let plain = run(folder.path(), &["replay", &exam], &env);
    assert_eq!((plain.status.code(), fs::read_to_string(&summary).unwrap().as_str()), (Some(14), "before\n"));
    let shown = run(folder.path(), &["replay", &exam, "--format", "github"], &env);
    assert!(out(&shown).starts_with("::error title="), "{}", out(&shown));
    let text = fs::read_to_string(&summary).unwrap();
    let page = run(folder.path(), &["replay", &exam, "--format", "markdown"], &[]);
    assert_eq!(text, format!("before\n{}", out(&page)));
    let beside = run(folder.path(), &["replay", &exam, "--output", "github=x"], &env);
    assert_eq!(beside.status.code(), Some(14));
    assert!(fs::read_to_string(&summary).unwrap().len() > text.len());
    let env = [("GITHUB_STEP_SUMMARY", "none/summary.md")];
    let lost = run(folder.path(), &["replay", &exam, "--format", "github"], &env);
    assert_eq!(lost.status.code(), Some(3));
    assert!(said(&lost).contains("GITHUB_STEP_SUMMARY") && out(&lost).starts_with("::error "));
}
