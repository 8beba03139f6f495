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
        if let Some(code) = reply_at(text, at, end)
            && !codes.contains(&code)
        {
            codes.push(code);
        }
        at = end;
    }
    codes
}

/// The enhanced codes of refusals in a text, in order and once each.
pub(super) fn enhanced(text: &str) -> Vec<EnhancedCode> {
    let bytes = text.as_bytes();
    let mut codes: Vec<EnhancedCode> = Vec::new();
    for at in 0..bytes.len() {
        let starts = matches!(bytes[at], b'4' | b'5') && bytes.get(at + 1) == Some(&b'.');
        if !starts || at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'.') {
            continue;
        }
        if let Some(code) = enhanced_at(text, at)
            && !codes.contains(&code)
        {
            codes.push(code);
        }
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
    let Some(last) = before.chars().next_back() else { return true };
    let further = before[..before.len() - last.len_utf8()].chars().next_back();
    match last {
        // `index.js:535`, `12:45:535` and `Mailer.php(535)` are places and times.
        ':' => further.is_none_or(|c| !c.is_ascii_digit()) && !ends_in_a_file(before.trim_end_matches(':')),
        '(' => further.is_none_or(|c| !c.is_ascii_alphanumeric()),
        // `size=550` of a log is none, `dsn=550` may be.
        ' ' | '\t' | '=' => {
            let word = before
                .trim_end_matches([' ', '\t', '='])
                .rsplit(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default();
            !OTHERWISE.contains(&word.to_ascii_lowercase().as_str())
        }
        '.' | ',' | '/' | '-' | '_' | '@' | '+' | '%' | '#' | '$' | '&' | '?' => false,
        c => !c.is_ascii_alphanumeric(),
    }
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
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<u16>, Vec<String>) {
        (replies(text), enhanced(text).iter().map(ToString::to_string).collect())
    }

    #[test]
    fn codes_are_found_however_they_are_written() {
        for text in [
            "535-5.7.8 Username and Password not accepted",
            "535 5.7.8 x",
            "(535, b'5.7.8 Username and Password not accepted')",
            "code: 'EAUTH', response: '535-5.7.8 x\\n535 5.7.8 y', responseCode: 535",
            "Expected response code \"235\" but got code \"535\", with message \"535 5.7.8 x\"",
            "SMTP error: 535 #5.7.8",
            "535#5.7.8 no",
            "error:535, dsn=5.7.8",
        ] {
            assert_eq!(read(text), (vec![535], vec!["5.7.8".to_owned()]), "{text}");
        }
        assert_eq!(read("said: 550 5.1.1 <x>: no (in reply to RCPT TO)").0, [550]);
        assert_eq!(read("host mx said: 550-5.2.1 a 550 5.2.1 b").0, [550]);
        assert_eq!(read("535 Denied.").0, [535]);
        assert_eq!(read("status 5.7.1").1, ["5.7.1"]);
    }

    #[test]
    fn other_numbers_are_no_codes() {
        for text in [
            "smtp.example.com:587",
            "at SMTPConnection (/app/index.js:535:20)",
            "Mailer.php(535): send()",
            "File \"smtplib.py\", line 535, in auth",
            "10.5.7.8:25",
            "5.7.8.9",
            "took 500 ms",
            "2024-05-01 12:00:00,535",
            "0x535",
            "port 525",
            "libcurl/5.8.1",
            "uid=1535",
            "size=512, nrcpt=1",
        ] {
            assert_eq!(read(text), (vec![], vec![]), "{text}");
        }
    }
}
