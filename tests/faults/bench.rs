//! The program beside servers of the lab, and what came of a run.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use smtp_doctor::lab::{Authority, Log, Server, Service};
use tempfile::TempDir;
use tokio::process::Command;

pub(crate) const HOST: &str = "smtp.lab.test";

/// How long nothing takes.
const FOREVER: Duration = Duration::from_mins(2);

/// Where nobody listens.
pub(crate) const CLOSED: &str = "127.0.0.1:1";

/// The program in empty surroundings.
pub(crate) fn smtp_doctor<S: AsRef<OsStr>>(line: &[S]) -> Command {
    bare(env!("CARGO_BIN_EXE_smtp-doctor"), line)
}

/// The program as a shell starts it, after these commands of the shell.
pub(crate) fn under_shell<S: AsRef<OsStr>>(before: &str, line: &[S]) -> Command {
    let script = format!("{before}; exec \"$0\" \"$@\"");
    let mut command = bare("sh", &["-c", &script, env!("CARGO_BIN_EXE_smtp-doctor")]);
    command.args(line);
    command
}

/// The program at a terminal, which is its standard input: it is told so by `setsid`.
#[cfg(target_os = "linux")]
pub(crate) fn at_terminal<S: AsRef<OsStr>>(line: &[S]) -> Command {
    let mut command = bare("setsid", &["-c", env!("CARGO_BIN_EXE_smtp-doctor")]);
    command.args(line);
    command
}

fn bare<S: AsRef<OsStr>>(program: &str, line: &[S]) -> Command {
    let mut command = Command::new(program);
    command.args(line).env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).kill_on_drop(true);
    command
}

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) took: Duration,
}

impl Ran {
    pub(crate) fn of(output: Output, took: Duration) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let ran = Self {
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            took,
        };
        assert!(!ran.stderr.contains("panicked"), "{ran:?}");
        ran
    }

    /// The JSON report, and the code of its root cause.
    pub(crate) fn root_cause(&self) -> String {
        let report: serde_json::Value = serde_json::from_str(&self.stdout).unwrap();
        report["root_cause"].as_str().unwrap_or("none").to_owned()
    }
}

/// Runs a command to its end.
pub(crate) async fn run(command: &mut Command) -> Ran {
    let started = Instant::now();
    // `output` would replace a stream that leads elsewhere.
    let output = tokio::time::timeout(FOREVER, command.spawn().unwrap().wait_with_output());
    let output = output.await.unwrap().unwrap();
    Ran::of(output, started.elapsed())
}

/// A server of the lab, and the authority that the program is told to trust.
pub(crate) struct Lab {
    pub(crate) log: Log,
    server: Server,
    folder: TempDir,
}

impl Lab {
    pub(crate) async fn start(service: Service) -> Self {
        let authority = Authority::new(time::OffsetDateTime::now_utc()).unwrap();
        let (log, folder) = (Log::default(), tempfile::tempdir().unwrap());
        std::fs::write(folder.path().join("ca.pem"), authority.pem()).unwrap();
        let server = Server::start(service, &authority, None, log.clone()).await.unwrap();
        Self { log, server, folder }
    }

    /// A file in a folder that ends with the lab.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The words that lead the program to this server, with trust in its authority.
    pub(crate) fn line(&self, tls: &str) -> Vec<String> {
        let trust = ["--ca-file".to_owned(), self.file("ca.pem").display().to_string()];
        self.line_without_trust(tls).into_iter().chain(trust).collect()
    }

    pub(crate) fn line_without_trust(&self, tls: &str) -> Vec<String> {
        let port = self.server.address.port();
        vec![
            format!("{HOST}:{port}"),
            format!("--tls={tls}"),
            "--resolve".to_owned(),
            format!("{HOST}:{port}:127.0.0.1"),
        ]
    }
}

/// A line with more words.
pub(crate) fn with<S: AsRef<str>>(mut line: Vec<String>, more: &[S]) -> Vec<String> {
    line.extend(more.iter().map(|word| word.as_ref().to_owned()));
    line
}

/// A pipe that takes nothing more, for its writer and its reader.
pub(crate) async fn full_pipe() -> (std::os::fd::OwnedFd, tokio::net::unix::pipe::Receiver) {
    let (writer, reader) = tokio::net::unix::pipe::pipe().unwrap();
    writer.writable().await.unwrap();
    while writer.try_write(&[b' '; 4096]).is_ok() {}
    while writer.try_write(b" ").is_ok() {}
    (writer.into_blocking_fd().unwrap(), reader)
}
