//! Who speaks first where nobody knows: the server by its greeting, or we with a ClientHello.

use std::cell::Cell;
use std::net::SocketAddr;
use std::time::Duration;

use super::net::Net;
use super::run::Run;
use super::tap::{FirstBytes, Tap};
use super::tls::{Handshake, NameSent};
use crate::smtp::Protocol;

/// A connection on which the first word is due.
#[derive(Debug)]
pub(super) enum Begun {
    /// The server's, in clear.
    InClear(Tap, FirstBytes),
    /// The server's, under TLS, if the handshake was completed.
    Secured(Box<Handshake>, FirstBytes),
}

impl<N: Net> Run<'_, N> {
    /// Waits for a greeting as long as `patience` has it, and then tries TLS beside, on a connection of its own, until
    /// one of them shows how the server speaks. A handshake that fails by TLS is TLS all the same.
    pub(super) async fn detect(
        &self,
        mut tap: Tap,
        first: FirstBytes,
        (peer, host): (SocketAddr, Option<&str>),
        patience: Duration,
    ) -> Begun {
        let greets = self.bounds.within(patience, tap.stirs()).await.is_ok();
        if greets || !self.bounds.take_connection(0) {
            return Begun::InClear(tap, first);
        }
        let secured = async {
            let (stream, _) = self.way(host).connect(peer, &Cell::default()).await.ok()?;
            let _ = stream.set_nodelay(true);
            let (tap, first) = Tap::new(stream);
            let handshake = self.handshake(tap, &first, NameSent::Sent).await;
            let is_tls = handshake.stream.is_some() || Protocol::of(&first.bytes()) == Some(Protocol::Tls);
            is_tls.then_some(Begun::Secured(Box::new(handshake), first))
        };
        let limit = self.bounds.stage().saturating_sub(patience);
        let found = tokio::select! {
            () = tap.stirs() => None,
            found = self.bounds.within(limit, secured) => found.ok().flatten(),
        };
        found.unwrap_or(Begun::InClear(tap, first))
    }
}
