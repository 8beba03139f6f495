//! The message in a session: by BDAT where the server offers CHUNKING (RFC 3030), else by DATA, which goes ahead with
//! MAIL and RCPT where a single recipient answers for all (RFC 2920).
//!
//! It is handed over to all recipients or to none, at most once. Whoever is told to hang up in the middle of one says
//! no word more: it would become part of the message.

use zeroize::Zeroizing;

use super::envelope::Place;
use super::{Ended, Fault, Session, State, Step};
use crate::plan::{Encoding, Message};
use crate::smtp::Reply;
use crate::smtp::message::{Handed, Transfer, Unsent, dotted};
use crate::stage::Stage;

/// How far the message has come.
#[derive(Debug, Default)]
pub(super) struct Progress {
    transfer: Transfer,
    handed: Handed,
    /// DATA has been sent and not been answered.
    owed: bool,
    /// The server may take what comes next for text of the message.
    open: bool,
}

/// What was handed over, and how.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Handover {
    /// The size of the message in bytes.
    pub size: u64,
    /// By which command.
    pub transfer: Transfer,
    /// How much of it.
    pub handed: Handed,
}

impl<'a> Session<'a> {
    /// What has been handed over of the message.
    pub fn handover(&self) -> Handover {
        let size = self.message().map(|message| message.facts().size).unwrap_or_default();
        Handover { size, transfer: self.progress.transfer, handed: self.progress.handed }
    }

    /// All bytes of [`Step::Transmit`] have left.
    pub fn transmitted(&mut self) {
        self.progress.handed = Handed::Whole;
        self.progress.open = false;
    }

    /// Whether a word would become part of the message.
    pub(super) fn is_mid_message(&self) -> bool {
        self.progress.owed || self.progress.open
    }

    /// The message to send, if there is one.
    pub(super) fn message(&self) -> Option<&'a Message> {
        self.script.message.filter(|_| self.reaches(Stage::Data))
    }

    /// Why the message is kept back before MAIL.
    pub(super) fn oversize(&self) -> Option<Fault> {
        let (size, limit) = (self.message()?.facts().size, self.capabilities.size()?);
        (size > limit).then_some(Fault::Unsent(Unsent::TooLarge { size, limit }))
    }

    /// What is said in MAIL of the message and of the addresses.
    pub(super) fn mail_parameters(&self) -> String {
        let offers = |keyword: &str| self.capabilities.has(keyword);
        let facts = self.message().map(Message::facts);
        let eight_bit = facts.is_some_and(|facts| facts.header.is_some() || facts.body.is_some());
        let header_utf8 = facts
            .and_then(|facts| facts.header)
            .is_some_and(|header| header.encoding == Encoding::Utf8 && offers("SMTPUTF8"));
        let mut parameters = String::new();
        if let Some(facts) = facts.filter(|_| offers("SIZE")) {
            parameters.push_str(&format!(" SIZE={}", facts.size));
        }
        if eight_bit && offers("8BITMIME") {
            parameters.push_str(" BODY=8BITMIME");
        }
        if self.needs_smtputf8() || header_utf8 {
            parameters.push_str(" SMTPUTF8");
        }
        parameters
    }

    /// Whether DATA goes ahead. With several recipients it must wait: one may be refused, and then nobody gets anything.
    pub(super) fn data_goes_ahead(&self) -> bool {
        let sendable = self.message().is_some_and(|message| message.facts().is_sendable());
        sendable && !self.capabilities.has("CHUNKING") && self.recipient_count() == 1
    }

    /// Notes that DATA has gone ahead.
    pub(super) fn sent_data_ahead(&mut self) {
        self.progress.owed = true;
    }

    /// What follows when every recipient is taken.
    pub(super) fn after_recipients(&self) -> State<'a> {
        match self.message() {
            None => State::Finished,
            Some(_) if self.progress.owed => State::Envelope(Place::AwaitData),
            Some(_) => State::Envelope(Place::SayData),
        }
    }

    pub(super) fn say_data(&mut self) {
        let Some(message) = self.message() else {
            self.state = State::Finished;
            return;
        };
        if !message.facts().is_sendable() {
            return self.end_data(Err(Fault::Unsent(Unsent::LineEnds)));
        }
        if !self.capabilities.has("CHUNKING") {
            self.say("DATA", State::Envelope(Place::AwaitData));
            self.progress.owed = self.outgoing.is_some();
            return;
        }
        self.progress.transfer = Transfer::Bdat;
        if self.reader.is_mid_reply() {
            let fault = self.surplus();
            return self.end_data(Err(fault));
        }
        let command = format!("BDAT {} LAST", message.facts().size);
        let bytes = [command.as_bytes(), b"\r\n", message.bytes()].concat();
        self.transmit(bytes, format!("{command}\n{}", shown(message)));
    }

    /// Takes a late answer to a DATA that went ahead, behind a refusal. Where it asks for a message there is no way back.
    pub(super) fn take_late_data(&mut self, reply: &Reply) {
        self.progress.owed = false;
        self.progress.open = reply.code == GO_AHEAD;
    }

    /// The server ends the session, and answers DATA no more.
    pub(super) fn forget_owed_data(&mut self) {
        self.progress.owed = false;
    }

    pub(super) fn take_data(&mut self, reply: Reply) {
        self.progress.owed = false;
        match (reply.code, self.message()) {
            (GO_AHEAD, _) if self.reader.is_mid_reply() => {
                self.progress.open = true;
                let fault = self.surplus();
                self.end_data(Err(fault));
            }
            (GO_AHEAD, Some(message)) => self.transmit(dotted(message.bytes()), shown(message)),
            (400.., _) => self.end_data(Err(Fault::Rejected(reply))),
            // It may wait for the text or not: replies and commands do not belong together any more.
            _ => {
                self.progress.open = true;
                self.end_data(Err(Fault::Desynchronised(reply.wire())));
            }
        }
    }

    pub(super) fn take_message(&mut self, reply: Reply) {
        let whole = self.progress.handed == Handed::Whole;
        match reply.code {
            200..300 if whole => {
                self.close_transaction();
                self.end_data(Ok(reply));
            }
            400.. => {
                // A refused BDAT leaves the transaction to RSET (RFC 3030 §2).
                if self.progress.transfer == Transfer::Data {
                    self.close_transaction();
                }
                self.end_data(Err(Fault::Rejected(reply)));
            }
            _ => {
                self.progress.open = true;
                self.end_data(Err(Fault::Desynchronised(reply.wire())));
            }
        }
    }

    pub(super) fn failed_data(&self, fault: Fault) -> Ended {
        Ended::Data { handover: self.handover(), result: Err(fault) }
    }

    fn end_data(&mut self, result: Result<Reply, Fault>) {
        let handover = self.handover();
        self.end(Ended::Data { handover, result }, State::Finished);
    }

    fn transmit(&mut self, bytes: Vec<u8>, shown: String) {
        self.progress.handed = Handed::Part;
        self.progress.open = true;
        self.outgoing = Some(Step::Transmit { bytes: Zeroizing::new(bytes), shown });
        self.state = State::Envelope(Place::AwaitMessage);
    }
}

/// The server waits for the message (RFC 5321 §4.3.2).
const GO_AHEAD: u16 = 354;

/// The message in the record: never its text.
fn shown(message: &Message) -> String {
    format!("<message, {} bytes>", message.facts().size)
}
