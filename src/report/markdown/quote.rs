//! Text in Markdown that nobody else has written: plain words stay, all that could mean something is put into code.
//!
//! In a code span there are no links, images, tags, mentions (`@user`), references (`#1`, `GH-1`, hashes of commits) and
//! no emphasis, in any dialect; a backslash would not do, as mentions and references are looked for in the page that
//! comes of it. A word is plain if nothing in it could mean something.

/// A sentence: plain words and, where a word is not plain, code.
pub(in crate::report) fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut code = String::new();
    let flush = |out: &mut String, code: &mut String| {
        let spaces = code.len() - code.trim_end().len();
        if !code.is_empty() {
            out.push_str(&span(code.trim_end()));
            out.push_str(&" ".repeat(spaces));
            code.clear();
        }
    };
    for piece in pieces(text) {
        if is_plain(piece) {
            flush(&mut out, &mut code);
            out.push_str(piece);
        } else if piece == " " && !code.is_empty() {
            // Between two words of code it becomes part of them.
            code.push(' ');
        } else if piece == " " {
            out.push(' ');
        } else if let Some((before, core, after)) = framed(piece) {
            if !before.is_empty() {
                flush(&mut out, &mut code);
            }
            out.push_str(before);
            code.push_str(core);
            if !after.is_empty() {
                flush(&mut out, &mut code);
            }
            out.push_str(after);
        } else {
            code.push_str(piece);
        }
    }
    flush(&mut out, &mut code);
    unlisted(out)
}

/// Code within a line.
pub(in crate::report) fn span(text: &str) -> String {
    let text = text.replace('\n', " ");
    let fence = "`".repeat(longest_run(&text) + 1);
    let edge = |c: Option<char>| c.is_none_or(|c| c == '`' || c == ' ');
    if edge(text.chars().next()) || edge(text.chars().next_back()) {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// Lines of code, each behind `indent`.
pub(in crate::report) fn block(lines: &[String], language: &str, indent: &str) -> String {
    let runs = lines.iter().map(|line| longest_run(line)).max().unwrap_or_default();
    let fence = "`".repeat(runs.max(2) + 1);
    let mut out = format!("{indent}{fence}{language}\n");
    for line in lines {
        out.push_str(format!("{indent}{line}").trim_end());
        out.push('\n');
    }
    out.push_str(&format!("{indent}{fence}\n"));
    out
}

/// A cell of a table: a bar would end it, and behind a backslash not even an escape keeps it from that.
pub(in crate::report) fn cell(text: &str) -> String {
    text.replace("\\|", "\\¦").replace('|', "\\|")
}

/// Runs of ASCII without spaces, single spaces, and runs of everything else.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let kind = |c: char| match c {
        ' ' | '\n' => 0,
        c if c.is_ascii() => 1,
        _ => 2,
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = kind(rest.chars().next()?);
        let end = match first {
            0 => 1,
            _ => rest.find(|c| kind(c) != first).unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(if first == 0 { " " } else { piece })
    })
}

/// A word that is not plain only because of the punctuation around it.
fn framed(word: &str) -> Option<(&str, &str, &str)> {
    if !word.is_ascii() {
        return None;
    }
    let core = word.trim_start_matches(['(', '"', '\'']);
    let before = &word[..word.len() - core.len()];
    let inner = core.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'']);
    let closes = inner.contains('(') && core[inner.len()..].starts_with(')');
    let (inner, after) = core.split_at(inner.len() + usize::from(closes));
    (!inner.is_empty()).then_some((before, inner, after))
}

fn is_plain(piece: &str) -> bool {
    if piece == " " {
        return false;
    }
    let Some((_, core, _)) = framed(piece) else { return !piece.is_ascii() };
    let harmless = core
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '\'' | ',' | '.' | '(' | ')' | '/'));
    let begins = core.starts_with(|c: char| c.is_ascii_alphanumeric());
    harmless && begins && !names_a_place(core) && !refers(core)
}

/// A name of a host or a path: some trackers make a link of either.
fn names_a_place(core: &str) -> bool {
    let around = |mark: char| {
        core.match_indices(mark).any(|(at, _)| {
            core[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic())
                && core[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
        })
    };
    around('.') || around('/')
}

/// `GH-1`, `ABC-12`, or what looks like the hash of a commit.
fn refers(core: &str) -> bool {
    let numbered = core.match_indices('-').any(|(at, _)| {
        core[at + 1..].starts_with(|c: char| c.is_ascii_digit())
            && core[..at].ends_with(|c: char| c.is_ascii_alphabetic())
    });
    let hex = core.len() >= 7 && core.bytes().all(|byte| byte.is_ascii_hexdigit());
    numbered || (hex && core.bytes().any(|byte| byte.is_ascii_digit()))
}

/// A number with a dot or a parenthesis would begin a list.
fn unlisted(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text[digits..].strip_prefix(['.', ')']);
    if digits > 0 && after.is_some_and(|after| after.is_empty() || after.starts_with(' ')) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    text
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_and_the_rest_is_code() {
        let told = [
            ("The server refuses the login.", "The server refuses the login."),
            ("ask admin@example.com now", "ask `admin@example.com` now"),
            ("(smtp.example.com).", "(`smtp.example.com`)."),
            ("see #12, GH-3, owner/repo and cafebabe1", "see `#12`, `GH-3`, `owner/repo` and `cafebabe1`"),
            ("534 5.7.9 <b>x</b> [y](z)", "534 5.7.9 `<b>x</b> [y](z)`"),
            ("服务器答复：550 @root 不行", "服务器答复：550 `@root` 不行"),
            ("在 smtp.example.com 上，*x* 用`date`", "在 `smtp.example.com` 上，`*x*` 用`` `date` ``"),
            ("1. one", "1\\. one"),
            ("192.0.2.1 (pinned)", "192.0.2.1 (pinned)"),
            ("- one", "`-` one"),
            ("TLS 1.3 is 49 days old", "TLS 1.3 is 49 days old"),
            ("a`b``c", "```a`b``c```"),
            ("www.example.com https://x.test/", "`www.example.com https://x.test/`"),
            ("", ""),
        ];
        for (text, wanted) in told {
            assert_eq!(prose(text), wanted, "{text}");
        }
    }

    #[test]
    fn code_cannot_be_left() {
        assert_eq!(span("`"), "`` ` ``");
        assert_eq!(span("a"), "`a`");
        assert_eq!(span(""), "`  `");
        assert_eq!(block(&["```".into(), "x".into()], "sh", "  "), "  ````sh\n  ```\n  x\n  ````\n");
        assert_eq!(cell("a|b \\|c"), "a\\|b \\¦c");
    }
}
