//! Text from outside made harmless for a terminal, a log and a report: nothing in it acts, everything in it shows.
//!
//! Control characters (C0, DEL, C1), bidirectional controls, zero-width characters and tag characters are written as
//! escapes (Unicode 16 categories Cc and Cf, and the separators U+2028 and U+2029).

use std::fmt::Write as _;

/// `text` with every character that could act on a terminal written as an escape.
pub fn visible(text: &str) -> String {
    // Most texts hold nothing but printable ASCII.
    if text.bytes().all(|byte| matches!(byte, 0x20..=0x7e)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 0x20 || (0x7f..=0x9f).contains(&(c as u32)) => {
                _ = write!(out, "\\x{:02x}", c as u32);
            }
            c if acts_unseen(c) => _ = write!(out, "\\u{{{:x}}}", c as u32),
            c => out.push(c),
        }
    }
    out
}

/// [`visible`], cut after `limit` characters; what was cut is counted behind an ellipsis.
pub fn visible_within(text: &str, limit: usize) -> String {
    let total = text.chars().count();
    if total <= limit {
        return visible(text);
    }
    let head: String = text.chars().take(limit).collect();
    format!("{}… (+{})", visible(&head), total - limit)
}

/// JSON in which every character that could act on a terminal is written as JSON writes it: it says the same, and
/// nothing in it acts.
pub fn visible_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        if (c.is_control() && c != '\n') || acts_unseen(c) {
            for unit in c.encode_utf16(&mut units) {
                _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a character changes what is seen without being seen.
pub fn acts_unseen(c: char) -> bool {
    matches!(c as u32,
        0x00ad | 0x034f | 0x061c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f
        | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfeff | 0xffa0
        | 0xfff0..=0xfffb | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_show_as_escapes() {
        assert_eq!(visible("\u{1b}[2J\u{7}\r\n"), "\\x1b[2J\\x07\\r\\n");
        assert_eq!(visible("\u{9b}31m\u{7f}"), "\\x9b31m\\x7f");
        assert_eq!(visible("a\u{202e}b\u{feff}\u{e0041}"), "a\\u{202e}b\\u{feff}\\u{e0041}");
    }

    #[test]
    fn json_says_the_same_and_does_not_act() {
        let text = "a\u{9b}31m\u{7f}\u{202e}\u{2028}\u{e0041}\u{1b}\"\\";
        let json = visible_json(&serde_json::to_string_pretty(&[text]).unwrap());
        assert_eq!(json, "[\n  \"a\\u009b31m\\u007f\\u202e\\u2028\\udb40\\udc41\\u001b\\\"\\\\\"\n]");
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [text]);
    }

    #[test]
    fn plain_and_chinese_text_stays() {
        assert_eq!(visible("220 smtp.qq.com 服务"), "220 smtp.qq.com 服务");
    }

    #[test]
    fn long_text_is_cut_and_counted() {
        assert_eq!(visible_within("abcdef", 4), "abcd… (+2)");
    }
}
