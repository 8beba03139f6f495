//! Which protocol it is, by the first bytes of a server that does not speak what was expected.

use serde::{Deserialize, Serialize};

/// A protocol that a mail port may turn out to speak.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// FTP (RFC 959); its greeting has the same code as SMTP's, so it is told by its text.
    Ftp,
    /// HTTP (RFC 9112).
    Http,
    /// IMAP (RFC 9051).
    Imap,
    /// MySQL or MariaDB.
    MySql,
    /// POP3 (RFC 1939).
    Pop3,
    /// SMTP itself (RFC 5321), where something else was expected.
    Smtp,
    /// SSH (RFC 4253).
    Ssh,
    /// A TLS record (RFC 8446 §5.1).
    Tls,
    /// Virtual Network Computing (RFC 6143).
    Vnc,
}

impl Protocol {
    /// The protocol whose servers begin like this, if it is a known one.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let starts = |prefix: &[u8]| bytes.starts_with(prefix);
        if matches!(bytes, [0x14..=0x17, 3, 0..=4, ..]) {
            return Some(Self::Tls);
        }
        if matches!(bytes, [_, _, 0, 0, 10] | [_, _, 0, 0, 10, b'3'..=b'9' | b'1', ..]) {
            return Some(Self::MySql);
        }
        if starts(b"HTTP/") || starts(b"<!DOCTYPE") || starts(b"<html") || starts(b"<!doctype") {
            return Some(Self::Http);
        }
        if starts(b"* OK") || starts(b"* PREAUTH") || starts(b"* BYE") {
            return Some(Self::Imap);
        }
        if starts(b"+OK") || starts(b"-ERR") {
            return Some(Self::Pop3);
        }
        if starts(b"SSH-") {
            return Some(Self::Ssh);
        }
        if starts(b"RFB ") {
            return Some(Self::Vnc);
        }
        if is_ftp(bytes) {
            return Some(Self::Ftp);
        }
        let reply = matches!(bytes, [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', b' ' | b'-' | b'\r' | b'\n', ..]);
        reply.then_some(Self::Smtp)
    }

    /// The name of the protocol.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ftp => "FTP",
            Self::Http => "HTTP",
            Self::Imap => "IMAP",
            Self::MySql => "MySQL",
            Self::Pop3 => "POP3",
            Self::Smtp => "SMTP",
            Self::Ssh => "SSH",
            Self::Tls => "TLS",
            Self::Vnc => "VNC",
        }
    }
}

/// Whether a greeting names FTP. A name of a host in the place where SMTP has the server's own says nothing: a mail server
/// may be called `ftp.example.com`.
fn is_ftp(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    let Some(said) = text.strip_prefix("220") else { return false };
    let said = said.trim_start_matches([' ', '-']);
    let said = match said.split_once(char::is_whitespace) {
        Some((first, rest)) if is_host_name(first) => rest,
        _ if is_host_name(said) => "",
        _ => said,
    };
    !said.contains("smtp") && ["ftp", "filezilla"].iter().any(|word| said.contains(word))
}

/// Whether a word has the form of a host name with a domain; `vsftpd-3.0.3` has not.
fn is_host_name(word: &str) -> bool {
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let top = word.rsplit_once('.').map(|(_, top)| top);
    word.split('.').all(label) && top.is_some_and(|top| top.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_protocols_are_known_by_their_first_bytes() {
        let of = Protocol::of;
        assert_eq!(of(b"HTTP/1.1 400 Bad Request\r\n"), Some(Protocol::Http));
        assert_eq!(of(b"SSH-2.0-OpenSSH_9.2\r\n"), Some(Protocol::Ssh));
        assert_eq!(of(b"* OK IMAP4 ready\r\n"), Some(Protocol::Imap));
        assert_eq!(of(b"+OK POP3 ready\r\n"), Some(Protocol::Pop3));
        assert_eq!(of(b"220 ProFTPD Server\r\n"), Some(Protocol::Ftp));
        assert_eq!(of(b"\x15\x03\x01\x00\x02\x02\x46"), Some(Protocol::Tls));
        assert_eq!(of(b"J\0\0\0\x0a8.0.36\0"), Some(Protocol::MySql));
        assert_eq!(of(b"220 mail.example.com ESMTP Postfix\r\n"), Some(Protocol::Smtp));
        assert_eq!(of(b"220 ftp.example.com ESMTP\r\n"), Some(Protocol::Smtp));
        for name in [
            "220 ftp.example.com ready\r\n",
            "220 ftp.example.com\r\n",
            "220-ftp.example.com Welcome\r\n220 Hi\r\n",
        ] {
            assert_eq!(of(name.as_bytes()), Some(Protocol::Smtp), "{name}");
        }
        for ftp in [
            "220 (vsFTPd 3.0.5)\r\n",
            "220 vsftpd-3.0.3 ready\r\n",
            "220 ftp.example.com FTP server ready\r\n",
            "220 Welcome to ftp.example.com\r\n",
            "220-FileZilla Server 1.8.1\r\n",
            "220 Microsoft FTP Service\r\n",
        ] {
            assert_eq!(of(ftp.as_bytes()), Some(Protocol::Ftp), "{ftp}");
        }
        for page in ["<!DOCTYPE html>", "<!doctype html>", "<html><head>"] {
            assert_eq!(of(page.as_bytes()), Some(Protocol::Http));
        }
        assert_eq!(of(b"* PREAUTH ready\r\n"), Some(Protocol::Imap));
        assert_eq!(of(b"* BYE too busy\r\n"), Some(Protocol::Imap));
        assert_eq!(of(b"-ERR too busy\r\n"), Some(Protocol::Pop3));
        assert_eq!(of(b"RFB 003.008\n"), Some(Protocol::Vnc));
        assert_eq!(of(b"220 FileZilla Server\r\n"), Some(Protocol::Ftp));
        assert_eq!(of(b"530 no ftp here\r\n"), Some(Protocol::Smtp));
        assert_eq!(of(b"220 gate.example.com FTP and SMTP\r\n"), Some(Protocol::Smtp));
        assert_eq!(of(b"garbage"), None);
        assert_eq!(of(b""), None);
    }
}
