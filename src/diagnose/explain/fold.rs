//! One form for texts that differ in case, white space, quotation marks and how a reply is broken into lines.

/// The text in lower case on one line: white space is one space, typographic quotation marks are plain, and the code
/// at the start of each further line of a reply is gone.
pub(super) fn folded(text: &str) -> String {
    if is_even(text.as_bytes()) {
        return text.trim_matches(' ').to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    let mut code = None;
    for line in text.split('\n') {
        let (own, rest) = reply_line(line.trim());
        push(if own == code { rest } else { line.trim() }, &mut out);
        code = own;
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a text is one line of ASCII with single spaces, as most lines of logs are.
fn is_even(text: &[u8]) -> bool {
    let mut before = 0;
    text.iter().all(|b| {
        let even = matches!(b, b' '..=b'~') && !(*b == b' ' && before == b' ');
        before = *b;
        even
    })
}

/// Adds a line behind a space.
fn push(line: &str, out: &mut String) {
    for c in std::iter::once(' ').chain(line.chars()) {
        match c {
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '‘' | '’' | '´' => out.push('\''),
            '“' | '”' | '„' => out.push('"'),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// The code of a line of a reply, and what stands behind it and the enhanced code.
fn reply_line(line: &str) -> (Option<&str>, &str) {
    let is_code =
        |code: &&str| matches!(code.as_bytes()[0], b'4' | b'5') && code.bytes().all(|b| b.is_ascii_digit());
    let Some(code) = line.get(..3).filter(is_code) else { return (None, line) };
    let Some(rest) = line[3..].strip_prefix(['-', ' ']) else { return (None, line) };
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
    let is_enhanced = crate::smtp::EnhancedCode::read(&rest[..end]).is_some();
    (Some(code), if is_enhanced { rest[end..].trim_start() } else { rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_of_several_lines_is_one_sentence() {
        for (text, one) in [
            ("550-5.2.1 The user  is\r\n550 5.2.1 Busy’s", "550-5.2.1 the user is busy's"),
            ("421-4.7.0 a\n421-4.7.0 b\n421 c", "421-4.7.0 a b c"),
            ("550-a\n550 4 more", "550-a 4 more"),
            ("550-a\n550 5.1 more", "550-a 5.1 more"),
            ("  550-a\n  550   b", "550-a b"),
        ] {
            assert_eq!(folded(text), one);
        }
    }

    #[test]
    fn a_line_with_another_code_or_none_stays_whole() {
        for (text, one) in [
            ("535 a\n421 b", "535 a 421 b"),
            ("550 a\nb\n550 c", "550 a b 550 c"),
            ("250-a\n250 b", "250-a 250 b"),
            ("5x1 a\n5x1 b", "5x1 a 5x1 b"),
            ("550:a\n550:b", "550:a 550:b"),
            ("45\n45", "45 45"),
            ("a b\na b", "a b a b"),
        ] {
            assert_eq!(folded(text), one);
        }
    }

    #[test]
    fn case_white_space_and_quotation_marks_make_no_difference() {
        for (text, one) in [
            (" A b ", "a b"),
            ("A  B", "a b"),
            ("  A\tb\n\nC ", "a b c"),
            ("a\u{3000}b\u{a0}", "a b"),
            ("‘A’ ´b", "'a' 'b"),
            ("“A” „b", "\"a\" \"b"),
            ("ÉCHEC ПОЧТЫ", "échec почты"),
            ("A\u{7f}b", "a\u{7f}b"),
            (" ", ""),
            ("", ""),
        ] {
            assert_eq!(folded(text), one, "{text}");
            assert_eq!(folded(&format!("\n{text}\n")), one, "{text}");
        }
    }

    #[test]
    fn most_lines_of_logs_are_even() {
        for line in ["", "!", "~", " Nov 23 05:14:42 mx postfix/smtp[12]: said: 550 5.1.1 no "] {
            assert!(is_even(line.as_bytes()), "{line}");
        }
        for line in ["a  b", "  ", "a\tb", "a\nb", "a\u{7f}", "é"] {
            assert!(!is_even(line.as_bytes()), "{line}");
        }
    }
}
