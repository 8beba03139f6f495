//! The reply codes and enhanced codes that a text names, however it writes them.
//!
//! It tells a code from the other numbers of a log: ports, places in source files, sizes, times, versions. It refuses
//! to know what a code means.

use crate::smtp::EnhancedCode;

/// Numbers of three digits that are ports of mail and never reply codes.
const PORTS: [u16; 3] = [443, 465, 587];

/// The words behind which a number is something else.
const OTHERWISE: [&str; 8] = ["line", "port", "size", "pid", "uid", "after", "in", "version"];

/// The units behind a number that is no code.
const UNITS: [&str; 8] = ["ms", "s", "sec", "seconds", "milliseconds", "bytes", "kb", "mb"];

/// The reply codes of refusals in a text, in order and once each.
pub(super) fn replies(text: &str) -> Vec<u16> {
    let bytes = text.as_bytes();
    let mut codes = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = digits_end(bytes, at);
        codes.extend(reply_at(text, at, end).filter(|code| !codes.contains(code)));
        at = end;
    }
    codes
}

/// The enhanced codes of refusals in a text, in order and once each.
pub(super) fn enhanced(text: &str) -> Vec<EnhancedCode> {
    let mut codes: Vec<EnhancedCode> = Vec::new();
    for (at, _) in text.match_indices(['4', '5']) {
        let is_inside = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
        let code = if is_inside { None } else { enhanced_at(text, at) };
        codes.extend(code.filter(|code| !codes.contains(code)));
    }
    codes
}

fn digits_end(bytes: &[u8], start: usize) -> usize {
    bytes[start..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |len| start + len)
}

/// The code that stands here, if nothing makes it another number.
pub(super) fn reply_at(text: &str, start: usize, end: usize) -> Option<u16> {
    let bytes = text.as_bytes();
    if end - start != 3 || !matches!(bytes[start], b'4' | b'5') {
        return None;
    }
    let code = text[start..end].parse().ok()?;
    let fits = !PORTS.contains(&code) && begins(text, start) && ends(text, end);
    fits.then_some(code)
}

/// Whether what stands before a number lets it be a code.
fn begins(text: &str, start: usize) -> bool {
    let before = &text[..start];
    let mut back = before.chars().rev();
    let Some(last) = back.next() else { return true };
    let further = back.next();
    match last {
        // `index.js:535`, `12:45:535` and `Mailer.php(535)` are places and times.
        ':' => {
            let is_of_a_time = further.is_some_and(|c| c.is_ascii_digit());
            !is_of_a_time && !ends_in_a_file(before) && !counts_otherwise(before)
        }
        '(' => further.is_none_or(|c| !c.is_ascii_alphanumeric()),
        ' ' | '\t' | '=' => !counts_otherwise(before),
        '.' | ',' | '/' | '-' | '_' | '@' | '+' | '%' | '#' | '$' | '&' | '?' => false,
        c => !c.is_ascii_alphanumeric(),
    }
}

/// Whether the last word names another number: `size=550` of a log is no code, `dsn=550` may be.
fn counts_otherwise(before: &str) -> bool {
    let word = before
        .trim_end_matches([' ', '\t', '=', ':', '"', '\''])
        .rsplit(|c: char| !c.is_alphanumeric())
        .next();
    word.is_some_and(|word| OTHERWISE.contains(&word.to_ascii_lowercase().as_str()))
}

fn ends_in_a_file(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '\'')).next();
    word.is_some_and(|word| word.contains(['.', '/', '\\']))
}

/// Whether what stands behind a number lets it be a code.
fn ends(text: &str, end: usize) -> bool {
    let after = &text[end..];
    let mut chars = after.chars();
    let Some(first) = chars.next() else { return true };
    let second = chars.next();
    match first {
        // A number with a fraction, an address, a time; `550.` may end a sentence.
        '.' | ',' | ':' | '/' => second.is_none_or(|c| !c.is_ascii_digit()),
        '-' => second.is_none_or(|c| !c.is_ascii_digit() || enhanced_at(after, 1).is_some()),
        ' ' => {
            let word = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            !UNITS.contains(&word.to_ascii_lowercase().as_str())
        }
        '%' | '@' | '&' => false,
        c => !c.is_ascii_alphanumeric(),
    }
}

/// The enhanced code at a place, if nothing makes it an address or a version.
pub(super) fn enhanced_at(text: &str, start: usize) -> Option<EnhancedCode> {
    let rest = &text.as_bytes()[start..];
    let len = rest.iter().position(|b| !b.is_ascii_digit() && *b != b'.').unwrap_or(rest.len());
    let word = text.get(start..start + len)?.trim_end_matches('.');
    let code = EnhancedCode::read(word)?;
    let joined = rest.get(word.len()).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'/'));
    (code.class != 2 && code.subject <= 7 && !joined).then_some(code)
}

#[cfg(test)]
mod tests;
