//! Two columns on a page of a given width, with Chinese characters counted as the two columns that they take.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::locale::{Lang, Text};

/// The widest first column; a longer name has a line of its own.
const WIDEST_NAME: usize = 32;
/// What stands before the first column and between the two.
const GAP: usize = 2;

/// A name and what it means.
pub(super) struct Row {
    /// The first column.
    pub(super) name: String,
    /// The second column, wrapped.
    pub(super) help: String,
}

impl Row {
    /// A row in one language.
    pub(super) fn of(name: &Text, help: &Text, lang: Lang) -> Self {
        Self { name: name.in_lang(lang).to_owned(), help: help.in_lang(lang).to_owned() }
    }
}

/// The rows as text.
pub(super) fn table(rows: &[Row], width: usize) -> String {
    let fitting = rows.iter().map(|row| row.name.width()).filter(|name| *name <= WIDEST_NAME);
    let column = fitting.max().unwrap_or_default() + 2 * GAP;
    let mut out = String::new();
    for row in rows {
        let mut used = GAP + row.name.width();
        out.extend([" ".repeat(GAP), row.name.clone()]);
        if used + GAP > column {
            out.push('\n');
            used = 0;
        }
        for line in wrap(&row.help, width.saturating_sub(column)) {
            out.extend([" ".repeat(column - used), line, "\n".to_owned()]);
            used = 0;
        }
    }
    out
}

/// The lines of a text, each within `width` columns where it can be broken: at a space, or beside a wide character.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && line.width() + piece.trim_end().width() > width {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(if line.is_empty() { piece.trim_start() } else { piece });
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The parts between which a line may be broken.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let breaks = before.is_some_and(|before| {
            let beside_wide = is_wide(before) || is_wide(c);
            before == ' ' || beside_wide && !is_closing(c) && !is_opening(before) && c != ' '
        });
        if breaks {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

/// Whether a line may not start with it (GB/T 15834).
fn is_closing(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '）' | '”' | '》')
}

/// Whether a line may not end with it.
fn is_opening(c: char) -> bool {
    matches!(c, '（' | '“' | '《')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_where_they_may_be() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("只用此机制：PLAIN 或 LOGIN", 12), ["只用此机制：", "PLAIN 或", "LOGIN"]);
        assert_eq!(wrap("一二三，四", 6), ["一二", "三，四"]);
    }

    #[test]
    fn columns_are_aligned_by_width() {
        let row = |name: &str| Row { name: name.into(), help: "x".into() };
        assert_eq!(table(&[row("a"), row("文件")], 40), "  a     x\n  文件  x\n");
    }
}
