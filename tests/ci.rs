//! The action and the examples for continuous integration, run as their machines run them: the steps in a shell with the
//! files of a runner, against a server of the lab. What is missing on a machine is installed by
//! `scripts/packages jq python3-yaml shellcheck`.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::Stdio;

use smtp_doctor::lab::{Authority, Log, Server, Service};
use tempfile::TempDir;
use tokio::process::Command;

const HOST: &str = "mail.lab.test";
const CANARY: &str = "c4nary $(touch stolen) 's3cret";

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// A document in YAML as the reader of another language understands it.
fn yaml(text: &str) -> serde_json::Value {
    let read = "import sys, json, yaml; json.dump(yaml.safe_load(sys.argv[1]), sys.stdout, default=str)";
    let output = std::process::Command::new("/usr/bin/python3").args(["-c", read, text]).output().unwrap();
    assert!(
        output.status.success(),
        "{}; scripts/packages python3-yaml",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The blocks of a language in the page for continuous integration.
fn blocks(language: &str) -> Vec<String> {
    let page = file("docs/ci.md");
    let fence = format!("```{language}\n");
    let begun = page.split(&fence).skip(1);
    begun.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

fn step(name: &str) -> String {
    let action = yaml(&file("action.yml"));
    let steps = action["runs"]["steps"].as_array().unwrap().clone();
    let step = steps.iter().find(|step| step["id"] == name).unwrap();
    assert_eq!(step["shell"], "bash");
    step["run"].as_str().unwrap().to_owned()
}

/// A server of the lab and the folder of a runner.
struct Runner {
    server: Server,
    log: Log,
    folder: TempDir,
}

impl Runner {
    async fn start() -> Self {
        let authority = Authority::new(time::OffsetDateTime::now_utc()).unwrap();
        let log = Log::default();
        let service =
            Service::submission(HOST).answering("AUTH ", smtp_doctor::lab::Answer::reply("535 5.7.8 no"));
        let server = Server::start(service, &authority, None, log.clone()).await.unwrap();
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("ca.pem"), authority.pem()).unwrap();
        Self { server, log, folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn target(&self) -> String {
        format!("{HOST}:{}", self.server.address.port())
    }

    /// The options by which the lab is reached.
    fn options(&self) -> String {
        format!(
            "--resolve '{}:127.0.0.1' --ca-file '{}' --tls=starttls --lang en",
            self.target(),
            self.path("ca.pem")
        )
    }

    /// What a step writes, and how it ends; as a runner starts it.
    async fn run(&self, script: &str, variables: &[(&str, &str)]) -> (Option<i32>, String) {
        let program = Path::new(env!("CARGO_BIN_EXE_smtp-doctor")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        let file = self.path("step.sh");
        fs::write(&file, script).unwrap();
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-e", "-o", "pipefail", &file]).env_clear().env("PATH", path);
        command.env("RUNNER_TEMP", self.folder.path()).env("GITHUB_OUTPUT", self.path("output"));
        command.env("GITHUB_STEP_SUMMARY", self.path("summary")).envs(variables.iter().copied());
        let output = command.current_dir(self.folder.path()).stdin(Stdio::null()).output().await.unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        assert!(!self.folder.path().join("stolen").exists(), "a value was carried out");
        (output.status.code(), text(output.stdout) + &text(output.stderr))
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }
}

#[tokio::test]
async fn the_action_examines_and_says_what_came_of_it() {
    let runner = Runner::start().await;
    let (target, options) = (runner.target(), runner.options());
    let login = [
        ("TARGET", &*target),
        ("MAIL_USER", "me@lab.test"),
        ("MAIL_PASSWORD", CANARY),
        ("OPTIONS", &*options),
    ];
    let (status, said) = runner.run(&step("examine"), &login).await;
    assert_eq!(status, Some(14), "{said}");
    assert!(said.contains("::error ") && !said.contains("c4nary"), "{said}");
    assert_eq!(runner.read("output"), "verdict=fail\nroot-cause=auth/bad-credentials\n");
    assert!(
        runner.read("summary").contains("auth/bad-credentials") && !runner.read("summary").contains("c4nary")
    );
    // Without a user nobody logs in, and what was there before is kept.
    let mut none = login;
    (none[1].1, none[2].1) = ("", "");
    let (status, said) = runner.run(&step("examine"), &none).await;
    assert_eq!(status, Some(0), "{said}");
    assert!(runner.read("output").ends_with("\nverdict=pass\nroot-cause=\n"), "{}", runner.read("output"));
    assert_eq!(runner.log.lines().iter().filter(|line| line.starts_with("AUTH")).count(), 1);
    // A command line that is wrong has no outcome of the run before.
    none[3].1 = "--no-such-option";
    let (status, said) = runner.run(&step("examine"), &none).await;
    assert!(status == Some(2) && runner.read("output").matches("verdict=").count() == 2, "{said}");
    // Where the program is there already, nothing is built.
    let (status, said) = runner.run(&step("install"), &[("SOURCE", "/nowhere")]).await;
    assert!(status == Some(0) && said.is_empty(), "{said}");
}

#[tokio::test]
async fn the_smoke_test_tells_a_login_from_a_broken_check() {
    let runner = Runner::start().await;
    let [script] = blocks("sh").try_into().unwrap();
    let target = runner.target();
    let resolve = format!("{target}:127.0.0.1");
    let ca = runner.path("ca.pem");
    let surroundings = [
        ("SMTP_TARGET", &*target),
        ("SMTP_USER", "me@lab.test"),
        ("SMTP_PASSWORD", CANARY),
        ("MAIL_TO", "you@lab.test"),
        ("SMTP_DOCTOR_RESOLVE", &*resolve),
        ("SMTP_DOCTOR_CA_FILE", &*ca),
        ("SMTP_DOCTOR_LANG", "en"),
    ];
    let (status, said) = runner.run(&script, &surroundings).await;
    assert!(status == Some(14) && said.contains("Renew the password of me@lab.test"), "{said}");
    let mut broken = surroundings;
    broken[3].1 = "nobody";
    let (status, said) = runner.run(&script, &broken).await;
    assert!(status == Some(2) && said.contains("The check itself is broken"), "{said}");
}

#[test]
fn the_action_and_the_examples_fit_each_other() {
    let action = yaml(&file("action.yml"));
    let inputs = action["inputs"].as_object().unwrap();
    let [workflow, gitlab] = blocks("yaml").try_into().unwrap();
    let workflow = yaml(&workflow);
    let given = workflow["jobs"]["mail"]["steps"][1]["with"].as_object().unwrap().clone();
    for name in given.keys() {
        assert!(inputs.contains_key(name), "{name}");
    }
    let cause = workflow["jobs"]["mail"]["steps"][2]["env"]["CAUSE"].as_str().unwrap().to_owned();
    assert!(
        action["outputs"].as_object().unwrap().keys().any(|name| cause.contains(&format!("outputs.{name} ")))
    );
    // No value is ever part of a script: it would be carried out.
    for step in action["runs"]["steps"].as_array().unwrap() {
        assert!(!step["run"].as_str().unwrap().contains("${{"), "{step}");
    }
    // What can be pasted runs nothing but the copy that the reader has chosen: no account and no registry is guessed.
    assert_eq!(workflow["jobs"]["mail"]["steps"][1]["uses"], "./smtp-doctor");
    assert!(!action.to_string().contains("cargo install --locked smtp-doctor"));
    let gitlab = yaml(&gitlab);
    assert_eq!(gitlab["mail"]["script"][0], "cargo install --locked --path smtp-doctor");
    let line = gitlab["mail"]["script"][1].as_str().unwrap().to_owned();
    let report = gitlab["mail"]["artifacts"]["reports"]["junit"].as_str().unwrap();
    assert!(line.ends_with(&format!("--output junit={report}")), "{line}");
}

#[test]
fn the_scripts_are_sound() {
    let folder = TempDir::new().unwrap();
    let smoke = blocks("sh").remove(0);
    for (name, script) in [
        ("install", format!("#!/usr/bin/env bash\n{}", step("install"))),
        ("examine", format!("#!/usr/bin/env bash\n{}", step("examine"))),
        ("smoke", smoke),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, script).unwrap();
        let output = std::process::Command::new("shellcheck").arg(&path).output();
        let output = output.unwrap_or_else(|error| panic!("shellcheck: {error}"));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn the_table_of_exit_statuses_is_that_of_the_program() {
    use smtp_doctor::exit::Status;
    let page = file("docs/ci.md");
    for status in [
        Status::Healthy,
        Status::Failed,
        Status::Usage,
        Status::Internal,
        Status::Dns,
        Status::Tcp,
        Status::Tls,
        Status::Smtp,
        Status::Auth,
        Status::Send,
        Status::Interrupted,
    ] {
        assert_eq!(page.matches(&format!("\n| {} | ", status.number())).count(), 2, "{status:?}");
    }
}
