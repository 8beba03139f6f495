//! A connection of a server in the lab, in clear or under TLS, with the ways to end it.

use std::io;
use std::mem;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a closed connection listens for the client's own end, so that unread bytes do not turn FIN into RST.
const LINGER: Duration = Duration::from_secs(2);

/// A connection.
pub(super) enum Wire {
    Clear(TcpStream),
    Secured(Box<TlsStream<TcpStream>>),
    /// A handshake failed, and the connection is closed.
    Gone,
}

impl Wire {
    pub(super) fn is_secured(&self) -> bool {
        matches!(self, Self::Secured(_))
    }

    /// What a login can be bound to (RFC 9266).
    pub(super) fn exporter(&self) -> Option<Vec<u8>> {
        let Self::Secured(stream) = self else { return None };
        let exported =
            stream.get_ref().1.export_keying_material(vec![0; 32], b"EXPORTER-Channel-Binding", Some(b""));
        exported.ok()
    }

    /// Reads what there is, at most `buffer`; 0 at the end.
    pub(super) async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Clear(stream) => stream.read(buffer).await,
            Self::Secured(stream) => stream.read(buffer).await,
            Self::Gone => Ok(0),
        }
    }

    /// Writes all of `bytes` as one segment, or as one TLS record.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Clear(stream) => stream.write_all(bytes).await,
            Self::Secured(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
            Self::Gone => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    /// The first bytes of what the client sends next, left where they are; empty at the end.
    pub(super) async fn peek(&self) -> io::Result<Vec<u8>> {
        let Some(socket) = self.socket() else { return Ok(Vec::new()) };
        let mut first = [0; 64];
        let count = socket.peek(&mut first).await?;
        Ok(first[..count].to_vec())
    }

    /// Makes the TLS handshake. Where it fails, the alert is sent and the connection is closed.
    pub(super) async fn secure(&mut self, acceptor: &TlsAcceptor) {
        match mem::replace(self, Self::Gone) {
            Self::Clear(stream) => match acceptor.accept(stream).into_fallible().await {
                Ok(secured) => *self = Self::Secured(Box::new(secured)),
                Err((_, stream)) => Self::Clear(stream).close().await,
            },
            other => *self = other,
        }
    }

    /// Ends the connection in good order: `close_notify` where there is TLS, then FIN.
    pub(super) async fn close(&mut self) {
        let ended = match self {
            Self::Clear(stream) => stream.shutdown().await,
            Self::Secured(stream) => stream.shutdown().await,
            Self::Gone => return,
        };
        if ended.is_ok() {
            // A client that keeps the connection open is left behind after a while.
            let _ = timeout(LINGER, self.swallow()).await;
        }
    }

    /// Ends the connection by FIN, whatever TLS would still have to say.
    pub(super) async fn sever(&mut self) {
        *self = match mem::replace(self, Self::Gone) {
            Self::Secured(stream) => Self::Clear(stream.into_inner().0),
            other => other,
        };
        self.close().await;
    }

    /// Makes the end of the connection an RST. It ends when it is dropped.
    pub(super) fn reset(&self) {
        if let Some(socket) = self.socket() {
            // Where that fails the connection ends by FIN, which a test will notice.
            let _ = socket.set_zero_linger();
        }
    }

    /// Reads until the client ends the connection, and forgets it.
    pub(super) async fn swallow(&mut self) {
        let mut sink = vec![0; 4096];
        while let Ok(1..) = self.read(&mut sink).await {}
    }

    fn socket(&self) -> Option<&TcpStream> {
        match self {
            Self::Clear(stream) => Some(stream),
            Self::Secured(stream) => Some(stream.get_ref().0),
            Self::Gone => None,
        }
    }
}
