//! The questions that the evidence leaves open, asked by connections of their own.

use std::net::IpAddr;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::sleep;

use super::errand::{Errand, Trip};
use super::net::Net;
use super::run::Run;
use crate::evidence::{Attempt, FollowUp, Question};
use crate::plan::{Route, Security};
use crate::stage::Stage;

/// The most a question may take.
const LIMIT: Duration = Duration::from_secs(10);

impl<'a, N: Net> Run<'a, N> {
    /// Asks questions about an attempt side by side, and keeps the answers.
    pub(super) async fn answer(&self, about: usize, questions: Vec<Question>) {
        let asked = questions.into_iter().map(|question| async move {
            tracing::debug!(about, ?question);
            let errand = self.errand_of(about, &question);
            let limit = LIMIT.min(self.bounds.stage());
            let has_envelope = errand.envelope.is_some();
            let mut trip = self.run_errand(errand, sleep(limit)).await;
            if let (Trip::Talking(dialogue), true) = (&mut trip, has_envelope) {
                let stopped = tokio::select! {
                    biased;
                    () = dialogue.authenticate() => false,
                    () = sleep(limit) => true,
                };
                if stopped {
                    dialogue.give_up();
                }
            }
            let attempt = trip.finish().await;
            FollowUp { about, question, attempt }
        });
        // A question that came to no connection has no answer, and must not pass for one.
        let tried =
            |answer: &FollowUp| answer.attempt.tcp.facts().is_some_and(|tcp| !tcp.connections.is_empty());
        let answers = join_all(asked).await.into_iter().filter(tried);
        self.evidence.borrow_mut().follow_ups.extend(answers);
    }

    fn errand_of(&self, about: usize, question: &Question) -> Errand<'a> {
        let (route, until, announced) = match question {
            Question::OtherOrder { route } => (*route, Stage::Ehlo, self.plan.helo.clone()),
            Question::Sibling { port } => {
                (Route { port: *port, security: Security::Detect }, Stage::Tcp, None)
            }
            Question::OtherName { name } => {
                // A name may be taken by EHLO and refused with the envelope.
                let until =
                    if self.is_refused_in_the_envelope(about) { self.plan.until } else { Stage::Ehlo };
                (self.route_of(about), until, Some(name.clone()))
            }
        };
        let envelope = self.plan.envelope.as_ref().filter(|_| until == self.plan.until);
        Errand {
            place: None,
            route,
            addresses: self.address_of(about).into_iter().collect(),
            until,
            announced,
            // The secret is tried once only.
            login: None,
            envelope,
            retries: 0,
            reserve: 0,
        }
    }

    /// The address to ask at: the one in use, else the first of IPv4, else the first.
    fn address_of(&self, about: usize) -> Option<IpAddr> {
        let evidence = self.evidence.borrow();
        let tcp = evidence.attempts.get(about).and_then(|attempt| attempt.tcp.passed());
        let addresses = self.addresses_for(self.route_of(about).port);
        tcp.and_then(|tcp| tcp.peer)
            .map(|peer| peer.ip())
            .or_else(|| addresses.iter().copied().find(IpAddr::is_ipv4))
            .or_else(|| addresses.first().copied())
    }

    fn is_refused_in_the_envelope(&self, about: usize) -> bool {
        let evidence = self.evidence.borrow();
        let failed = evidence.attempts.get(about).and_then(Attempt::first_failure);
        matches!(failed, Some((Stage::Mail | Stage::Rcpt, _)))
    }

    fn route_of(&self, about: usize) -> Route {
        let evidence = self.evidence.borrow();
        let known = evidence
            .attempts
            .get(about)
            .map(|attempt| Route { port: attempt.route.port, security: attempt.spoken });
        known.unwrap_or(self.plan.routes[about.min(self.plan.routes.len() - 1)])
    }
}
