//! A password or token: silent in `Debug`, never serialised, wiped when dropped.
//!
//! It also knows how to take itself out of bytes that are about to be kept or shown, as a server may echo it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

/// What stands where a secret stood.
pub const REDACTED: &str = "<redacted>";

/// Below this length a secret is only taken out where it stands as a word of its own:
/// the password `pass` must not make `password` unreadable.
const WHOLE_WORD_BELOW: usize = 8;

/// The shortest start of a form that is taken out at a cut.
const START: usize = 4;

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

    /// `bytes` without this secret, whether it stands there as itself, in base64, in a SASL PLAIN message of `user`,
    /// in hexadecimal or as in a URL.
    pub fn redact(&self, user: &str, bytes: &[u8]) -> Vec<u8> {
        self.taken_out(user, bytes, End::Whole)
    }

    /// The same of bytes that were cut somewhere: the start of a form at their end is taken out as well.
    pub fn redact_cut(&self, user: &str, bytes: &[u8]) -> Vec<u8> {
        self.taken_out(user, bytes, End::Cut)
    }

    fn taken_out(&self, user: &str, bytes: &[u8], end: End) -> Vec<u8> {
        if self.0.is_empty() {
            return bytes.to_vec();
        }
        self.forms(user).iter().fold(bytes.to_vec(), |bytes, form| {
            let edges = if form.len() < WHOLE_WORD_BELOW { Edges::Word } else { Edges::Any };
            replace(&bytes, form, edges, end)
        })
    }

    /// Every form, the longer one first where it holds the other.
    fn forms(&self, user: &str) -> Vec<Zeroizing<Vec<u8>>> {
        let raw = self.0.as_bytes();
        let each = |write: &dyn Fn(u8) -> String| {
            Zeroizing::new(raw.iter().flat_map(|byte| write(*byte).into_bytes()).collect::<Vec<u8>>())
        };
        let quoted = |quote: fn(u8) -> String| {
            each(&move |byte| match byte {
                b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
                byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                byte => quote(byte),
            })
        };
        let plain = |authorised: &str| {
            Zeroizing::new([authorised.as_bytes(), b"\0", user.as_bytes(), b"\0", raw].concat())
        };
        let mut forms = Vec::new();
        for message in [plain(""), plain(user), Zeroizing::new(raw.to_vec())] {
            for engine in [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD] {
                forms.push(Zeroizing::new(engine.encode(&*message).into_bytes()));
            }
        }
        forms.push(each(&|byte| format!("{byte:02x}")));
        forms.push(each(&|byte| format!("{byte:02X}")));
        forms.push(quoted(|byte| format!("%{byte:02X}")));
        forms.push(quoted(|byte| format!("%{byte:02x}")));
        forms.push(quoted(|byte| if byte == b' ' { "+".to_owned() } else { format!("%{byte:02X}") }));
        forms.push(Zeroizing::new(raw.to_vec()));
        forms
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

/// What stands at the end of the bytes.
#[derive(Clone, Copy, Eq, PartialEq)]
enum End {
    Whole,
    Cut,
}

fn replace(bytes: &[u8], needle: &[u8], edges: Edges, last: End) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = 0;
    while rest < bytes.len() {
        let end = rest + needle.len();
        let left = &bytes[rest..];
        let cut = last == End::Cut && (START..needle.len()).contains(&left.len()) && needle.starts_with(left);
        let here = left.starts_with(needle) || cut;
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
    fn an_echo_in_another_writing_is_taken_out() {
        assert_eq!(redact("a b/c?d+e", "got 6120622F633f642b65"), "got 6120622F633f642b65");
        for echo in ["6120622f633f642b65", "6120622F633F642B65", "a%20b%2Fc%3Fd%2Be", "a+b%2Fc%3Fd%2Be"] {
            assert_eq!(redact("a b/c?d+e", &format!("got {echo}")), "got <redacted>");
        }
        assert_eq!(redact("hunter2", "got aHVudGVyMg."), "got <redacted>.");
        assert_eq!(redact("hunter2", "got bWUAbWUAaHVudGVyMg=="), "got <redacted>");
    }

    #[test]
    fn at_a_cut_its_start_is_taken_out() {
        let secret = Secret::new("hunter2hunter2".to_owned()).unwrap();
        let cut = |text: &str| String::from_utf8(secret.redact_cut("me", text.as_bytes())).unwrap();
        assert_eq!(cut("bad password hunter2hun"), "bad password <redacted>");
        assert_eq!(cut("bad password hun"), "bad password hun");
        assert_eq!(cut("hunter2hun is bad"), "hunter2hun is bad");
        assert_eq!(cut("got aHVudGVyMmh1"), "got <redacted>");
    }

    #[test]
    fn a_short_secret_leaves_other_words_alone() {
        assert_eq!(redact("pass", "bad password, pass refused"), "bad password, <redacted> refused");
    }
}
