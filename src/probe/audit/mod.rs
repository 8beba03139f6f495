//! Further sessions that look into the health of a server (`--audit`): one a port, side by side, each polite enough for
//! a server that counts errors. They see what is answered, and leave to `audit` what that means.

mod line;
mod names;
mod session;

pub(super) use names::Names;
use std::net::{IpAddr, SocketAddr};

use futures_util::future::{join, join_all};

use super::net::Net;
use super::run::Run;
use crate::evidence::{AuditEvidence, AuditSession, Evidence};
use crate::plan::{FollowUps, Plan, Route, Security};
use crate::tls::{Offer, Suites, Version};

impl<N: Net> Run<'_, N> {
    /// Looks into the health of the server, where that was asked for.
    pub(super) async fn look_into(&self) {
        if self.plan.audit.is_left() {
            return;
        }
        let visits = if self.plan.follow_ups == FollowUps::Left {
            Vec::new()
        } else {
            visits(&self.evidence.borrow(), self.plan, self.proxy_address())
        };
        // The sessions come first where connections are scarce.
        let sessions = join_all(visits.into_iter().map(|visit| self.visit(visit)));
        let (sessions, ()) = join(sessions, self.offer_what_is_old()).await;
        let sessions: Vec<AuditSession> = sessions.into_iter().flatten().collect();
        self.evidence.borrow_mut().audit = Some(AuditEvidence { sessions, ..AuditEvidence::default() });
    }

    /// Offers old versions, weak suites and small groups to the port that is told in full: the others are mostly set
    /// alike, and the connections would not suffice.
    async fn offer_what_is_old(&self) {
        if self.plan.follow_ups == FollowUps::Left {
            return;
        }
        let (about, route, peer) = {
            let evidence = self.evidence.borrow();
            let about = evidence.foremost();
            let Some(attempt) = evidence.attempts.get(about) else { return };
            let encrypted = attempt.tls.facts().is_some_and(|tls| tls.version.is_some());
            let Some(tcp) = attempt.tcp.passed().filter(|_| encrypted) else { return };
            let peer = tcp.peer.map_or_else(|| self.proxy_address(), |peer| peer.ip());
            (about, Route { port: attempt.route.port, security: attempt.spoken }, peer)
        };
        let newest = || Offer::up_to(Version::Tls12);
        let mut offers = vec![
            Offer::up_to(Version::Tls11),
            newest().with(Suites::Broken),
            newest().with(Suites::Outdated),
            newest(),
            newest().with(Suites::FiniteField),
            Offer::up_to(Version::Ssl30),
            newest().with(Suites::StaticKey),
        ];
        if self.plan.target.address().is_none() {
            offers.push(newest().unnamed());
        }
        let hellos = self.survey(route, peer, offers).await;
        if let Some(attempt) = self.evidence.borrow_mut().attempts.get_mut(about) {
            attempt.hellos.extend(hellos);
        }
    }

    /// Notes how many connections the run took, once it is over.
    pub(super) fn count_connections(&self) {
        if let Some(audit) = &mut self.evidence.borrow_mut().audit {
            audit.connections = self.bounds.taken();
        }
    }
}

/// A port to be looked into.
#[derive(Clone, Debug)]
struct Visit {
    about: usize,
    peer: SocketAddr,
    /// Whether TLS comes with the first byte.
    implicit: bool,
    /// The name to announce.
    announced: Option<String>,
}

/// The ports that take submissions and have answered EHLO.
fn visits(evidence: &Evidence, plan: &Plan, proxy: IpAddr) -> Vec<Visit> {
    let attempts = evidence.attempts.iter().enumerate();
    let counted = attempts.filter(|(index, _)| !evidence.is_informative(*index));
    let visit = counted.filter_map(|(about, attempt)| {
        attempt.last_ehlo()?;
        Some(Visit {
            about,
            peer: attempt.tcp.passed()?.peer.unwrap_or(SocketAddr::new(proxy, attempt.route.port)),
            implicit: attempt.spoken == Security::Implicit,
            announced: plan.helo.clone(),
        })
    });
    visit.collect()
}
