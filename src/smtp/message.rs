//! A message on the wire: how it is handed over, how far that came, and the dots that keep it whole.

use serde::{Deserialize, Serialize};

/// The command by which a message is handed over.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transfer {
    /// DATA, and a line with a dot at the end (RFC 5321 §4.1.1.4).
    #[default]
    Data,
    /// BDAT, with the number of bytes (RFC 3030).
    Bdat,
}

/// How much of a message has left this machine.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handed {
    /// Nothing.
    #[default]
    Nothing,
    /// Some of it, without its end: no server may take that for a message.
    Part,
    /// All of it, its end included: without a reply nobody knows whether it is delivered.
    Whole,
}

/// Why a message was not sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "because")]
pub enum Unsent {
    /// It is larger than the server announces to take (RFC 1870).
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The most that the server takes.
        limit: u64,
    },
    /// It has lines that do not end in CRLF, or NUL: servers do not agree on where such a message ends.
    LineEnds,
}

impl Transfer {
    /// The command.
    pub fn command(self) -> &'static str {
        match self {
            Self::Data => "DATA",
            Self::Bdat => "BDAT",
        }
    }
}

/// A message as it goes over the wire behind DATA: a dot before each line that begins with one, and the dot that ends
/// it (RFC 5321 §4.5.2). Every line of the message ends in CRLF.
pub fn dotted(message: &[u8]) -> Vec<u8> {
    let mut wire = Vec::with_capacity(message.len() + message.len() / 64 + 3);
    let mut starts_line = true;
    for byte in message {
        if starts_line && *byte == b'.' {
            wire.push(b'.');
        }
        wire.push(*byte);
        // Behind a lone LF too, should one ever come here: a doubled dot is a smaller harm than an end too early.
        starts_line = *byte == b'\n';
    }
    wire.extend_from_slice(b".\r\n");
    wire
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a server takes from the wire: the message, and what it takes for commands.
    fn undotted(wire: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let (mut message, mut rest) = (Vec::new(), wire);
        while let Some(end) = rest.windows(2).position(|pair| pair == b"\r\n") {
            let (line, behind) = rest.split_at(end + 2);
            rest = behind;
            match line {
                b".\r\n" => return (message, rest.to_vec()),
                [b'.', stuffed @ ..] => message.extend_from_slice(stuffed),
                line => message.extend_from_slice(line),
            }
        }
        panic!("no end");
    }

    fn line() -> impl Strategy<Value = Vec<u8>> {
        prop::collection::vec(prop_oneof![Just(b'.'), Just(b'a'), 0x20_u8..=0xff], 0..6)
    }

    proptest! {
        #[test]
        fn what_the_server_takes_is_what_was_given(lines in prop::collection::vec(line(), 1..12)) {
            let message: Vec<u8> = lines.iter().flat_map(|line| [line.as_slice(), b"\r\n"].concat()).collect();
            prop_assert_eq!(undotted(&dotted(&message)), (message, Vec::new()));
        }
    }

    #[test]
    fn dots_at_the_start_of_a_line_are_doubled() {
        assert_eq!(dotted(b".\r\n..a\r\nb.\r\n"), b"..\r\n...a\r\nb.\r\n.\r\n");
    }
}
