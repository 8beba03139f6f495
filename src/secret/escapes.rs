//! A secret of which a server writes some signs in another way: `%40`, `\x40`, `\100`, `&#64;`, `=40`, `+40`.
//!
//! The writings that are known as a whole are taken out by `echo`. Here a text is read back, one family of escapes at a
//! time, and what spells the secret is taken out, whichever signs are escaped.

use zeroize::Zeroizing;

use super::echo::{End, WHOLE_WORD_BELOW, blank};

/// The longest escape that is read, in bytes: `\u{10ffff}`, `&#1114111;`.
const LONGEST: usize = 10;
/// The shortest start of a secret that is taken out at a cut.
const START: usize = 4;

/// An escape at the start of some bytes: the character, and how many bytes it takes.
type Read = fn(&[u8]) -> Option<(char, usize)>;

/// The families: by which byte an escape begins, and how it is read.
const FAMILIES: [(u8, Read); 5] = [
    // RFC 3986 §2.1
    (b'%', |bytes| hexadecimal(bytes, 1, 2)),
    (b'\\', backslash),
    (b'&', reference),
    // RFC 2045 §6.7
    (b'=', |bytes| hexadecimal(bytes, 1, 2)),
    // RFC 3461 §4
    (b'+', |bytes| hexadecimal(bytes, 1, 2)),
];

/// `bytes` without what spells `secret` in escapes.
pub(super) fn taken_out(bytes: Vec<u8>, secret: &[u8], end: End) -> Vec<u8> {
    FAMILIES.into_iter().fold(bytes, |bytes, (sign, read)| {
        if !bytes.contains(&sign) {
            return bytes;
        }
        let text = Text::read(&bytes, sign, read, end);
        let hidden = text.is_escaped.then(|| text.hidden(bytes.len(), secret, end));
        match hidden {
            Some(hidden) if hidden.contains(&true) => blank(&bytes, &hidden),
            _ => bytes,
        }
    })
}

/// What escapes stand for.
struct Text {
    /// The bytes that are meant, wiped when dropped.
    meant: Zeroizing<Vec<u8>>,
    /// From where to where each of them is written.
    written: Vec<(usize, usize)>,
    is_escaped: bool,
}

impl Text {
    fn read(bytes: &[u8], sign: u8, read: Read, end: End) -> Self {
        let mut meant = Zeroizing::new(Vec::with_capacity(bytes.len()));
        let mut written = Vec::with_capacity(bytes.len());
        let (mut at, mut is_escaped) = (0, false);
        while let Some(byte) = bytes.get(at) {
            let left = &bytes[at..];
            match (*byte == sign).then(|| read(left)).flatten() {
                Some((c, len)) => {
                    is_escaped = true;
                    // Below U+0100 a byte and a character are written alike.
                    let mut utf8 = [0; 4];
                    let one = [u8::try_from(c).unwrap_or_default()];
                    let is_byte = u32::from(c) < 0x100 && len <= 4;
                    let of_it = if is_byte { &one[..] } else { c.encode_utf8(&mut utf8).as_bytes() };
                    meant.extend_from_slice(of_it);
                    written.extend(of_it.iter().map(|_| (at, at + len)));
                    at += len;
                }
                // An escape that the cut has broken.
                None if *byte == sign && end == End::Cut && left.len() < LONGEST => break,
                None => {
                    meant.push(*byte);
                    written.push((at, at + 1));
                    at += 1;
                }
            }
        }
        Self { meant, written, is_escaped }
    }

    /// Which of so many bytes spell the secret.
    fn hidden(&self, len: usize, secret: &[u8], end: End) -> Vec<bool> {
        let mut hidden = vec![false; len];
        let alphanumeric = |at: usize| self.meant.get(at).is_some_and(u8::is_ascii_alphanumeric);
        for at in 0..self.meant.len() {
            let left = &self.meant[at..];
            let (from, _) = self.written[at];
            if left.len() < secret.len() {
                if end == End::Cut && left.len() >= START && secret[..left.len()].eq_ignore_ascii_case(left) {
                    hidden[from..].fill(true);
                    break;
                }
                continue;
            }
            let behind = at + secret.len();
            let joined = at > 0 && alphanumeric(at - 1) || alphanumeric(behind);
            if left[..secret.len()].eq_ignore_ascii_case(secret)
                && (secret.len() >= WHOLE_WORD_BELOW || !joined)
            {
                let (_, to) = self.written[behind - 1];
                hidden[from..to].fill(true);
            }
        }
        hidden
    }
}

/// So many hexadecimal digits behind the first bytes.
fn hexadecimal(bytes: &[u8], from: usize, digits: usize) -> Option<(char, usize)> {
    let end = from + digits;
    number(bytes.get(from..end)?, 16).map(|c| (c, end))
}

/// `\x40`, `\u0040`, `\u{40}`, `\100`, `\"`.
fn backslash(bytes: &[u8]) -> Option<(char, usize)> {
    match bytes.get(1)? {
        b'x' | b'X' => hexadecimal(bytes, 2, 2),
        b'u' if bytes.get(2) == Some(&b'{') => {
            let len = bytes.iter().take(LONGEST).position(|byte| *byte == b'}')?;
            Some((number(&bytes[3..len], 16)?, len + 1))
        }
        b'u' => hexadecimal(bytes, 2, 4),
        b'0'..=b'7' => {
            let digits = bytes[1..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
            Some((number(&bytes[1..=digits], 8)?, digits + 1))
        }
        sign if sign.is_ascii_punctuation() => Some((char::from(*sign), 2)),
        _ => None,
    }
}

/// `&#64;`, `&#x40;`, `&amp;`.
fn reference(bytes: &[u8]) -> Option<(char, usize)> {
    let len = bytes.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let c = match &bytes[1..len] {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        [b'#', b'x' | b'X', digits @ ..] => number(digits, 16)?,
        [b'#', digits @ ..] => number(digits, 10)?,
        _ => return None,
    };
    Some((c, len + 1))
}

fn number(digits: &[u8], radix: u32) -> Option<char> {
    let digits = str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    char::from_u32(u32::from_str_radix(digits, radix).ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(secret: &str, text: &str, end: End) -> String {
        String::from_utf8(taken_out(text.as_bytes().to_vec(), secret.as_bytes(), end)).unwrap()
    }

    #[test]
    fn whichever_signs_are_escaped_it_is_taken_out() {
        for echo in [
            "%68unter%32%21x",
            "%68%75%6e%74%65%72%32%21%78",
            r"\x68unter2\x21x",
            r"hunter2\u0021x",
            r"hunter2\u{21}x",
            r"\150unter2\041x",
            r"hunter2\!x",
            "&#104;unter2&#33;x",
            "&#x68;unter2&#X21;x",
            "=68unter2=21x",
            "+68unter2+21x",
        ] {
            assert_eq!(shown("hunter2!x", &format!("got {echo}."), End::Whole), "got <redacted>.", "{echo}");
        }
        assert_eq!(shown("a<b>c&d\"e", "got a&lt;b&gt;c&amp;d&quot;e.", End::Whole), "got <redacted>.");
        for echo in [r"p\u00e4ssw\u00f6rt", "p%C3%A4ssw%c3%b6rt", "p&#228;ssw&#xf6;rt"] {
            assert_eq!(shown("p\u{e4}ssw\u{f6}rt", &format!("got {echo}."), End::Whole), "got <redacted>.");
        }
    }

    #[test]
    fn a_short_one_is_a_word_of_its_own() {
        assert_eq!(shown("p@ss", "got p%40ss.", End::Whole), "got <redacted>.");
        assert_eq!(shown("p@ss", "got p%40ssword.", End::Whole), "got p%40ssword.");
    }

    #[test]
    fn at_a_cut_its_start_is_taken_out() {
        for cut in ["got hunter%32", "got hunter%32%2", "got \\x68unter2\\x2", "got hun%74"] {
            let shown = shown("hunter2!x", cut, End::Cut);
            assert!(shown.starts_with("got <redacted>") && !shown.contains("unter"), "{cut}: {shown}");
        }
        assert_eq!(shown("hunter2!x", "got hunter%32", End::Whole), "got hunter%32");
    }

    #[test]
    fn other_text_stays() {
        for text in [
            "250-AUTH=LOGIN PLAIN",
            "550 5.1.1 a+40b=3D &amp; \\o/ 100%",
            "\\u{ffffffff} &#99999999; %+1 &#+6;",
        ] {
            assert_eq!(shown("hunter2!x", text, End::Whole), text);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(
            bytes in proptest::collection::vec(proptest::sample::select(b"%\\&=+#;x{}u0468aA\xe4 ".to_vec()), 0..80),
            cut in any::<bool>(),
        ) {
            let end = if cut { End::Cut } else { End::Whole };
            let _ = taken_out(bytes, b"hhaa", end);
        }

        #[test]
        fn a_secret_is_found_however_it_is_escaped(escaped in any::<u16>(), family in 0_usize..4) {
            let write = |(at, c): (usize, char)| match (escaped >> at & 1, family) {
                (0, _) => c.to_string(),
                (_, 0) => format!("%{:02X}", u32::from(c)),
                (_, 1) => format!("\\x{:02x}", u32::from(c)),
                (_, 2) => format!("&#{};", u32::from(c)),
                _ => format!("={:02X}", u32::from(c)),
            };
            let text: String = "s3cret-w0rd".chars().enumerate().map(write).collect();
            let text = format!("got {text}.");
            let shown = shown("s3cret-w0rd", &text, End::Whole);
            prop_assert!(escaped.trailing_zeros() >= 11 || shown == "got <redacted>.", "{text}: {shown}");
        }
    }
}
