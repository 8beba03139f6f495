//! The user's wish to stop: every wait of an examination ends when it comes.

use tokio::sync::watch;

/// Waits for the wish to stop.
#[derive(Clone, Debug)]
pub struct Cancel(watch::Receiver<bool>);

/// Sends the wish to stop. Dropped without a wish, it means that there will be none.
#[derive(Debug)]
pub struct CancelHandle(watch::Sender<bool>);

impl Cancel {
    /// A wish and its waiter.
    pub fn new() -> (CancelHandle, Self) {
        let (sender, receiver) = watch::channel(false);
        (CancelHandle(sender), Self(receiver))
    }

    /// A waiter for a wish that never comes.
    pub fn never() -> Self {
        Self::new().1
    }

    /// Whether the wish has come.
    pub fn is_cancelled(&self) -> bool {
        *self.0.borrow()
    }

    /// Ends when the wish comes, and not before.
    pub async fn cancelled(&mut self) {
        if self.0.wait_for(|wished| *wished).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl CancelHandle {
    /// Sends the wish.
    pub fn cancel(&self) {
        self.0.send_replace(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_wish_reaches_every_waiter() {
        let (handle, cancel) = Cancel::new();
        let mut other = cancel.clone();
        handle.cancel();
        other.cancelled().await;
        assert!(cancel.is_cancelled());
    }
}
