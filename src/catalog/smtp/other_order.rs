//! Whether a port that does not greet waits for TLS.
//!
//! A silent greeting and a port that wants TLS at once look alike; the follow-up that tries the other order tells them
//! apart. The causes about missing greetings share its reading, and the sentences that say what was tried.

use super::dialogue::is_secured;
use crate::catalog::{Match, Proof};
use crate::evidence::{Evidence, Failure, Question};
use crate::locale::Text;
use crate::plan::Security;
use crate::smtp::{Protocol, ServerText};

/// What came of trying the other order of TLS and greeting.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum OtherOrder {
    /// It was not tried.
    Untried,
    /// It was tried, and TLS was not established.
    Fails,
    /// It was tried, and TLS was established.
    Works,
}

impl OtherOrder {
    /// What came of it about an attempt.
    pub(super) fn about(evidence: &Evidence, about: usize) -> Self {
        let tried = evidence
            .follow_ups_about(about)
            .filter(|follow_up| matches!(follow_up.question, Question::OtherOrder { .. }))
            .map(|follow_up| is_secured(&follow_up.attempt));
        match tried.max() {
            None => Self::Untried,
            Some(false) => Self::Fails,
            Some(true) => Self::Works,
        }
    }
}

/// The protocol that answered the hello of TLS on a port that had not greeted, with its first bytes.
pub(super) fn stranger(evidence: &Evidence, about: usize) -> Option<(Protocol, &ServerText)> {
    let tried = evidence
        .follow_ups_about(about)
        .filter(|follow_up| matches!(follow_up.question, Question::OtherOrder { .. }));
    tried.filter(|follow_up| follow_up.attempt.spoken == Security::Implicit).find_map(|follow_up| {
        match follow_up.attempt.tls.failure() {
            Some(Failure::NotTls { protocol: Some(protocol), first_bytes }) => Some((*protocol, first_bytes)),
            _ => None,
        }
    })
}

/// A match about a missing greeting with what is known of the other order; none where that works. It carries the
/// argument `untried` where the order could have been tried and was not.
pub(super) fn unless_it_works(evidence: &Evidence, index: usize, found: Match) -> Option<Match> {
    match OtherOrder::about(evidence, index) {
        OtherOrder::Works => None,
        OtherOrder::Fails => Some(found.and(Proof::new(NO_TLS_EITHER, Vec::new()))),
        OtherOrder::Untried if is_secured(&evidence.attempts[index]) => {
            Some(found.and(Proof::new(SECURED, Vec::new())))
        }
        OtherOrder::Untried => Some(found.and(Proof::new(UNTRIED, Vec::new())).with("untried", "yes")),
    }
}

const NO_TLS_EITHER: Text = Text {
    en: "A TLS handshake on the same port does not succeed either",
    zh_cn: "在同一端口上直接进行 TLS 握手，也没有成功",
};

const SECURED: Text = Text { en: "TLS had been established before that", zh_cn: "此前 TLS 已经建立" };

const UNTRIED: Text = Text {
    en: "Whether the port waits for a TLS handshake was not tried",
    zh_cn: "没有试过该端口是否在等待 TLS 握手",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{attempt, failed, failed_with, follow_up, healthy, timed_out, tls};
    use crate::plan::Route;

    #[test]
    fn the_other_order_is_untried_fails_or_works() {
        let mut evidence = healthy(587, Security::Plain);
        assert_eq!(OtherOrder::about(&evidence, 0), OtherOrder::Untried);
        let route = Route { port: 587, security: Security::Implicit };
        let mut silent = attempt(route);
        silent.tls = failed(timed_out());
        evidence.follow_ups.push(follow_up(Question::OtherOrder { route }, silent));
        assert_eq!(OtherOrder::about(&evidence, 0), OtherOrder::Fails);
        evidence.follow_ups[0].attempt.tls = failed_with(Failure::Certificate, tls());
        assert_eq!(OtherOrder::about(&evidence, 0), OtherOrder::Works);
    }
}
