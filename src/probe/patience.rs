//! Patience: what a main errand waits for, how long before a question is asked beside it, and when more waiting would
//! tell nothing.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};

use super::bounds::timed_out;
use super::net::Net;
use super::run::Run;
use crate::evidence::{Attempt, Failure, Outcome, Question, Tcp};
use crate::plan::FollowUps;
use crate::smtp::ServerText;
use crate::stage::Stage;

/// How often a wait is looked at.
const TICK: Duration = Duration::from_millis(50);
/// How long a port may be silent before its siblings are tried: two SYNs have gone unanswered by then.
const CONNECT: Duration = Duration::from_secs(3);
/// How long a port may be silent in all once a sibling has answered, and how long one that has taken the connection is
/// waited for at each stage once a sibling is ready: some servers greet late on purpose.
const SILENT_PORT: Duration = Duration::from_secs(10);
/// How long a greeting or a handshake may be silent before the other order is tried.
const FIRST_WORD: Duration = Duration::from_secs(5);
/// How long a port that is looked at for information is waited for when all else is done.
const MOMENT: Duration = Duration::from_millis(250);
/// How long it is waited for where nothing else is ready, since the run began.
const QUESTION: Duration = Duration::from_secs(7);
/// How long a route may take to connect once another one is ready, at least.
const LAGGARD: Duration = Duration::from_secs(1);

/// What each main errand waits for.
#[derive(Debug)]
pub(super) struct Patience {
    origin: Instant,
    waiting: RefCell<Vec<(usize, Option<Stage>, Instant)>>,
    /// Which address each errand has come to.
    reached: RefCell<Vec<(usize, SocketAddr)>>,
    /// When the routes that are not connected are no longer waited for.
    end: Cell<Option<Instant>>,
    /// When the routes that were asked for were all through, and whether one of them is ready.
    through: Cell<Option<(Instant, bool)>>,
    /// Whether a port that is looked at for information takes connections.
    informed: Cell<bool>,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            origin: Instant::now(),
            waiting: RefCell::default(),
            reached: RefCell::default(),
            end: Cell::default(),
            through: Cell::default(),
            informed: Cell::default(),
        }
    }
}

impl Patience {
    /// Notes what the errand at a place waits for. Says whether that is new.
    pub(super) fn waits(&self, place: usize, stage: Option<Stage>) -> bool {
        let mut waiting = self.waiting.borrow_mut();
        match waiting.iter_mut().find(|(known, ..)| *known == place) {
            Some((_, known, _)) if *known == stage => return false,
            Some((_, known, since)) => (*known, *since) = (stage, Instant::now()),
            None => waiting.push((place, stage, Instant::now())),
        }
        true
    }

    /// Notes which address the errand at a place is connected to.
    pub(super) fn reaches(&self, place: usize, peer: SocketAddr) {
        self.reached.borrow_mut().push((place, peer));
    }

    /// Notes that a route is through. If it is `ready`, the others get as long again and twice more to connect.
    pub(super) fn arrived(&self, ready: bool) {
        if ready && self.end.get().is_none() {
            self.end.set(Some(Instant::now() + LAGGARD.max(self.origin.elapsed() * 2)));
        }
    }

    /// Notes that the routes that were asked for are all through.
    pub(super) fn all_through(&self, ready: bool) {
        self.through.set(Some((Instant::now(), ready)));
    }

    /// Notes that a port that is looked at for information takes connections.
    pub(super) fn informed(&self) {
        self.informed.set(true);
    }

    fn peer_of(&self, place: usize) -> Option<SocketAddr> {
        let reached = self.reached.borrow();
        reached.iter().find(|(known, _)| *known == place).map(|(_, peer)| *peer)
    }

    fn wait_of(&self, place: usize) -> Option<(Stage, Instant)> {
        let waiting = self.waiting.borrow();
        waiting
            .iter()
            .find(|(known, ..)| *known == place)
            .and_then(|(_, stage, since)| Some(((*stage)?, *since)))
    }
}

impl<N: Net> Run<'_, N> {
    /// Ends when more waiting at a place would tell nothing: another route is ready and this one far behind, or a
    /// question asked meanwhile has been answered in a way that settles it.
    pub(super) async fn patience_of(&self, place: usize) {
        tokio::select! {
            biased;
            () = self.left_behind(place) => {}
            () = self.settled_beside(place) => {}
        }
    }

    /// Ends when another route is ready and this one far behind.
    async fn left_behind(&self, place: usize) {
        loop {
            sleep(TICK).await;
            let Some(end) = self.patience.end.get() else { continue };
            let Some((stage, since)) = self.patience.wait_of(place) else { continue };
            let end = if stage == Stage::Tcp { end } else { since + SILENT_PORT };
            if Instant::now() + TICK < end {
                continue;
            }
            sleep_until(end).await;
            if self.patience.wait_of(place) == Some((stage, since)) {
                return;
            }
        }
    }

    /// Ends when a question asked during a long wait has been answered in a way that settles it.
    async fn settled_beside(&self, place: usize) {
        let mut asked = Vec::new();
        loop {
            sleep(TICK).await;
            let Some((stage, since)) = self.patience.wait_of(place) else { continue };
            let limit = match stage {
                Stage::Tcp => CONNECT,
                Stage::Greeting | Stage::Tls => FIRST_WORD,
                _ => continue,
            };
            if asked.contains(&stage) || since.elapsed() < limit || self.plan.follow_ups == FollowUps::Left {
                continue;
            }
            asked.push(stage);
            if self.ask_beside(place, stage).await && self.patience.wait_of(place) == Some((stage, since)) {
                if stage == Stage::Tcp {
                    sleep_until(since + SILENT_PORT).await;
                }
                return;
            }
        }
    }

    /// Ends when a port that is looked at for information has had its time: a moment longer than those that were asked
    /// for where one of them is ready, else as long as a question about it would have.
    pub(super) async fn patience_for_information(&self) {
        loop {
            sleep(TICK).await;
            let Some((at, ready)) = self.patience.through.get() else { continue };
            let end = if ready { at + MOMENT } else { at.max(self.patience.origin + QUESTION) };
            return sleep_until(end).await;
        }
    }

    /// Asks what would be asked if the wait had already failed. Says whether an answer settles it.
    async fn ask_beside(&self, place: usize, stage: Stage) -> bool {
        let mut so_far = self.evidence.borrow().clone();
        so_far.attempts = self.plan.routes.iter().map(|route| Attempt::new(*route)).collect();
        let Some(attempt) = so_far.attempts.get_mut(place) else { return false };
        let failure = timed_out(FIRST_WORD, ServerText::default());
        attempt.fail(stage, failure, 0.0);
        if stage == Stage::Tcp && self.patience.informed.get() {
            return true;
        }
        if let Some(peer) = self.patience.peer_of(place) {
            let facts = Tcp { peer: Some(peer), local: None, via: None, connections: Vec::new(), retries: 0 };
            attempt.tcp = Outcome::Passed { facts, ms: 0.0 };
        }
        // The other order answers at once where it is the right one, other addresses may be as silent as this one.
        let (order, others) = (self.questions)(&so_far, place)
            .into_iter()
            .partition::<Vec<_>, _>(|question| matches!(question, Question::OtherOrder { .. }));
        for questions in [order, others] {
            let before = self.evidence.borrow().follow_ups.len();
            Box::pin(self.answer(place, questions)).await;
            let evidence = self.evidence.borrow();
            let mut answers = evidence.follow_ups[before..].iter();
            if answers.any(|answer| answer.about == place && answer.is_yes()) {
                return true;
            }
        }
        false
    }
}

impl Attempt {
    /// Marks a stage as failed without facts.
    pub(super) fn fail(&mut self, stage: Stage, failure: Failure, ms: f64) {
        match stage {
            Stage::Tcp => self.tcp = Outcome::Failed { failure, facts: None, ms },
            Stage::Tls => self.tls = Outcome::Failed { failure, facts: None, ms },
            Stage::Greeting => self.greeting = Outcome::Failed { failure, facts: None, ms },
            _ => {}
        }
    }
}
