//! What the servers of the lab received, secrets included: the tests look here for what must never be sent.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the servers received, in the order in which it came. Copies share the same record.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Entries>>);

#[derive(Debug, Default)]
struct Entries {
    connections: usize,
    received: Vec<Received>,
    messages: Vec<Vec<u8>>,
    certificates: Vec<Vec<u8>>,
}

/// Something that a server received.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Received {
    /// The address that the client meant, where the server stands for a single one.
    pub at: Option<SocketAddr>,
    /// The connection it came on, counted from 1 over the whole log.
    pub connection: usize,
    /// In which phase it came.
    pub phase: Phase,
    /// A line without its end, or the first bytes of a handshake.
    pub bytes: Vec<u8>,
}

/// The phase of a connection.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Phase {
    /// The dialogue in clear.
    Clear,
    /// The start of a TLS handshake.
    Handshake,
    /// The dialogue under TLS.
    Secured,
}

impl Log {
    /// Everything received so far.
    pub fn received(&self) -> Vec<Received> {
        self.entries().received.clone()
    }

    /// The lines received in the dialogues so far, in clear and under TLS.
    pub fn lines(&self) -> Vec<String> {
        let entries = self.entries();
        let lines = entries.received.iter().filter(|entry| entry.phase != Phase::Handshake);
        lines.map(|entry| String::from_utf8_lossy(&entry.bytes).into_owned()).collect()
    }

    /// The messages that were received whole so far, as their senders meant them.
    pub fn messages(&self) -> Vec<Vec<u8>> {
        self.entries().messages.clone()
    }

    /// The certificates that clients have shown so far, in DER form, whatever was thought of them.
    pub fn certificates(&self) -> Vec<Vec<u8>> {
        self.entries().certificates.clone()
    }

    /// How many connections were accepted so far.
    pub fn connections(&self) -> usize {
        self.entries().connections
    }

    /// Counts a new connection and gives its number.
    pub(super) fn open(&self) -> usize {
        let mut entries = self.entries();
        entries.connections += 1;
        entries.connections
    }

    pub(super) fn push(&self, received: Received) {
        self.entries().received.push(received);
    }

    pub(super) fn keep(&self, message: Vec<u8>) {
        self.entries().messages.push(message);
    }

    pub(super) fn witness(&self, certificate: Vec<u8>) {
        self.entries().certificates.push(certificate);
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_share_the_record_and_a_handshake_is_no_line() {
        let log = Log::default();
        let connection = log.clone().open();
        let entry = |phase, bytes: &[u8]| Received { at: None, connection, phase, bytes: bytes.to_vec() };
        log.push(entry(Phase::Clear, b"STARTTLS"));
        log.push(entry(Phase::Handshake, b"\x16\x03\x01"));
        log.push(entry(Phase::Secured, b"EHLO a"));
        assert_eq!(log.lines(), ["STARTTLS", "EHLO a"]);
        assert_eq!((log.connections(), log.received().len()), (1, 3));
    }
}
