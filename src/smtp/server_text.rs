//! Text that a server sent: the bytes as they came, and ways to read them.

use std::fmt;

use encoding_rs::{BIG5, GB18030, SHIFT_JIS, WINDOWS_1252};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::escape::visible_within;

/// One line or block of text from a server, undecoded.
///
/// It is recorded as a string in which every byte outside printable ASCII and valid UTF-8 is written `\xNN`, and a
/// backslash `\\`: nothing is lost, and a person can read it.
#[derive(Clone, Default, Eq, Hash, PartialEq)]
pub struct ServerText(Vec<u8>);

impl ServerText {
    /// Keeps the bytes.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// The bytes as they came.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text: UTF-8 where it is that, else GB18030, Big5 or Shift_JIS where all of it decodes to the characters
    /// of that language, else Windows-1252.
    pub fn decoded(&self) -> String {
        if let Ok(text) = std::str::from_utf8(&self.0) {
            return text.to_owned();
        }
        for encoding in [GB18030, BIG5, SHIFT_JIS] {
            if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&self.0)
                && reads_as_east_asian(&self.0, &text)
            {
                return text.into_owned();
            }
        }
        WINDOWS_1252.decode_without_bom_handling(&self.0).0.into_owned()
    }

    /// The text made harmless and cut to `limit` characters.
    pub fn shown(&self, limit: usize) -> String {
        visible_within(&self.decoded(), limit)
    }
}

/// Whether every character beyond ASCII is a common ideograph, kana, or their punctuation, and two of them stand side
/// by side, as two bytes beyond ASCII do. In Latin-1 text that is read so by mistake, an ideograph is made of a letter
/// with an accent and the plain letter behind it, or stands alone among plain letters.
fn reads_as_east_asian(bytes: &[u8], text: &str) -> bool {
    let common =
        |c: char| matches!(c as u32, 0x3000..=0x30ff | 0x4e00..=0x9fff | 0xff00..=0xff5e | 0x2010..=0x2026);
    let next_to = text.chars().skip(1);
    let characters = text.chars().zip(next_to).any(|(one, next)| !one.is_ascii() && !next.is_ascii());
    let pairs = bytes.windows(2).any(|pair| !pair[0].is_ascii() && !pair[1].is_ascii());
    characters && pairs && text.chars().all(|c| c.is_ascii() || common(c))
}

impl fmt::Debug for ServerText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", written(&self.0))
    }
}

impl Serialize for ServerText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&written(&self.0))
    }
}

impl<'de> Deserialize<'de> for ServerText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self(read(&text)))
    }
}

fn written(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                c if c.is_control() => {
                    let mut buffer = [0; 4];
                    for byte in c.encode_utf8(&mut buffer).bytes() {
                        out.push_str(&format!("\\x{byte:02x}"));
                    }
                }
                c => out.push(c),
            }
        }
        for byte in chunk.invalid() {
            out.push_str(&format!("\\x{byte:02x}"));
        }
    }
    out
}

fn read(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at..];
        let hex = rest.get(2..4).filter(|_| rest.starts_with("\\x"));
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(byte);
            rest = &rest[4..];
        } else {
            out.push(b'\\');
            rest = rest.strip_prefix("\\\\").unwrap_or(&rest[1..]);
        }
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_replies_are_decoded() {
        let gbk = GB18030.encode("请使用授权码登录").0;
        let text = ServerText::new([b"535 Error: ", &*gbk].concat());
        assert_eq!(text.decoded(), "535 Error: 请使用授权码登录");
        assert_eq!(ServerText::new("授权码").decoded(), "授权码");
    }

    #[test]
    fn latin_replies_are_decoded() {
        for text in [
            "refusé par le serveur",
            "Mit freundlichen Grüßen",
            "Empfänger unbekannt",
            "Größe überschritten",
            "élève protégée",
            "Échec de l'authentification, vérifiez l'identifiant",
            "contraseña errónea",
        ] {
            assert_eq!(ServerText::new(WINDOWS_1252.encode(text).0).decoded(), text);
        }
    }

    #[test]
    fn uncommon_characters_are_no_east_asian_text() {
        assert!(reads_as_east_asian(b"\xc3\xdc\xc2\xeb", "密码"));
        assert!(reads_as_east_asian(b"a \xc3\xdc\xc2\xeb b", "a 密码 b"));
        assert!(!reads_as_east_asian(b"\xa7\xa7\xa7\xa7", "ЖЖ"));
    }

    #[test]
    fn it_is_shown_harmless_and_cut() {
        let text = ServerText::new(*b"refus\xe9\x07 par le serveur");
        assert!(text.shown(80).starts_with("refusé") && !text.shown(80).contains('\u{7}'));
        assert_eq!(text.shown(6), "refusé… (+16)");
        assert_eq!(format!("{:?}", ServerText::new(*b"a\xe9")), r#""a\\xe9""#);
    }

    #[test]
    fn it_is_recorded_readably() {
        let text = ServerText::new(*b"a\\b\x1b[2J\xff");
        assert_eq!(serde_json::to_string(&text).unwrap(), r#""a\\\\b\\x1b[2J\\xff""#);
    }

    proptest! {
        #[test]
        fn recording_loses_nothing(bytes: Vec<u8>) {
            let json = serde_json::to_string(&ServerText::new(bytes.clone())).unwrap();
            let back: ServerText = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(back.bytes(), &bytes[..]);
        }

        #[test]
        fn reading_any_record_is_safe(text: String) {
            let json = serde_json::to_string(&text).unwrap();
            let _: ServerText = serde_json::from_str(&json).unwrap();
        }
    }
}
