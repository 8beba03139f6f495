//! The first flight of a server, read as far as it is in clear: what it chooses, or how it refuses.

use serde::{Deserialize, Serialize};

use super::bytes::Bytes;
use super::{Exchange, Group, Suite, Version};

/// The most bytes of a flight. A chain of certificates that is longer serves nobody.
const LIMIT: usize = 128 * 1024;
/// The longest record (RFC 5246 §6.2.3).
const RECORD: usize = (1 << 14) + 2048;
/// The random number of a ServerHello that only asks for another (RFC 8446 §4.1.3).
const RETRY: [u8; 32] = [
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91, 0xC2,
    0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
];
/// An alert that stops nothing.
const WARNING: u8 = 1;
/// `close_notify` (RFC 8446 §6.1).
const CLOSE_NOTIFY: u8 = 0;

/// What a server makes of a ClientHello.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// It takes something of what was offered.
    Chosen(Choice),
    /// It refuses by an alert.
    Alert {
        /// The number of the alert.
        number: u8,
    },
    /// It speaks something else.
    NotTls,
    /// It speaks TLS that cannot be read.
    Malformed(Malformation),
    /// It ended the connection.
    Closed,
}

/// What a server has chosen.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The version.
    pub version: Version,
    /// The cipher suite.
    pub suite: Suite,
    /// The group for the exchange of keys, where there is one with a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// The size of the prime of Diffie-Hellman over the numbers, in bits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prime_bits: Option<u32>,
    /// The algorithm with which it signs in TLS 1.2, by its number (RFC 8446 §4.2.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<u16>,
    /// Whether it compresses.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub compressed: bool,
    /// Whether the master secret is bound to the handshake (RFC 7627); always in TLS 1.3.
    pub extended_master_secret: bool,
    /// Whether renegotiation is safe (RFC 5746); always in TLS 1.3, which has none.
    pub secure_renegotiation: bool,
}

/// Why TLS cannot be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Malformation {
    /// A record or the whole flight is too long.
    TooLong,
    /// A message ends before its content does, or comes out of turn.
    Broken,
    /// The server chose a version that does not exist.
    UnknownVersion,
}

/// A flight as far as it has come.
#[derive(Debug, Default)]
pub struct Flight {
    /// What has come of a record that is not whole.
    record: Vec<u8>,
    /// What has come of a handshake message that is not whole.
    message: Vec<u8>,
    received: usize,
    choice: Option<Choice>,
    certificate: Option<Vec<u8>>,
    answer: Option<Answer>,
}

impl Flight {
    /// Takes bytes from the server. What comes behind the answer is not looked at.
    pub fn receive(&mut self, bytes: &[u8]) {
        if self.answer.is_some() {
            return;
        }
        self.record.extend_from_slice(bytes);
        let mut taken = 0;
        while self.answer.is_none() {
            match record(&self.record[taken..]) {
                Framing::Whole { kind, content } => {
                    let (from, to) = (taken + 5, taken + 5 + content);
                    taken = to;
                    self.received += 5 + content;
                    let content = self.record[from..to].to_vec();
                    self.take(kind, &content);
                }
                Framing::Part => break,
                Framing::Foreign if self.received == 0 => self.finish(Answer::NotTls),
                Framing::Foreign => self.fail(Malformation::Broken),
                Framing::TooLong => self.fail(Malformation::TooLong),
            }
        }
        self.record.drain(..taken);
    }

    /// The answer, once it is known.
    pub fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref()
    }

    /// The certificate of the server, where it came in clear.
    pub fn certificate(&self) -> Option<&[u8]> {
        self.certificate.as_deref()
    }

    /// What the flight comes to when nothing more will come.
    pub fn end(self) -> Answer {
        match (self.answer, self.choice) {
            (Some(answer), _) => answer,
            (None, Some(choice)) => Answer::Chosen(choice),
            (None, None) => Answer::Closed,
        }
    }

    /// Whether the server has chosen, whatever else may come.
    pub fn has_choice(&self) -> bool {
        self.choice.is_some()
    }

    fn take(&mut self, kind: u8, content: &[u8]) {
        match (kind, content) {
            (21, [WARNING, number]) if *number != CLOSE_NOTIFY => {}
            (21, [_, number]) => self.finish(Answer::Alert { number: *number }),
            (22, _) => {
                self.message.extend_from_slice(content);
                self.messages();
            }
            // What is under a key is not for us.
            (20 | 23, _) if self.choice.is_some() => {}
            _ => self.fail(Malformation::Broken),
        }
        if self.received > LIMIT {
            self.fail(Malformation::TooLong);
        }
    }

    fn messages(&mut self) {
        while self.answer.is_none() {
            let mut rest = Bytes(&self.message);
            let (Some(kind), Some(length)) = (rest.u8(), rest.number(3)) else { return };
            if length > LIMIT {
                return self.fail(Malformation::TooLong);
            }
            let Some(body) = rest.take(length).map(<[u8]>::to_vec) else { return };
            self.message.drain(..4 + length);
            if self.take_message(kind, &body).is_none() {
                self.fail(Malformation::Broken);
            }
        }
    }

    /// Takes a handshake message. None where it cannot be read.
    fn take_message(&mut self, kind: u8, body: &[u8]) -> Option<()> {
        match (kind, &mut self.choice) {
            (2, None) => {
                let choice = match server_hello(body)? {
                    Ok(choice) => choice,
                    Err(malformation) => {
                        self.fail(malformation);
                        return Some(());
                    }
                };
                let whole = choice.version == Version::Tls13;
                self.choice = Some(choice.clone());
                if whole {
                    self.finish(Answer::Chosen(choice));
                }
            }
            (11, Some(_)) => {
                let certificate = Bytes(body).block(3)?.block(3)?;
                self.certificate = Some(certificate.0.to_vec());
            }
            (12, Some(choice)) => server_key_exchange(body, choice)?,
            // A request for a certificate, the state of ours, tickets: nothing of these is asked.
            (4 | 13 | 22, Some(_)) => {}
            (14, Some(choice)) => {
                let choice = choice.clone();
                self.finish(Answer::Chosen(choice));
            }
            _ => return None,
        }
        Some(())
    }

    /// Ends with an answer. What a server has chosen stands, whatever comes behind it.
    fn finish(&mut self, answer: Answer) {
        self.answer.get_or_insert(match (&self.choice, answer) {
            (Some(choice), _) => Answer::Chosen(choice.clone()),
            (None, answer) => answer,
        });
    }

    fn fail(&mut self, malformation: Malformation) {
        self.finish(Answer::Malformed(malformation));
    }
}

enum Framing {
    Whole { kind: u8, content: usize },
    Part,
    Foreign,
    TooLong,
}

/// The record at the front.
fn record(bytes: &[u8]) -> Framing {
    match *bytes {
        [20..=23] | [20..=23, 3] | [20..=23, 3, 0..=4] | [20..=23, 3, 0..=4, _] | [] => Framing::Part,
        [kind @ 20..=23, 3, 0..=4, high, low, ..] => {
            let content = usize::from(u16::from_be_bytes([high, low]));
            if content > RECORD {
                Framing::TooLong
            } else if bytes.len() < 5 + content {
                Framing::Part
            } else {
                Framing::Whole { kind, content }
            }
        }
        _ => Framing::Foreign,
    }
}

/// What a ServerHello chooses. None where it is cut short.
fn server_hello(body: &[u8]) -> Option<Result<Choice, Malformation>> {
    let mut hello = Bytes(body);
    let mut version = hello.u16()?;
    let random = hello.take(32)?;
    hello.block(1)?;
    let suite = Suite(hello.u16()?);
    let compressed = hello.u8()? != 0;
    let (mut group, mut bound, mut safe) = (None, false, false);
    if !hello.0.is_empty() {
        let mut extensions = hello.block(2)?;
        while !extensions.0.is_empty() {
            let kind = extensions.u16()?;
            let mut content = extensions.block(2)?;
            match kind {
                43 => version = content.u16()?,
                51 => group = Some(Group(content.u16()?)),
                23 => bound = true,
                0xFF01 => safe = true,
                _ => {}
            }
        }
    }
    let Some(version) = Version::of(version) else { return Some(Err(Malformation::UnknownVersion)) };
    let current = version == Version::Tls13;
    if random == RETRY && !current {
        return Some(Err(Malformation::Broken));
    }
    Some(Ok(Choice {
        version,
        suite,
        group,
        prime_bits: None,
        signature: None,
        compressed,
        extended_master_secret: bound || current,
        secure_renegotiation: safe || current,
    }))
}

/// Adds what the exchange of keys says of the group and the signature. None where it is cut short.
fn server_key_exchange(body: &[u8], choice: &mut Choice) -> Option<()> {
    /// A curve that has a number (RFC 8422 §5.4).
    const NAMED_CURVE: u8 = 3;
    let mut message = Bytes(body);
    let name = choice.suite.name();
    match choice.suite.parts() {
        Some((Exchange::Ecdhe, _)) => {}
        Some((Exchange::Anonymous, _)) if name.starts_with("TLS_ECDH_") => {}
        Some((Exchange::Dhe | Exchange::Anonymous, _)) => {
            choice.prime_bits = Some(bits(message.block(2)?.0));
            message.block(2)?;
            message.block(2)?;
            return signature(message, choice);
        }
        // A temporary key for export, or what is not known.
        _ => return Some(()),
    }
    if message.u8()? != NAMED_CURVE {
        return Some(());
    }
    choice.group = Some(Group(message.u16()?));
    message.block(1)?;
    signature(message, choice)
}

fn signature(mut message: Bytes<'_>, choice: &mut Choice) -> Option<()> {
    let anonymous = matches!(choice.suite.parts(), Some((Exchange::Anonymous, _)));
    if choice.version == Version::Tls12 && !anonymous {
        choice.signature = Some(message.u16()?);
    }
    Some(())
}

/// The size of a number in bits.
fn bits(number: &[u8]) -> u32 {
    let first = number.iter().position(|byte| *byte != 0);
    let Some(number) = first.and_then(|first| number.get(first..)) else { return 0 };
    let length = u32::try_from(number.len()).unwrap_or(u32::MAX / 8);
    length * 8 - number.first().map_or(0, |byte| byte.leading_zeros())
}

#[cfg(test)]
mod tests;
