//! What a server that echoes a secret may send: every way to write it, and how each is taken out.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::{REDACTED, escapes};

/// Below this length a secret is only taken out where it stands as a word of its own:
/// the password `pass` must not make `password` unreadable.
pub(super) const WHOLE_WORD_BELOW: usize = 8;

/// The shortest start of a form that is taken out at a cut.
const START: usize = 4;

/// The shortest part of a base64 text that tells the secret in it.
const INNER: usize = 5;

/// From this length on a secret is a token or a key, which servers cut and wrap.
const LONG: usize = 32;

/// The shortest stretch of a long secret that is taken out.
const STRETCH: usize = 16;

/// One way to write a secret, wiped when dropped.
type Form = Zeroizing<Vec<u8>>;

/// The ways to write one secret, as itself and as a part of what one user sends.
pub(super) struct Echoes {
    user: String,
    /// The secret itself.
    raw: Form,
    /// What of it stands in base64 whatever stands around it.
    inner: Vec<Form>,
    /// The others.
    forms: Vec<Form>,
}

impl Echoes {
    /// Those of a secret of a user.
    pub(super) fn new(secret: &str, user: &str) -> Self {
        let writing = Writing(secret);
        Self {
            user: user.to_owned(),
            raw: Zeroizing::new(secret.as_bytes().to_vec()),
            inner: writing.inside_base64(),
            forms: writing.forms(user),
        }
    }

    /// Whether they were made for this user.
    pub(super) fn are_of(&self, user: &str) -> bool {
        self.user == user
    }

    /// `bytes` without any of them.
    pub(super) fn taken_out(&self, bytes: &[u8], end: End) -> Vec<u8> {
        // First what reaches furthest: another form may be a part of it.
        let bytes = self.inner.iter().fold(bytes.to_vec(), |bytes, form| without_runs(&bytes, form));
        let bytes = self.forms.iter().fold(bytes, |bytes, form| {
            let edges = if form.len() < WHOLE_WORD_BELOW { Edges::Word } else { Edges::Any };
            replace(&bytes, form, edges, end)
        });
        let bytes = escapes::taken_out(bytes, &self.raw, end);
        if self.raw.len() < LONG { bytes } else { self.without_stretches(&bytes) }
    }

    /// `bytes` without what is a stretch of the secret or of one of its forms: a server may cut it or wrap it.
    fn without_stretches(&self, bytes: &[u8]) -> Vec<u8> {
        let written = self.inner.iter().chain([&self.raw]);
        let known: HashSet<&[u8]> = written.flat_map(|form| form.windows(STRETCH)).collect();
        let mut hidden = vec![false; bytes.len()];
        for (at, window) in bytes.windows(STRETCH).enumerate() {
            if known.contains(window) {
                hidden[at..at + STRETCH].fill(true);
            }
        }
        blank(bytes, &hidden)
    }
}

/// A secret that is written in one way or another.
struct Writing<'a>(&'a str);

impl Writing<'_> {
    /// Every form, the longer one first where it holds the other.
    fn forms(&self, user: &str) -> Vec<Form> {
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
        let message = |parts: &[&[u8]]| Zeroizing::new(parts.concat());
        let user = user.as_bytes();
        let messages = [
            message(&[b"\0", user, b"\0", raw]),
            message(&[user, b"\0", user, b"\0", raw]),
            message(&[b"user=", user, b"\x01auth=Bearer ", raw, b"\x01\x01"]),
            message(&[raw]),
        ];
        let mut forms = Vec::new();
        for message in messages {
            for engine in [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD] {
                forms.push(Zeroizing::new(engine.encode(&*message).into_bytes()));
            }
        }
        forms.push(each(&|byte| format!("{byte:02x}")));
        forms.push(each(&|byte| format!("{byte:02X}")));
        forms.push(quoted(|byte| format!("%{byte:02X}")));
        forms.push(quoted(|byte| format!("%{byte:02x}")));
        forms.push(quoted(|byte| if byte == b' ' { "+".to_owned() } else { format!("%{byte:02X}") }));
        for slash in ["/", "\\/"] {
            forms.push(self.in_json(slash, |c| c.to_string()));
            forms.push(self.in_json(slash, |c| {
                let mut units = [0; 2];
                let units = c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}"));
                units.collect::<Vec<_>>().concat()
            }));
        }
        for (double, single) in [("&quot;", "&#39;"), ("&#34;", "&#39;"), ("&quot;", "&#x27;")] {
            forms.push(each(&move |byte| match byte {
                b'&' => "&amp;".to_owned(),
                b'<' => "&lt;".to_owned(),
                b'>' => "&gt;".to_owned(),
                b'"' => double.to_owned(),
                b'\'' => single.to_owned(),
                byte => char::from(byte).to_string(),
            }));
        }
        forms.push(each(&|byte| match byte {
            b' '..=b'~' if byte != b'=' => char::from(byte).to_string(),
            byte => format!("={byte:02X}"),
        }));
        forms.push(self.in_utf16());
        forms.push(Zeroizing::new(raw.to_vec()));
        forms
    }

    /// In UTF-16 of either order: without the zero at its end, or at its start.
    fn in_utf16(&self) -> Form {
        let mut out: Form = Zeroizing::new(self.0.encode_utf16().flat_map(u16::to_le_bytes).collect());
        if out.last() == Some(&0) {
            out.pop();
        }
        out
    }

    /// As JSON writes it (RFC 8259 §7), without the quotation marks; some write the slash in a way of their own.
    fn in_json(&self, slash: &str, beyond_ascii: fn(char) -> String) -> Form {
        let mut out = Zeroizing::new(Vec::with_capacity(self.0.len() * 6));
        for c in self.0.chars() {
            match c {
                '"' | '\\' => out.extend([b'\\', c as u8]),
                '/' => out.extend(slash.bytes()),
                c if c.is_ascii() => out.push(c as u8),
                c => out.extend(beyond_ascii(c).into_bytes()),
            }
        }
        out
    }

    /// What of the secret stands in base64 whatever stands around it, for each of the three places in a group of four.
    fn inside_base64(&self) -> Vec<Form> {
        let raw = self.0.as_bytes();
        let mut forms = Vec::new();
        for (ahead, shared) in [(0, 0), (1, 2), (2, 3)] {
            let message = Zeroizing::new([&[0; 2][..ahead], raw].concat());
            // Six bits a character: the last one may share its bits with what follows.
            let end = message.len() * 8 / 6;
            for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
                let encoded = Zeroizing::new(engine.encode(&*message));
                if let Some(inner) = encoded.get(shared..end).filter(|inner| inner.len() >= INNER) {
                    forms.push(Zeroizing::new(inner.as_bytes().to_vec()));
                }
            }
        }
        forms
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
pub(super) enum End {
    Whole,
    Cut,
}

fn replace(bytes: &[u8], needle: &[u8], edges: Edges, last: End) -> Vec<u8> {
    let Some(first) = needle.first() else { return bytes.to_vec() };
    let mut out = Vec::with_capacity(bytes.len());
    let mut kept = 0;
    let mut at = 0;
    while at < bytes.len() {
        let left = &bytes[at..];
        // A server may write what it has not understood in capitals.
        if !left[0].eq_ignore_ascii_case(first) {
            at += 1;
            continue;
        }
        let end = at + needle.len();
        let cut = last == End::Cut
            && (START..needle.len()).contains(&left.len())
            && needle[..left.len()].eq_ignore_ascii_case(left);
        let here = cut || left.get(..needle.len()).is_some_and(|left| left.eq_ignore_ascii_case(needle));
        let joined = at > 0 && bytes[at - 1].is_ascii_alphanumeric()
            || bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
        if here && (edges == Edges::Any || !joined) {
            out.extend_from_slice(&bytes[kept..at]);
            out.extend_from_slice(REDACTED.as_bytes());
            kept = end;
            at = end;
        } else {
            at += 1;
        }
    }
    out.extend_from_slice(bytes.get(kept..).unwrap_or_default());
    out
}

/// `bytes` without each run of base64 that has `needle` in it: its ends hold bits of the first and the last character.
fn without_runs(bytes: &[u8], needle: &[u8]) -> Vec<u8> {
    let encoded =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=');
    let mut hidden = vec![false; bytes.len()];
    for (at, window) in bytes.windows(needle.len()).enumerate() {
        if window == needle && !hidden[at] {
            let before = bytes[..at].iter().rev().take_while(|byte| encoded(byte)).count();
            let behind = bytes[at..].iter().take_while(|byte| encoded(byte)).count();
            hidden[at - before..at + behind].fill(true);
        }
    }
    blank(bytes, &hidden)
}

/// `bytes` with one mark in place of each hidden stretch.
pub(super) fn blank(bytes: &[u8], hidden: &[bool]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (at, (byte, hide)) in bytes.iter().zip(hidden).enumerate() {
        match (hide, at > 0 && hidden[at - 1]) {
            (false, _) => out.push(*byte),
            (true, false) => out.extend_from_slice(REDACTED.as_bytes()),
            (true, true) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    fn redact(secret: &str, text: &str) -> String {
        let secret = Secret::new(secret.to_owned()).unwrap();
        String::from_utf8(secret.redact("me", text.as_bytes())).unwrap()
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
        for echo in [
            "6120622F633f642b65",
            "6120622f633f642b65",
            "6120622F633F642B65",
            "a%20b%2Fc%3Fd%2Be",
            "a+b%2Fc%3Fd%2Be",
        ] {
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

    #[test]
    fn inside_of_other_base64_it_is_taken_out() {
        for (secret, ahead) in
            [("hunter2", 0), ("hunter2", 1), ("hunter2", 2), ("ya29.tok3n", 1), ("tok3n", 2)]
        {
            for behind in ["", "\u{1}\u{1}", "\"}"] {
                let text = STANDARD.encode([&"x".repeat(ahead), secret, behind].concat());
                assert_eq!(redact(secret, &format!("got {text}.")), "got <redacted>.", "{text}");
            }
        }
        let xoauth2 = STANDARD.encode("user=me\u{1}auth=Bearer ya29.tok3n\u{1}\u{1}");
        assert_eq!(redact("ya29.tok3n", &format!("<{xoauth2}>")), "<<redacted>>");
    }

    #[test]
    fn in_json_and_in_capitals_it_is_taken_out() {
        assert_eq!(redact(r#"a"b\c/d"#, r#"{"p":"a\"b\\c\/d"}"#), r#"{"p":"<redacted>"}"#);
        assert_eq!(redact(r#"a"b\c/d"#, r#"{"p":"a\"b\\c/d"}"#), r#"{"p":"<redacted>"}"#);
        assert_eq!(redact("p\u{e4}ssw\u{1f511}", r"{p\u00e4ssw\ud83d\udd11}"), "{<redacted>}");
        assert_eq!(redact("hunter2x", "500 unknown HUNTER2X"), "500 unknown <redacted>");
        assert_eq!(redact("pass", "bad PASSWORD, pass refused"), "bad PASSWORD, <redacted> refused");
    }

    #[test]
    fn in_html_quoted_printable_and_utf16_it_is_taken_out() {
        for echo in ["a&amp;&quot;b&#39;=c", "a&amp;&#34;b&#39;=c", "a&amp;&quot;b&#x27;=c", "a&\"b'=3Dc"] {
            assert_eq!(redact("a&\"b'=c", &format!("got {echo}.")), "got <redacted>.");
        }
        let wide = |order: fn(u16) -> [u8; 2]| {
            let bytes: Vec<u8> = "got hunter2x.".encode_utf16().flat_map(order).collect();
            let secret = Secret::new("hunter2x".to_owned()).unwrap();
            String::from_utf8(secret.redact("me", &bytes)).unwrap().replace('\0', "")
        };
        assert_eq!([wide(u16::to_le_bytes), wide(u16::to_be_bytes)], ["got <redacted>."; 2]);
    }

    #[test]
    fn stretches_of_a_token_are_taken_out() {
        let token = "ya29.a0AfH6SMBx-0123456789_abcdefghijklmnopqrstuvwxyz";
        assert_eq!(redact(token, "bad token ya29.a0AfH6SMBx-0123\u{2026}"), "bad token <redacted>\u{2026}");
        assert_eq!(redact(token, "rest: 3456789_abcdefghijklmn"), "rest: <redacted>");
        let encoded = STANDARD.encode(format!("user=me\u{1}auth=Bearer {token}\u{1}\u{1}"));
        assert_eq!(redact(token, &encoded[40..70]), "<redacted>");
        assert_eq!(redact(token, "ya29.a0Af is how it begins"), "ya29.a0Af is how it begins");
    }
}
