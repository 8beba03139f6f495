//! How checks look at evidence: port by port, without those that are looked at for information only.

use super::{Observed, Seen};
use crate::evidence::{Attempt, AuditSession, Evidence, TlsHello};

/// What stands between the items of a list, in every language alike.
pub(super) const BETWEEN: &str = " · ";

/// What each port that takes submissions shows; nothing of a port where `judge` sees too little.
pub(super) fn ports(evidence: &Evidence, judge: impl Fn(&Attempt) -> Option<Verdict>) -> Vec<Observed> {
    let attempts = evidence.attempts.iter().enumerate();
    let counted = attempts.filter(|(index, _)| !evidence.is_informative(*index));
    let observed = counted.filter_map(|(_, attempt)| {
        let seen = judge(attempt)?.seen();
        Some(Observed { port: Some(attempt.route.port), seen })
    });
    observed.collect()
}

/// What each further session shows; nothing of a session where `judge` sees too little.
pub(super) fn sessions(
    evidence: &Evidence,
    judge: impl Fn(&AuditSession, &Attempt) -> Option<Verdict>,
) -> Vec<Observed> {
    let sessions = evidence.audit.iter().flat_map(|audit| &audit.sessions);
    let observed = sessions.filter_map(|session| {
        let attempt = evidence.attempts.get(session.about)?;
        let seen = judge(session, attempt)?.seen();
        Some(Observed { port: Some(session.port), seen })
    });
    observed.collect()
}

/// What the hellos made by hand show, port by port.
pub(super) fn surveys(evidence: &Evidence, judge: impl Fn(&[&TlsHello]) -> Option<Verdict>) -> Vec<Observed> {
    let attempts = evidence.attempts.iter().enumerate();
    let observed = attempts.filter_map(|(index, attempt)| {
        let asked = evidence.follow_ups_about(index).flat_map(|follow_up| &follow_up.attempt.hellos);
        let hellos: Vec<&TlsHello> = attempt.hellos.iter().chain(asked).collect();
        Some(Observed { port: Some(attempt.route.port), seen: judge(&hellos)?.seen() })
    });
    observed.collect()
}

/// What a check comes to in one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// All is well.
    Sound,
    /// It is not.
    Found(Seen),
}

impl Verdict {
    /// Sound, unless something was seen.
    pub(super) fn of(seen: Option<Seen>) -> Self {
        seen.map_or(Self::Sound, Self::Found)
    }

    pub(super) fn seen(self) -> Option<Seen> {
        match self {
            Self::Sound => None,
            Self::Found(seen) => Some(seen),
        }
    }
}

/// What the host as a whole shows.
pub(super) fn host(verdict: Option<Verdict>) -> Vec<Observed> {
    verdict.map(|verdict| Observed { port: None, seen: verdict.seen() }).into_iter().collect()
}
