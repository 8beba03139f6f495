//! Columns of a terminal: how wide a text is, where a line may break, how a block is laid out.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a text takes.
pub(in crate::report) fn width(text: &str) -> usize {
    text.width()
}

/// `text` with spaces behind it, up to a width.
pub(in crate::report) fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", spaces(to.saturating_sub(width(text))))
}

/// That many spaces.
pub(in crate::report) fn spaces(count: usize) -> String {
    " ".repeat(count)
}

/// A text in lines of at most `limit` columns; at least one line.
///
/// A line breaks behind a space and beside a wide character, and never right before closing punctuation or a
/// separator. What has no such place is cut.
pub(in crate::report) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(2);
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && width(&line) + width(piece.trim_end()) > limit {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        for c in piece.chars() {
            let over = width(&line) + c.width().unwrap_or(0) > limit;
            if over && c == ' ' {
                continue;
            }
            if over {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The parts between which a line may break, in order and without loss.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if after == ' ' {
        return false;
    }
    if before == ' ' {
        return after != '·';
    }
    let wide = |c: char| c.width().unwrap_or(0) > 1;
    (wide(before) || wide(after)) && !opens(before) && !closes(after)
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '“' | '‘' | '《' | '「' | '(' | '[' | '【')
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '：'
            | '；'
            | '！'
            | '？'
            | '、'
            | '）'
            | '”'
            | '’'
            | '》'
            | '」'
            | ')'
            | ']'
            | '】'
            | '…'
    ) || matches!(c, ',' | '.' | ':' | ';' | '!' | '?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_behind_spaces() {
        assert_eq!(wrap("one two  three", 8), ["one two", "three"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn a_separator_ends_a_line_and_begins_none() {
        assert_eq!(wrap("aaa · bbb · ccc", 10), ["aaa ·", "bbb · ccc"]);
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_punctuation() {
        assert_eq!(wrap("服务器拒绝，请重试。", 10), ["服务器拒", "绝，请重", "试。"]);
        assert!(wrap("改用 465 端口，它可以连接。", 12).iter().all(|line| width(line) <= 12));
    }
}
