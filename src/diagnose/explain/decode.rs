//! The ways in which the bytes of an error text can be read: encodings, and the escapes of the programs it went through.
//!
//! Every reading is matched; the first one is shown. A reading that is no different is left out.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use encoding_rs::{GB18030, GBK, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::smtp::ServerText;

/// The most readings of one text.
const MOST: usize = 8;
/// The fewest characters of a token that may be base64.
const TOKEN: usize = 8;

/// Every reading of a text, the plain one first.
pub(super) fn readings(bytes: &[u8]) -> Vec<String> {
    let mut found = vec![plain(bytes)];
    let mut at = 0;
    // Each reading may hold a further one: escapes in escapes, mojibake behind escapes.
    while let Some(text) = found.get(at).cloned() {
        for next in [unescaped(&text), unquoted(&text), unmixed(&text), hidden(&text)].into_iter().flatten() {
            if found.len() < MOST && !found.contains(&next) {
                found.push(next);
            }
        }
        at += 1;
    }
    found
}

/// The bytes in the encoding that they seem to have, line by line: a log may hold several.
fn plain(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => return UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xfe, 0xff, rest @ ..] => return UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let lines: Vec<String> =
        bytes.split(|b| *b == b'\n').map(|line| ServerText::new(line).decoded()).collect();
    lines.join("\n")
}

/// `\n`, `\"`, `\x8b`, `\u8bf7` and `\u{8bf7}` as what they stand for.
fn unescaped(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return None;
    }
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let unit = rest.strip_prefix("\\u").and_then(|after| after.get(..4)).and_then(number);
        if let Some(unit) = unit {
            units.push(unit);
            rest = &rest[6..];
            continue;
        }
        flush(&mut units, &mut out);
        if let Some((c, behind)) = rest.strip_prefix("\\u{").and_then(braced) {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = behind;
            continue;
        }
        let Some(after) = rest.strip_prefix('\\') else {
            out.extend_from_slice(&rest.as_bytes()[..c.len_utf8()]);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let hex: Option<u8> = after.strip_prefix('x').and_then(|hex| hex.get(..2)).and_then(number);
        let (byte, used) = match (hex, after.bytes().next()) {
            (Some(byte), _) => (byte, 3),
            (None, Some(b'n')) => (b'\n', 1),
            (None, Some(b'r' | b't')) => (b' ', 1),
            (None, Some(mark @ (b'"' | b'\'' | b'\\' | b'/'))) => (mark, 1),
            _ => (b'\\', 0),
        };
        out.push(byte);
        rest = &after[used..];
    }
    flush(&mut units, &mut out);
    let read = plain(&out);
    (read != text).then_some(read)
}

fn flush(units: &mut Vec<u16>, out: &mut Vec<u8>) {
    if !units.is_empty() {
        out.extend_from_slice(String::from_utf16_lossy(units).as_bytes());
        units.clear();
    }
}

/// The character of up to six digits and a brace, and what stands behind it.
fn braced(text: &str) -> Option<(char, &str)> {
    let end = text.bytes().take(7).position(|b| b == b'}')?;
    Some((number(&text[..end]).and_then(char::from_u32)?, &text[end + 1..]))
}

/// The number that hexadecimal digits are, and nothing but digits.
fn number<T: TryFrom<u32>>(digits: &str) -> Option<T> {
    let value = u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    T::try_from(value).ok()
}

/// `%E8%AF%B7` and `=E8=AF=B7` as the text that they stand for, where they are several bytes of one.
fn unquoted(text: &str) -> Option<String> {
    let read = |sign: u8| {
        let bytes = text.as_bytes();
        let mut out = Vec::with_capacity(bytes.len());
        let mut count = 0;
        let mut at = 0;
        while at < bytes.len() {
            let digits = (bytes[at] == sign).then(|| text.get(at + 1..at + 3)).flatten();
            let hex: Option<u8> = digits.and_then(number);
            out.push(hex.unwrap_or(bytes[at]));
            at += if hex.is_some() { 3 } else { 1 };
            count += usize::from(hex.is_some_and(|byte| byte >= 0x80 || byte == b' '));
        }
        (count >= 2).then(|| plain(&out))
    };
    read(b'%').or_else(|| read(b'='))
}

/// Mojibake as what it was: UTF-8 or GBK that was read as Latin-1, and UTF-8 that was read as GBK.
fn unmixed(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let latin = by_runs(
        text,
        |c| western(c).is_some(),
        |run| {
            let bytes: Vec<u8> = run.chars().filter_map(western).collect();
            if let Ok(text) = std::str::from_utf8(&bytes) {
                return Some(text.to_owned());
            }
            let read = GB18030.decode_without_bom_handling_and_without_replacement(&bytes)?;
            let ideographs = read.chars().filter(|c| is_ideograph(*c)).count();
            // Accented letters among plain ones are a European word; Chinese has two for each of its own.
            let dense = run.chars().filter(|c| !c.is_ascii()).count() * 10 >= ideographs * 17;
            let sound = dense && read.chars().all(|c| c.is_ascii() || is_ideograph(c) || is_wide_mark(c));
            (sound && ideographs >= 2).then(|| read.into_owned())
        },
    );
    latin.or_else(|| {
        by_runs(
            text,
            |c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER,
            |run| {
                let (bytes, _, _) = GBK.encode(run);
                let read = String::from_utf8_lossy(&bytes);
                let lost = read.chars().filter(|c| !is_ideograph(*c) && !is_wide_mark(*c)).count();
                let kept = read.chars().count() - lost;
                (kept >= 2 && kept > 3 * lost).then(|| read.into_owned())
            },
        )
    })
}

/// The text with every run of such characters read anew; none where no run can be.
fn by_runs(
    text: &str,
    belongs: impl Fn(char) -> bool,
    read: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text;
    while !rest.is_empty() {
        let inside = rest.chars().next().is_some_and(&belongs);
        let end = rest.find(|c| belongs(c) != inside).unwrap_or(rest.len());
        let run = &rest[..end];
        let new = if inside && !run.is_ascii() { read(run) } else { None };
        changed |= new.is_some();
        out.push_str(new.as_deref().unwrap_or(run));
        rest = &rest[end..];
    }
    changed.then_some(out)
}

/// The byte that a character of Windows-1252 was.
fn western(c: char) -> Option<u8> {
    if c.is_ascii() {
        return u8::try_from(c).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, failed) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (&*bytes, failed) {
        ([byte], false) => Some(*byte),
        _ => u8::try_from(c).ok(),
    }
}

/// Whether a character is a common one of Chinese.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff01}'..='\u{ff5e}' | '\u{2010}'..='\u{2026}')
}

/// What stands in base64 in a text: the answers of SASL.
fn hidden(text: &str) -> Option<String> {
    let mut found = String::new();
    for token in text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='))) {
        if let Some(said) = base64_text(token) {
            found.push_str(&said);
            found.push('\n');
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The text in a base64 token, where there is a printable one.
pub(super) fn base64_text(token: &str) -> Option<String> {
    if token.len() < TOKEN || token.bytes().all(|b| b.is_ascii_lowercase() || b == b'/') {
        return None;
    }
    let body = token.trim_end_matches('=');
    let bytes =
        if token.len().is_multiple_of(4) { STANDARD.decode(token) } else { STANDARD_NO_PAD.decode(body) };
    let text = String::from_utf8(bytes.ok()?).ok()?;
    let printable = |c: char| !c.is_control() || matches!(c, '\0' | '\u{1}' | '\n' | '\r' | '\t');
    let mostly_plain = text.chars().filter(char::is_ascii).count() * 2 > text.chars().count();
    (text.chars().all(printable) && (mostly_plain || text.chars().all(|c| c.is_ascii() || is_ideograph(c))))
        .then_some(text)
}

#[cfg(test)]
mod tests;
