//! What makes two lines of a log the same error: their words, without what is peculiar to one occasion.
//!
//! There are two fingerprints. The close one keeps all that a verdict can depend on: codes,
//! small numbers, the domains of addresses. The loose one has neither numbers (codes apart), nor addresses, nor ids.

use crate::smtp::EnhancedCode;

/// Numbers with their bits well spread, one of them odd.
const STEP: u64 = 0x243f_6a88_85a3_08d3;
const MUCH: u64 = 0x517c_c1b7_2722_0a95;
/// Tells lengths apart.
const GAP: u64 = 0x9e37_79b9;

/// What a byte is to a word.
const DIGIT: u8 = 0b0_0001;
const LETTER: u8 = 0b0_0010;
const AT: u8 = 0b0_0100;
/// Belongs to a word only inside it: of a name, a number.
const DOT: u8 = 0b0_1000;
/// The same of a time, an id.
const INNER: u8 = 0b1_0000;
/// Digits, letters and `@`.
const WORD: u8 = 0b0_0111;
/// What makes a word one to be looked at: digits and `@`.
const MARK: u8 = 0b0_0101;

/// Behind one of them a colon ends the word: what follows is a port, or what somebody says.
const WHOLE: u8 = 0b0_1100;

/// Words that rules name, and that look like days, sizes and ids. A test holds that no number of a rule is missing.
const NAMED: [&[u8]; 42] = [
    b"13",
    b"18",
    b"19",
    b"21",
    b"24",
    b"25",
    b"30",
    b"53",
    b"60",
    b"64",
    b"003",
    b"101",
    b"104",
    b"105",
    b"110",
    b"111",
    b"113",
    b"200",
    b"220",
    b"235",
    b"250",
    b"360",
    b"1025",
    b"1035",
    b"1970",
    b"2000",
    b"2465",
    b"2525",
    b"2587",
    b"2822",
    b"5321",
    b"5322",
    b"rfc.5321",
    b"e2110",
    b"2-step",
    b"2-factor",
    b"2fa",
    b"24h",
    b"8bit",
    b"8-bit",
    b"1024-bit",
    b"8bitmime",
];
/// How the codes of OpenSSL begin, which have eight digits.
const OF_TLS: [&[u8]; 3] = [b"0A0", b"0a0", b"14"];
/// How addresses begin that nobody is reached at from elsewhere.
const OWN: [&[u8]; 3] = [b"127.", b"0.0.0.0", b"198.18"];

static KINDS: [u8; 256] = kinds();

#[expect(clippy::cast_possible_truncation, reason = "there are 256 bytes")]
const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut b = 0;
    while b < 256 {
        kinds[b] = match b as u8 {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'+' => LETTER,
            b'@' => AT,
            b'.' => DOT,
            b':' | b'-' => INNER,
            // Chinese has no space between a word and a number.
            _ => 0,
        };
        b += 1;
    }
    kinds
}

fn kind(byte: u8) -> u8 {
    KINDS[usize::from(byte)]
}

/// Lines with the same one have the same verdict.
pub(super) fn close(line: &[u8]) -> u64 {
    fingerprint(line, |word, seen, before| {
        if seen & AT != 0 {
            &word[word.iter().rposition(|b| *b == b'@').unwrap_or_default()..]
        } else if tells(word, seen, before) {
            word
        } else {
            b""
        }
    })
}

/// Lines with the same one are the same error, where the verdict is the same.
pub(super) fn loose(line: &[u8]) -> u64 {
    fingerprint(line, |word, _, _| if is_code(word) { word } else { b"" })
}

/// Hashes a line, and of each word with digits or an `@` only what is kept of it.
#[inline]
fn fingerprint<'a>(line: &'a [u8], kept: impl Fn(&'a [u8], u8, Option<u8>) -> &'a [u8]) -> u64 {
    let mut hash = 0;
    let mut from = 0;
    while let Some(mark) = line[from..].iter().position(|b| kind(*b) & MARK != 0) {
        let mark = from + mark;
        let (end, seen) = end_of_word(line, mark);
        let begin = from + begin_of_word(&line[from..mark], seen);
        let seen = if begin < mark { seen | LETTER } else { seen };
        hash = hashed(hash, &line[from..begin]);
        let before = begin.checked_sub(1).map(|at| line[at]);
        hash = hashed(hash, kept(&line[begin..end], seen, before));
        from = end;
    }
    hashed(hash, &line[from..])
}

/// Where the word begins that goes on behind these bytes, and has those kinds of bytes there.
#[inline]
fn begin_of_word(before: &[u8], seen: u8) -> usize {
    let parts = |at: &usize| match before[*at] {
        b'.' => at.checked_sub(1).is_none_or(|at| kind(before[at]) & WORD == 0),
        b'-' => seen & AT == 0,
        b => kind(b) & WORD == 0,
    };
    (0..before.len()).rev().find(parts).map_or(0, |at| at + 1)
}

/// Where a word ends, and what kinds of bytes it has from here on.
#[inline]
fn end_of_word(line: &[u8], from: usize) -> (usize, u8) {
    let mut seen = 0;
    let mut at = from;
    while let Some(byte) = line.get(at) {
        if kind(*byte) & WORD == 0 {
            let Some(next) = line.get(at + 1).filter(|next| kind(**next) & WORD != 0) else { break };
            let joins = match byte {
                b'.' => true,
                b'-' => !opens_reply(&line[from..at]),
                b':' => seen & WHOLE == 0 && next.is_ascii_hexdigit() && !opens_reply(&line[from..at]),
                _ => false,
            };
            if !joins {
                break;
            }
        }
        seen |= kind(*byte);
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
    step(hash, rest.iter().fold(0, |last, b| (last << 8) + u64::from(*b)))
}

/// Whether a word with digits may tell one verdict from another.
fn tells(word: &[u8], seen: u8, before: Option<u8>) -> bool {
    // What is escaped may be a letter of any word.
    let marked = matches!(before, Some(b'\\' | b'%' | b'#'))
        || word.starts_with(b"0x")
        || word.len() == 8 && OF_TLS.iter().any(|begin| word.starts_with(begin));
    if marked || is_code(word) || NAMED.iter().any(|named| word.eq_ignore_ascii_case(named)) {
        return true;
    }
    match seen ^ DIGIT {
        0 => tells_number(word, before),
        // A time.
        INNER => false,
        // A version, or an address.
        _ if seen & LETTER == 0 => {
            before == Some(b' ') && word.len() == 3 || OWN.iter().any(|own| word.starts_with(own))
        }
        _ => {
            // The name of a host with digits in it; not an id.
            let last = word.rsplit(|b| *b == b'.').next().unwrap_or_default();
            let host = last.len() >= 2 && last.iter().all(u8::is_ascii_alphabetic);
            let short = word.len() <= 12 && word[0].is_ascii_alphabetic() && !word.contains(&b':');
            host || short && word.iter().filter(|b| b.is_ascii_digit()).count() <= 3
        }
    }
}

/// The numbers that tell by their form: those of the system behind a sign (`num=19`, `(111)`, `-9807`) and of
/// Windows sockets.
fn tells_number(word: &[u8], before: Option<u8>) -> bool {
    match word {
        [_] | [_, _] | [_, _, _] => matches!(before, Some(b'=' | b'(' | b'[' | b'-')),
        [_, _, _, _] => before == Some(b'-'),
        [b'1', b'0' | b'1', b'0', _, _] => true,
        _ => false,
    }
}

/// Whether a line of a reply goes on behind a word: `535-Incorrect`.
fn opens_reply(word: &[u8]) -> bool {
    is_code(word) || matches!(word, b"220" | b"250")
}

/// Whether a word is a reply code or an enhanced code of a refusal.
fn is_code(word: &[u8]) -> bool {
    match word {
        [b'4' | b'5', b, c] => b.is_ascii_digit() && c.is_ascii_digit(),
        [b'4' | b'5', b'.', ..] => {
            std::str::from_utf8(word).is_ok_and(|word| EnhancedCode::read(word).is_some())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
