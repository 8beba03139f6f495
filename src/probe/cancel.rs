//! The word to stop: given once by the user, heard by everything that waits.

use tokio::sync::watch;

/// Waits for the word to stop. Every clone hears it, however late it begins to listen.
#[derive(Clone, Debug)]
pub struct Cancel(watch::Receiver<bool>);

/// Gives the word to stop.
#[derive(Debug)]
pub struct CancelHandle(watch::Sender<bool>);

impl Cancel {
    /// Both ends.
    pub fn new() -> (CancelHandle, Self) {
        let (sender, receiver) = watch::channel(false);
        (CancelHandle(sender), Self(receiver))
    }

    /// A waiter for a word that nobody can give.
    pub fn never() -> Self {
        Self::new().1
    }

    /// Returns once the word was given; never, when it can no longer be given.
    pub async fn cancelled(&mut self) {
        if self.0.wait_for(|stop| *stop).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Whether the word was given.
    pub fn is_cancelled(&self) -> bool {
        *self.0.borrow()
    }
}

impl CancelHandle {
    /// Gives the word.
    pub fn cancel(&self) {
        self.0.send_replace(true);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    const SHORT: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn every_clone_hears_the_word() {
        let (handle, mut early) = Cancel::new();
        let mut late = early.clone();
        assert!(timeout(SHORT, early.cancelled()).await.is_err());
        handle.cancel();
        early.cancelled().await;
        late.cancelled().await;
        assert!(late.is_cancelled());
    }

    #[tokio::test]
    async fn without_a_handle_the_word_never_comes() {
        let (handle, mut cancel) = Cancel::new();
        drop(handle);
        assert!(timeout(SHORT, cancel.cancelled()).await.is_err());
    }
}
