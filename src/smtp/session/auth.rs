//! The AUTH command in a session (RFC 4954): the one gate through which credentials leave.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zeroize::Zeroizing;

use super::{Ended, Fault, Protection, Session, State, Step};
use crate::plan::{InClear, Login};
use crate::secret::REDACTED;
use crate::smtp::sasl::{Machine, Mechanism};
use crate::smtp::{Reply, ReplyFault};

/// The longest command line (RFC 5321 §4.5.3.1.4).
const COMMAND_LIMIT: usize = 512;
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
        let mechanism = Mechanism::choose(&offered, login.mechanism.as_deref());
        let fault = match (self.protection, mechanism) {
            _ if self.reader.is_mid_reply() => self.surplus(),
            (Protection::Unverified, _) if !open => Fault::Unverified,
            (_, None) => Fault::NotOffered(offered.clone()),
            (Protection::Clear, Some(_)) if !open => Fault::Unencrypted,
            (_, Some(mechanism)) => return self.start(mechanism, login),
        };
        self.end(Ended::Auth { mechanism: None, offered, result: Err(fault) }, State::Finished);
    }

    fn start(&mut self, mechanism: Mechanism, login: &'a Login) {
        let mut machine = mechanism.start(login);
        let name = mechanism.name();
        let encoded = Zeroizing::new(BASE64.encode(&*machine.initial()));
        let fits = "AUTH  \r\n".len() + name.len() + encoded.len() <= COMMAND_LIMIT;
        let (bytes, shown) = if fits && !encoded.is_empty() {
            (format!("AUTH {name} {}\r\n", *encoded), format!("AUTH {name} {REDACTED}"))
        } else {
            machine = mechanism.start(login);
            (format!("AUTH {name}\r\n"), format!("AUTH {name}"))
        };
        self.outgoing = Some(Step::Send { bytes: Zeroizing::new(bytes.into_bytes()), shown });
        self.state = State::AwaitAuth { machine, mechanism, rounds: 0 };
    }

    pub(super) fn take_auth(
        &mut self,
        mut machine: Machine<'a>,
        mechanism: Mechanism,
        rounds: u32,
        reply: &Reply,
    ) {
        let line = || reply.wire();
        match reply.code {
            235 if machine.is_complete() => self.end_auth(mechanism, Ok(reply.clone())),
            235 => {
                let fault = Fault::Malformed(ReplyFault::Premature { line: line() });
                self.end_auth(mechanism, Err(fault));
            }
            334 => {
                let challenge = reply.lines.first().map_or(&[][..], |line| line.bytes()).trim_ascii();
                let decoded = BASE64.decode(challenge).ok().filter(|_| reply.lines.len() == 1);
                let response = decoded
                    .filter(|_| rounds < CHALLENGE_LIMIT)
                    .and_then(|challenge| machine.respond(&challenge).ok());
                let Some(response) = response else {
                    self.outgoing =
                        Some(Step::Send { bytes: Zeroizing::new(b"*\r\n".to_vec()), shown: "*".into() });
                    self.state = State::AwaitCancel { mechanism, line: line() };
                    return;
                };
                let encoded = Zeroizing::new(BASE64.encode(&*response));
                let bytes = Zeroizing::new(format!("{}\r\n", *encoded).into_bytes());
                self.outgoing = Some(Step::Send { bytes, shown: REDACTED.into() });
                self.state = State::AwaitAuth { machine, mechanism, rounds: rounds + 1 };
            }
            _ => self.end_auth(mechanism, Err(Fault::Rejected(reply.clone()))),
        }
    }

    pub(super) fn end_auth(&mut self, mechanism: Mechanism, result: Result<Reply, Fault>) {
        let offered = self.capabilities.mechanisms();
        let next = if result.is_ok() { self.after_login() } else { State::Finished };
        self.end(Ended::Auth { mechanism: Some(mechanism), offered, result }, next);
    }
}
