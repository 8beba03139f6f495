//! What a dialogue leaves in the record: outcomes, replies without secrets, and the lines in their order.

use super::super::bounds::elapsed;
use super::super::classify;
use super::super::net::Net;
use super::{Dialogue, failed};
use crate::evidence::{Auth, Data, Ehlo, Exchange, Failure, Greeting, Hello, Mail, Outcome, Rcpt, StartTls};
use crate::plan::Security;
use crate::smtp::session::{Ended, Fault, Handover};
use crate::smtp::{Capabilities, Reply, ServerText};
use crate::stage::Stage;

/// What became of the message.
pub(super) fn data(handover: Handover, reply: Option<Reply>) -> Data {
    let Handover { size, transfer, handed } = handover;
    Data { reply, size, transfer, handed }
}

impl<N: Net> Dialogue<'_, '_, N> {
    /// Keeps how a stage ended.
    pub(super) fn record(&mut self, ended: Ended) {
        let ms = elapsed(self.since);
        match ended {
            Ended::Greeting(result) => {
                self.attempt.greeting = self.outcome(result, ms, |reply| Greeting { reply });
                self.next_stage(Stage::Greeting);
            }
            Ended::Ehlo { stage, refusal, result } => {
                let announced = self.session.announced().to_owned();
                let refusal = refusal.map(|reply| self.redact(reply));
                let hello = if refusal.is_some() { Hello::Helo } else { Hello::Ehlo };
                let outcome = self.outcome(result, ms, |reply| {
                    let capabilities = match hello {
                        Hello::Ehlo => Capabilities::of(&reply),
                        Hello::Helo => Capabilities { keywords: Vec::new(), ..Capabilities::of(&reply) },
                    };
                    Ehlo { announced, hello, ehlo_refusal: refusal, reply, capabilities }
                });
                if stage == Stage::EhloAgain {
                    self.attempt.ehlo_again = outcome;
                } else {
                    self.settle(&outcome);
                    self.attempt.ehlo = outcome;
                }
                self.next_stage(stage);
            }
            Ended::StartTls(result) => {
                self.attempt.spoken = Security::StartTls;
                self.attempt.starttls = self.outcome(result, ms, |reply| StartTls { reply });
                self.next_stage(Stage::StartTls);
            }
            Ended::Auth { mechanism, result, .. } => {
                let offered = self.offered();
                let mechanism = mechanism.map(|mechanism| mechanism.name().to_owned());
                let (reply, failure) = match result {
                    Ok(reply) => (Some(self.heard(reply)), None),
                    Err(Fault::Rejected(reply)) => {
                        let reply = self.heard(reply);
                        (Some(reply.clone()), Some(Failure::Rejected { reply }))
                    }
                    Err(Fault::NotOffered(_)) => {
                        (None, Some(Failure::NotOffered { offered: offered.clone() }))
                    }
                    Err(fault) => (None, Some(self.failure(fault))),
                };
                let facts = Auth { mechanism, offered, reply, ..self.noted() };
                self.attempt.auth = match failure {
                    None => Outcome::Passed { facts, ms },
                    Some(failure) => Outcome::Failed { failure, facts: Some(facts), ms },
                };
                self.next_stage(Stage::Auth);
            }
            Ended::Mail { from, result } => {
                self.attempt.mail = self.outcome(result, ms, |reply| Mail { from, reply });
                self.next_stage(Stage::Mail);
            }
            Ended::Rcpt(result) => {
                let facts = self.answers();
                self.attempt.rcpt = match result {
                    Ok(()) => Outcome::Passed { facts, ms },
                    Err(fault) => Outcome::Failed { failure: self.failure(fault), facts: Some(facts), ms },
                };
                self.next_stage(Stage::Rcpt);
            }
            Ended::Data { handover, result } => {
                let (reply, failure) = match result {
                    Ok(reply) => (Some(self.heard(reply)), None),
                    Err(Fault::Rejected(reply)) => {
                        let reply = self.heard(reply);
                        (Some(reply.clone()), Some(Failure::Rejected { reply }))
                    }
                    Err(fault) => (None, Some(self.failure(fault))),
                };
                let facts = data(handover, reply);
                self.attempt.data = match failure {
                    None => Outcome::Passed { facts, ms },
                    Some(failure) => Outcome::Failed { failure, facts: Some(facts), ms },
                };
                self.next_stage(Stage::Data);
            }
        }
    }

    /// The mechanisms offered, as they are in the record: there is no secret in it any more, whose words could stand
    /// one by one in this list.
    pub(super) fn offered(&self) -> Vec<String> {
        self.attempt.last_ehlo().map(|ehlo| ehlo.capabilities.mechanisms()).unwrap_or_default()
    }

    /// What the login has shown beside its end, without the secret.
    pub(super) fn noted(&self) -> Auth {
        let notes = self.session.auth_notes();
        let redact = |text: String| self.redacted_word(text);
        Auth {
            challenge: notes.reason.clone().map(|reason| reason.map(redact)),
            binding: notes.binding.map(str::to_owned),
            iterations: notes.iterations,
            ..Auth::default()
        }
    }

    /// Says of a route that was left open how it is gone, once EHLO has shown it.
    fn settle(&mut self, ehlo: &Outcome<Ehlo>) {
        let open = matches!(self.attempt.spoken, Security::Opportunistic | Security::Detect);
        if let (true, Some(ehlo)) = (open, ehlo.passed()) {
            let offered = ehlo.capabilities.has("STARTTLS");
            self.attempt.spoken = if offered { Security::StartTls } else { Security::Plain };
        }
    }

    fn outcome<T>(
        &mut self,
        result: Result<Reply, Fault>,
        ms: f64,
        facts: impl FnOnce(Reply) -> T,
    ) -> Outcome<T> {
        match result {
            Ok(reply) => Outcome::Passed { facts: facts(self.heard(reply)), ms },
            Err(Fault::Rejected(reply)) => failed(Failure::Rejected { reply: self.heard(reply) }, ms),
            Err(fault) => failed(self.failure(fault), ms),
        }
    }

    /// The recipients that have been answered.
    pub(super) fn answers(&mut self) -> Rcpt {
        Rcpt { recipients: std::mem::take(&mut self.recipients) }
    }

    /// A reply for the record, with its place in the dialogue.
    pub(super) fn heard(&mut self, reply: Reply) -> Reply {
        let reply = self.redact(reply);
        let at_ms = elapsed(self.origin);
        self.attempt.dialogue.push(Exchange::Server { text: reply.wire(), at_ms });
        reply
    }

    /// The failure of a fault. The bytes that it quotes may have been cut.
    pub(super) fn failure(&self, fault: Fault) -> Failure {
        let text = |text: ServerText| self.redacted_cut(&text);
        classify::fault(match fault {
            Fault::Closed(bytes) => Fault::Closed(text(bytes)),
            Fault::Injected(bytes) => Fault::Injected(text(bytes)),
            Fault::Desynchronised(bytes) => Fault::Desynchronised(text(bytes)),
            Fault::NotSmtp { protocol, first_bytes } => {
                Fault::NotSmtp { protocol, first_bytes: text(first_bytes) }
            }
            Fault::Malformed(fault) => Fault::Malformed(fault.map(text)),
            Fault::Rejected(reply) => Fault::Rejected(self.redact(reply)),
            Fault::NotOffered(offered) => Fault::NotOffered(self.redacted_words(offered)),
            fault @ (Fault::Unencrypted | Fault::Unverified | Fault::Unproven(_) | Fault::Unsent(_)) => fault,
        })
    }
}
