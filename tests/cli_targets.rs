//! Many targets in one run, as scripts use it. Nothing here leaves the machine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/schema.rs"]
mod schema;

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use smtp_doctor::lab::{Authority, Log, PASSWORD, Server, Service, USER};
use time::OffsetDateTime;
use tokio::net::TcpListener;

const LANGS: [&str; 2] = ["en", "zh-CN"];
/// Where nobody listens.
const REFUSED: &str = "127.0.0.1:1";

fn smtp_doctor(line: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
    command.args(line).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command
}

fn feed(mut child: Child, list: &str) -> Output {
    _ = child.stdin.take().unwrap().write_all(list.as_bytes());
    child.wait_with_output().unwrap()
}

fn run(line: &[&str], list: &str) -> Output {
    let mut full = vec!["--targets", "-"];
    full.extend(line);
    feed(smtp_doctor(&full).env("LAB_PASSWORD", PASSWORD).env("WRONG", "wr0ng-s3cret").spawn().unwrap(), list)
}

fn results(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Servers of the lab, on threads of their own, with the file of their authority.
struct Lab {
    runtime: tokio::runtime::Runtime,
    authority: Authority,
    folder: tempfile::TempDir,
    _servers: Vec<Server>,
    targets: Vec<String>,
}

impl Lab {
    fn new(servers: usize) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let authority = Authority::new(OffsetDateTime::now_utc()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ca.pem"), authority.pem()).unwrap();
        let start = |_| {
            let service = Service::submissions("127.0.0.1");
            runtime.block_on(Server::start(service, &authority, None, Log::default())).unwrap()
        };
        let servers: Vec<Server> = (0..servers).map(start).collect();
        let targets = servers.iter().map(|server| server.address.to_string()).collect();
        Self { runtime, authority, folder, _servers: servers, targets }
    }

    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn ca(&self) -> String {
        self.file("ca.pem")
    }
}

#[test]
fn every_line_has_a_result_and_the_failures_are_counted() {
    let lab = Lab::new(2);
    let list = format!(
        "# the lab\n\n{}\n{} {USER} LAB_PASSWORD\n{{\"target\": \"{}\", \"user\": \"{USER}\", \"password_env\": \"WRONG\"}}\n\
         {REFUSED}\nsmtp.a.test:0\n{} {USER} NO_SUCH_VARIABLE\n{} {USER}\n",
        lab.targets[0], lab.targets[1], lab.targets[0], lab.targets[0], lab.targets[0],
    );
    let report_schema = schema::schema();
    let fault_schema = serde_json::from_str(include_str!("../schema/entry-fault-v1.schema.json")).unwrap();
    let fault_schema = jsonschema::validator_for(&fault_schema).unwrap();
    for lang in LANGS {
        let output = run(&["--ca-file", &lab.ca(), "--lang", lang], &list);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        let mut results = results(&output);
        results.sort_by_key(|result| result["entry"]["line"].as_u64());
        let told: Vec<(u64, &str, &str)> = results
            .iter()
            .map(|result| {
                let cause = result["root_cause"].as_str().unwrap_or_default();
                (result["entry"]["line"].as_u64().unwrap(), result["verdict"].as_str().unwrap(), cause)
            })
            .collect();
        let expected = [
            (3, "pass", ""),
            (4, "pass", ""),
            (5, "fail", "auth/bad-credentials"),
            (6, "fail", "tcp/refused"),
            (7, "fail", ""),
            (8, "fail", ""),
            (9, "fail", ""),
        ];
        assert_eq!(told, expected);
        for result in &results {
            let schema =
                if result["schema"] == "smtp-doctor/report/v1" { &report_schema } else { &fault_schema };
            assert_eq!(schema::faults_of(&result.to_string(), schema), Vec::<String>::new());
        }
        let said = stderr(&output);
        for part in
            ["stdin:7: ", "“0”", "stdin:8: ", "NO_SUCH_VARIABLE", "stdin:9: ", "       1  tcp/refused\n"]
        {
            assert!(said.contains(part), "{part} is not in {said}");
        }
        for text in [said, String::from_utf8(output.stdout).unwrap()] {
            assert!(!text.contains(PASSWORD) && !text.contains("wr0ng-s3cret"), "{text}");
        }
    }
}

#[test]
fn the_status_is_of_the_whole_list() {
    let lab = Lab::new(1);
    let target = &lab.targets[0];
    let ca = lab.ca();
    let status = |line: &[&str], list: &str| {
        let mut full = vec!["--ca-file", &ca];
        full.extend(line);
        run(&full, list).status.code().unwrap()
    };
    assert_eq!(status(&[], target), 0);
    assert_eq!(status(&[], &format!("{target}\nx y z w\n")), 1);
    assert_eq!(status(&[], "x y z w\n"), 2);
    assert_eq!(status(&[], "# nothing\n\n"), 2);
    assert_eq!(status(&["--shard", "2/2"], "# nothing\n"), 0);
    assert_eq!(status(&["--format", "jsonl"], target), 0);
}

#[test]
fn what_does_not_go_with_a_list_is_told() {
    for (line, part) in [
        (&["host.test"][..], "--targets"),
        (&["--format", "text"], "jsonl"),
        (&["--send", "--to", "a@b.test"], "--send"),
        (&["--record", "x.json"], "--record"),
        (&["--ask-password"], "--password-env"),
        (&["--shard", "3/2"], "3/2"),
        (&["--concurrency", "0"], "“0”"),
    ] {
        for lang in LANGS {
            let mut full = vec!["--lang", lang];
            full.extend(line);
            let output = run(&full, "a.test\n");
            let said = stderr(&output);
            assert_eq!(output.status.code(), Some(2), "{line:?}: {said}");
            assert!(said.contains(part) && output.stdout.is_empty(), "{line:?}: {said}");
        }
    }
    // A password's way is told only to whom it concerns.
    assert!(!stderr(&run(&["--record", "x.json", "--lang", "en"], "a.test\n")).contains("password"));
    let output = smtp_doctor(&["--targets", "/no/such/list"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/no/such/list"));
}

#[test]
fn what_is_about_a_list_is_not_passed_over_without_one() {
    for line in [["--shard", "1/2"], ["--resume", "x"], ["--concurrency", "3"], ["--per-host", "3"]] {
        let output = smtp_doctor(&[&[REFUSED][..], &line].concat()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{line:?}");
        assert!(stderr(&output).contains(&format!("{} goes with --targets", line[0])), "{}", stderr(&output));
    }
    let output = smtp_doctor(&[REFUSED, "--quick"]).env("SMTP_DOCTOR_SHARD", "1/2").output().unwrap();
    assert_eq!(output.status.code(), Some(11), "the environment speaks of every run: {}", stderr(&output));
}

#[test]
fn the_parts_of_a_list_are_the_list() {
    let list = (1..=40).map(|line| format!("127.0.0.{line}:1")).collect::<Vec<_>>().join("\n");
    let lines = |shard: &str| -> Vec<u64> {
        let output = run(&["--shard", shard, "--quick"], &list);
        results(&output).iter().map(|result| result["entry"]["line"].as_u64().unwrap()).collect()
    };
    let (one, two) = (lines("1/2"), lines("2/2"));
    let mut all = [one.clone(), two.clone()].concat();
    all.sort_unstable();
    assert_eq!(all, (1..=40).collect::<Vec<u64>>());
    assert!(one.len() > 10 && two.len() > 10);
}

#[test]
fn a_run_goes_on_where_a_former_one_was_torn_off() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.jsonl");
    let list = "127.0.0.1:1\n127.0.0.1:2\nx y z w\n";
    let first = run(&["--quick"], "127.0.0.1:1\n127.0.0.1:2\n");
    let whole = String::from_utf8(first.stdout).unwrap();
    // The second line is torn in its middle.
    let kept = whole.find('\n').unwrap() + 200;
    std::fs::write(&path, &whole[..kept]).unwrap();
    let resume = path.to_str().unwrap();
    let appended = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    let command = &mut smtp_doctor(&["--targets", "-", "--quick", "--resume", resume]);
    let output = feed(command.stdout(appended).spawn().unwrap(), list);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("1 examined") && said.contains("done before 1 (failed 1)"), "{said}");
    let lines = inputs(&path);
    assert_eq!(lines.iter().filter(|input| input.is_some()).count(), 2, "{lines:?}");
    // Nothing is left, but for what names no target; what failed before still counts.
    let again = run(&["--quick", "--resume", resume], list);
    assert_eq!((results(&again).len(), again.status.code()), (1, Some(1)));
    // A file that is not there yet holds nothing.
    let fresh = folder.path().join("new.jsonl");
    assert_eq!(results(&run(&["--quick", "--resume", fresh.to_str().unwrap()], list)).len(), 3);
}

/// The targets of the lines of an output that are whole.
fn inputs(path: &Path) -> Vec<Option<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let input = |line: &str| {
        let value: Value = serde_json::from_str(line).ok()?;
        Some(value["target"]["input"].as_str()?.to_owned())
    };
    text.lines().map(input).collect()
}

#[test]
fn results_come_as_they_are_ready_and_a_closed_pipe_is_quiet() {
    // Somebody who listens and never speaks.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let silent = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).unwrap();
    let silent_at = silent.local_addr().unwrap();
    let mut child = smtp_doctor(&["--targets", "-", "--timeout", "60"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    write!(input, "{silent_at}\n{REFUSED}\n").unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    // Neither the end of the list nor the silent server is waited for.
    output.read_line(&mut line).unwrap();
    assert!(line.contains("tcp/refused"), "{line}");
    drop(output);
    // There is nobody to take the next result.
    writeln!(input, "127.0.0.1:2").unwrap();
    let status = child.wait().unwrap();
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
    assert_eq!((status.code(), said.as_str()), (Some(1), ""));
}

/// No program of Windows can press Ctrl-C for another one; `tests/real/windows` does it from outside.
#[cfg(unix)]
#[test]
fn an_interrupt_keeps_what_is_done() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let silent = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).unwrap();
    let silent_at = silent.local_addr().unwrap();
    let mut child = smtp_doctor(&["--targets", "-", "--timeout", "60"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    write!(input, "{silent_at}\n{REFUSED}\n").unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    let status = child.wait().unwrap();
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
    assert_eq!(status.code(), Some(130), "{said}");
    assert!(said.contains("1 examined"), "{said}");
}

#[test]
fn a_host_is_not_crowded() {
    let lab = Lab::new(1);
    let (most, listener) = lab.runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        (std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0)), listener)
    });
    let port = listener.local_addr().unwrap().port();
    let seen = std::sync::Arc::clone(&most);
    lab.runtime.spawn(async move {
        let open = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (open, seen) = (std::sync::Arc::clone(&open), std::sync::Arc::clone(&seen));
            tokio::spawn(async move {
                use std::sync::atomic::Ordering::SeqCst;
                seen.fetch_max(open.fetch_add(1, SeqCst) + 1, SeqCst);
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                open.fetch_sub(1, SeqCst);
                drop(stream);
            });
        }
    });
    // Twelve names with one address: the names differ, so that only the address tells.
    let names: Vec<String> = (0..12).map(|n| format!("mx{n}.lab.test")).collect();
    let list = names.iter().map(|name| format!("{name}:{port}")).collect::<Vec<_>>().join("\n");
    let mut line = vec!["--only".to_owned(), "greeting".into(), "--tls=none".into(), "--quick".into()];
    for name in &names {
        line.extend(["--resolve".to_owned(), format!("{name}:{port}:127.0.0.1")]);
    }
    let line: Vec<&str> = line.iter().map(String::as_str).collect();
    let output = run(&line, &list);
    assert_eq!(results(&output).len(), 12);
    let most = most.load(std::sync::atomic::Ordering::SeqCst);
    assert!((1..=2).contains(&most), "{most} at a time; {}", lab.authority.pem().len());
}

/// The list may be as long as it likes: nothing of it is kept. What the other parts of a shard hold is read and let go.
#[cfg(target_os = "linux")]
#[test]
fn the_length_of_the_list_costs_no_memory() {
    let peak = |lines: usize| {
        let line = ["--targets", "-", "--quick", "--only", "tcp", "--concurrency", "20"];
        let mut child = smtp_doctor(&line).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut input = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || {
            for line in 0..lines {
                let (high, low) = (line / 250, line % 250 + 1);
                writeln!(input, "127.1.{high}.{low}:1").unwrap();
            }
            // The end of the list is held back until the peak has been read.
            input
        });
        let mut result = Vec::new();
        for _ in 0..lines {
            result.clear();
            assert_ne!(output.read_until(b'\n', &mut result).unwrap(), 0);
        }
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        drop(writer.join().unwrap());
        assert_eq!(child.wait().unwrap().code(), Some(1));
        peak
    };
    let (few, many) = (peak(300), peak(3000));
    assert!(many < few + 6 * 1024, "{few} KiB for 300 lines, {many} KiB for 3,000");
}
