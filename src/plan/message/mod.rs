//! The message to send. Its bytes go to the server and nowhere else: what may be recorded of it are [`MessageFacts`].

mod read;

use std::fmt;

use serde::{Deserialize, Serialize};

/// The most bytes of a message.
pub const LARGEST_MESSAGE: usize = 25 * 1024 * 1024;
/// The most bytes of a line, its end apart (RFC 5322 §2.1.1).
pub const LONGEST_LINE: u64 = 998;

/// A message as it goes to the server: every byte as it was given, the last line ended.
pub struct Message {
    bytes: Vec<u8>,
    facts: MessageFacts,
}

/// What can be said of a message without saying it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct MessageFacts {
    /// Who wrote it.
    pub origin: Origin,
    /// Its bytes, as SIZE counts them (RFC 1870 §5).
    pub size: u64,
    /// What stands in its Message-ID.
    pub message_id: Option<String>,
    /// How many characters its subject has, as it is written.
    pub subject: Option<u64>,
    /// Bytes beyond ASCII in the header.
    pub header: Option<EightBit>,
    /// Bytes beyond ASCII in the body.
    pub body: Option<EightBit>,
    /// What breaks the rules.
    pub faults: Vec<MessageFault>,
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// smtp-doctor.
    Composed,
    /// Whoever made the file that was given.
    File,
}

/// Bytes beyond ASCII.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct EightBit {
    /// The first line with some.
    pub line: u64,
    /// How they are encoded.
    pub encoding: Encoding,
}

/// How bytes beyond ASCII are encoded.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// As UTF-8.
    Utf8,
    /// In another way.
    Other,
}

/// Something in a message that breaks the rules.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "fault")]
pub enum MessageFault {
    /// LF without CR before it (RFC 5321 §2.3.8).
    BareLf(Spot),
    /// CR without LF behind it.
    BareCr(Spot),
    /// NUL.
    Nul(Spot),
    /// Lines longer than [`LONGEST_LINE`].
    LongLine(Spot),
    /// Lines of the header that are no part of one.
    NoField(Spot),
    /// A header that has to be there is missing.
    Missing {
        /// Its name.
        header: String,
    },
    /// A header that may stand once stands several times (RFC 5322 §3.6).
    Repeated {
        /// Its name.
        header: String,
        /// How often.
        count: u64,
    },
}

/// Where something shows.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// How often.
    pub count: u64,
    /// The first line of the file.
    pub line: u64,
}

impl Message {
    /// The message that these bytes are. The end of the last line is added where it is missing.
    pub fn new(mut bytes: Vec<u8>, origin: Origin) -> Self {
        if !bytes.ends_with(b"\r\n") {
            bytes.extend_from_slice(b"\r\n");
        }
        let facts = read::facts(&bytes, origin);
        Self { bytes, facts }
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What can be said of it.
    pub fn facts(&self) -> &MessageFacts {
        &self.facts
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message").field("facts", &self.facts).finish_non_exhaustive()
    }
}

impl MessageFacts {
    /// Whether its lines end so that no server can take a part of it for its end or for a command. Any other message is
    /// never sent: a lone LF before a dot ends the message for some servers and not for others (SMTP smuggling).
    pub fn is_sendable(&self) -> bool {
        !self.faults.iter().any(MessageFault::forbids_sending)
    }
}

impl MessageFault {
    /// Whether a message with it is never sent.
    pub fn forbids_sending(&self) -> bool {
        matches!(self, Self::BareLf(_) | Self::BareCr(_) | Self::Nul(_))
    }
}
