//! Replies (RFC 5321 §4.2): a lenient reader that keeps every byte and notes every oddity.
//!
//! It accepts what real servers send and names what the standard forbids, as a [`Quirk`]. What cannot be a reply at
//! all is a [`ReplyFault`]. Lines, replies and their number are bounded, and each byte is looked at once.

use serde::{Deserialize, Serialize};

use super::ServerText;

/// The longest line that is read, its line break included. RFC 5321 §4.5.3.1.5 allows 512; RFC 4954 §4 allows an
/// AUTH challenge of 12288.
pub const LINE_LIMIT: usize = 12_288;
/// A line over this is noted (RFC 5321 §4.5.3.1.5).
pub const LINE_STANDARD: usize = 512;
/// The most bytes of one reply.
pub const REPLY_LIMIT: usize = 32 * 1024;
/// The most lines of one reply.
pub const LINES_LIMIT: usize = 128;

/// One reply of a server: a code and its lines of text.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// The three digits.
    pub code: u16,
    /// The text of each line, behind code and separator.
    pub lines: Vec<ServerText>,
    /// What the standard forbids and this reply does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quirks: Vec<Quirk>,
}

/// An oddity of a reply that does not keep it from being understood.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quirk {
    /// A line ends in LF alone (RFC 5321 §2.3.8).
    BareLf,
    /// A CR stands inside a line (RFC 5321 §2.3.8).
    BareCr,
    /// A control character stands in the text.
    Control,
    /// An empty line came before the reply.
    EmptyLine,
    /// A line is longer than 512 bytes (RFC 5321 §4.5.3.1.5).
    LongLine,
    /// The text is not UTF-8 (RFC 6531 §3.5).
    NotUtf8,
}

/// Bytes that cannot be a reply.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "fault")]
pub enum ReplyFault {
    /// A line has no code of three digits with 2 to 5 first.
    NoCode {
        /// The line.
        line: ServerText,
    },
    /// The lines of one reply have different codes (RFC 5321 §4.2.1).
    CodesDiffer {
        /// The code of the first line.
        first: u16,
        /// The line with another one.
        line: ServerText,
    },
    /// A line does not end within the limit.
    LineTooLong {
        /// How it starts.
        line: ServerText,
    },
    /// A reply does not end within the limits of bytes or lines.
    TooLong {
        /// The first line of it.
        line: ServerText,
    },
    /// An AUTH challenge that the mechanism does not know: not base64, not asked for, or one too many (RFC 4954 §4).
    Challenge {
        /// The reply.
        line: ServerText,
    },
    /// Success before all that proves the user was sent.
    Premature {
        /// The reply.
        line: ServerText,
    },
}

impl ReplyFault {
    /// The same fault with its text changed.
    pub fn map(self, change: impl FnOnce(ServerText) -> ServerText) -> Self {
        match self {
            Self::NoCode { line } => Self::NoCode { line: change(line) },
            Self::CodesDiffer { first, line } => Self::CodesDiffer { first, line: change(line) },
            Self::LineTooLong { line } => Self::LineTooLong { line: change(line) },
            Self::TooLong { line } => Self::TooLong { line: change(line) },
            Self::Challenge { line } => Self::Challenge { line: change(line) },
            Self::Premature { line } => Self::Premature { line: change(line) },
        }
    }
}

/// An enhanced status code (RFC 3463 §2).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct EnhancedCode {
    /// 2, 4 or 5.
    pub class: u8,
    /// What it is about.
    pub subject: u16,
    /// What exactly.
    pub detail: u16,
}

impl EnhancedCode {
    /// The code at the start of a text, if one is there.
    pub fn read(text: &str) -> Option<Self> {
        let word = text.trim_start_matches(['#', ' ']).split([' ', ':', ',', '-', ')']).next()?;
        let mut parts = word.split('.');
        let class = parts.next().filter(|part| matches!(*part, "2" | "4" | "5"))?.parse().ok()?;
        let number = |part: &str| {
            let short = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            short.then(|| part.parse().ok()).flatten()
        };
        let code = Self { class, subject: number(parts.next()?)?, detail: number(parts.next()?)? };
        parts.next().is_none().then_some(code)
    }
}

impl std::fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

impl Reply {
    /// A 2yz: the command has been done.
    pub fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }

    /// A 3yz: the server waits for more.
    pub fn is_intermediate(&self) -> bool {
        self.code / 100 == 3
    }

    /// A 4yz: refused for now.
    pub fn is_transient(&self) -> bool {
        self.code / 100 == 4
    }

    /// A 5yz: refused for good.
    pub fn is_permanent(&self) -> bool {
        self.code / 100 == 5
    }

    /// The enhanced status code of the first line that has one.
    pub fn enhanced(&self) -> Option<EnhancedCode> {
        self.lines.iter().find_map(|line| EnhancedCode::read(&line.decoded()))
    }

    /// The decoded text of all lines, joined by spaces.
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(ServerText::decoded).collect();
        lines.join(" ")
    }

    /// The reply as it came, its lines joined by CRLF.
    pub fn wire(&self) -> ServerText {
        let mut bytes = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let (sign, end) = if at + 1 == self.lines.len() { (' ', "") } else { ('-', "\r\n") };
            bytes.extend_from_slice(format!("{}{sign}", self.code).as_bytes());
            bytes.extend_from_slice(line.bytes());
            bytes.extend_from_slice(end.as_bytes());
        }
        ServerText::new(bytes)
    }

    /// The reply on one line, made harmless and cut to `limit` characters: `535 5.7.8 Bad password`.
    pub fn shown(&self, limit: usize) -> String {
        let text = crate::escape::visible_within(self.text().trim(), limit);
        format!("{} {text}", self.code).trim_end().to_owned()
    }
}

/// Reads replies from bytes as they come.
#[derive(Debug, Default)]
pub struct ReplyReader {
    buffer: Vec<u8>,
    /// How much of `buffer` is known to hold no line feed.
    scanned: usize,
    pending: Option<Pending>,
    quirks: Vec<Quirk>,
}

#[derive(Debug)]
struct Pending {
    reply: Reply,
    bytes: usize,
}

impl ReplyReader {
    /// Takes bytes from the server.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole reply, if one is there.
    ///
    /// # Errors
    /// [`ReplyFault`] when the bytes cannot be a reply; the reader is of no use after that.
    pub fn next_reply(&mut self) -> Result<Option<Reply>, ReplyFault> {
        while let Some(line) = self.line()? {
            if line.is_empty() && self.pending.is_none() && !self.quirks.contains(&Quirk::EmptyLine) {
                self.note(Quirk::EmptyLine);
                continue;
            }
            if let Some(reply) = self.take(&line)? {
                return Ok(Some(reply));
            }
        }
        Ok(None)
    }

    /// Whether a reply has begun and not ended.
    pub fn is_mid_reply(&self) -> bool {
        self.pending.is_some() || !self.buffer.is_empty()
    }

    /// Whether there is more than the empty line that some servers put behind a reply.
    pub fn has_surplus(&self) -> bool {
        self.pending.is_some() || !matches!(self.buffer[..], [] | [b'\r' | b'\n'] | [b'\r', b'\n'])
    }

    /// The bytes that no reply has used.
    pub fn leftover(&self) -> &[u8] {
        &self.buffer
    }

    /// What has come of a reply that is not whole, for the record.
    pub fn fragment(&self) -> ServerText {
        let mut bytes = Vec::new();
        if let Some(pending) = &self.pending {
            for line in &pending.reply.lines {
                bytes.extend_from_slice(format!("{}-", pending.reply.code).as_bytes());
                bytes.extend_from_slice(line.bytes());
                bytes.extend_from_slice(b"\r\n");
            }
        }
        bytes.extend_from_slice(&self.buffer[..self.buffer.len().min(LINE_STANDARD)]);
        ServerText::new(bytes)
    }

    /// The next line without its line break.
    fn line(&mut self) -> Result<Option<Vec<u8>>, ReplyFault> {
        let found = self.buffer[self.scanned..].iter().position(|b| *b == b'\n');
        let end = found.map_or(self.buffer.len(), |found| self.scanned + found);
        if end >= LINE_LIMIT {
            return Err(ReplyFault::LineTooLong { line: self.start_of_buffer() });
        }
        if found.is_none() {
            self.scanned = end;
            return Ok(None);
        }
        let mut line: Vec<u8> = self.buffer.drain(..=end).collect();
        self.scanned = 0;
        line.pop();
        if end >= LINE_STANDARD {
            self.note(Quirk::LongLine);
        }
        match line.last() {
            Some(b'\r') => _ = line.pop(),
            _ => self.note(Quirk::BareLf),
        }
        Ok(Some(line))
    }

    fn start_of_buffer(&self) -> ServerText {
        ServerText::new(&self.buffer[..self.buffer.len().min(LINE_STANDARD)])
    }

    /// Adds a line to the reply under way; the reply, when that was its last line.
    fn take(&mut self, line: &[u8]) -> Result<Option<Reply>, ReplyFault> {
        let no_code = || ReplyFault::NoCode { line: ServerText::new(&line[..line.len().min(LINE_STANDARD)]) };
        let (code, last, text) = split(line).ok_or_else(no_code)?;
        if text.contains(&b'\r') {
            self.note(Quirk::BareCr);
        }
        if text.iter().any(|b| b.is_ascii_control() && !matches!(b, b'\t' | b'\r')) {
            self.note(Quirk::Control);
        }
        if std::str::from_utf8(text).is_err() {
            self.note(Quirk::NotUtf8);
        }
        let mut pending = self.pending.take().unwrap_or_else(|| Pending {
            reply: Reply { code, lines: Vec::new(), quirks: Vec::new() },
            bytes: 0,
        });
        if pending.reply.code != code {
            return Err(ReplyFault::CodesDiffer { first: pending.reply.code, line: ServerText::new(line) });
        }
        pending.bytes += line.len() + 2;
        pending.reply.lines.push(ServerText::new(text));
        if pending.bytes > REPLY_LIMIT || pending.reply.lines.len() > LINES_LIMIT {
            let line = pending.reply.lines.swap_remove(0);
            return Err(ReplyFault::TooLong { line });
        }
        if last {
            pending.reply.quirks = std::mem::take(&mut self.quirks);
            return Ok(Some(pending.reply));
        }
        self.pending = Some(pending);
        Ok(None)
    }

    fn note(&mut self, quirk: Quirk) {
        if !self.quirks.contains(&quirk) {
            self.quirks.push(quirk);
        }
    }
}

/// Code, whether it is the last line, and text.
fn split(line: &[u8]) -> Option<(u16, bool, &[u8])> {
    let digits = line.get(..3)?;
    let valid = matches!(digits[0], b'2'..=b'5') && digits[1..].iter().all(u8::is_ascii_digit);
    if !valid {
        return None;
    }
    let code = digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    match line.get(3) {
        None => Some((code, true, &[])),
        Some(b' ') => Some((code, true, &line[4..])),
        Some(b'-') => Some((code, false, &line[4..])),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests;
