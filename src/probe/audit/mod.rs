//! Further sessions that look into the health of a server (`--audit`): one a port, side by side, each polite enough for
//! a server that counts errors. They see what is answered, and leave to `audit` what that means.

mod line;
mod session;

use futures_util::future::join_all;

use super::net::Net;
use super::run::Run;
use crate::evidence::{AuditEvidence, AuditSession, Evidence};
use crate::plan::{FollowUps, Plan, Security};

impl<N: Net> Run<'_, N> {
    /// Looks into the health of the server, where that was asked for.
    pub(super) async fn look_into(&self) {
        if self.plan.audit.is_left() {
            return;
        }
        let visits = if self.plan.follow_ups == FollowUps::Left {
            Vec::new()
        } else {
            visits(&self.evidence.borrow(), self.plan)
        };
        let sessions = join_all(visits.into_iter().map(|visit| self.visit(visit))).await;
        let sessions: Vec<AuditSession> = sessions.into_iter().flatten().collect();
        self.evidence.borrow_mut().audit = Some(AuditEvidence { connections: 0, sessions });
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
    peer: std::net::SocketAddr,
    /// Whether TLS comes with the first byte.
    implicit: bool,
    /// The name to announce.
    announced: Option<String>,
}

/// The ports that take submissions and have answered EHLO.
fn visits(evidence: &Evidence, plan: &Plan) -> Vec<Visit> {
    let attempts = evidence.attempts.iter().enumerate();
    let counted = attempts.filter(|(index, _)| !evidence.is_informative(*index));
    let visit = counted.filter_map(|(about, attempt)| {
        attempt.last_ehlo()?;
        Some(Visit {
            about,
            peer: attempt.tcp.passed()?.peer?,
            implicit: attempt.spoken == Security::Implicit,
            announced: plan.helo.clone(),
        })
    });
    visit.collect()
}
