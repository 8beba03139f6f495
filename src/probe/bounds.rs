//! The bounds of a run: every wait ends at its stage's limit, at the run's deadline, or when the user stops it.

use std::cell::Cell;
use std::future::Future;
use std::time::Duration;

use tokio::task::yield_now;
use tokio::time::{Instant, sleep_until};

use super::cancel::Cancel;
use crate::evidence::Failure;
use crate::plan::Limits;
use crate::smtp::ServerText;

/// The bounds of one run.
#[derive(Debug)]
pub(super) struct Bounds {
    stage: Duration,
    deadline: Cell<Instant>,
    /// How long the run has stood in a queue, which is nobody's fault.
    queued: Cell<Duration>,
    cancel: Cancel,
    /// How many connections there were to begin with, and how many are left.
    most: usize,
    connections: Cell<usize>,
}

impl Bounds {
    pub(super) fn new(limits: &Limits, cancel: Cancel) -> Self {
        Self {
            stage: limits.stage,
            deadline: Cell::new(Instant::now() + limits.deadline),
            queued: Cell::default(),
            cancel,
            most: limits.connections,
            connections: Cell::new(limits.connections),
        }
    }

    /// The limit of a stage.
    pub(super) fn stage(&self) -> Duration {
        self.stage
    }

    /// Whether the user has stopped the run.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// Whether a connection is left, beside `reserve` others.
    pub(super) fn spares_connection(&self, reserve: usize) -> bool {
        self.connections.get() > reserve
    }

    /// How many connections have been taken.
    pub(super) fn taken(&self) -> usize {
        self.most.saturating_sub(self.connections.get())
    }

    /// Takes one of the connections that are left, if `reserve` others would still be.
    pub(super) fn take_connection(&self, reserve: usize) -> bool {
        let spare = self.spares_connection(reserve);
        if spare {
            self.connections.set(self.connections.get() - 1);
        }
        spare
    }

    /// What comes of standing in a queue, unless the user stops it. That time is counted against no bound.
    pub(super) async fn queue<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let started = Instant::now();
        let mut cancel = self.cancel.clone();
        let done = tokio::select! {
            biased;
            () = cancel.cancelled() => None,
            done = work => Some(done),
        };
        let took = started.elapsed();
        self.deadline.set(self.deadline.get() + took);
        self.queued.set(self.queued.get() + took);
        done
    }

    /// How long the run has stood in queues.
    pub(super) fn queued(&self) -> Duration {
        self.queued.get()
    }

    /// What `work` comes to, or the bound that ended it.
    pub(super) async fn within<T>(
        &self,
        limit: Duration,
        work: impl Future<Output = T>,
    ) -> Result<T, Failure> {
        let started = Instant::now();
        let mut cancel = self.cancel.clone();
        tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Failure::Interrupted),
            done = work => Ok(done),
            () = past((started + limit).min(self.deadline.get())) => {
                if started + limit <= self.deadline.get() {
                    Err(timed_out(limit, ServerText::default()))
                } else {
                    Err(Failure::DeadlinePassed)
                }
            }
        }
    }
}

/// Ends behind `end`, once the system has been asked what came until then: a program that was suspended wakes up late,
/// with an answer that has long been there.
async fn past(end: Instant) {
    sleep_until(end).await;
    yield_now().await;
}

/// Nothing whole came within `limit`.
pub(super) fn timed_out(limit: Duration, fragment: ServerText) -> Failure {
    Failure::TimedOut { after_ms: u64::try_from(limit.as_millis()).unwrap_or(u64::MAX), fragment }
}

/// The time since `started`, in milliseconds.
pub(super) fn elapsed(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::pending;

    fn bounds(deadline: u64) -> Bounds {
        let limits = Limits { deadline: Duration::from_secs(deadline), ..Limits::default() };
        Bounds::new(&limits, Cancel::never())
    }

    #[tokio::test(start_paused = true)]
    async fn the_nearer_bound_ends_a_wait() {
        let limit = Duration::from_secs(30);
        let ended = bounds(60).within(limit, pending::<()>()).await;
        assert_eq!(ended, Err(timed_out(limit, ServerText::default())));
        assert_eq!(bounds(10).within(limit, pending::<()>()).await, Err(Failure::DeadlinePassed));
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_lasts_to_its_bound() {
        use tokio::time::sleep;
        for (limit, deadline, failure) in [
            (30, 60, timed_out(Duration::from_secs(30), ServerText::default())),
            (30, 20, Failure::DeadlinePassed),
        ] {
            let bound = limit.min(deadline) * 1000;
            let [before, behind] = [bound - 1, bound + 1].map(Duration::from_millis);
            let limit = Duration::from_secs(limit);
            assert_eq!(bounds(deadline).within(limit, sleep(before)).await, Ok(()));
            assert_eq!(bounds(deadline).within(limit, sleep(behind)).await, Err(failure));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_wish_to_stop_ends_a_wait() {
        let (handle, cancel) = Cancel::new();
        let bounds = Bounds::new(&Limits::default(), cancel);
        handle.cancel();
        assert_eq!(bounds.within(Duration::from_secs(9), pending::<()>()).await, Err(Failure::Interrupted));
    }

    #[test]
    fn connections_run_out() {
        let bounds = bounds(60);
        assert_eq!((0..20).filter(|_| bounds.take_connection(2)).count(), 10);
        assert_eq!((0..20).filter(|_| bounds.take_connection(0)).count(), 2);
    }
}
