//! A password or token: silent in `Debug`, never serialised, wiped when dropped.
//!
//! It also knows how to take itself out of bytes that are about to be kept or shown, as a server may echo it.

mod echo;
mod escapes;

use std::fmt;
use std::sync::OnceLock;

use zeroize::Zeroizing;

use echo::{Echoes, End};

/// What stands where a secret stood.
pub const REDACTED: &str = "<redacted>";

/// A secret that the user gave.
pub struct Secret {
    value: Zeroizing<String>,
    /// What a server that echoes it may send, made when it is first needed: every line of a dialogue is looked through.
    echoes: OnceLock<Echoes>,
}

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
        Ok(Self { value, echoes: OnceLock::new() })
    }

    /// The secret itself. Call it only to build what goes through verified TLS, or to look at its shape.
    pub fn expose(&self) -> &str {
        &self.value
    }

    /// `bytes` without this secret, whether it stands there as itself, in base64 (alone or inside of something longer,
    /// such as a message of SASL), in hexadecimal, in UTF-16, as in a URL, in JSON, in HTML or as
    /// quoted-printable, or with some of its signs escaped. Of a long one, stretches are taken out too.
    pub fn redact(&self, user: &str, bytes: &[u8]) -> Vec<u8> {
        self.taken_out(user, bytes, End::Whole)
    }

    /// The same of bytes that were cut somewhere: the start of a form at their end is taken out as well.
    pub fn redact_cut(&self, user: &str, bytes: &[u8]) -> Vec<u8> {
        self.taken_out(user, bytes, End::Cut)
    }

    fn taken_out(&self, user: &str, bytes: &[u8], end: End) -> Vec<u8> {
        if self.value.is_empty() || bytes.is_empty() {
            return bytes.to_vec();
        }
        let echoes = self.echoes.get_or_init(|| Echoes::new(&self.value, user));
        if echoes.are_of(user) {
            echoes.taken_out(bytes, end)
        } else {
            Echoes::new(&self.value, user).taken_out(bytes, end)
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn what_another_user_would_have_sent_is_taken_out_too() {
        let secret = Secret::new("hunter2".to_owned()).unwrap();
        for (user, echo) in [("me", "AG1lAGh1bnRlcjI="), ("you", "AHlvdQBodW50ZXIy")] {
            let redacted = secret.redact(user, format!("got {echo}").as_bytes());
            assert_eq!(String::from_utf8(redacted).unwrap(), "got <redacted>");
        }
    }
}
