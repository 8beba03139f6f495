//! Servers and proxies that say any bytes on a real connection: what the whole examination makes of them.

use std::cell::RefCell;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::Evidence;
use smtp_doctor::examine::examine;
use smtp_doctor::locale::Lang;
use smtp_doctor::plan::{FollowUps, InClear, Limits, Login, Plan, Proxy, Route, TlsMode};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::net::Net;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use smtp_doctor::report::{Detail, Format, Report, Style, render};
use smtp_doctor::secret::Secret;
use time::OffsetDateTime;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

use super::cut::{fields, first};
use super::{SECRET, USER, assert_still, leaks};

/// Silence is silence for ever.
const LIMITS: Limits = Limits {
    stage: Duration::from_millis(200),
    deadline: Duration::from_millis(600),
    retries: 0,
    connections: 4,
};

/// A machine on which every road leads to one listener.
struct OneWay(SocketAddr);

impl Net for OneWay {
    async fn connect(&self, _: SocketAddr) -> io::Result<TcpStream> {
        TcpStream::connect(self.0).await
    }

    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + Duration::from_hours(500_000)
    }

    fn nameservers(&self) -> Vec<SocketAddr> {
        Vec::new()
    }

    fn hosts_file(&self) -> Option<Vec<u8>> {
        None
    }

    async fn lookup(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        Ok(vec![Ipv4Addr::LOCALHOST.into()])
    }
}

/// What comes of the bytes is kept and told in every form, in time, and without the password.
pub(crate) fn loopback(bytes: &[u8]) {
    thread_local! {
        static RUNTIME: RefCell<Runtime> =
            RefCell::new(Builder::new_current_thread().enable_all().build().unwrap());
    }
    let (how, bytes) = first(bytes);
    let evidence = RUNTIME.with_borrow_mut(|runtime| {
        let begun = std::time::Instant::now();
        let evidence = runtime.block_on(played(how, bytes));
        assert!(begun.elapsed() < LIMITS.deadline + Duration::from_secs(5), "{:?}", begun.elapsed());
        evidence
    });
    let json = evidence.to_json().unwrap();
    assert_eq!(Evidence::from_json(&json).unwrap(), evidence);
    assert_eq!(leaks(&json), [""; 0], "{json}");
    let diagnosis = diagnose(&evidence);
    let style = Style { detail: Detail::Dialogue, ..Style::default() };
    for lang in Lang::ALL {
        let text = render(Format::Text, &Report::new(&evidence, &diagnosis), lang, style);
        assert_still(&text);
        assert_eq!(leaks(&text), [""; 0], "{text}");
    }
}

async fn played(how: u8, bytes: &[u8]) -> Evidence {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let proxy = match how % 6 {
        0 => Some(format!("socks5h://me:{}@", SECRET.replace('/', "%2F").replace('+', "%2B"))),
        1 => Some("socks5://".to_owned()),
        2 => Some(format!("http://me:{}@", SECRET.replace('/', "%2F").replace('+', "%2B"))),
        _ => None,
    };
    let mode = if how % 6 == 4 { TlsMode::Implicit } else { TlsMode::Auto };
    let host = if how % 6 == 5 { "localhost:587" } else { "127.0.0.1:587" };
    let plan = Plan {
        routes: vec![Route::new(587, mode)],
        login: Some(Login {
            user: USER.to_owned(),
            secret: Secret::new(SECRET.to_owned()).unwrap(),
            mechanism: None,
            in_clear: if how & 0x80 == 0 { InClear::Refused } else { InClear::Allowed },
        }),
        proxy: proxy.map(|start| Proxy::read(&format!("{start}127.0.0.1:{}", address.port())).unwrap()),
        limits: LIMITS,
        follow_ups: if how & 0x40 == 0 { FollowUps::Left } else { FollowUps::Asked },
        ..Plan::of(host).unwrap()
    };
    let net = OneWay(address);
    let setting =
        Setting { net: &net, trust: Trust::begin(&OwnRoots::Absent, &plan), cancel: Cancel::never() };
    tokio::select! {
        evidence = examine(&plan, setting, &Unwatched) => evidence,
        () = serve(&listener, bytes) => unreachable!("it serves for ever"),
    }
}

/// Says one field for each thing that it hears, and hangs up behind the last one.
async fn serve(listener: &TcpListener, bytes: &[u8]) {
    loop {
        let Ok((mut stream, _)) = listener.accept().await else { continue };
        let mut heard = [0; 4096];
        for (place, field) in fields(bytes).take(16).enumerate() {
            if place > 0 && !matches!(stream.read(&mut heard).await, Ok(1..)) {
                break;
            }
            if stream.write_all(field).await.is_err() {
                break;
            }
        }
        let _ = stream.shutdown().await;
    }
}
