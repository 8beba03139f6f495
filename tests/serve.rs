//! The service for monitoring, as Prometheus and people see it. Nothing here leaves the machine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use smtp_doctor::lab::{Authority, Log, PASSWORD, Server, Service, USER};
use time::OffsetDateTime;

/// A service, its modules, and a server of the lab.
struct Running {
    child: Child,
    #[cfg_attr(not(unix), expect(dead_code, reason = "kept open; it is read where signals can be sent"))]
    said: BufReader<ChildStderr>,
    address: String,
    target: String,
    #[cfg_attr(not(unix), expect(dead_code, reason = "written again where signals can be sent"))]
    modules: PathBuf,
    _lab: (tokio::runtime::Runtime, Server, tempfile::TempDir),
}

impl Running {
    fn new(line: &[&str], more: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let authority = Authority::new(OffsetDateTime::now_utc()).unwrap();
        let service = Service::submissions("127.0.0.1");
        let server = runtime.block_on(Server::start(service, &authority, None, Log::default())).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let ca = folder.path().join("ca.pem");
        std::fs::write(&ca, authority.pem()).unwrap();
        let modules = folder.path().join("modules.toml");
        let ca = ca.display();
        let text = format!(
            "{more}\n[modules.lab]\nca_file = '{ca}'\n\
             [modules.login]\nca_file = '{ca}'\nuser = \"{USER}\"\npassword_env = \"LAB_PASSWORD\"\n"
        );
        std::fs::write(&modules, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
        command.env_clear();
        // Windows programs find no network without it.
        command.envs(std::env::var_os("SystemRoot").map(|root| ("SystemRoot", root)));
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--lang", "en", "--config"])
            .arg(&modules)
            .args(line)
            .env("LAB_PASSWORD", PASSWORD)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        said.read_line(&mut first).unwrap();
        let address = first.split("http://").nth(1).unwrap().trim().trim_end_matches('/').to_owned();
        let target = server.address.to_string();
        Self { child, said, address, target, modules, _lab: (runtime, server, folder) }
    }

    /// The status and the whole answer to a request.
    fn ask(&self, method: &str, path: &str, headers: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, "")
    }

    #[cfg(unix)]
    fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

#[test]
fn a_probe_is_answered_with_metrics_and_counted() {
    let service = Running::new(&[], "targets = [\"127.0.0.1\"]");
    let target = &service.target;
    for module in ["lab", "login"] {
        let (status, answer) = service.get(&format!("/probe?target={target}&module={module}"));
        assert_eq!(status, 200, "{answer}");
        assert!(answer.contains("content-type: text/plain; version=0.0.4; charset=utf-8"), "{answer}");
        assert!(
            answer.contains(&format!("smtp_doctor_probe_success{{target=\"{target}\"}} 1\n")),
            "{answer}"
        );
        assert!(!answer.contains(PASSWORD));
    }
    // Nobody trusts the lab without its authority.
    let (status, answer) = service.get(&format!("/probe?target={target}"));
    assert_eq!(status, 200);
    assert!(answer.contains("code=\"tls/certificate-"), "{answer}");
    let accept = "Accept: application/openmetrics-text;version=1.0.0,text/plain;q=0.5\r\n";
    let (_, answer) = service.ask("GET", &format!("/probe?target={target}&module=lab"), accept);
    assert!(
        answer.contains("application/openmetrics-text; version=1.0.0") && answer.ends_with("# EOF\n"),
        "{answer}"
    );
    let (_, answer) = service.get("/metrics");
    assert!(answer.contains("probes_total{module=\"lab\",verdict=\"pass\"} 2\n"), "{answer}");
    assert!(answer.contains("probes_total{module=\"default\",verdict=\"fail\"} 1\n"), "{answer}");
    assert_eq!(service.get("/-/healthy").0, 200);
    let (status, page) = service.get("/");
    assert!(status == 200 && page.contains("<option>login</option>"), "{page}");
}

#[test]
fn what_is_no_probe_is_refused() {
    let service = Running::new(&[], "targets = [\"127.0.0.1:1\"]");
    let long = format!("/probe?target={}", "a".repeat(40_000));
    for (path, status) in [
        ("/probe", 400),
        ("/probe?target=", 400),
        ("/probe?target=127.0.0.1:1&module=no", 400),
        ("/probe?target=127.0.0.1:0", 400),
        ("/probe?target=me@127.0.0.1:1", 400),
        ("/probe?target=smtps%3A%2F%2Fme%3Ahunter2%40127.0.0.1:1", 400),
        ("/probe?target=127.0.0.1:1&password=hunter2", 400),
        ("/probe?target=127.0.0.1:22", 403),
        ("/probe?target=192.0.2.1", 403),
        ("/nothing", 404),
        (&long, 431),
    ] {
        let (given, answer) = service.get(path);
        assert_eq!(given, status, "{path}: {answer}");
        assert!(!answer.contains("hunter2"), "{answer}");
    }
    assert!(service.get("/nothing").1.contains("/probe"));
    assert_eq!(service.ask("POST", "/probe?target=127.0.0.1:1", "Content-Length: 0\r\n").0, 405);
}

#[test]
fn a_probe_ends_before_its_caller_gives_up_and_no_more_than_so_many_run() {
    let service = Running::new(&["--concurrency", "1"], "targets = [\"127.0.0.1\"]");
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let path = format!("/probe?target={}", silent.local_addr().unwrap());
    let begun = std::time::Instant::now();
    std::thread::scope(|scope| {
        let slow = scope.spawn(|| service.ask("GET", &path, "X-Prometheus-Scrape-Timeout-Seconds: 3\r\n"));
        let held = silent.accept().unwrap();
        let (status, answer) = service.get(&path);
        assert_eq!(status, 503, "{answer}");
        let (status, answer) = slow.join().unwrap();
        assert!(status == 200 && answer.contains("smtp_doctor_probe_success"), "{answer}");
        drop(held);
    });
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

/// On Windows the order is a key of the console, which no program can press for another one.
#[cfg(unix)]
#[test]
fn a_wrong_file_changes_nothing_and_an_order_ends_it_well() {
    let mut service = Running::new(&[], "targets = [\"127.0.0.1\"]");
    std::fs::write(&service.modules, "[modules.lab]\nbogus = 1\n").unwrap();
    service.signal("-HUP");
    let mut line = String::new();
    service.said.read_line(&mut line).unwrap();
    assert!(line.contains("bogus"), "{line}");
    while !line.contains("stay as they were") {
        line.clear();
        assert_ne!(service.said.read_line(&mut line).unwrap(), 0);
    }
    assert!(service.get("/metrics").1.contains("last_reload_successful 0\n"));
    let target = service.target.clone();
    assert!(service.get(&format!("/probe?target={target}&module=lab")).1.contains("probe_success"));
    std::fs::write(&service.modules, "[modules.other]\nquick = true\n").unwrap();
    service.signal("-HUP");
    line.clear();
    service.said.read_line(&mut line).unwrap();
    assert!(service.get("/").1.contains("<option>other</option>"));
    service.signal("-TERM");
    assert_eq!(service.child.wait().unwrap().code(), Some(0));
}
