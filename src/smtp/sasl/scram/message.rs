//! The messages of a SCRAM server, read strictly (RFC 5802 §7).

use std::num::NonZeroU32;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::smtp::sasl::Unexpected;

/// The most iterations that are computed. A server that asks for more would only keep this machine busy: those that
/// count as cautious ask for a tenth to a half of it.
pub(super) const MOST_ITERATIONS: u32 = 1_000_000;

/// What a server answers to the name of the user.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct First {
    /// Our random text, and the server's behind it.
    pub(super) nonce: String,
    /// The salt, decoded.
    pub(super) salt: Vec<u8>,
    /// How often to hash.
    pub(super) iterations: NonZeroU32,
}

/// What a server answers to our proof.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Final {
    /// The signature that proves the server, decoded.
    Signature(Vec<u8>),
    /// A word for what is wrong.
    Error(String),
}

impl First {
    /// `r=…,s=…,i=…`, in this order, extensions behind. Its nonce begins with `ours` and goes on. A mandatory
    /// extension (`m=`) in front is one that we do not know.
    pub(super) fn read(message: &str, ours: &str) -> Result<Self, Unexpected> {
        let mut parts = message.split(',');
        let nonce = value(parts.next(), 'r')?;
        let salt = BASE64.decode(value(parts.next(), 's')?).map_err(|_| Unexpected)?;
        let iterations = value(parts.next(), 'i')?;
        extensions(parts)?;
        let extends = nonce.strip_prefix(ours).is_some_and(|theirs| !theirs.is_empty());
        let printable = nonce.bytes().all(|byte| byte.is_ascii_graphic());
        let number = iterations.bytes().all(|byte| byte.is_ascii_digit()) && !iterations.starts_with('0');
        let iterations = iterations.parse().ok().filter(|count: &NonZeroU32| count.get() <= MOST_ITERATIONS);
        match iterations {
            Some(iterations) if extends && printable && number && !salt.is_empty() => {
                Ok(Self { nonce: nonce.to_owned(), salt, iterations })
            }
            _ => Err(Unexpected),
        }
    }
}

impl Final {
    /// `v=…` or `e=…`, extensions behind.
    pub(super) fn read(message: &str) -> Result<Self, Unexpected> {
        let mut parts = message.split(',');
        let first = parts.next();
        extensions(parts)?;
        if let Ok(error) = value(first, 'e') {
            return Ok(Self::Error(error.to_owned()));
        }
        let signature = BASE64.decode(value(first, 'v')?).map_err(|_| Unexpected)?;
        Ok(Self::Signature(signature))
    }
}

/// The value of an attribute, which is never empty.
fn value(part: Option<&str>, name: char) -> Result<&str, Unexpected> {
    let value = part.and_then(|part| part.strip_prefix(name)).and_then(|part| part.strip_prefix('='));
    value.filter(|value| !value.is_empty()).ok_or(Unexpected)
}

/// Attributes that may be passed over: a letter and a value.
fn extensions<'m>(mut parts: impl Iterator<Item = &'m str>) -> Result<(), Unexpected> {
    let fits = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(|c| c.is_ascii_alphabetic() && c != 'm') && chars.next() == Some('=')
    };
    if parts.all(fits) { Ok(()) } else { Err(Unexpected) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_message_is_read() {
        let read = First::read("r=abcXY%(z,s=QSXCR+Q6sek8bf92,i=4096,x=later", "abc").unwrap();
        assert_eq!((read.nonce.as_str(), read.salt.len(), read.iterations.get()), ("abcXY%(z", 12, 4096));
        assert!(First::read("r=abcd,s=QQ==,i=1000000", "abc").is_ok());
        assert_eq!(Final::read("e=invalid-proof,x=1"), Ok(Final::Error("invalid-proof".into())));
        assert_eq!(Final::read("v=AAEC"), Ok(Final::Signature(vec![0, 1, 2])));
    }

    #[test]
    fn anything_odd_is_refused() {
        for odd in [
            "",
            ",",
            "r=abcd",
            "r=abcd,s=QQ==",
            "r=abc,s=QQ==,i=4096",
            "r=xabcd,s=QQ==,i=4096",
            "r=abcd,i=4096,s=QQ==",
            "r=abcd,s=,i=4096",
            "r=abcd,s=QQ,i=4096",
            "r=abcd,s=!,i=4096",
            "r=abcd,s=QQ==,i=",
            "r=abcd,s=QQ==,i=0",
            "r=abcd,s=QQ==,i=04096",
            "r=abcd,s=QQ==,i=+4096",
            "r=abcd,s=QQ==,i=-1",
            "r=abcd,s=QQ==,i=1000001",
            "r=abcd,s=QQ==,i=4294967295",
            "r=abcd,s=QQ==,i=99999999999999999999",
            "r=abcd,s=QQ==,i=4096,",
            "r=abcd,s=QQ==,i=4096,m=x",
            "m=x,r=abcd,s=QQ==,i=4096",
            "R=abcd,s=QQ==,i=4096",
            "r=abcd\u{e9},s=QQ==,i=4096",
            "r=abc d,s=QQ==,i=4096",
            " r=abcd,s=QQ==,i=4096",
            "r=abcd,s=QQ==,i=4096\n",
        ] {
            assert_eq!(First::read(odd, "abc"), Err(Unexpected), "{odd}");
        }
        for odd in ["", "v=", "v", "v=!", "v=A", "e=", "x=1", "v=AAEC,", "e=no,m=x", "V=AAEC"] {
            assert_eq!(Final::read(odd), Err(Unexpected), "{odd}");
        }
    }
}
