//! The library as another program uses it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use smtp_doctor::diagnose::Verdict;
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Authority, Log, PASSWORD, Server, Service, USER};
use smtp_doctor::locale::Lang;
use smtp_doctor::plan::Plan;
use smtp_doctor::report::Format;
use smtp_doctor::secret::Secret;
use time::OffsetDateTime;

const HOST: &str = "127.0.0.1";

async fn server() -> (Server, String, Log) {
    let authority = Authority::new(OffsetDateTime::now_utc()).unwrap();
    let log = Log::default();
    let server = Server::start(Service::submissions(HOST), &authority, None, log.clone()).await.unwrap();
    (server, authority.pem(), log)
}

/// A task may be carried from thread to thread, which is what a server of the web does with it.
#[tokio::test]
async fn a_plan_goes_in_and_a_report_comes_out() {
    let (server, roots, _) = server().await;
    let plan = |password: &str| {
        let secret = Secret::new(password.to_owned()).unwrap();
        let plan = Plan::of(&server.address.to_string()).unwrap().with_login(USER, secret);
        Plan { extra_roots: vec![roots.clone().into_bytes()], ..plan }
    };
    let well = tokio::spawn(smtp_doctor::examine(plan(PASSWORD))).await.unwrap();
    assert_eq!((well.verdict(), well.root_cause()), (Verdict::Pass, None));
    assert_eq!(well.status(), Status::Healthy);
    let ill = tokio::spawn(smtp_doctor::examine(plan("wr0ng-s3cret"))).await.unwrap();
    assert_eq!((ill.verdict(), ill.root_cause()), (Verdict::Fail, Some("auth/bad-credentials")));
    assert_eq!(ill.status(), Status::Auth);
    for format in [Format::Text, Format::Json] {
        let shown = ill.render(format, Lang::En);
        assert!(shown.contains("auth/bad-credentials") && !shown.contains("wr0ng-s3cret"), "{shown}");
    }
}

#[tokio::test]
async fn an_examination_that_nobody_waits_for_ends() {
    let silent = tokio::net::TcpListener::bind((HOST, 0)).await.unwrap();
    let plan = Plan::of(&silent.local_addr().unwrap().to_string()).unwrap();
    let examination = tokio::spawn(smtp_doctor::examine(plan));
    let (mut stream, _) = silent.accept().await.unwrap();
    examination.abort();
    // The server sees the end of the connection long before any limit of a stage.
    let mut bytes = Vec::new();
    let end = tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut bytes);
    tokio::time::timeout(std::time::Duration::from_secs(10), end).await.unwrap().unwrap();
}
