//! Where in the dialogue a command waits for its answer, and what the server said last.
//!
//! It reads evidence for the causes of this family. It refuses to know what any of it means.

use std::time::Duration;

use crate::catalog::Proof;
use crate::escape::visible_within;
use crate::evidence::{Attempt, Data, Evidence, Exchange, Failure, Stage};
use crate::locale::Text;
use crate::smtp::Reply;

/// The most characters of a server's text in a proof.
pub(super) const SHOWN: usize = 200;

/// The stages at which a command of ours waits for its answer.
const COMMANDS: [Stage; 7] =
    [Stage::Ehlo, Stage::StartTls, Stage::EhloAgain, Stage::Auth, Stage::Mail, Stage::Rcpt, Stage::Data];

/// A command that failed.
pub(super) struct FailedCommand<'a> {
    /// Which of [`Evidence::attempts`].
    pub(super) index: usize,
    /// That attempt.
    pub(super) attempt: &'a Attempt,
    /// The stage.
    pub(super) stage: Stage,
    /// How it failed.
    pub(super) failure: &'a Failure,
}

impl FailedCommand<'_> {
    /// The verb of the command; with the mechanism where one was used.
    pub(super) fn command(&self) -> String {
        let mechanism = self.attempt.auth.facts().and_then(|auth| auth.mechanism.as_deref());
        match (self.stage, mechanism) {
            (Stage::StartTls, _) => "STARTTLS".into(),
            (Stage::Auth, Some(mechanism)) => format!("AUTH {mechanism}"),
            (Stage::Auth, None) => "AUTH".into(),
            (Stage::Mail, _) => "MAIL FROM".into(),
            (Stage::Rcpt, _) => "RCPT TO".into(),
            (Stage::Data, _) => self.data().map_or("DATA", |data| data.transfer.command()).into(),
            _ => "EHLO".into(),
        }
    }

    /// Whether the command is AUTH and had been sent.
    pub(super) fn is_of_a_login(&self) -> bool {
        self.stage == Stage::Auth && self.attempt.auth.facts().is_some_and(|auth| auth.mechanism.is_some())
    }

    /// Whether nobody knows what became of the message that the command handed over.
    pub(super) fn delivery_unknown(&self) -> Option<Proof> {
        let unknown = self.data().is_some_and(Data::is_unknown);
        unknown.then(|| Proof::new(UNKNOWN, Vec::new()))
    }

    /// What was observed of the message, where the command is about it.
    pub(super) fn data(&self) -> Option<&Data> {
        self.attempt.data.facts().filter(|_| self.stage == Stage::Data)
    }

    /// The reply that refuses the command, where there is one.
    pub(super) fn refusal(&self) -> Option<&Reply> {
        match self.failure {
            Failure::Rejected { reply } => Some(reply),
            _ => None,
        }
    }
}

const UNKNOWN: Text = Text {
    en: "The whole message had been sent by then: whether it is delivered is unknown, and it was not sent a second time",
    zh_cn: "此时整封邮件已经发出：是否会投递无法确定，也没有再发送第二次",
};

/// How long an answer was waited for, in seconds: the limit of a stage, or less where another port was ready.
pub(super) fn waited(after_ms: u64) -> String {
    let time = Duration::from_millis(after_ms).as_secs_f64();
    let rounded = if after_ms < 1_000 { format!("{time:.2}") } else { format!("{time:.1}") };
    rounded.strip_suffix(".0").unwrap_or(&rounded).to_owned()
}

/// Every command that failed, attempt by attempt.
pub(super) fn failed_commands(evidence: &Evidence) -> impl Iterator<Item = FailedCommand<'_>> {
    evidence.attempts.iter().enumerate().flat_map(|(index, attempt)| {
        COMMANDS.into_iter().filter_map(move |stage| {
            let failure = attempt.failure(stage)?;
            Some(FailedCommand { index, attempt, stage, failure })
        })
    })
}

/// Every greeting that failed: which of [`Evidence::attempts`], and how.
pub(super) fn failed_greetings(evidence: &Evidence) -> impl Iterator<Item = (usize, &Failure)> {
    let attempts = evidence.attempts.iter().enumerate();
    attempts.filter_map(|(index, attempt)| Some((index, attempt.greeting.failure()?)))
}

/// Whether a TLS handshake was completed, be the certificate good or not.
pub(super) fn is_secured(attempt: &Attempt) -> bool {
    attempt.tls.passed().is_some() || attempt.tls.failure() == Some(&Failure::Certificate)
}

/// What the server said last, on one line.
pub(super) fn last_words(attempt: &Attempt) -> Option<String> {
    let said = attempt.dialogue.iter().rev().find_map(|exchange| match exchange {
        Exchange::Server { text, .. } => Some(text.decoded()),
        _ => None,
    })?;
    let words: Vec<&str> = said.split_whitespace().collect();
    Some(visible_within(&words.join(" "), SHOWN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{attempt, failed, healthy, rejected};
    use crate::plan::{Route, Security};
    use crate::smtp::ServerText;

    #[test]
    fn a_failed_command_is_named() {
        let mut evidence = healthy(587, Security::StartTls);
        assert_eq!(failed_commands(&evidence).count(), 0);
        evidence.attempts[0].auth = failed(rejected(535, "5.7.8 no"));
        let found: Vec<_> = failed_commands(&evidence).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].command(), "AUTH");
        assert_eq!(found[0].refusal().map(|reply| reply.code), Some(535));
    }

    #[test]
    fn the_last_words_are_one_line() {
        let mut attempt = attempt(Route { port: 587, security: Security::Plain });
        assert_eq!(last_words(&attempt), None);
        let text = ServerText::new(*b"421-bye\r\n421 now\r\n");
        attempt.dialogue.push(Exchange::Server { text, at_ms: 1.0 });
        assert_eq!(last_words(&attempt).as_deref(), Some("421-bye 421 now"));
    }
}
