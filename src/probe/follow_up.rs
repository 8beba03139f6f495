//! The questions that the evidence leaves open, asked by connections of their own.

use std::net::IpAddr;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::sleep;

use super::dns;
use super::errand::{Errand, Trip};
use super::net::Net;
use super::proxy::Gate;
use super::run::Run;
use super::tls::NameSent;
use crate::evidence::{Attempt, FollowUp, Question};
use crate::plan::{Route, Security};
use crate::stage::Stage;

/// The most a question may take.
const LIMIT: Duration = Duration::from_secs(10);
/// The most a question of a connection alone may take: three SYNs have gone unanswered by then, and a silent port that
/// was asked about after three seconds is given up at the same moment.
const CONNECT_LIMIT: Duration = Duration::from_secs(7);

impl<'a, N: Net> Run<'a, N> {
    /// Asks questions about an attempt side by side, and keeps the answers.
    pub(super) async fn answer(&self, about: usize, questions: Vec<Question>) {
        let asked = questions.into_iter().map(|question| async move {
            tracing::debug!(about, ?question);
            if let Question::Versions { route } = question {
                let attempt = match self.address_of(about) {
                    Some(address) => self.versions(route, address).await,
                    None => Attempt::new(route),
                };
                return FollowUp { about, question, attempt };
            }
            if let Question::ReverseName { address } = question {
                let attempt = self.reverse(self.route_of(about), address).await;
                return FollowUp { about, question, attempt };
            }
            let errand = self.errand_of(about, &question).await;
            let limit = limit_of(&question).min(self.bounds.stage());
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
        let tried = |answer: &FollowUp| {
            let connected = answer.attempt.tcp.facts().is_some_and(|tcp| !tcp.connections.is_empty());
            connected || !answer.attempt.hellos.is_empty() || !answer.attempt.lookups.is_empty()
        };
        let answers = join_all(asked).await.into_iter().filter(tried);
        self.evidence.borrow_mut().follow_ups.extend(answers);
    }

    async fn errand_of(&self, about: usize, question: &Question) -> Errand<'a> {
        let at = || self.address_of(about).into_iter().collect();
        let helo = || self.plan.helo.clone();
        // A question sends no message.
        let envelope_end = match self.plan.until {
            Stage::Data => Stage::Rcpt,
            until => until,
        };
        let (route, until, announced, addresses) = match question {
            Question::OtherOrder { route } | Question::OtherPort { route } | Question::Versions { route } => {
                (*route, Stage::Ehlo, helo(), at())
            }
            Question::WithoutName { route } => (*route, Stage::Tls, helo(), at()),
            Question::ReverseName { .. } => (self.route_of(about), Stage::Tcp, None, Vec::new()),
            Question::OtherAddress { address } => (self.planned(about), Stage::Ehlo, helo(), vec![*address]),
            Question::Reference { port, .. } => {
                let route = Route { port: *port, security: Security::Detect };
                (route, Stage::Tcp, None, self.reference(route).await)
            }
            Question::Sibling { port } => {
                (Route { port: *port, security: Security::Detect }, Stage::Tcp, None, at())
            }
            Question::OtherName { name } => {
                // A name may be taken by EHLO and refused with the envelope.
                let until = if self.is_refused_in_the_envelope(about) { envelope_end } else { Stage::Ehlo };
                (self.route_of(about), until, Some(name.clone()), at())
            }
        };
        let other_name = matches!(question, Question::OtherName { .. });
        let envelope = self.plan.envelope.as_ref().filter(|_| other_name && until == envelope_end);
        Errand {
            place: None,
            host: match question {
                Question::Reference { .. } => {
                    let target = self.plan.reference.as_ref().filter(|target| target.address().is_none());
                    let left = target.filter(|_| self.gate.as_ref().is_some_and(Gate::resolves));
                    left.map(|target| target.host.clone())
                }
                Question::OtherAddress { .. } => None,
                _ => self.left_to_the_proxy(route.port),
            },
            route,
            addresses,
            until,
            announced,
            // The secret is tried once only.
            login: None,
            envelope,
            message: None,
            name: match question {
                Question::WithoutName { .. } => NameSent::Left,
                _ => NameSent::Sent,
            },
            retries: 0,
            reserve: 0,
        }
    }

    /// The first addresses of the host to compare with.
    async fn reference(&self, route: Route) -> Vec<IpAddr> {
        let Some(target) = &self.plan.reference else { return Vec::new() };
        if self.gate.as_ref().is_some_and(Gate::resolves) {
            return vec![self.proxy_address()];
        }
        let wanted = dns::Wanted {
            target,
            routes: &[route],
            family: self.plan.family,
            resolution: &self.plan.resolution,
            proxied: dns::Proxied::No,
        };
        // Beside a question of a connection, a nameserver that is silent is not worth the whole limit of a stage.
        let limit = CONNECT_LIMIT.min(self.bounds.stage());
        let resolved = self.bounds.within(limit, dns::resolve(wanted, self.net, &self.bounds)).await;
        let Ok(dns) = resolved else { return Vec::new() };
        let found = dns.passed().map(|dns| dns.addresses.clone()).unwrap_or_default();
        let evidence = self.evidence.borrow();
        let own = evidence.dns.passed().map(|dns| dns.addresses.as_slice()).unwrap_or_default();
        unrelated(&found, own).into_iter().collect()
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

    /// The route of an attempt as it was planned.
    fn planned(&self, about: usize) -> Route {
        self.plan.routes[about.min(self.plan.routes.len() - 1)]
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
        known.unwrap_or_else(|| self.planned(about))
    }
}

/// The first address that is not the server's own: another name of the same machine says nothing of the network.
fn unrelated(found: &[IpAddr], own: &[IpAddr]) -> Option<IpAddr> {
    found.iter().find(|address| !own.contains(address)).copied()
}

fn limit_of(question: &Question) -> Duration {
    match question {
        Question::Sibling { .. } | Question::Reference { .. } => CONNECT_LIMIT,
        _ => LIMIT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_not_compared_with_itself() {
        let [own, other] = ["192.0.2.1", "192.0.2.9"].map(|address| address.parse::<IpAddr>().unwrap());
        assert_eq!(unrelated(&[own, other], &[own]), Some(other));
        assert_eq!(unrelated(&[own], &[own]), None);
        assert_eq!(unrelated(&[other], &[]), Some(other));
    }
}
