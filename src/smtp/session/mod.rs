//! The dialogue as a machine: it says what to do next, and takes what came of it.
//!
//! The driver asks [`Session::step`], does what it says, and hands back bytes, the end of the stream, or news of TLS.
//! Each stage ends in [`Step::Ended`] exactly once. The credentials leave this machine only under
//! [`Protection::Verified`], unless the user allowed otherwise.

mod auth;
mod envelope;
mod message;
mod step;

pub use message::Handover;
pub use step::{AuthNotes, Ended, Fault, Protection, Script, Step};

use envelope::{Place, Progress};
use zeroize::Zeroizing;

use super::sasl::{ChannelBinding, Machine, Mechanism};
use super::{Capabilities, Protocol, Reply, ReplyFault, ReplyReader, ServerText};
use crate::plan::Security;
use crate::stage::Stage;

/// The most bytes of one session.
const SESSION_LIMIT: usize = 1024 * 1024;

#[derive(Debug)]
enum State<'a> {
    AwaitGreeting,
    SayHello { stage: Stage },
    AwaitEhlo { stage: Stage },
    AwaitHelo { stage: Stage, refusal: Reply },
    SayStartTls,
    AwaitStartTls,
    AwaitTls,
    Ready,
    AwaitAuth { machine: Machine<'a>, mechanism: Mechanism, rounds: u32 },
    AwaitKey { machine: Machine<'a>, mechanism: Mechanism, rounds: u32, asked: Reply },
    AwaitCancel { mechanism: Mechanism, fault: Fault },
    Envelope(Place),
    Finished,
}

/// One SMTP session.
#[derive(Debug)]
pub struct Session<'a> {
    script: Script<'a>,
    state: State<'a>,
    reader: ReplyReader,
    received: usize,
    protection: Protection,
    capabilities: Capabilities,
    envelope: Progress,
    binding: Option<ChannelBinding>,
    notes: AuthNotes,
    progress: message::Progress,
    ended: Option<Ended>,
    outgoing: Option<Step>,
}

impl<'a> Session<'a> {
    /// A session on a connection that has `protection` from the start: implicit TLS or nothing.
    pub fn new(script: Script<'a>, protection: Protection) -> Self {
        Self {
            script,
            state: State::AwaitGreeting,
            reader: ReplyReader::default(),
            received: 0,
            protection,
            capabilities: Capabilities::default(),
            envelope: Progress::default(),
            binding: None,
            notes: AuthNotes::default(),
            progress: message::Progress::default(),
            ended: None,
            outgoing: None,
        }
    }

    /// The stage that the session is in, for limits and for what a lost connection interrupts.
    pub fn stage(&self) -> Option<Stage> {
        match &self.state {
            State::AwaitGreeting => Some(Stage::Greeting),
            State::SayHello { stage } | State::AwaitEhlo { stage } | State::AwaitHelo { stage, .. } => {
                Some(*stage)
            }
            State::SayStartTls | State::AwaitStartTls => Some(Stage::StartTls),
            State::AwaitTls => Some(Stage::Tls),
            State::AwaitAuth { .. } | State::AwaitKey { .. } | State::AwaitCancel { .. } => Some(Stage::Auth),
            State::Envelope(place) => Some(place.stage()),
            State::Ready | State::Finished => None,
        }
    }

    /// What is to be done next.
    pub fn step(&mut self) -> Step {
        loop {
            if let Some(step) = self.outgoing.take() {
                return step;
            }
            if let Some(ended) = self.ended.take() {
                return Step::Ended(ended);
            }
            match &self.state {
                State::Ready => return Step::Ready,
                State::Finished => return Step::Finished,
                State::AwaitTls => return Step::Secure,
                State::SayHello { stage } => {
                    let stage = *stage;
                    self.say(&format!("EHLO {}", self.script.announced), State::AwaitEhlo { stage });
                }
                State::SayStartTls => self.say("STARTTLS", State::AwaitStartTls),
                State::Envelope(place) if place.is_ours() => {
                    let place = *place;
                    self.speak(place);
                }
                _ => match self.reader.next_reply() {
                    Ok(Some(reply)) => self.take(reply),
                    Ok(None) => return Step::Receive,
                    Err(fault) => self.fail_reading(fault),
                },
            }
        }
    }

    /// Takes bytes from the server.
    pub fn receive(&mut self, bytes: &[u8]) {
        self.received += bytes.len();
        self.reader.push(bytes);
        if self.received > SESSION_LIMIT {
            let line = self.reader.fragment();
            self.fail(Fault::Malformed(ReplyFault::TooLong { line }));
        }
    }

    /// The server has closed the connection.
    pub fn close(&mut self) {
        let fragment = self.reader.fragment();
        self.fail(Fault::Closed(fragment));
    }

    /// TLS has been established after STARTTLS. What was known of the server is forgotten (RFC 3207 §4.2).
    pub fn secure(&mut self, protection: Protection) {
        self.protection = protection;
        self.reader = ReplyReader::default();
        self.capabilities = Capabilities::default();
        self.state = if self.reaches(Stage::EhloAgain) {
            State::SayHello { stage: Stage::EhloAgain }
        } else {
            State::Finished
        };
    }

    /// What a login can be bound to, once TLS is there.
    pub fn bind(&mut self, binding: Option<ChannelBinding>) {
        self.binding = binding;
    }

    /// The connection is of no use any more; the stage under way is not reported.
    pub fn abandon(&mut self) {
        self.state = State::Finished;
        self.ended = None;
        self.outgoing = None;
    }

    /// The name that is announced.
    pub fn announced(&self) -> &str {
        &self.script.announced
    }

    /// The mechanism in use and the mechanisms offered, while authentication is under way.
    pub fn auth_under_way(&self) -> Option<(Mechanism, Vec<String>)> {
        match &self.state {
            State::AwaitAuth { mechanism, .. }
            | State::AwaitKey { mechanism, .. }
            | State::AwaitCancel { mechanism, .. } => Some((*mechanism, self.capabilities.mechanisms())),
            _ => None,
        }
    }

    /// A fault that is known and waits for the server's last word: where none comes, it is what happened.
    pub fn known_fault(&self) -> Option<Fault> {
        match &self.state {
            State::AwaitCancel { fault, .. } => Some(fault.clone()),
            State::Envelope(_) => self.refusal(),
            _ => None,
        }
    }

    /// What the login has shown beside its end.
    pub fn auth_notes(&self) -> &AuthNotes {
        &self.notes
    }

    /// What has come of a reply that is not whole.
    pub fn fragment(&self) -> ServerText {
        self.reader.fragment()
    }

    /// Sends a command, or several at once, unless bytes lie there that no command has asked for.
    fn say(&mut self, line: &str, next: State<'a>) {
        if self.reader.has_surplus() {
            let fault = self.surplus();
            self.state = next;
            return self.fail(fault);
        }
        self.outgoing = Some(Step::Send {
            bytes: Zeroizing::new(format!("{line}\r\n").into_bytes()),
            shown: line.to_owned(),
        });
        self.state = next;
    }

    /// What bytes are that no command has asked for: a goodbye, or a stream that is out of step.
    fn surplus(&mut self) -> Fault {
        let fragment = self.reader.fragment();
        match self.reader.next_reply() {
            Ok(Some(reply)) if reply.code == 421 => Fault::Rejected(reply),
            _ => Fault::Desynchronised(fragment),
        }
    }

    fn take(&mut self, reply: Reply) {
        match std::mem::replace(&mut self.state, State::Finished) {
            State::AwaitGreeting => self.take_greeting(reply),
            State::AwaitEhlo { stage } => self.take_ehlo(stage, reply),
            State::AwaitHelo { stage, refusal } => {
                if reply.code == 250 {
                    self.end_ehlo(stage, Some(refusal), reply);
                } else {
                    // The answer to EHLO says more than the one to its forerunner, unless that is a goodbye.
                    let told = if reply.code == 421 { reply } else { refusal };
                    let result = Err(Fault::Rejected(told));
                    self.end(Ended::Ehlo { stage, refusal: None, result }, State::Finished);
                }
            }
            State::AwaitStartTls => self.take_starttls(reply),
            State::AwaitAuth { machine, mechanism, rounds } => {
                self.take_auth(machine, mechanism, rounds, reply);
            }
            State::AwaitCancel { mechanism, fault } => self.end_auth(mechanism, Err(fault)),
            State::Envelope(place) => self.take_envelope(place, reply),
            state => self.state = state,
        }
    }

    fn take_greeting(&mut self, reply: Reply) {
        let bytes =
            ServerText::new([reply.code.to_string().as_bytes(), b" ", reply.text().as_bytes()].concat());
        let fault = match Protocol::of(bytes.bytes()) {
            Some(Protocol::Ftp) => Fault::NotSmtp { protocol: Protocol::Ftp, first_bytes: bytes },
            _ if reply.code != 220 => Fault::Rejected(reply),
            _ => {
                let next = if self.reaches(Stage::Ehlo) {
                    State::SayHello { stage: Stage::Ehlo }
                } else {
                    State::Finished
                };
                return self.end(Ended::Greeting(Ok(reply)), next);
            }
        };
        self.end(Ended::Greeting(Err(fault)), State::Finished);
    }

    fn take_ehlo(&mut self, stage: Stage, reply: Reply) {
        match reply.code {
            250 => self.end_ehlo(stage, None, reply),
            500 | 502 | 504 => {
                let next = State::AwaitHelo { stage, refusal: reply };
                self.say(&format!("HELO {}", self.script.announced), next);
            }
            _ => {
                let result = Err(Fault::Rejected(reply));
                self.end(Ended::Ehlo { stage, refusal: None, result }, State::Finished);
            }
        }
    }

    /// EHLO or HELO was taken; what follows depends on the route.
    fn end_ehlo(&mut self, stage: Stage, refusal: Option<Reply>, reply: Reply) {
        self.capabilities = match refusal {
            None => Capabilities::of(&reply),
            Some(_) => Capabilities::default(),
        };
        let in_clear = self.protection == Protection::Clear;
        let offered = self.capabilities.has("STARTTLS");
        let next = match self.script.security {
            Security::StartTls if in_clear => State::SayStartTls,
            Security::Opportunistic | Security::Detect if in_clear && offered => State::SayStartTls,
            _ if self.reaches(Stage::Auth) => State::Ready,
            _ => State::Finished,
        };
        let wanting = matches!(next, State::SayStartTls) && !offered;
        self.end(Ended::Ehlo { stage, refusal, result: Ok(reply) }, next);
        if wanting {
            let listed = self.capabilities.keywords.clone();
            self.state = State::Finished;
            self.outgoing = self.ended.take().map(Step::Ended);
            self.ended = Some(Ended::StartTls(Err(Fault::NotOffered(listed))));
        }
    }

    fn take_starttls(&mut self, reply: Reply) {
        let fault = match reply.code {
            220 if self.reader.is_mid_reply() => {
                let leftover = self.reader.leftover();
                Fault::Injected(ServerText::new(&leftover[..leftover.len().min(512)]))
            }
            220 => {
                let next = if self.reaches(Stage::Tls) { State::AwaitTls } else { State::Finished };
                return self.end(Ended::StartTls(Ok(reply)), next);
            }
            _ => Fault::Rejected(reply),
        };
        self.end(Ended::StartTls(Err(fault)), State::Finished);
    }

    fn end(&mut self, ended: Ended, next: State<'a>) {
        self.ended = Some(ended);
        self.state = next;
    }

    fn fail_reading(&mut self, fault: ReplyFault) {
        let first_bytes = match &fault {
            ReplyFault::NoCode { line } | ReplyFault::LineTooLong { line } => Some(line.clone()),
            _ => None,
        };
        let greeting = matches!(self.state, State::AwaitGreeting);
        // A protocol of binary packets may have a line feed among its first bytes: MySQL does.
        let opening = |line: &ServerText| [line.bytes(), b"\n", self.reader.leftover()].concat();
        let protocol = first_bytes.as_ref().and_then(|line| Protocol::of(&opening(line)));
        match (greeting, protocol, first_bytes) {
            (true, Some(protocol), Some(first_bytes)) if protocol != Protocol::Smtp => {
                self.fail(Fault::NotSmtp { protocol, first_bytes });
            }
            _ => self.fail(Fault::Malformed(fault)),
        }
    }

    /// Ends the stage under way with a fault.
    fn fail(&mut self, fault: Fault) {
        let offered = self.capabilities.mechanisms();
        let ended = match std::mem::replace(&mut self.state, State::Finished) {
            State::AwaitGreeting => {
                // A foreign protocol may end its first words without a line break: a TLS alert, MySQL.
                let protocol = match &fault {
                    Fault::Closed(fragment) => Protocol::of(fragment.bytes()).map(|p| (p, fragment.clone())),
                    _ => None,
                };
                Ended::Greeting(Err(match protocol {
                    Some((protocol, first_bytes)) if protocol != Protocol::Smtp => {
                        Fault::NotSmtp { protocol, first_bytes }
                    }
                    _ => fault,
                }))
            }
            State::SayHello { stage } | State::AwaitEhlo { stage } => {
                Ended::Ehlo { stage, refusal: None, result: Err(fault) }
            }
            State::AwaitHelo { stage, refusal } => {
                Ended::Ehlo { stage, refusal: Some(refusal), result: Err(fault) }
            }
            State::SayStartTls | State::AwaitStartTls => Ended::StartTls(Err(fault)),
            State::AwaitAuth { mechanism, .. } | State::AwaitKey { mechanism, .. } => {
                Ended::Auth { mechanism: Some(mechanism), offered, result: Err(fault) }
            }
            State::AwaitCancel { mechanism, fault } => {
                Ended::Auth { mechanism: Some(mechanism), offered, result: Err(fault) }
            }
            State::Envelope(place) => self.failed_envelope(place, fault),
            State::AwaitTls | State::Ready | State::Finished => return,
        };
        self.ended = Some(ended);
    }

    fn reaches(&self, stage: Stage) -> bool {
        let security = match self.script.security {
            Security::Opportunistic | Security::Detect => Security::StartTls,
            security => security,
        };
        security.reaches(self.script.until, stage)
    }
}

#[cfg(test)]
mod tests;
