//! A client for the tests of the lab: it sends lines and reads replies.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

#[derive(Debug)]
pub(super) enum Caller {
    Clear(TcpStream),
    Secured(Box<TlsStream<TcpStream>>),
}

impl Caller {
    pub(super) async fn connect(address: SocketAddr) -> Self {
        Self::Clear(TcpStream::connect(address).await.unwrap())
    }

    pub(super) async fn secure(self, host: &str, pem: &str) -> Result<Self, String> {
        let Self::Clear(stream) = self else { panic!("secured already") };
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from(host.to_owned()).unwrap();
        let secured = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
        secured.map(|stream| Self::Secured(Box::new(stream))).map_err(|error| error.to_string())
    }

    pub(super) async fn send(&mut self, line: &str) {
        let line = format!("{line}\r\n");
        match self {
            Self::Clear(stream) => stream.write_all(line.as_bytes()).await.unwrap(),
            Self::Secured(stream) => {
                stream.write_all(line.as_bytes()).await.unwrap();
                stream.flush().await.unwrap();
            }
        }
    }

    /// A whole reply, or what came of it before the end.
    pub(super) async fn reply(&mut self) -> String {
        let mut bytes = Vec::new();
        loop {
            let mut piece = [0; 1];
            let read = match self {
                Self::Clear(stream) => stream.read(&mut piece).await,
                Self::Secured(stream) => stream.read(&mut piece).await,
            };
            if !matches!(read, Ok(1)) {
                break;
            }
            bytes.push(piece[0]);
            let last = bytes.split(|byte| *byte == b'\n').rfind(|line| !line.is_empty());
            if bytes.ends_with(b"\r\n") && last.is_some_and(|line| line.get(3) != Some(&b'-')) {
                break;
            }
        }
        String::from_utf8_lossy(&bytes).trim_end_matches("\r\n").to_owned()
    }

    /// How the next read fails.
    pub(super) async fn failure(&mut self) -> String {
        let read = match self {
            Self::Clear(stream) => stream.read(&mut [0]).await,
            Self::Secured(stream) => stream.read(&mut [0]).await,
        };
        read.unwrap_err().to_string()
    }

    pub(super) async fn ask(&mut self, line: &str) -> String {
        self.send(line).await;
        self.reply().await
    }
}
