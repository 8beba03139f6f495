//! A stream that remembers the first bytes that came: what a handshake fails on is told by them.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// How many bytes are remembered.
const KEPT: usize = 256;

/// What a [`Tap`] remembers, shared with whoever looks at it later.
#[derive(Clone, Debug, Default)]
pub(super) struct FirstBytes(Arc<Mutex<Vec<u8>>>);

impl FirstBytes {
    /// The bytes so far.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether these are no TLS record (RFC 8446 §5.1), and not a whole line either.
    pub(super) fn is_short_text(&self) -> bool {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_tls = matches!(kept.first(), None | Some(0x14..=0x17));
        !is_tls && kept.len() < KEPT && !kept.contains(&b'\n')
    }

    /// Starts anew, for what comes next.
    pub(super) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn keep(&self, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let room = KEPT.saturating_sub(kept.len()).min(bytes.len());
        kept.extend_from_slice(&bytes[..room]);
    }
}

/// A connection that remembers the first bytes that came.
#[derive(Debug)]
pub(super) struct Tap {
    stream: TcpStream,
    first: FirstBytes,
    /// How a look at the connection failed: the system tells it once, and whoever reads next is to know it.
    failed: Option<io::Error>,
}

impl Tap {
    pub(super) fn new(stream: TcpStream) -> (Self, FirstBytes) {
        let first = FirstBytes::default();
        (Self { stream, first: first.clone(), failed: None }, first)
    }

    /// The connection itself.
    pub(super) fn into_stream(self) -> TcpStream {
        self.stream
    }

    /// Acknowledges what has come at once. A server that writes a reply in two pieces waits for the acknowledgement
    /// of the first (RFC 896), and a delayed one (RFC 1122 §4.2.3.2) costs 40 ms a reply.
    #[cfg(target_os = "linux")]
    fn acknowledge(stream: &TcpStream) {
        let _ = stream.set_quickack(true);
    }

    #[cfg(not(target_os = "linux"))]
    fn acknowledge(_: &TcpStream) {}

    /// Ends when bytes have come or the connection is at its end. What has come stays to be read.
    pub(super) async fn stirs(&mut self) {
        if let Err(error) = self.stream.peek(&mut [0]).await {
            self.failed = Some(error);
        }
    }
}

impl AsyncRead for Tap {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if let Some(error) = self.failed.take() {
            return Poll::Ready(Err(error));
        }
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buf);
        if matches!(polled, Poll::Ready(Ok(()))) {
            self.first.keep(&buf.filled()[before..]);
            Self::acknowledge(&self.stream);
        }
        polled
    }
}

impl AsyncWrite for Tap {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
