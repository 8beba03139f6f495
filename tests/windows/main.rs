//! What is of Windows: its numbers of errors, its remedies, paths and passwords as its users write them, its own store of
//! roots, and the drop-in script under cmd. Wine has to do as Windows does here; where it does not, the test says so.

#![cfg(windows)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod batch;
mod machine;
mod surroundings;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use smtp_doctor::lab::{Authority, Log, Server, Service};
use time::OffsetDateTime;

/// The program in surroundings that hold what Windows itself needs.
fn smtp_doctor(line: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
    command.args(line).env_clear().stdin(Stdio::null());
    for name in ["SystemRoot", "PATH", "TEMP"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

fn run(line: &[&str]) -> Output {
    smtp_doctor(line).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", stdout(output), stderr(output)))
}

/// A server that takes any login, with the file of its authority in a folder whose name is hard to write.
struct Lab {
    _runtime: tokio::runtime::Runtime,
    server: Server,
    log: Log,
    folder: tempfile::TempDir,
}

impl Lab {
    fn start(service: Service) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let authority = Authority::new(OffsetDateTime::now_utc()).unwrap();
        let log = Log::default();
        let server = runtime.block_on(Server::start(service, &authority, None, log.clone())).unwrap();
        let folder = tempfile::Builder::new().prefix("我的 邮件 (测试) ").tempdir().unwrap();
        std::fs::write(folder.path().join("根 证书.pem"), authority.pem()).unwrap();
        Self { _runtime: runtime, server, log, folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn authority(&self) -> String {
        self.path("根 证书.pem")
    }

    fn target(&self) -> String {
        self.server.address.to_string()
    }
}

fn kept(path: impl AsRef<Path>) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}
