//! Proxies of every kind, recorded byte by byte on loopback: what goes out, what comes back, and what it is called.

use std::net::Ipv4Addr;

use proptest::prelude::*;
use time::OffsetDateTime;
use tokio::net::TcpListener;

use super::*;
use crate::evidence::Failure;

/// A machine on which every address is this one, and every name has two addresses.
struct Loopback;

impl Net for Loopback {
    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
        TcpStream::connect(address).await
    }

    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH
    }

    fn nameservers(&self) -> Vec<SocketAddr> {
        Vec::new()
    }

    fn hosts_file(&self) -> Option<Vec<u8>> {
        None
    }

    async fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        match name {
            "proxy.test" => Ok(vec![[127, 0, 0, 77].into(), Ipv4Addr::LOCALHOST.into()]),
            _ => Err(ErrorKind::NotFound.into()),
        }
    }
}

/// What a connection comes to through somebody who says this and hangs up, and what was sent to him.
async fn through(start: &str, says: &[u8]) -> (Result<(Via, Vec<u8>), ProxyFault>, Vec<u8>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let serve = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut heard = vec![0; 4096];
        let length = stream.read(&mut heard).await.unwrap_or_default();
        heard.truncate(length);
        let _ = stream.write_all(says).await;
        let _ = stream.shutdown().await;
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
        heard.extend(rest);
        heard
    };
    let proxy = Proxy::read(&format!("{start}127.0.0.1:{port}")).unwrap();
    let gate = Gate { proxy: &proxy, addresses: OnceCell::new() };
    let connect = async {
        let reached = Cell::new(false);
        let connected = gate.connect(&Loopback, Goal::Name("mx.test", 465), &reached).await;
        assert!(reached.get());
        match connected {
            Ok((mut stream, via)) => {
                let mut rest = Vec::new();
                let _ = stream.read_to_end(&mut rest).await;
                Ok((via, rest))
            }
            Err(error) => match classify::io(&error, 1.0) {
                Failure::Proxy(fault) => Err(fault),
                other => panic!("{other:?}"),
            },
        }
    };
    tokio::join!(connect, serve)
}

async fn fault(start: &str, says: &[u8]) -> ProxyFault {
    through(start, says).await.0.unwrap_err()
}

#[tokio::test]
async fn what_the_server_says_behind_the_answer_is_left_to_it() {
    let (came, asked) = through("http://me:s%40crt@", b"HTTP/1.1 200 OK\r\nVia: x\r\n\r\n220 mx").await;
    let (via, rest) = came.unwrap();
    assert_eq!(rest, b"220 mx");
    let answer = ProxyAnswer::Http { status: 200, reason: ServerText::new("OK"), schemes: Vec::new() };
    assert_eq!(via.answer, answer);
    let asked = String::from_utf8(asked).unwrap();
    let due = "CONNECT mx.test:465 HTTP/1.1\r\nHost: mx.test:465\r\nProxy-Authorization: Basic bWU6c0BjcnQ=\r\n\r\n";
    assert_eq!(asked, due);
    let (came, asked) =
        through("socks5h://", b"\x05\x00\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00220 mx").await;
    assert_eq!(came.unwrap().1, b"220 mx");
    assert_eq!(asked, b"\x05\x01\x00\x05\x01\x00\x03\x07mx.test\x01\xd1");
}

#[tokio::test]
async fn each_refusal_is_told_apart() {
    let socks = |code| ProxyFault::Answered { answer: ProxyAnswer::Socks { code } };
    for code in [1, 2, 5, 8, 9, 200] {
        let says = [5, 0, 5, code, 0, 1, 0, 0, 0, 0, 0, 0];
        assert_eq!(fault("socks5h://", &says).await, socks(code));
        let says = [5, 2, 1, 0, 5, code, 0, 1, 0, 0, 0, 0, 0, 0];
        assert_eq!(fault("socks5h://u:p@", &says).await, socks(code));
    }
    assert_eq!(fault("socks5h://", b"\x05\xff").await, ProxyFault::NoMethod);
    assert_eq!(fault("socks5h://", b"\x05\x02").await, ProxyFault::NoMethod);
    assert_eq!(fault("socks5h://u:p@", b"\x05\x02\x01\x01").await, ProxyFault::Login);
    assert_eq!(fault("socks5h://", b"").await, ProxyFault::Closed);
    assert_eq!(fault("socks5h://", b"\x05\x00\x05").await, ProxyFault::Closed);
    assert_eq!(fault("http://", b"").await, ProxyFault::Closed);
    let said = |text: &str| ProxyFault::Foreign { first_bytes: ServerText::new(text) };
    assert_eq!(fault("socks5h://", b"HTTP/1.1 400 Bad").await, said("HTTP/1.1 400 Bad"));
    assert_eq!(
        fault("http://", b"\x05\xff").await,
        ProxyFault::Foreign { first_bytes: ServerText::new(b"\x05\xff".to_vec()) }
    );
    assert_eq!(fault("http://", b"220 mx ESMTP\r\n").await, said("220 mx ESMTP\r\n"));
    assert_eq!(fault("http://", b"HTTP/1.1 20").await, said("HTTP/1.1 20"));
}

#[tokio::test]
async fn an_answer_that_repeats_the_credentials_does_not_spread_them() {
    let head = b"HTTP/1.1 407 no s3cretword for hidden-user\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\
                 proxy-authenticate:NTLM\r\nProxy-Authenticate: \xff\r\n\r\n";
    let told = fault("http://hidden-user:s3cretword@", head).await;
    let shown = format!("{told:?}");
    assert!(!shown.contains("s3cret") && !shown.contains("hidden"), "{shown}");
    let ProxyFault::Answered { answer: ProxyAnswer::Http { status: 407, schemes, .. } } = told else {
        panic!("{shown}")
    };
    assert_eq!(schemes, ["Basic", "NTLM"]);
}

#[tokio::test]
async fn an_endless_answer_has_an_end() {
    let flood = [b"HTTP/1.1 200 OK\r\n".to_vec(), vec![b'x'; 200_000]].concat();
    assert!(matches!(fault("http://", &flood).await, ProxyFault::Foreign { .. }));
}

#[tokio::test]
async fn the_second_address_of_a_proxy_serves_too() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let proxy = Proxy::read(&format!("socks5://proxy.test:{port}")).unwrap();
    let gate = Gate { proxy: &proxy, addresses: OnceCell::new() };
    assert_eq!(gate.reach(&Loopback).await.unwrap().1.ip(), IpAddr::from(Ipv4Addr::LOCALHOST));
    let proxy = Proxy::read("socks5://nowhere.test:1080").unwrap();
    let gate = Gate { proxy: &proxy, addresses: OnceCell::new() };
    assert_eq!(gate.reach(&Loopback).await.unwrap_err(), ProxyFault::NoAddress);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_a_proxy_says_there_is_an_end(
        start in prop::sample::select(vec!["http://", "socks5h://", "socks5h://u:p@"]),
        head in prop::sample::select(vec![&b""[..], b"HTTP/1.1 ", b"\x05\x00\x05\x00\x00", b"\x05\x02\x01\x00"]),
        rest in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let says = [head, &rest].concat();
        let ended = runtime.block_on(async { timeout(Duration::from_secs(10), through(start, &says)).await });
        prop_assert!(ended.is_ok());
    }
}
