//! Ctrl-C and the order to terminate: the first asks for what was found so far, the second ends at once.
//!
//! They are heard on a thread of their own, so that the second one also ends a program that waits for something else,
//! such as whoever reads its output.

use std::convert::Infallible;
use std::sync::Arc;
#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tokio::runtime::{Builder, Runtime};

use crate::exit::Status;
use crate::probe::cancel::CancelHandle;

/// Whether a hangup and the order to quit have been taken over as well. They are left alone otherwise: who starts a
/// program by `nohup` wants no hangup to end it.
#[cfg(unix)]
static ALL_TAKEN: AtomicBool = AtomicBool::new(false);

/// Takes over every signal that asks for the end, for good. Ends when one comes.
#[cfg(unix)]
pub(crate) fn instead_of_any(runtime: &Runtime) -> impl Future<Output = ()> + use<> {
    ALL_TAKEN.store(true, Ordering::Relaxed);
    instead(runtime)
}

/// Takes over the signals that ask for the end of a program. Ends when one comes; never where they keep their own way.
pub(crate) fn instead(runtime: &Runtime) -> impl Future<Output = ()> + use<> {
    let _entered = runtime.enter();
    let signals = Signals::claim();
    async move {
        match signals {
            Ok(mut signals) => signals.next().await,
            Err(_) => std::future::pending().await,
        }
    }
}

/// From now on no signal kills the process: the first is passed on and the second ends it. Where that cannot be had, a
/// signal keeps its own way to end the process.
///
/// The thread needs a moment until it hears. Nobody waits for it: what comes before is heard by [`Early`].
pub(crate) fn relay(handle: CancelHandle, runtime: &Runtime) -> Early {
    let handle = Arc::new(handle);
    let early = {
        let _entered = runtime.enter();
        Early { signals: Signals::claim().ok(), handle: handle.clone() }
    };
    let heard = thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let Ok(runtime) = Builder::new_current_thread().enable_io().build() else { return };
        runtime.block_on(async {
            let Ok(mut signals) = Signals::claim() else { return };
            signals.next().await;
            handle.cancel();
            signals.next().await;
            end();
        });
    });
    // Without the thread the first signal still asks for what was found so far.
    drop(heard);
    early
}

/// Who hears the first signal on the thread that examines.
pub(crate) struct Early {
    signals: Option<Signals>,
    handle: Arc<CancelHandle>,
}

impl Early {
    /// Passes the first signal on. It never ends.
    pub(crate) async fn pass_on(mut self) -> Infallible {
        if let Some(signals) = &mut self.signals {
            signals.next().await;
            self.handle.cancel();
        }
        std::future::pending().await
    }
}

#[expect(clippy::exit, reason = "the user has asked twice; nothing may delay the end")]
fn end() {
    std::process::exit(Status::Interrupted.number().into());
}

/// The signals that ask for the end.
#[cfg(unix)]
struct Signals(Vec<tokio::signal::unix::Signal>);

#[cfg(unix)]
impl Signals {
    fn claim() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let mut kinds = vec![SignalKind::interrupt(), SignalKind::terminate()];
        if ALL_TAKEN.load(Ordering::Relaxed) {
            kinds.extend([SignalKind::hangup(), SignalKind::quit()]);
        }
        Ok(Self(kinds.into_iter().map(signal).collect::<std::io::Result<_>>()?))
    }

    async fn next(&mut self) {
        let any = self.0.iter_mut().map(|signal| Box::pin(signal.recv()));
        _ = futures_util::future::select_all(any).await;
    }
}

#[cfg(windows)]
struct Signals {
    interrupt: tokio::signal::windows::CtrlC,
    close: tokio::signal::windows::CtrlClose,
}

#[cfg(windows)]
impl Signals {
    fn claim() -> std::io::Result<Self> {
        use tokio::signal::windows::{ctrl_c, ctrl_close};
        Ok(Self { interrupt: ctrl_c()?, close: ctrl_close()? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.close.recv() => {}
        }
    }
}

/// The order to read a configuration again.
#[cfg(unix)]
pub(crate) fn hangups() -> std::io::Result<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())
}

/// Windows knows no hangup; what a console can send beside Ctrl-C is Ctrl-Break.
#[cfg(windows)]
pub(crate) fn hangups() -> std::io::Result<tokio::signal::windows::CtrlBreak> {
    tokio::signal::windows::ctrl_break()
}
