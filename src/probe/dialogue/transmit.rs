//! Many bytes on the wire at once, with an ear for a server that speaks before they are all gone.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, split};
use tokio::time::Instant;

use super::{CHUNK, Dialogue, Wire};
use crate::evidence::Failure;
use crate::probe::net::Net;
use crate::smtp::ServerText;

/// The bytes that have to be taken within the limit of a stage.
const PART: usize = 64 * 1024;

impl<N: Net> Dialogue<'_, '_, N> {
    /// Sends a message. What the server says before all of it is gone ends that; so does the end of the connection, which
    /// is told by no bytes at all.
    pub(super) async fn transmit(&mut self, bytes: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        for part in bytes.chunks(PART) {
            let bounds = &self.run.bounds;
            let left = self.left();
            let sent = match &mut self.wire {
                Wire::Clear(stream) => bounds.within(left, write_and_hear(stream, part)).await?,
                Wire::Secured(stream) => bounds.within(left, write_and_hear(stream, part)).await?,
                Wire::Gone => return Err(Failure::Closed { fragment: ServerText::default() }),
            };
            match sent {
                Ok(None) => self.counted = Instant::now(),
                Ok(heard) => return Ok(heard),
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(Some(Vec::new())),
                Err(error) => return Err(self.broken(&error)),
            }
        }
        Ok(None)
    }
}

/// Writes, and stops with whatever can be read first.
async fn write_and_hear<S>(stream: &mut S, bytes: &[u8]) -> io::Result<Option<Vec<u8>>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (mut reader, mut writer) = split(stream);
    let mut heard = vec![0; CHUNK];
    let writing = async {
        writer.write_all(bytes).await?;
        writer.flush().await
    };
    tokio::select! {
        // Whoever refuses and hangs up is to be heard before the broken pipe is noticed.
        biased;
        read = reader.read(&mut heard) => {
            heard.truncate(read?);
            Ok(Some(heard))
        }
        written = writing => written.map(|()| None),
    }
}
