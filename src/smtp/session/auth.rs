//! The AUTH command in a session (RFC 4954): the one gate through which credentials leave.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zeroize::Zeroizing;

use super::{AuthNotes, Ended, Fault, Protection, Session, State, Step};
use crate::plan::{InClear, Login};
use crate::secret::REDACTED;
use crate::smtp::sasl::{Channel, Doubt, Key, Machine, Mechanism, Objection, Terms};
use crate::smtp::{Reply, ReplyFault};

/// The longest command line (RFC 5321 §4.5.3.1.4).
const COMMAND_LIMIT: usize = 512;
/// The longest line of an exchange (RFC 4954 §4). A token goes with the command up to this length: it is always
/// longer than a command may be, and the servers that take one expect it there.
const TOKEN_LIMIT: usize = 12_288;
/// The most challenges in one AUTH exchange.
const CHALLENGE_LIMIT: u32 = 10;

impl<'a> Session<'a> {
    /// Goes on from [`Step::Ready`]: to authentication, or where nobody logs in to what follows it. A session that ended
    /// before says nothing more.
    pub fn authenticate(&mut self) {
        if !matches!(self.state, State::Ready) {
            return;
        }
        let Some(login) = self.script.login else {
            self.state = self.after_login();
            return;
        };
        let offered = self.capabilities.mechanisms();
        let open = login.in_clear == InClear::Allowed;
        let channel = match (self.protection, &self.binding) {
            (Protection::Clear, _) => Channel::Clear,
            (_, None) => Channel::Secured,
            (_, Some(_)) => Channel::Bound,
        };
        let mechanism = Mechanism::choose(&offered, login.mechanism.as_deref(), channel);
        let fault = match (self.protection, mechanism) {
            _ if self.reader.has_surplus() => self.surplus(),
            (Protection::Unverified, _) if !open => Fault::Unverified,
            (_, None) => Fault::NotOffered(offered.clone()),
            (Protection::Clear, Some(_)) if !open => Fault::Unencrypted,
            (_, Some(mechanism)) => return self.start(mechanism, login),
        };
        self.end(Ended::Auth { mechanism: None, offered, result: Err(fault) }, State::Finished);
    }

    fn start(&mut self, mechanism: Mechanism, login: &'a Login) {
        let offered = self.capabilities.mechanisms();
        let terms = Terms { nonce: self.script.nonce, binding: self.binding.as_ref(), offered: &offered };
        self.notes = AuthNotes {
            binding: matches!(mechanism, Mechanism::ScramPlus(_)).then(|| self.kind_of_binding()).flatten(),
            ..AuthNotes::default()
        };
        let mut machine = mechanism.start(login, &terms);
        let name = mechanism.name();
        let limit = if mechanism.takes_token() { TOKEN_LIMIT } else { COMMAND_LIMIT };
        let initial = machine.initial().map(|response| Zeroizing::new(BASE64.encode(&*response)));
        let fits = |encoded: &str| "AUTH  \r\n".len() + name.len() + encoded.len() <= limit;
        let (bytes, shown) = match initial {
            // RFC 4954 §4: an initial response of nothing is an equals sign.
            Some(encoded) if encoded.is_empty() => (format!("AUTH {name} =\r\n"), format!("AUTH {name} =")),
            Some(encoded) if fits(&encoded) => {
                (format!("AUTH {name} {}\r\n", *encoded), format!("AUTH {name} {REDACTED}"))
            }
            _ => {
                machine = mechanism.start(login, &terms);
                (format!("AUTH {name}\r\n"), format!("AUTH {name}"))
            }
        };
        self.outgoing = Some(Step::Send { bytes: Zeroizing::new(bytes.into_bytes()), shown });
        self.state = State::AwaitAuth { machine, mechanism, rounds: 0 };
    }

    fn kind_of_binding(&self) -> Option<&'static str> {
        self.binding.as_ref().map(|binding| binding.kind.name())
    }

    pub(super) fn take_auth(
        &mut self,
        machine: Machine<'a>,
        mechanism: Mechanism,
        rounds: u32,
        reply: Reply,
    ) {
        match reply.code {
            235 => {
                let result = match machine.accept() {
                    Ok(()) => Ok(reply),
                    Err(Doubt::Premature) => {
                        Err(Fault::Malformed(ReplyFault::Premature { line: reply.wire() }))
                    }
                    Err(Doubt::Unproven(unproven)) => Err(Fault::Unproven(unproven)),
                };
                self.end_auth(mechanism, result);
            }
            334 => self.take_challenge(machine, mechanism, rounds, reply),
            _ => self.end_auth(mechanism, Err(Fault::Rejected(reply))),
        }
    }

    /// Takes what came of [`Step::Toil`], and answers the challenge that asked for it.
    pub fn provide(&mut self, key: Key) {
        match std::mem::replace(&mut self.state, State::Finished) {
            State::AwaitKey { mut machine, mechanism, rounds, asked } => {
                machine.provide(key);
                self.take_challenge(machine, mechanism, rounds, asked);
            }
            state => self.state = state,
        }
    }

    fn take_challenge(&mut self, mut machine: Machine<'a>, mechanism: Mechanism, rounds: u32, reply: Reply) {
        // A server that does not wait for an answer does not judge it.
        if self.reader.is_mid_reply() {
            let fault = self.surplus();
            return self.cancel(mechanism, fault);
        }
        let text = reply.lines.first().map_or(&[][..], |line| line.bytes()).trim_ascii();
        let challenge =
            BASE64.decode(text).ok().filter(|_| reply.lines.len() == 1 && rounds < CHALLENGE_LIMIT);
        if let Some(toil) = challenge.as_deref().and_then(|challenge| machine.toil(challenge)) {
            self.notes.iterations = Some(toil.iterations());
            self.outgoing = Some(Step::Toil(toil));
            self.state = State::AwaitKey { machine, mechanism, rounds, asked: reply };
            return;
        }
        let response =
            challenge.ok_or(Objection::Unexpected).and_then(|challenge| machine.respond(&challenge));
        self.notes.reason = machine.reason().cloned();
        self.notes.iterations = machine.iterations();
        match response {
            Ok(response) => {
                let encoded = Zeroizing::new(BASE64.encode(&*response));
                // An answer that means nothing shows nothing.
                let silent = response.is_empty() || machine.is_refused();
                let shown = if silent { (*encoded).clone() } else { REDACTED.to_owned() };
                let bytes = Zeroizing::new(format!("{}\r\n", *encoded).into_bytes());
                self.outgoing = Some(Step::Send { bytes, shown });
                self.state = State::AwaitAuth { machine, mechanism, rounds: rounds + 1 };
            }
            Err(Objection::Unexpected) => {
                let line = reply.wire();
                self.cancel(mechanism, Fault::Malformed(ReplyFault::Challenge { line }));
            }
            Err(Objection::Unproven(unproven)) => self.cancel(mechanism, Fault::Unproven(unproven)),
        }
    }

    /// Gives the attempt up (RFC 4954 §4), and waits for the server's word to that.
    fn cancel(&mut self, mechanism: Mechanism, fault: Fault) {
        let bytes = Zeroizing::new(b"*\r\n".to_vec());
        self.outgoing = Some(Step::Send { bytes, shown: "*".to_owned() });
        self.state = State::AwaitCancel { mechanism, fault };
    }

    pub(super) fn end_auth(&mut self, mechanism: Mechanism, result: Result<Reply, Fault>) {
        let offered = self.capabilities.mechanisms();
        let next = if result.is_ok() { self.after_login() } else { State::Finished };
        self.end(Ended::Auth { mechanism: Some(mechanism), offered, result }, next);
    }
}
