//! What makes two lines of a log the same error: their words, without what is peculiar to one occasion.
//!
//! There are two fingerprints. The close one keeps all that a verdict can depend on: codes,
//! small numbers, the domains of addresses. The loose one has neither numbers (codes apart), nor addresses, nor ids.

/// Numbers with their bits well spread, one of them odd.
const STEP: u64 = 0x243f_6a88_85a3_08d3;
const MUCH: u64 = 0x517c_c1b7_2722_0a95;
/// Tells lengths apart.
const GAP: u64 = 0x9e37_79b9;

/// What a byte is to a word.
const WORD: u8 = 1;
const DIGIT: u8 = 2;
const AT: u8 = 4;
const DOT: u8 = 8;
/// Belongs to a word only inside it: of a time, an id, a number.
const INNER: u8 = 16;
const LETTER: u8 = 32;

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
            WORD | LETTER
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

/// Lines with the same one have the same verdict.
pub(super) fn close(line: &[u8]) -> u64 {
    fingerprint(line, |word, seen, before| match seen & AT {
        0 if tells(word, seen, before) => word,
        0 => b"",
        _ => &word[word.iter().rposition(|b| *b == b'@').unwrap_or_default()..],
    })
}

/// Lines with the same one are the same error, where the verdict is the same.
pub(super) fn loose(line: &[u8]) -> u64 {
    fingerprint(line, |word, seen, _| if seen & AT == 0 && is_code(word) { word } else { b"" })
}

/// Hashes a line, and of each word with digits or an `@` only what is kept of it.
#[inline]
fn fingerprint<'a>(line: &'a [u8], kept: impl Fn(&'a [u8], u8, Option<u8>) -> &'a [u8]) -> u64 {
    let mut hash = 0;
    let mut from = 0;
    while let Some(mark) = line[from..].iter().position(|b| KINDS[usize::from(*b)] & (DIGIT | AT) != 0) {
        let mark = from + mark;
        let begin = from + begin_of_word(&line[from..mark]);
        let (end, seen) = end_of_word(line, mark);
        let seen = if begin < mark { seen | LETTER } else { seen };
        hash = hashed(hash, &line[from..begin]);
        let before = begin.checked_sub(1).map(|at| line[at]);
        hash = hashed(hash, kept(&line[begin..end], seen, before));
        from = end;
    }
    hashed(hash, &line[from..])
}

/// Where the word begins that goes on behind these bytes.
#[inline]
fn begin_of_word(before: &[u8]) -> usize {
    let other = before.iter().rposition(|b| KINDS[usize::from(*b)] & (WORD | DOT) == 0);
    other.map_or(0, |at| at + 1)
}

/// Where a word ends, and what kinds of bytes it has from here on.
#[inline]
fn end_of_word(line: &[u8], from: usize) -> (usize, u8) {
    let mut seen = 0;
    let mut at = from;
    while let Some(kind) = line.get(at).map(|b| KINDS[usize::from(*b)]) {
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

/// Both halves of the product are folded together: every bit of it counts.
#[expect(clippy::cast_possible_truncation, reason = "the halves of the product")]
fn step(hash: u64, value: u64) -> u64 {
    let product = u128::from(hash.rotate_left(23) ^ value ^ STEP) * u128::from(MUCH);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Hashes further bytes, eight at a time; the last eight may overlap those before.
#[inline]
fn hashed(hash: u64, bytes: &[u8]) -> u64 {
    // The length keeps what is left out from being taken for nothing.
    let mut hash = hash ^ (bytes.len() as u64).wrapping_mul(GAP);
    let mut rest = bytes;
    while let Some((eight, further)) = rest.split_first_chunk::<8>() {
        hash = step(hash, u64::from_le_bytes(*eight));
        rest = further;
    }
    if let (false, Some(last)) = (rest.is_empty(), bytes.last_chunk::<8>()) {
        return step(hash, u64::from_le_bytes(*last));
    }
    step(hash, rest.iter().fold(0, |last, b| (last << 8) | u64::from(*b)))
}

/// Whether a word with digits may tell one verdict from another.
fn tells(word: &[u8], seen: u8, before: Option<u8>) -> bool {
    match seen & (LETTER | DOT | INNER) {
        0 => tells_number(word, before),
        // A time.
        INNER => false,
        // A code or an address; this machine is told from the others.
        _ if seen & LETTER == 0 => is_code(word) || word.first_chunk::<4>() == Some(b"127."),
        _ => {
            // The name of a host with digits in it; not an id.
            let last = word.rsplit(|b| *b == b'.').next().unwrap_or_default();
            let host = last.len() < word.len() && last.len() >= 2 && last.iter().all(u8::is_ascii_alphabetic);
            let short = word.len() <= 12 && word[0].is_ascii_alphabetic() && !word.contains(&b':');
            host || short && word.iter().filter(|b| b.is_ascii_digit()).count() <= 3
        }
    }
}

/// The numbers that tell: codes; those of the system behind a sign (`#13`, `num=19`, `(111)`) and of Windows sockets;
/// ports.
fn tells_number(word: &[u8], before: Option<u8>) -> bool {
    match word {
        [b'4' | b'5', _, _] | [b'1', b'0' | b'1', b'0', _, _] => true,
        [_] | [_, _] | [_, _, _] => matches!(before, Some(b'#' | b'=' | b'(')),
        [_, _, _, _] => matches!(word, b"2525" | b"1025" | b"2587" | b"2465"),
        _ => false,
    }
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
    fn loose(line: &str) -> u64 {
        super::loose(line.as_bytes())
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
        let close = |line: &str| super::close(line.as_bytes());
        assert_ne!(close("connect 127.0.0.1:25"), close("connect 192.0.2.1:25"));
        assert_ne!(close("[Permission denied #13]"), close("[Permission denied #14]"));
        assert_ne!(close("at smtp.163.com"), close("at smtp.126.com"));
        assert_eq!(close("12:00:01 id 4F2A91C0"), close("13:07:59 id 9BB1221D7"));
    }
}
