//! The action and the examples for continuous integration, run as their machines run them: the steps in a shell with the
//! files of a runner, against a server of the lab; and the workflow that makes releases, as far as it can be read. What is missing on a machine is installed by
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
    let smoke = blocks("sh").remove(0);
    let mut scripts = vec![
        ("install".to_owned(), format!("#!/usr/bin/env bash\n{}", step("install"))),
        ("examine".to_owned(), format!("#!/usr/bin/env bash\n{}", step("examine"))),
        ("smoke".to_owned(), smoke),
    ];
    for (job, step) in released() {
        if let Some(run) = step["run"].as_str() {
            let name = format!("{job}-{}", scripts.len());
            scripts.push((name, format!("#!/usr/bin/env bash\n{run}")));
        }
    }
    let folder = TempDir::new().unwrap();
    for (name, script) in scripts {
        let path = folder.path().join(name);
        fs::write(&path, script).unwrap();
        let output = std::process::Command::new("shellcheck").arg(&path).output();
        let output = output.unwrap_or_else(|error| panic!("shellcheck: {error}"));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

const RELEASE: &str = ".github/workflows/release.yml";

/// The steps of the workflow that makes a release, each with its job.
fn released() -> Vec<(String, serde_json::Value)> {
    let jobs = yaml(&file(RELEASE))["jobs"].as_object().unwrap().clone();
    let steps = |(job, told): (String, serde_json::Value)| {
        let steps = told["steps"].as_array().unwrap().clone();
        steps.into_iter().map(move |step| (job.clone(), step))
    };
    jobs.into_iter().flat_map(steps).collect()
}

#[test]
fn a_release_is_made_by_what_is_named_to_the_last_digit() {
    let text = file(RELEASE);
    for line in text.lines().map(str::trim_start) {
        let line = line.trim_start_matches("- ");
        if let Some(used) = line.strip_prefix("uses: ") {
            let (content, version) =
                used.split_once(" # v").unwrap_or_else(|| panic!("{used} says no version"));
            let content = content.split_once('@').unwrap().1;
            assert!(content.len() == 40 && content.bytes().all(|byte| byte.is_ascii_hexdigit()), "{used}");
            assert_eq!(version.split('.').count(), 3, "{used}");
        }
        if let Some(image) = line.strip_prefix("container: ") {
            assert!(image.contains("@sha256:"), "{image}");
        }
    }
    for (job, step) in released() {
        let run = step["run"].as_str().unwrap_or_default();
        // No value is ever part of a script: it would be carried out.
        assert!(!run.contains("${{"), "{job}: {run}");
        assert!(!run.contains("curl ") && !run.contains("| sh"), "{job}: {run}");
        for word in run.split_whitespace().filter(|word| word.starts_with("scripts/")) {
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(word).is_file(), "{job}: there is no {word}");
        }
    }
}

#[test]
fn no_step_of_a_release_may_do_more_than_it_has_to() {
    let workflow = yaml(&file(RELEASE));
    assert_eq!(workflow["permissions"], serde_json::json!({}));
    for (name, job) in workflow["jobs"].as_object().unwrap() {
        let allowed = job["permissions"].as_object().unwrap_or_else(|| panic!("{name} says no permissions"));
        let mut writes: Vec<_> =
            allowed.iter().filter(|(_, how)| *how == "write").map(|(what, _)| &**what).collect();
        writes.sort_unstable();
        let expected: &[&str] = match &**name {
            "publish" => &["attestations", "contents", "id-token"],
            "image" => &["attestations", "id-token", "packages"],
            _ => &[],
        };
        assert_eq!(writes, expected, "{name}");
        assert!(job["timeout-minutes"].is_u64(), "{name} has no limit");
    }
    // What builds may not publish, and nothing is published that was not checked.
    let needs = |name: &str| workflow["jobs"][name]["needs"].to_string();
    assert!(needs("build").contains("check") && needs("macos").contains("check"));
    assert!(["build", "macos", "windows"].iter().all(|job| needs("publish").contains(job)));
}

#[test]
fn a_release_is_built_for_what_its_licences_are_asked_for() {
    let jobs = &yaml(&file(RELEASE))["jobs"];
    let mut targets: Vec<_> = jobs["macos"]["strategy"]["matrix"]["target"].as_array().unwrap().clone();
    let built = jobs["build"]["strategy"]["matrix"]["include"].as_array().unwrap();
    targets.extend(built.iter().map(|entry| entry["target"].clone()));
    assert_eq!(targets.len(), 7);
    let asked = file("deny.toml");
    for target in targets {
        assert!(asked.contains(&format!("  {target},\n")), "{target}");
    }
    // The compiler is the one that all checks run with, and the program of the image the static one.
    let rust = file("Cargo.toml").split_once("\nrust-version = \"").unwrap().1[..4].to_owned();
    let text = file(RELEASE);
    assert!(
        text.matches(&format!("rust:{rust}.0-")).count() == 2 && text.contains(&format!("install {rust}.0 "))
    );
    let image = file("Containerfile");
    let last = image.rsplit_once("\nFROM ").unwrap().1;
    assert!(
        last.starts_with("scratch\n") && last.contains("USER 65534:65534\nENTRYPOINT [\"/smtp-doctor\"]")
    );
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
