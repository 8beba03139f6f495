//! A listener on loopback that plays a service on each connection. It ends when it is dropped.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinSet, yield_now};
use tokio_rustls::TlsAcceptor;

use super::session::{Part, Session};
use super::{Authority, Log, Service, Tls};

/// The most connections that one server holds at a time; the next one waits in the queue of the system.
const CONNECTIONS: usize = 64;

/// A running server.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// Dropped with the server, and every connection with it.
    _listening: JoinSet<()>,
}

impl Server {
    /// Starts a server. `meant` is the address that its clients mean, for the log.
    pub async fn start(
        service: Service,
        authority: &Authority,
        meant: Option<SocketAddr>,
        log: Log,
    ) -> anyhow::Result<Self> {
        let acceptor = match &service.tls {
            Tls::Raw(_) => None,
            Tls::Serve(tls) => {
                let config = authority.server_config(tls, &log)?;
                Some(TlsAcceptor::from(Arc::new(config)))
            }
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("a server of the lab")?;
        let address = listener.local_addr()?;
        let part = Arc::new(Part { service, acceptor, meant, log });
        let mut listening = JoinSet::new();
        listening.spawn(listen(listener, part));
        Ok(Self { address, _listening: listening })
    }
}

async fn listen(listener: TcpListener, part: Arc<Part>) {
    let mut sessions = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept(), if sessions.len() < CONNECTIONS => {
                match accepted {
                    Ok((stream, _)) => {
                        sessions.spawn(converse(stream, Arc::clone(&part)));
                    }
                    Err(_) => yield_now().await,
                }
            }
            Some(_) = sessions.join_next(), if !sessions.is_empty() => {}
        }
    }
}

async fn converse(stream: TcpStream, part: Arc<Part>) {
    // Each write is to be a segment of its own. Where that fails the segments are joined, which changes no byte.
    let _ = stream.set_nodelay(true);
    Session::run(stream, &part).await;
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;
    use std::time::Duration;

    use tokio::io::AsyncReadExt as _;
    use tokio::time::timeout;

    use super::super::caller::Caller;
    use super::super::{Answer, Kind, Phase, Step};
    use super::*;

    const HOST: &str = "smtp.lab.test";
    const PLAIN: &str = "AUTH PLAIN AG1lQGxhYi50ZXN0AGNvcnJlY3QgaG9yc2U=";

    async fn start(service: Service) -> (Server, Authority, Log) {
        let authority = Authority::new(time::OffsetDateTime::now_utc()).unwrap();
        let log = Log::default();
        let server = Server::start(service, &authority, None, log.clone()).await.unwrap();
        (server, authority, log)
    }

    #[tokio::test]
    async fn a_healthy_server_takes_a_login_under_implicit_tls() {
        let (server, authority, log) = start(Service::submissions(HOST)).await;
        let mut caller = Caller::connect(server.address).await.secure(HOST, &authority.pem()).await.unwrap();
        assert_eq!(caller.reply().await, "220 smtp.lab.test ESMTP Postfix");
        assert!(caller.ask("EHLO [127.0.0.1]").await.ends_with("250 AUTH PLAIN LOGIN"));
        assert_eq!(caller.ask(PLAIN).await, "235 2.7.0 Authentication successful");
        assert_eq!(caller.ask("HELP").await, "500 5.5.2 Error: command not recognized");
        assert_eq!(caller.ask("QUIT").await, "221 2.0.0 Bye");
        assert_eq!(caller.reply().await, "");
        assert_eq!(log.lines(), ["EHLO [127.0.0.1]", PLAIN, "HELP", "QUIT"]);
        assert_eq!(log.received()[0].phase, Phase::Handshake);
    }

    #[tokio::test]
    async fn a_healthy_server_takes_a_login_after_starttls() {
        let (server, authority, _) = start(Service::submission(HOST)).await;
        let mut caller = Caller::connect(server.address).await;
        caller.reply().await;
        let clear = caller.ask("EHLO a.test").await;
        assert!(clear.contains("STARTTLS") && !clear.contains("AUTH"), "{clear}");
        assert_eq!(caller.ask(PLAIN).await, "530 5.7.0 Must issue a STARTTLS command first");
        assert_eq!(caller.ask("STARTTLS").await, "220 2.0.0 Ready to start TLS");
        let mut caller = caller.secure(HOST, &authority.pem()).await.unwrap();
        let secured = caller.ask("EHLO a.test").await;
        assert!(secured.contains("AUTH") && !secured.contains("STARTTLS"), "{secured}");
        assert_eq!(caller.ask("AUTH PLAIN").await, "334 ");
        assert_eq!(caller.ask("AG1lQGxhYi50ZXN0AHdyb25n").await[..9], *"535 5.7.8");
        assert_eq!(caller.ask("AUTH LOGIN").await, "334 VXNlcm5hbWU6");
        assert_eq!(caller.ask("bWVAbGFiLnRlc3Q=").await, "334 UGFzc3dvcmQ6");
        assert_eq!(caller.ask("Y29ycmVjdCBob3JzZQ==").await, "235 2.7.0 Authentication successful");
        assert_eq!(caller.ask("AUTH LOGIN bWVAbGFiLnRlc3Q=").await, "334 UGFzc3dvcmQ6");
        assert_eq!(caller.ask("*").await, "501 5.7.0 Authentication aborted");
        assert_eq!(caller.ask("AUTH PLAIN !").await[..9], *"501 5.5.2");
    }

    #[tokio::test]
    async fn cuts_change_no_byte() {
        for cut in [super::super::Cut::Halves, super::super::Cut::Bytes] {
            let (server, authority, _) = start(Service::submissions(HOST).cut(cut)).await;
            let mut caller =
                Caller::connect(server.address).await.secure(HOST, &authority.pem()).await.unwrap();
            assert_eq!(caller.reply().await, "220 smtp.lab.test ESMTP Postfix");
        }
    }

    #[tokio::test]
    async fn a_reset_is_a_reset_and_a_close_is_an_end() {
        let (server, ..) = start(Service::submission(HOST).greeting(Answer(vec![Step::Reset]))).await;
        let failed = match TcpStream::connect(server.address).await {
            Ok(mut stream) => stream.read(&mut [0; 8]).await.err(),
            Err(failed) => Some(failed),
        };
        let told = failed.map(|failed| failed.kind());
        let as_in_wine = super::super::os_code::is_wine() && told.is_none();
        assert!(told == Some(ErrorKind::ConnectionReset) || as_in_wine, "{told:?}");
        let (server, ..) = start(Service::submission(HOST).greeting(Answer(vec![Step::Close]))).await;
        let mut caller = Caller::connect(server.address).await;
        caller.send("EHLO early.test").await;
        assert_eq!(caller.reply().await, "");
    }

    #[tokio::test]
    async fn silence_lasts() {
        let (server, ..) = start(Service::submission(HOST).greeting(Answer::silence())).await;
        let mut caller = Caller::connect(server.address).await;
        caller.send("EHLO a.test").await;
        assert!(timeout(Duration::from_millis(50), caller.reply()).await.is_err());
    }

    #[tokio::test]
    async fn a_bad_certificate_is_served_and_an_alert_is_an_alert() {
        let (server, authority, _) = start(Service::submissions(HOST).certified(Kind::Expired)).await;
        let failed = Caller::connect(server.address).await.secure(HOST, &authority.pem()).await.unwrap_err();
        assert!(failed.contains("certificate expired"), "{failed}");
        let (server, authority, _) = start(Service::submissions(HOST).with_tls(Tls::alert(112))).await;
        let failed = Caller::connect(server.address).await.secure(HOST, &authority.pem()).await.unwrap_err();
        assert!(failed.contains("UnrecognisedName"), "{failed}");
    }

    #[tokio::test]
    async fn a_server_ends_when_it_is_dropped() {
        let (server, ..) = start(Service::submission(HOST)).await;
        let mut caller = Caller::connect(server.address).await;
        caller.reply().await;
        let address = server.address;
        drop(server);
        assert_eq!(caller.reply().await, "");
        assert!(TcpStream::connect(address).await.is_err());
    }
}
