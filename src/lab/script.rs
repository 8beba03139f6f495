//! What a server does at one point, as data: it sends, waits, asks, starts TLS or hangs up.

use std::time::Duration;

/// How bytes are cut into segments, or into TLS records.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Cut {
    /// Not at all.
    #[default]
    Whole,
    /// In two.
    Halves,
    /// Each byte by itself.
    Bytes,
}

/// What a server does at one point, in order.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Answer(pub Vec<Step>);

/// One thing that a server does.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Step {
    /// Sends these bytes, cut as the service cuts.
    Send(Vec<u8>),
    /// Sends these bytes one by one, with this pause behind each.
    Drip(Vec<u8>, Duration),
    /// Sends these bytes again and again until the client is gone.
    Flood(Vec<u8>),
    /// Does nothing for a while.
    Pause(Duration),
    /// Sends these bytes and waits for a line, whatever it says.
    Challenge(Vec<u8>),
    /// Leads the dialogue of a mechanism and judges the login by the account.
    Authenticate(Mechanism),
    /// Takes a message that ends with a line of a single dot, and keeps it in the log.
    Message,
    /// Takes as many bytes as the BDAT command names, and keeps them in the log.
    Chunk,
    /// Makes the TLS handshake.
    StartTls,
    /// Makes the TLS handshake, and takes what came in clear behind STARTTLS as if it had come under TLS
    /// (CVE-2011-0411).
    StartTlsKeepingMore,
    /// Hangs up in good order.
    Close,
    /// Hangs up by FIN alone: TLS is cut off without its `close_notify`.
    Sever,
    /// Hangs up by RST.
    Reset,
    /// Keeps the connection open and is silent.
    Hold,
}

/// A mechanism that the lab can lead the dialogue of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mechanism {
    /// PLAIN (RFC 4616).
    Plain,
    /// LOGIN, with its two prompts.
    Login,
    /// SCRAM with SHA-256, bound or not as the command says, with this signature.
    Scram(Signature),
    /// SCRAM whose first message is this, with `{nonce}` where the client's stands; any proof is taken.
    ScramFirst(&'static str),
}

/// How a server proves by SCRAM that it knows the password too.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Signature {
    /// As it should.
    Right,
    /// By a signature of something else.
    Wrong,
    /// Not at all.
    Missing,
}

impl Answer {
    /// Sends a reply; its lines are separated by LF here and end in CRLF on the wire.
    pub fn reply(lines: &str) -> Self {
        Self::bytes(reply(lines))
    }

    /// Sends these bytes as they are.
    pub fn bytes(bytes: Vec<u8>) -> Self {
        Self(vec![Step::Send(bytes)])
    }

    /// Sends the list of what the server can do (RFC 5321 §4.1.1.1).
    pub fn ehlo(host: &str, capabilities: &[&str]) -> Self {
        let lines = [&[host], capabilities].concat();
        let last = lines.len() - 1;
        let line = |(at, text): (usize, &&str)| format!("250{}{text}", if at < last { '-' } else { ' ' });
        Self::reply(&lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\n"))
    }

    /// Keeps silent.
    pub fn silence() -> Self {
        Self(vec![Step::Hold])
    }

    /// What is said to a command that is not known.
    pub fn unknown() -> Self {
        Self::reply("500 5.5.2 Error: command not recognized")
    }

    /// Asks for a message, takes it, and answers it so.
    pub fn message(lines: &str) -> Self {
        Self::reply("354 End data with <CR><LF>.<CR><LF>").then(Step::Message).then(Step::Send(reply(lines)))
    }

    /// Takes a chunk, and answers it so.
    pub fn chunk(lines: &str) -> Self {
        Self(vec![Step::Chunk, Step::Send(reply(lines))])
    }

    /// The same, with one more step.
    pub fn then(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }
}

/// A reply as it goes over the wire: lines that are separated by LF, each ended by CRLF.
pub(super) fn reply(lines: &str) -> Vec<u8> {
    format!("{}\r\n", lines.replace('\n', "\r\n")).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_ends_each_line_by_crlf() {
        assert_eq!(Answer::reply("220-a\n220 b"), Answer::bytes(b"220-a\r\n220 b\r\n".to_vec()));
        assert_eq!(Answer::ehlo("h", &[]), Answer::reply("250 h"));
        assert_eq!(Answer::ehlo("h", &["SIZE 1", "DSN"]), Answer::reply("250-h\n250-SIZE 1\n250 DSN"));
    }
}
