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

const START: u64 = 0xcbf2_9ce4_8422_2325;
const STEP: u64 = 0x0000_0100_0000_01b3;
/// Stands for what was left out.
const GAP: u64 = 0x100;

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
    let mut shape = Shape { close: START, loose: START };
    let mut at = 0;
    while at < line.len() {
        let kind = KINDS[usize::from(line[at])];
        if kind & WORD == 0 {
            shape.both(u64::from(line[at]));
            at += 1;
            continue;
        }
        let begin = at;
        let mut seen = 0;
        while at < line.len() {
            let kind = KINDS[usize::from(line[at])];
            let inner = kind & INNER != 0
                && seen & DIGIT != 0
                && line.get(at + 1).is_some_and(|next| KINDS[usize::from(*next)] & WORD != 0);
            let dotted =
                kind & DOT != 0 && line.get(at + 1).is_some_and(|next| KINDS[usize::from(*next)] & WORD != 0);
            if kind & WORD == 0 && !inner && !dotted {
                break;
            }
            seen |= kind;
            at += 1;
        }
        shape.word(line, begin, at, seen);
    }
    shape
}

impl Shape {
    fn both(&mut self, value: u64) {
        self.close = (self.close ^ value).wrapping_mul(STEP);
        self.loose = (self.loose ^ value).wrapping_mul(STEP);
    }

    fn word(&mut self, line: &[u8], begin: usize, end: usize, seen: u8) {
        let word = &line[begin..end];
        if seen & (DIGIT | AT) == 0 {
            for b in word {
                self.both(u64::from(b.to_ascii_lowercase()));
            }
            return;
        }
        let before = begin.checked_sub(1).map(|at| line[at]);
        let close = if seen & AT != 0 {
            let at = word.iter().rposition(|b| *b == b'@').unwrap_or_default();
            &word[at..]
        } else if tells(word, before) {
            word
        } else {
            b""
        };
        for b in close {
            self.close = (self.close ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(STEP);
        }
        self.close = (self.close ^ GAP).wrapping_mul(STEP);
        for b in if seen & AT == 0 && is_code(word) { word } else { b"" } {
            self.loose = (self.loose ^ u64::from(*b)).wrapping_mul(STEP);
        }
        self.loose = (self.loose ^ GAP).wrapping_mul(STEP);
    }
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
