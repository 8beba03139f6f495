//! A mail address in place of the server, as the program takes it: the server is found, examined and named, nobody logs
//! in, and a replay says the same. The nameserver and the server are on loopback.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::process::Stdio;

use smtp_doctor::lab::{Authority, DnsServer, Log, Records, Server, Service, Zone};
use tempfile::TempDir;
use tokio::process::Command;

#[path = "support/schema.rs"]
mod schema;

const HOST: &str = "mail.lab.test";
const CANARY: &str = "c4nary-s3cret";

struct Lab {
    log: Log,
    server: Server,
    dns: DnsServer,
    folder: TempDir,
}

impl Lab {
    /// A server on loopback that an SRV record of `lab.test` names.
    async fn start() -> Self {
        let authority = Authority::new(time::OffsetDateTime::now_utc()).unwrap();
        let log = Log::default();
        let server = Server::start(Service::submission(HOST), &authority, None, log.clone()).await.unwrap();
        let service = vec![(0, 1, server.address.port(), HOST.to_owned())];
        let names = vec![
            ("_submission._tcp.lab.test".to_owned(), Records::Services(service)),
            ("lab.test".to_owned(), Records::Mail(vec![(10, "mx.lab.test".to_owned())], Vec::new())),
            (HOST.to_owned(), Records::Addresses(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)])),
        ];
        let dns = DnsServer::start(Zone { names, otherwise: Records::NxDomain }).await.unwrap();
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("ca.pem"), authority.pem()).unwrap();
        Self { log, server, dns, folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    async fn run(&self, line: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
        command.args(line).env_clear().stdin(Stdio::null());
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        let output = command.output().await.unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    async fn find(&self, more: &[&str]) -> (Option<i32>, String, String) {
        let (server, ca) = (self.dns.address.to_string(), self.path("ca.pem"));
        self.run(&[&["me@lab.test", "--dns-server", &server, "--ca-file", &ca], more].concat()).await
    }
}

#[tokio::test]
async fn the_server_of_an_address_is_found_and_named_for_a_login() {
    let lab = Lab::start().await;
    let port = lab.server.address.port();
    for (lang, heading) in [("en", "Server for me@lab.test"), ("zh-CN", "me@lab.test 的发信服务器")] {
        let (status, shown, noted) = lab.find(&["--lang", lang]).await;
        assert_eq!(status, Some(0), "{shown}{noted}");
        assert!(shown.contains(heading) && shown.contains("SRV _submission "), "{shown}");
        // The exact command with which the user logs in.
        let again = format!("smtp-doctor {HOST}:{port} USER --ask-password --tls");
        assert!(shown.contains(&again), "{shown}");
    }
    let lines = lab.log.lines();
    assert!(lines.iter().all(|line| !line.starts_with("AUTH")), "{lines:?}");
}

#[tokio::test]
async fn a_password_that_was_given_stays_here() {
    let lab = Lab::start().await;
    let record = lab.path("exam.json");
    let (status, shown, noted) =
        lab.find(&["--record", &record, "--format", "json", "--lang", "en", "--quick"]).await;
    assert_eq!(status, Some(0), "{shown}{noted}");
    let report: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(schema::faults_of(&shown, &schema::schema()), Vec::<String>::new());
    let search = &report["discovery"];
    assert_eq!(
        (&search["chosen"]["host"], &search["chosen"]["source"]),
        (&HOST.into(), &"srv-submission".into())
    );
    assert_eq!(search["sources"].as_array().unwrap().len(), 9);
    let (status, replayed, _) = lab.run(&["replay", &record, "--format", "json", "--lang", "en"]).await;
    assert_eq!((status, replayed), (Some(0), shown));
    let (status, shown, noted) = lab
        .run(&[
            "me@lab.test",
            "me@lab.test",
            CANARY,
            "--dns-server",
            &lab.dns.address.to_string(),
            "--ca-file",
            &lab.path("ca.pem"),
        ])
        .await;
    assert_eq!(status, Some(0), "{shown}{noted}");
    assert!(!shown.contains(CANARY) && !noted.contains(CANARY));
    // What to run so that it is used, and where the rest of the ways to give a password stand.
    let again = format!("smtp-doctor {HOST}:{} me@lab.test --ask-password --tls", lab.server.address.port());
    for said in ["was not used", &again, "--password-stdin", "--password-env VAR", "--password-command CMD"] {
        assert!(noted.contains(said), "{said}: {noted}");
    }
    let (status, _, noted) = lab.find(&["--password-stdin", "--lang", "zh-CN"]).await;
    assert!(status == Some(0) && noted.contains("没有使用密码") && noted.contains(&again), "{noted}");
    let server = lab.dns.address.to_string();
    let nowhere = ["me@other.test", "", CANARY, "--dns-server", &server, "--lang", "en"];
    let (status, shown, noted) = lab.run(&nowhere).await;
    assert!(status == Some(10) && noted.contains("was not used, as no server was found"), "{shown}{noted}");
    assert!(shown.contains("me@other.test · no server found"), "{shown}");
    assert!(shown.contains("HOST:PORT me@other.test --ask-password"), "{shown}");
    assert!(lab.log.lines().iter().all(|line| !line.starts_with("AUTH")), "{:?}", lab.log.lines());
}

#[tokio::test]
async fn nothing_is_sent_through_a_server_that_was_found() {
    let lab = Lab::start().await;
    let (status, _, noted) = lab.find(&["--from", "me@lab.test", "--to", "you@lab.test"]).await;
    assert!(status == Some(2) && noted.contains("--to"), "{noted}");
    let (status, shown, _) = lab.find(&["--only", "dns", "--lang", "en"]).await;
    assert_eq!(status, Some(0), "{shown}");
    assert_eq!(lab.log.connections(), 0);
    let server = lab.dns.address.to_string();
    let (status, shown, _) = lab.run(&["me@other.test", "--dns-server", &server, "--lang", "en"]).await;
    assert!(status == Some(10) && shown.contains("dns/name-not-found"), "{shown}");
}
