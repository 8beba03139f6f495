//! A line to a server: a command out, one reply in, each wait and each byte bounded.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::time::Instant;

use crate::evidence::{Ask, Came, Trial};
use crate::probe::bounds::{Bounds, elapsed};
use crate::smtp::ReplyReader;

/// The most that one reply may take.
const REPLY: Duration = Duration::from_secs(3);
/// How long a server may take to end the connection after QUIT.
const GOODBYE: Duration = Duration::from_secs(1);

/// A line to a server.
pub(super) struct Line<'b, S> {
    pub(super) stream: S,
    reader: ReplyReader,
    bounds: &'b Bounds,
}

impl<'b, S: AsyncRead + AsyncWrite + Unpin> Line<'b, S> {
    pub(super) fn new(stream: S, bounds: &'b Bounds) -> Self {
        Self { stream, reader: ReplyReader::default(), bounds }
    }

    /// Tries something and keeps what came of it.
    pub(super) async fn put(&mut self, ask: Ask, secured: bool, command: &str) -> Trial {
        let since = Instant::now();
        let came = self.ask(command).await;
        Trial { ask, secured, came, ms: elapsed(since) }
    }

    /// Sends a command and waits for its reply.
    pub(super) async fn ask(&mut self, command: &str) -> Came {
        let limit = REPLY.min(self.bounds.stage());
        let sent = async {
            self.stream.write_all(format!("{command}\r\n").as_bytes()).await?;
            self.stream.flush().await
        };
        match self.bounds.within(limit, sent).await {
            Ok(Ok(())) => self.reply().await,
            Ok(Err(_)) => Came::Broken,
            Err(_) => Came::Silence,
        }
    }

    /// Waits for a reply.
    pub(super) async fn reply(&mut self) -> Came {
        let limit = REPLY.min(self.bounds.stage());
        let bounds = self.bounds;
        match bounds.within(limit, self.next()).await {
            Ok(came) => came,
            Err(_) => Came::Silence,
        }
    }

    async fn next(&mut self) -> Came {
        loop {
            match self.reader.next_reply() {
                Ok(Some(reply)) => return Came::Reply { reply },
                Ok(None) => {}
                Err(_) => return Came::Broken,
            }
            let mut buffer = [0; 4096];
            match self.stream.read(&mut buffer).await {
                Ok(0) => return Came::Closed,
                Ok(length) => self.reader.push(&buffer[..length]),
                Err(_) => return Came::Broken,
            }
        }
    }

    /// Waits for the end of the connection.
    pub(super) async fn end(&mut self, secured: bool) -> Trial {
        let since = Instant::now();
        let limit = GOODBYE.min(self.bounds.stage());
        let ended = async {
            let mut buffer = [0; 4096];
            // What still comes is read away; no server has much to say here.
            for _ in 0..16 {
                match self.stream.read(&mut buffer).await {
                    Ok(0) => return Ok(()),
                    Ok(_) => {}
                    Err(error) => return Err(error),
                }
            }
            Err(io::ErrorKind::InvalidData.into())
        };
        let came = match self.bounds.within(limit, ended).await {
            Ok(Ok(())) => Came::Closed,
            Ok(Err(_)) => Came::Broken,
            Err(_) => Came::Silence,
        };
        Trial { ask: Ask::End, secured, came, ms: elapsed(since) }
    }
}
