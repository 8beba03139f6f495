//! Ctrl-C and the order to terminate: the first asks for what was found so far, the second ends at once.

use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::time::timeout;

use crate::exit::Status;
use crate::probe::cancel::CancelHandle;

/// Takes interrupts over, so that from now on none of them kills the process.
pub(crate) fn claim(runtime: &Runtime) {
    // The first poll installs the handler; whether an interrupt came is of no interest yet.
    _ = runtime.block_on(async { timeout(Duration::ZERO, tokio::signal::ctrl_c()).await });
}

/// Passes the first signal on; ends the process at the second.
pub(crate) async fn relay(handle: CancelHandle) {
    next().await;
    handle.cancel();
    next().await;
    end();
}

#[expect(clippy::exit, reason = "the user has asked twice; nothing may delay the end")]
fn end() {
    std::process::exit(Status::Interrupted.number().into());
}

#[cfg(unix)]
async fn next() {
    use tokio::signal::unix::{SignalKind, signal};
    // Without a handler the signal keeps its own way to end the process.
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        interrupt = tokio::signal::ctrl_c() => if interrupt.is_err() { std::future::pending().await },
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn next() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
