//! The sockets by which nameservers are asked: those of tokio, with UDP connected, so that a port on which nothing
//! listens is told at once and not by silence; and what the system said when one failed.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use hickory_resolver::net::runtime::{DnsUdpSocket, RuntimeProvider, TokioRuntimeProvider, TokioTime};
use tokio::io::ReadBuf;
use tokio::net::UdpSocket;

/// A result that hickory waits for.
type Later<'a, T> = Pin<Box<dyn Future<Output = io::Result<T>> + Send + 'a>>;

/// The sockets of one question.
#[derive(Clone, Default)]
pub(super) struct Sockets {
    tokio: TokioRuntimeProvider,
    trouble: Trouble,
}

/// What the system said first when something failed, shared by the sockets of one question.
#[derive(Clone, Debug, Default)]
struct Trouble(Arc<Mutex<Option<io::Error>>>);

/// A UDP socket that knows its peer.
#[derive(Debug)]
pub(super) struct Datagrams {
    socket: UdpSocket,
    peer: SocketAddr,
    trouble: Trouble,
}

impl Sockets {
    /// What the system said first when something failed.
    pub(super) fn trouble(&self) -> Option<io::Error> {
        self.trouble.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Trouble {
    fn note<T>(&self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result {
            let same = error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error);
            self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(same);
        }
        result
    }
}

impl RuntimeProvider for Sockets {
    type Handle = <TokioRuntimeProvider as RuntimeProvider>::Handle;
    type Timer = TokioTime;
    type Udp = Datagrams;
    type Tcp = <TokioRuntimeProvider as RuntimeProvider>::Tcp;

    fn create_handle(&self) -> Self::Handle {
        self.tokio.create_handle()
    }

    fn connect_tcp(
        &self,
        server: SocketAddr,
        bound: Option<SocketAddr>,
        limit: Option<Duration>,
    ) -> Later<'static, Self::Tcp> {
        let (connecting, trouble) = (self.tokio.connect_tcp(server, bound, limit), self.trouble.clone());
        Box::pin(async move { trouble.note(connecting.await) })
    }

    fn bind_udp(&self, bound: SocketAddr, server: SocketAddr) -> Later<'static, Datagrams> {
        let trouble = self.trouble.clone();
        Box::pin(async move {
            let socket = trouble.note(UdpSocket::bind(bound).await)?;
            trouble.note(socket.connect(server).await)?;
            Ok(Datagrams { socket, peer: server, trouble })
        })
    }
}

impl DnsUdpSocket for Datagrams {
    type Time = TokioTime;

    fn poll_recv_from(
        &self,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<(usize, SocketAddr)>> {
        let mut buffer = ReadBuf::new(buffer);
        let polled = self.socket.poll_recv(cx, &mut buffer);
        polled.map(|received| self.trouble.note(received).map(|()| (buffer.filled().len(), self.peer)))
    }

    /// Beside the polled form, as an error of the socket does not wake that one.
    fn recv_from<'a, 'b, 'c>(&'a self, buffer: &'b mut [u8]) -> Later<'c, (usize, SocketAddr)>
    where
        'a: 'c,
        'b: 'c,
    {
        Box::pin(async move {
            let length = self.trouble.note(self.socket.recv(buffer).await)?;
            Ok((length, self.peer))
        })
    }

    fn poll_send_to(&self, cx: &mut Context<'_>, bytes: &[u8], _: SocketAddr) -> Poll<io::Result<usize>> {
        self.socket.poll_send(cx, bytes).map(|sent| self.trouble.note(sent))
    }

    fn send_to<'a, 'b, 'c>(&'a self, bytes: &'b [u8], _: SocketAddr) -> Later<'c, usize>
    where
        'a: 'c,
        'b: 'c,
    {
        Box::pin(async move { self.trouble.note(self.socket.send(bytes).await) })
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn a_port_on_which_nothing_listens_is_told_at_once() {
        let sockets = Sockets::default();
        // Bound and dropped: nobody listens there for now.
        let closed = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap();
        let socket = sockets.bind_udp((Ipv4Addr::LOCALHOST, 0).into(), closed).await.unwrap();
        socket.send_to(b"?", closed).await.unwrap();
        let received = timeout(Duration::from_secs(2), socket.recv_from(&mut [0; 16])).await;
        if received.is_err() && crate::lab::os_code::is_wine() {
            return;
        }
        let kind = received.unwrap().unwrap_err().kind();
        assert!(matches!(kind, io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset), "{kind}");
        assert_eq!(sockets.trouble().unwrap().kind(), kind);
    }
}
