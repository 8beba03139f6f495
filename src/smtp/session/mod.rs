//! The dialogue as a machine: it says what to do next, and takes what came of it.
//!
//! The driver asks [`Session::step`], does what it says, and hands back bytes, the end of the stream, or news of TLS.
//! Each stage ends in [`Step::Ended`] exactly once. The credentials leave this machine only under
//! [`Protection::Verified`], unless the user allowed otherwise.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zeroize::Zeroizing;

use super::sasl::{Machine, Mechanism};
use super::{Capabilities, Protocol, Reply, ReplyFault, ReplyReader, ServerText};
use crate::plan::{InClear, Login, Security};
use crate::secret::REDACTED;
use crate::stage::Stage;

/// The longest command line (RFC 5321 §4.5.3.1.4).
const COMMAND_LIMIT: usize = 512;
/// The most challenges in one AUTH exchange.
const CHALLENGE_LIMIT: u32 = 10;
/// The most bytes of one session.
const SESSION_LIMIT: usize = 1024 * 1024;

/// What a session is to do.
#[derive(Debug)]
pub struct Script<'a> {
    /// The name to announce.
    pub announced: String,
    /// When TLS starts. [`Security::Detect`] is taken for [`Security::Opportunistic`].
    pub security: Security,
    /// The last stage to go to.
    pub until: Stage,
    /// Who logs in, if anybody.
    pub login: Option<&'a Login>,
}

/// What is to be done next.
#[derive(Debug)]
pub enum Step {
    /// Send these bytes. `shown` is the line without secrets.
    Send {
        /// The bytes, line break included.
        bytes: Zeroizing<Vec<u8>>,
        /// The line for the record.
        shown: String,
    },
    /// Read, and hand over what came to [`Session::receive`] or [`Session::close`].
    Receive,
    /// Make TLS, and say so by [`Session::secure`].
    Secure,
    /// A stage has ended.
    Ended(Ended),
    /// Everything up to authentication is done. [`Session::authenticate`] goes on.
    Ready,
    /// There is nothing more to do.
    Finished,
}

/// How a stage ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// The greeting.
    Greeting(Result<Reply, Fault>),
    /// EHLO, the first one or the one under TLS after STARTTLS.
    Ehlo {
        /// [`Stage::Ehlo`] or [`Stage::EhloAgain`].
        stage: Stage,
        /// What EHLO was answered with, where HELO had to be tried.
        refusal: Option<Reply>,
        /// The answer that counts.
        result: Result<Reply, Fault>,
    },
    /// STARTTLS.
    StartTls(Result<Reply, Fault>),
    /// Authentication.
    Auth {
        /// The mechanism, if it came to that.
        mechanism: Option<Mechanism>,
        /// What the server offers.
        offered: Vec<String>,
        /// The last reply, or why there is none.
        result: Result<Reply, Fault>,
    },
}

/// What went wrong in a stage, as far as bytes can tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The server refused.
    Rejected(Reply),
    /// The bytes are no reply.
    Malformed(ReplyFault),
    /// The bytes belong to another protocol.
    NotSmtp {
        /// The protocol.
        protocol: Protocol,
        /// The first bytes.
        first_bytes: ServerText,
    },
    /// What is needed is not offered; this is.
    NotOffered(Vec<String>),
    /// Bytes came in clear behind the reply to STARTTLS.
    Injected(ServerText),
    /// Bytes came that no command had asked for.
    Desynchronised(ServerText),
    /// The credentials were kept back: nothing is encrypted.
    Unencrypted,
    /// The credentials were kept back: the certificate is not good.
    Unverified,
    /// The server closed the connection; this had come of a reply.
    Closed(ServerText),
}

/// What protects the session.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Protection {
    /// Nothing.
    Clear,
    /// TLS with a server whose certificate is not good.
    Unverified,
    /// TLS with the server that was named.
    Verified,
}

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
    AwaitCancel { mechanism: Mechanism, line: ServerText },
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
            State::AwaitAuth { .. } | State::AwaitCancel { .. } => Some(Stage::Auth),
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
            State::AwaitAuth { mechanism, .. } | State::AwaitCancel { mechanism, .. } => {
                Some((*mechanism, self.capabilities.mechanisms()))
            }
            _ => None,
        }
    }

    /// What has come of a reply that is not whole.
    pub fn fragment(&self) -> ServerText {
        self.reader.fragment()
    }

    /// Goes on to authentication from [`Step::Ready`].
    pub fn authenticate(&mut self) {
        let Some(login) = self.script.login else {
            self.state = State::Finished;
            return;
        };
        let offered = self.capabilities.mechanisms();
        let open = login.in_clear == InClear::Allowed;
        let mechanism = Mechanism::choose(&offered, login.mechanism.as_deref());
        let fault = match (self.protection, mechanism) {
            _ if self.reader.is_mid_reply() => Fault::Desynchronised(self.reader.fragment()),
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

    /// Sends a command, unless bytes lie there that no command has asked for.
    fn say(&mut self, line: &str, next: State<'a>) {
        if self.reader.is_mid_reply() {
            let fault = match self.reader.next_reply() {
                Ok(Some(reply)) if reply.code == 421 => Fault::Rejected(reply),
                Ok(Some(reply)) => Fault::Desynchronised(ServerText::new(reply.shown(200))),
                _ => Fault::Desynchronised(self.reader.fragment()),
            };
            self.state = next;
            return self.fail(fault);
        }
        self.outgoing = Some(Step::Send {
            bytes: Zeroizing::new(format!("{line}\r\n").into_bytes()),
            shown: line.to_owned(),
        });
        self.state = next;
    }

    fn take(&mut self, reply: Reply) {
        match std::mem::replace(&mut self.state, State::Finished) {
            State::AwaitGreeting => self.take_greeting(reply),
            State::AwaitEhlo { stage } => self.take_ehlo(stage, reply),
            State::AwaitHelo { stage, refusal } => {
                if reply.code == 250 {
                    self.end_ehlo(stage, Some(refusal), reply);
                } else {
                    // The answer to EHLO says more than the one to its forerunner.
                    let result = Err(Fault::Rejected(refusal));
                    self.end(Ended::Ehlo { stage, refusal: None, result }, State::Finished);
                }
            }
            State::AwaitStartTls => self.take_starttls(reply),
            State::AwaitAuth { machine, mechanism, rounds } => {
                self.take_auth(machine, mechanism, rounds, &reply);
            }
            State::AwaitCancel { mechanism, line } => {
                let fault = Fault::Malformed(ReplyFault::Challenge { line });
                self.end_auth(mechanism, Err(fault));
            }
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
            Security::StartTls if in_clear && self.reaches(Stage::StartTls) => State::SayStartTls,
            Security::Opportunistic | Security::Detect
                if in_clear && offered && self.reaches(Stage::StartTls) =>
            {
                State::SayStartTls
            }
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
            220 => return self.end(Ended::StartTls(Ok(reply)), State::AwaitTls),
            _ => Fault::Rejected(reply),
        };
        self.end(Ended::StartTls(Err(fault)), State::Finished);
    }

    fn take_auth(&mut self, mut machine: Machine<'a>, mechanism: Mechanism, rounds: u32, reply: &Reply) {
        let line = || ServerText::new(reply.shown(200));
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

    fn end_auth(&mut self, mechanism: Mechanism, result: Result<Reply, Fault>) {
        let offered = self.capabilities.mechanisms();
        self.end(Ended::Auth { mechanism: Some(mechanism), offered, result }, State::Finished);
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
        let protocol = first_bytes.as_ref().and_then(|bytes| Protocol::of(bytes.bytes()));
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
            State::AwaitAuth { mechanism, .. } => {
                Ended::Auth { mechanism: Some(mechanism), offered, result: Err(fault) }
            }
            State::AwaitCancel { mechanism, line } => {
                let fault = Fault::Malformed(ReplyFault::Challenge { line });
                Ended::Auth { mechanism: Some(mechanism), offered, result: Err(fault) }
            }
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
