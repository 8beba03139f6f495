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
        let line = match (own, code) {
            (Some(own), Some(before)) if own == before => rest,
            _ => line.trim(),
        };
        code = own;
        push(line, &mut out);
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

fn push(line: &str, out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    for c in line.chars() {
        match c {
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '‘' | '’' | '´' => out.push('\''),
            '“' | '”' | '„' => out.push('"'),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
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
        assert_eq!(folded("550-5.2.1 The user  is\r\n550 5.2.1 Busy’s"), "550-5.2.1 the user is busy's");
        assert_eq!(folded("  A\tb\n\nC "), "a b c");
        assert_eq!(folded("535 a\n421 b"), "535 a 421 b");
        assert_eq!(
            (folded(" A b ").as_str(), folded("A  B").as_str(), folded("A\u{7f}b").as_str()),
            ("a b", "a b", "a\u{7f}b")
        );
    }
}
