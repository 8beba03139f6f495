//! What makes two lines of a log the same error: their words, without what is peculiar to one occasion.
//!
//! Two fingerprints are taken in one pass over the bytes. The close one keeps all that a verdict can depend on: codes,
//! small numbers, the domains of addresses. The loose one has neither numbers (codes apart), nor addresses, nor ids.

/// The fingerprints of a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Shape {
    /// Lines with the same one have the same verdict.
    pub(super) close: u64,
    /// Lines with the same one are the same error, where the verdict is the same.
    pub(super) loose: u64,
}

/// Numbers with their bits well spread, one of them odd.
const STEP: u64 = 0x243f_6a88_85a3_08d3;
const MUCH: u64 = 0x517c_c1b7_2722_0a95;
/// Stands for what was left out.
const GAP: u64 = 0x9e37_79b9;

/// What a byte is to a word.
const WORD: u8 = 1;
const DIGIT: u8 = 2;
const AT: u8 = 4;
const DOT: u8 = 8;
/// Belongs to a word only inside it: of a time, an id, a number.
const INNER: u8 = 16;

static KINDS: [u8; 256] = kinds();

#[expect(clippy::cast_possible_truncation, reason = "there are 256 bytes")]
const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        kinds[b] = if byte.is_ascii_digit() {
            WORD | DIGIT
        } else if byte.is_ascii_alphabetic() || byte >= 0x80 || byte == b'_' || byte == b'+' {
            WORD
        } else if byte == b'@' {
            WORD | AT
        } else if byte == b'.' {
            DOT | INNER
        } else if byte == b':' || byte == b'-' {
            INNER
        } else {
            0
        };
        b += 1;
    }
    kinds
}

/// The fingerprints of a line.
pub(super) fn shape(line: &[u8]) -> Shape {
    let mut shape = Shape { close: 0, loose: 0 };
    let mut at = 0;
    let mut between = 0_u64;
    while at < line.len() {
        if KINDS[usize::from(line[at])] & WORD == 0 {
            between = (between << 8) | u64::from(line[at]);
            at += 1;
            continue;
        }
        let (end, seen) = word(line, at);
        let text = &line[at..end];
        if seen & (DIGIT | AT) == 0 {
            let word = hashed(between, text);
            shape.both(word, word);
        } else {
            let before = at.checked_sub(1).map(|at| line[at]);
            let close = hashed(between, kept(text, seen, before)) ^ GAP;
            let loose = hashed(between, if seen & AT == 0 && is_code(text) { text } else { b"" }) ^ GAP;
            shape.both(close, loose);
        }
        between = 0;
        at = end;
    }
    shape.both(between, between);
    shape
}

/// Where a word ends, and what kinds of bytes it has.
fn word(line: &[u8], begin: usize) -> (usize, u8) {
    let mut at = begin;
    let mut seen = 0;
    while at < line.len() {
        let kind = KINDS[usize::from(line[at])];
        if kind & WORD == 0 {
            let joins = kind & DOT != 0 || kind & INNER != 0 && seen & DIGIT != 0;
            let goes_on = line.get(at + 1).is_some_and(|next| KINDS[usize::from(*next)] & WORD != 0);
            if !joins || !goes_on {
                break;
            }
        }
        seen |= kind;
        at += 1;
    }
    (at, seen)
}

/// What of a word with digits or an `@` the close fingerprint keeps.
fn kept(word: &[u8], seen: u8, before: Option<u8>) -> &[u8] {
    if seen & AT != 0 {
        let at = word.iter().rposition(|b| *b == b'@').unwrap_or_default();
        return &word[at..];
    }
    if tells(word, before) { word } else { b"" }
}

impl Shape {
    fn both(&mut self, close: u64, loose: u64) {
        self.close = step(self.close, close);
        self.loose = step(self.loose, loose);
    }
}

/// Both halves of the product are folded together: every bit of it counts.
#[expect(clippy::cast_possible_truncation, reason = "the halves of the product")]
fn step(hash: u64, value: u64) -> u64 {
    let product = u128::from(hash.rotate_left(23) ^ value ^ STEP) * u128::from(MUCH);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Bytes as one number, eight at a time.
fn hashed(start: u64, bytes: &[u8]) -> u64 {
    let mut hash = start;
    let mut rest = bytes;
    while let Some((eight, further)) = rest.split_first_chunk::<8>() {
        hash = step(hash, u64::from_le_bytes(*eight));
        rest = further;
    }
    let last = rest.iter().fold(rest.len() as u64, |last, b| (last << 8) | u64::from(*b));
    step(hash, last)
}

/// Whether a word with digits may tell one verdict from another.
fn tells(word: &[u8], before: Option<u8>) -> bool {
    if is_code(word) || word.starts_with(b"127.") {
        return true;
    }
    let pure = word.iter().all(u8::is_ascii_digit);
    if pure {
        // Numbers of the system behind a sign: `#13`, `num=19`, `(111)`; of Windows sockets; ports.
        return match word.len() {
            1..=3 => matches!(before, Some(b'#' | b'=' | b'(')),
            4 => matches!(word, b"2525" | b"1025" | b"2587" | b"2465"),
            5 => word.starts_with(b"100") || word.starts_with(b"110"),
            _ => false,
        };
    }
    // The name of a host with digits in it; not an id, a time or an address.
    let last = word.rsplit(|b| *b == b'.').next().unwrap_or_default();
    let host = last.len() < word.len() && last.len() >= 2 && last.iter().all(u8::is_ascii_alphabetic);
    let short = word.len() <= 12 && word[0].is_ascii_alphabetic() && !word.contains(&b':');
    host || short && word.iter().filter(|b| b.is_ascii_digit()).count() <= 3
}

/// Whether a word is a reply code, an enhanced code, or the two together: `535-5.7.8`.
fn is_code(word: &[u8]) -> bool {
    let (reply, rest) = match word {
        [b'4' | b'5', b, c, rest @ ..] if b.is_ascii_digit() && c.is_ascii_digit() => (true, rest),
        rest => (false, rest),
    };
    match (reply, rest) {
        (true, [] | [b'-' | b':', ..]) => true,
        (false, [b'4' | b'5', b'.', rest @ ..]) => {
            rest.len() <= 7 && rest.iter().all(|b| b.is_ascii_digit() || *b == b'.')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loose(line: &str) -> u64 {
        shape(line.as_bytes()).loose
    }

    #[test]
    fn the_same_error_has_the_same_shape() {
        let one = "Nov 23 05:14:42 mx1 postfix/smtp[4512]: 4F2A91C0: to=<a@x.org>, relay=mx.y.org[192.0.2.1]:25, delay=0.53, said: 550 5.1.1 <a@x.org>: unknown";
        let other = "Nov 24 17:01:02 mx1 postfix/smtp[99]: 9BB1221D7: to=<bob.c@z.net>, relay=mx.y.org[198.51.100.7]:25, delay=12, said: 550 5.1.1 <bob.c@z.net>: unknown";
        assert_eq!(loose(one), loose(other));
        assert_ne!(loose(one), loose(&one.replace("550 5.1.1", "550 5.7.1")));
        assert_ne!(loose(one), loose(&one.replace("unknown", "blocked")));
    }

    #[test]
    fn what_a_verdict_depends_on_is_kept() {
        let close = |line: &str| shape(line.as_bytes()).close;
        assert_ne!(close("connect 127.0.0.1:25"), close("connect 192.0.2.1:25"));
        assert_ne!(close("[Permission denied #13]"), close("[Permission denied #14]"));
        assert_ne!(close("at smtp.163.com"), close("at smtp.126.com"));
        assert_eq!(close("12:00:01 id 4F2A91C0"), close("13:07:59 id 9BB1221D7"));
    }
}
