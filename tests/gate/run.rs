//! One run of the program against a row, and what came of it.

use std::net::Ipv4Addr;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use smtp_doctor::lab::{Authority, Log, PASSWORD, Server, Service, USER};
use smtp_doctor::plan::TlsMode;
use smtp_doctor::report::Format;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};

use crate::bench::{HOST, full_pipe, smtp_doctor};
use crate::row::{Row, Told, Way};
use crate::watch::Watch;

pub(crate) const DEADLINE: Duration = Duration::from_secs(20);

/// How often a run is looked at.
const GLANCE: Duration = Duration::from_millis(10);

/// For how many glances a program that waits for its reader does nothing.
const STILL: u32 = 4;

/// A way to give the password.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum By {
    Word,
    Variable,
    File,
    Stdin,
    Program,
}

impl By {
    pub(crate) const ALL: [Self; 5] = [Self::Word, Self::Variable, Self::File, Self::Stdin, Self::Program];
}

/// A row at one of its places.
pub(crate) struct Case {
    pub(crate) at: usize,
    pub(crate) way: Way,
    pub(crate) service: Option<Service>,
    pub(crate) told: Told,
    pub(crate) by: By,
    pub(crate) row: Option<Row>,
}

impl Case {
    pub(crate) fn name(&self) -> String {
        self.row.as_ref().map_or_else(|| "healthy".to_owned(), |row| row.id.escape_debug().to_string())
    }

    pub(crate) fn login(&self) -> (String, String) {
        self.row.as_ref().map_or_else(|| (USER.to_owned(), PASSWORD.to_owned()), |row| row.login.clone())
    }

    /// The form of standard output.
    pub(crate) fn format(&self) -> &'static str {
        Format::ALL[self.at / By::ALL.len() % Format::ALL.len()].0
    }
}

/// What all runs share.
pub(crate) struct Surroundings {
    authority: Authority,
}

impl Surroundings {
    pub(crate) fn new() -> Self {
        Self { authority: Authority::new(time::OffsetDateTime::now_utc()).unwrap() }
    }
}

/// What came of a run.
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) cause: Option<String>,
    /// In kibibytes.
    pub(crate) peak: u64,
    pub(crate) took: Duration,
    /// Wherever something may come out, with what did.
    pub(crate) sinks: Vec<(&'static str, Vec<u8>)>,
}

/// Runs the program against a case.
pub(crate) async fn run(case: &Case, surroundings: &Surroundings) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ca.pem"), surroundings.authority.pem()).unwrap();
    let (port, _alive) = if let Some(service) = &case.service {
        let server =
            Server::start(service.clone(), &surroundings.authority, None, Log::default()).await.unwrap();
        (server.address.port(), (Some(server), None))
    } else {
        let (port, hole) = black_hole().await;
        (port, (None, Some(hole)))
    };
    let (user, password) = case.login();
    let line = line(case, port, &folder, &user);
    let (writer, mut reader) = full_pipe().await;
    let mut command = smtp_doctor(&line);
    command.stdout(writer).stdin(Stdio::piped()).current_dir(folder.path());
    if case.by == By::Variable {
        command.env("CANARY_PASSWORD", &password);
    }
    let secret = folder.path().join("password");
    std::fs::write(&secret, &password).unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).unwrap();
    let started = Instant::now();
    let mut child = command.spawn().unwrap();
    // The command holds the writing end as well.
    drop(command);
    let mut stdin = child.stdin.take().unwrap();
    if case.by == By::Stdin {
        stdin.write_all(password.as_bytes()).await.unwrap();
    }
    drop(stdin);
    let mut stderr = child.stderr.take().unwrap();
    let told = tokio::spawn(async move {
        let mut bytes = Vec::new();
        stderr.read_to_end(&mut bytes).await.unwrap();
        bytes
    });
    let mut watch = Watch::new(child.id().unwrap(), case.by == By::Program);
    // Its reader keeps it waiting when it is about to end: then it has taken all that it will take.
    let record = folder.path().join("record.json");
    let mut still = 0;
    while still < STILL && child.try_wait().unwrap().is_none() {
        let is_idle = watch.glance();
        still = if is_idle && record.exists() { still + 1 } else { 0 };
        sleep(GLANCE).await;
    }
    let took = started.elapsed();
    let read = tokio::spawn(async move {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).await.unwrap();
        bytes
    });
    let status = loop {
        watch.glance();
        match timeout(GLANCE / 5, child.wait()).await {
            Ok(status) => break status.unwrap(),
            Err(_) => assert!(started.elapsed() < DEADLINE * 3, "{} never ends", case.name()),
        }
    };
    let mut sinks = vec![("stdout", read.await.unwrap()), ("stderr", told.await.unwrap())];
    sinks.extend(watch.seen());
    std::fs::remove_file(&secret).unwrap();
    let mut files = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        files += 1;
        sinks.push(("a file", std::fs::read(path).unwrap()));
    }
    assert_eq!(files, Format::ALL.len() + 2, "{}: {status:?} {sinks:?}", case.name());
    let report = std::fs::read(folder.path().join("out.json")).unwrap();
    let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
    let told = report["root_cause"].as_str().map(str::to_owned);
    Ran { status: status.code(), cause: told, peak: watch.peak(), took, sinks }
}

fn line(case: &Case, port: u16, folder: &TempDir, user: &str) -> Vec<String> {
    let tls = match case.way.mode() {
        TlsMode::Implicit => "implicit",
        TlsMode::Required => "starttls",
        _ => "none",
    };
    let lang = ["en", "zh-CN"][case.at % 2];
    let mut line = format!(
        "{HOST}:{port} --tls={tls} --resolve {HOST}:{port}:127.0.0.1 --ca-file ca.pem --timeout 4 --deadline {} \
         --record record.json -vv --lang {lang} --format {}",
        DEADLINE.as_secs(),
        case.format()
    );
    for (name, _) in Format::ALL {
        line.push_str(&format!(" --output {name}=out.{name}"));
    }
    if let Some(mechanism) = case.row.as_ref().and_then(|row| row.mechanism) {
        line.push_str(&format!(" --auth {mechanism}"));
    }
    if case.row.as_ref().is_some_and(Row::has_envelope) {
        line.push_str(&format!(" --from {USER} --to you@lab.test"));
    }
    let mut line: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    line.push(user.to_owned());
    let file = folder.path().join("password").display().to_string();
    let (_, password) = case.login();
    let way = match case.by {
        By::Word => vec![password],
        By::Variable => vec!["--password-env".to_owned(), "CANARY_PASSWORD".to_owned()],
        By::File => vec!["--password-file".to_owned(), file],
        By::Stdin => vec!["--password-stdin".to_owned()],
        // It stays for a moment, in which it and what it has started can be looked at.
        By::Program => {
            vec!["--password-command".to_owned(), format!("sh -c \"cat '{file}'; sleep 0.5\"")]
        }
    };
    line.extend(way);
    line
}

/// A port of loopback that swallows connections, as its queue is full, with what keeps it so.
async fn black_hole() -> (u16, Arc<(tokio::net::TcpListener, Vec<TcpStream>)>) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    let listener = socket.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queued = Vec::new();
    while let Ok(Ok(stream)) = timeout(Duration::from_millis(300), TcpStream::connect(address)).await {
        queued.push(stream);
        assert!(queued.len() < 1000, "the queue is never full");
    }
    (address.port(), Arc::new((listener, queued)))
}
