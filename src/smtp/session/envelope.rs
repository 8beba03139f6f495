//! The envelope in a session: MAIL, RCPT for each recipient (RFC 5321 §4.1.1), in one flight where the server takes
//! commands in advance (RFC 2920). Where no message follows, the transaction is given up.

use super::{Ended, Fault, Session, State, Step};
use crate::smtp::Reply;
use crate::stage::Stage;

/// Where in the envelope a session is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    SayMail,
    AwaitMail,
    SayRcpt,
    AwaitRcpt,
    SayData,
    AwaitData,
    AwaitMessage,
}

/// What has come of the envelope so far.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// The server has taken MAIL.
    open: bool,
    /// How many recipients have been answered.
    answered: usize,
    /// The first refusal of a recipient.
    refusal: Option<Reply>,
    /// How many RCPT have been sent and not been answered.
    owed: usize,
}

impl Place {
    /// Whether it is on us to speak.
    pub(super) fn is_ours(self) -> bool {
        matches!(self, Self::SayMail | Self::SayRcpt | Self::SayData)
    }

    pub(super) fn stage(self) -> Stage {
        match self {
            Self::SayMail | Self::AwaitMail => Stage::Mail,
            Self::SayRcpt | Self::AwaitRcpt => Stage::Rcpt,
            Self::SayData | Self::AwaitData | Self::AwaitMessage => Stage::Data,
        }
    }
}

impl<'a> Session<'a> {
    /// How to leave, a write each; without a word in the middle of a message. Behind RSET an answer is due, unless
    /// commands may be sent in advance.
    pub fn farewell(&self) -> &'static [&'static str] {
        match (self.envelope.open, self.pipelines()) {
            _ if self.is_mid_message() => &[],
            (false, _) => &["QUIT\r\n"],
            (true, true) => &["RSET\r\nQUIT\r\n"],
            (true, false) => &["RSET\r\n", "QUIT\r\n"],
        }
    }

    /// Whether answers are due that tell nothing any more: those to RCPT and DATA behind a refusal.
    pub fn is_owed_replies(&self) -> bool {
        self.envelope.owed > 0
    }

    /// The next of the answers that tell nothing any more, if it is there.
    pub fn late_reply(&mut self) -> Option<Reply> {
        let reply = self.is_owed_replies().then(|| self.reader.next_reply());
        match reply {
            Some(Ok(Some(reply))) => {
                self.envelope.owed -= 1;
                self.forget_owed_behind(&reply);
                if self.envelope.owed == 0 && self.is_mid_message() {
                    self.take_late_data(&reply);
                }
                Some(reply)
            }
            Some(Err(_)) => {
                self.envelope.owed = 0;
                None
            }
            Some(Ok(None)) | None => None,
        }
    }

    /// The first refusal of a recipient, which a lost connection does not undo.
    pub(super) fn refusal(&self) -> Option<Fault> {
        self.envelope.refusal.clone().map(Fault::Rejected)
    }

    /// What follows the login, or its absence.
    pub(super) fn after_login(&self) -> State<'a> {
        let wanted = self.script.envelope.is_some() && self.reaches(Stage::Mail);
        if wanted { State::Envelope(Place::SayMail) } else { State::Finished }
    }

    /// Says what is due.
    pub(super) fn speak(&mut self, place: Place) {
        match place.stage() {
            Stage::Mail => self.say_mail(),
            Stage::Data => self.say_data(),
            _ => self.say_rcpt(),
        }
    }

    fn say_mail(&mut self) {
        let (from, to) = (self.sender(), self.recipients());
        if self.needs_smtputf8() && !self.capabilities.has("SMTPUTF8") {
            let fault = Fault::NotOffered(self.capabilities.keywords.clone());
            return self.end_mail(Err(fault), State::Finished);
        }
        if let Some(fault) = self.oversize() {
            return self.end_mail(Err(fault), State::Finished);
        }
        let mut commands = format!("MAIL FROM:{}{}", path(&from), self.mail_parameters());
        let ahead: &[String] = if self.pipelines() { to } else { &[] };
        for to in ahead {
            commands.push_str("\r\n");
            commands.push_str(&rcpt(to));
        }
        let with_data = !ahead.is_empty() && self.data_goes_ahead();
        if with_data {
            commands.push_str("\r\nDATA");
        }
        self.say(&commands, State::Envelope(Place::AwaitMail));
        if self.outgoing.is_some() {
            self.envelope.owed = ahead.len() + usize::from(with_data);
            if with_data {
                self.sent_data_ahead();
            }
        }
    }

    /// An address beyond ASCII needs the extension on MAIL, be it the sender or not (RFC 6531 §3.4).
    pub(super) fn needs_smtputf8(&self) -> bool {
        !self.sender().is_ascii() || !self.recipients().iter().all(|to| to.is_ascii())
    }

    fn say_rcpt(&mut self) {
        let next = self.recipients().get(self.envelope.answered).map(|to| rcpt(to));
        self.say(&next.unwrap_or_default(), State::Envelope(Place::AwaitRcpt));
        self.envelope.owed = 1;
    }

    pub(super) fn take_envelope(&mut self, place: Place, reply: Reply) {
        match place.stage() {
            Stage::Mail => self.take_mail(reply),
            Stage::Data if matches!(place, Place::AwaitMessage) => self.take_message(reply),
            Stage::Data => {
                self.envelope.owed = 0;
                self.take_data(reply);
            }
            _ => self.take_rcpt(reply),
        }
    }

    fn take_mail(&mut self, reply: Reply) {
        if is_taken(&reply) {
            self.envelope.open = true;
            let next = if self.recipients().is_empty() { State::Finished } else { self.next_recipient() };
            return self.end_mail(Ok(reply), next);
        }
        self.forget_owed_behind(&reply);
        self.end_mail(Err(Fault::Rejected(reply)), State::Finished);
    }

    fn take_rcpt(&mut self, reply: Reply) {
        let to = self.recipients().get(self.envelope.answered).cloned().unwrap_or_default();
        self.envelope.answered += 1;
        self.envelope.owed = self.envelope.owed.saturating_sub(1);
        self.forget_owed_behind(&reply);
        let goodbye = reply.code == GOODBYE;
        if !is_taken(&reply) && self.envelope.refusal.is_none() {
            self.envelope.refusal = Some(reply.clone());
        }
        self.outgoing = Some(Step::Answered { to, reply });
        if goodbye || self.envelope.answered == self.recipients().len() {
            let result = self.refusal().map_or(Ok(()), Err);
            let next = if result.is_ok() { self.after_recipients() } else { State::Finished };
            self.end(Ended::Rcpt(result), next);
        } else {
            self.state = self.next_recipient();
        }
    }

    /// How the stage under way ends with a fault.
    pub(super) fn failed_envelope(&self, place: Place, fault: Fault) -> Ended {
        match place.stage() {
            Stage::Mail => Ended::Mail { from: self.sender(), result: Err(fault) },
            Stage::Data => self.failed_data(fault),
            _ => Ended::Rcpt(Err(self.refusal().unwrap_or(fault))),
        }
    }

    fn end_mail(&mut self, result: Result<Reply, Fault>, next: State<'a>) {
        let from = self.sender();
        self.end(Ended::Mail { from, result }, next);
    }

    /// Who says goodbye answers nothing more.
    fn forget_owed_behind(&mut self, reply: &Reply) {
        if reply.code == GOODBYE {
            self.envelope.owed = 0;
            self.forget_owed_data();
        }
    }

    /// The transaction is over: there is nothing to give up.
    pub(super) fn close_transaction(&mut self) {
        self.envelope.open = false;
    }

    pub(super) fn recipient_count(&self) -> usize {
        self.recipients().len()
    }

    fn next_recipient(&self) -> State<'a> {
        let sent = self.envelope.owed > 0;
        State::Envelope(if sent { Place::AwaitRcpt } else { Place::SayRcpt })
    }

    fn pipelines(&self) -> bool {
        self.capabilities.has("PIPELINING")
    }

    fn sender(&self) -> String {
        self.script.envelope.map(|envelope| envelope.from.clone()).unwrap_or_default()
    }

    /// The recipients to name; none where the sender alone is checked.
    fn recipients(&self) -> &'a [String] {
        let named = self.script.envelope.filter(|_| self.reaches(Stage::Rcpt));
        named.map(|envelope| envelope.to.as_slice()).unwrap_or_default()
    }
}

/// The server ends the session (RFC 5321 §3.8).
const GOODBYE: u16 = 421;

/// Whether a sender or a recipient is taken. A code that nobody knows counts by its first digit; one that says something
/// else does not count (RFC 5321 §4.3.2).
fn is_taken(reply: &Reply) -> bool {
    const OTHERWISE: [u16; 5] = [211, 214, 220, 221, 235];
    reply.is_positive() && !OTHERWISE.contains(&reply.code)
}

fn rcpt(to: &str) -> String {
    format!("RCPT TO:{}", path(to))
}

/// The address in angle brackets. Whatever stands in it, it never ends the path or the line.
fn path(address: &str) -> String {
    let ends = |c: &char| c.is_control() || matches!(c, '<' | '>');
    format!("<{}>", address.chars().filter(|c| !ends(c)).collect::<String>())
}
