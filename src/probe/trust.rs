//! The roots of a run, read once whoever asks, on threads of their own.
//!
//! Reading takes longer than a connection on the same network, so it begins before anything else: a run waits for the
//! rest of it only when there is a certificate to judge.

use std::fmt;
use std::pin::Pin;
use std::thread;

use futures_util::FutureExt as _;
use futures_util::future::Shared;
use tokio::sync::oneshot;

use super::roots::{Extent, OwnRoots, Roots};
use crate::plan::{Plan, Security};
use crate::stage::Stage;

/// Roots that are read once, whoever asks.
type SharedRoots = Shared<Pin<Box<dyn Future<Output = Roots> + Send>>>;

/// What a run trusts. Its clones share what has been read.
#[derive(Clone)]
pub struct Trust {
    bundle: SharedRoots,
    all: SharedRoots,
}

impl Trust {
    /// Begins to read this machine's roots and those given with the plan, where TLS may come.
    pub fn begin(own: &OwnRoots, plan: &Plan) -> Self {
        let needless = plan.routes.iter().all(|route| route.security == Security::Plain)
            || matches!(plan.until, Stage::Dns | Stage::Tcp);
        let reading = |extent| Reading { own: own.clone(), extent, given: plan.extra_roots.clone() };
        let bundle = reading(Extent::Bundle);
        Self {
            bundle: if needless { bundle.later() } else { bundle.now() },
            all: reading(Extent::All).later(),
        }
    }

    /// This machine's roots and those given in PEM, to be read when the first of many runs asks for them.
    pub fn for_many(own: &OwnRoots, given: &[Vec<u8>]) -> Self {
        let reading = |extent| Reading { own: own.clone(), extent, given: given.to_vec() };
        Self { bundle: reading(Extent::Bundle).later(), all: reading(Extent::All).later() }
    }

    /// The roots, once they are read.
    pub(super) async fn roots(&self, extent: Extent) -> Roots {
        let read = match extent {
            Extent::Bundle => &self.bundle,
            Extent::All => &self.all,
        };
        read.clone().await
    }
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trust")
    }
}

/// Roots that are to be read.
#[derive(Clone)]
struct Reading {
    own: OwnRoots,
    extent: Extent,
    given: Vec<Vec<u8>>,
}

impl Reading {
    fn now(self) -> SharedRoots {
        let begun = self.begin();
        shared(async move { self.outcome(begun).await })
    }

    fn later(self) -> SharedRoots {
        shared(async move { self.outcome(self.begin()).await })
    }

    fn begin(&self) -> oneshot::Receiver<Roots> {
        let (done, outcome) = oneshot::channel();
        let reading = self.clone();
        let begun = thread::Builder::new().name("roots".to_owned()).spawn(move || {
            _ = done.send(reading.read());
        });
        // Without a thread nothing is sent, and whoever waits reads for himself.
        drop(begun);
        outcome
    }

    async fn outcome(&self, begun: oneshot::Receiver<Roots>) -> Roots {
        begun.await.unwrap_or_else(|_| self.read())
    }

    fn read(&self) -> Roots {
        Roots::read(&self.own, self.extent, &self.given)
    }
}

fn shared(reading: impl Future<Output = Roots> + Send + 'static) -> SharedRoots {
    let reading: Pin<Box<dyn Future<Output = Roots> + Send>> = Box::pin(reading);
    reading.shared()
}
