//! A password or token: silent in `Debug`, never serialised, wiped when dropped.
//!
//! It also knows how to take itself out of bytes that are about to be kept or shown, as a server may echo it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zeroize::Zeroizing;

/// What stands where a secret stood.
pub const REDACTED: &str = "<redacted>";

/// Below this length a secret is only taken out where it stands as a word of its own:
/// the password `pass` must not make `password` unreadable.
const WHOLE_WORD_BELOW: usize = 8;

/// A secret that the user gave.
pub struct Secret(Zeroizing<String>);

/// Why a secret cannot be used in an SMTP dialogue at all.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SecretFault {
    /// It holds a carriage return or a line feed: the command line of the protocol would end there.
    LineBreak,
    /// It holds a NUL, the separator inside SASL PLAIN (RFC 4616 §2).
    Nul,
}

impl Secret {
    /// Takes a secret over.
    ///
    /// # Errors
    /// [`SecretFault`] when the secret holds CR, LF or NUL.
    pub fn new(value: String) -> Result<Self, SecretFault> {
        let value = Zeroizing::new(value);
        if value.contains(['\r', '\n']) {
            return Err(SecretFault::LineBreak);
        }
        if value.contains('\0') {
            return Err(SecretFault::Nul);
        }
        Ok(Self(value))
    }

    /// The secret itself. Call it only to build what goes through verified TLS, or to look at its shape.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// `bytes` without this secret, whether it stands there as itself, in base64, or in the
    /// SASL PLAIN blob of `user`.
    pub fn redact(&self, user: &str, bytes: &[u8]) -> Vec<u8> {
        let raw = self.0.as_bytes();
        if raw.is_empty() {
            return bytes.to_vec();
        }
        let plain = Zeroizing::new([b"\0", user.as_bytes(), b"\0", raw].concat());
        let blob = Zeroizing::new(BASE64.encode(&*plain));
        let encoded = Zeroizing::new(BASE64.encode(raw));
        let bytes = replace(bytes, blob.as_bytes(), Edges::Any);
        let bytes = replace(&bytes, encoded.as_bytes(), Edges::Any);
        let edges = if raw.len() < WHOLE_WORD_BELOW { Edges::Word } else { Edges::Any };
        replace(&bytes, raw, edges)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// What must stand on both sides of a match.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Edges {
    Any,
    Word,
}

fn replace(bytes: &[u8], needle: &[u8], edges: Edges) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = 0;
    while rest < bytes.len() {
        let end = rest + needle.len();
        let here = bytes.get(rest..end) == Some(needle);
        let joined = rest > 0 && bytes[rest - 1].is_ascii_alphanumeric()
            || bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
        let alone = edges == Edges::Any || !joined;
        if here && alone {
            out.extend_from_slice(REDACTED.as_bytes());
            rest = end;
        } else {
            out.push(bytes[rest]);
            rest += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redact(secret: &str, text: &str) -> String {
        let secret = Secret::new(secret.to_owned()).unwrap();
        String::from_utf8(secret.redact("me", text.as_bytes())).unwrap()
    }

    #[test]
    fn a_line_break_or_nul_is_refused() {
        assert_eq!(Secret::new("a\r\nb".into()).unwrap_err(), SecretFault::LineBreak);
        assert_eq!(Secret::new("a\0b".into()).unwrap_err(), SecretFault::Nul);
    }

    #[test]
    fn debug_is_silent() {
        assert_eq!(format!("{:?}", Secret::new("hunter2".into()).unwrap()), "Secret(..)");
    }

    #[test]
    fn an_echo_is_taken_out_in_every_form() {
        assert_eq!(redact("hunter2hunter2", "no hunter2hunter2!"), "no <redacted>!");
        assert_eq!(redact("hunter2", "bad password hunter2"), "bad password <redacted>");
        assert_eq!(redact("hunter2", "got aHVudGVyMg=="), "got <redacted>");
        assert_eq!(redact("hunter2", "got AG1lAGh1bnRlcjI="), "got <redacted>");
    }

    #[test]
    fn a_short_secret_leaves_other_words_alone() {
        assert_eq!(redact("pass", "bad password, pass refused"), "bad password, <redacted> refused");
    }
}
