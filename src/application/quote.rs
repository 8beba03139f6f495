//! Values in the quotes of the format in which they stand: nothing in a user name ends the string it is in.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What needs no encoding in the user information of a URL (RFC 3986 §2.3).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A string of JSON, which is one of JavaScript, Python, Go, C# and YAML as well.
pub(super) fn json(value: &str) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A string in single quotes, as PHP and Ruby take it.
pub(super) fn single(value: &str) -> String {
    format!("'{}'", value.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// A word for a POSIX shell, in quotes only where it needs them.
pub(super) fn shell(value: &str) -> String {
    if is_plain(value) { value.to_owned() } else { format!("'{}'", value.replace('\'', "'\\''")) }
}

/// A value of an environment file, in quotes only where it needs them: `docker --env-file` takes quotes for a part of
/// the value. Every reader takes what stands in single quotes as it is; but some let a backslash hide the quote behind
/// it, and most know no way to write a single quote there. Then it is double quotes, in which `$` would begin a variable.
pub(super) fn env(value: &str) -> String {
    if is_plain(value) {
        return value.to_owned();
    }
    if !value.contains(['\'', '\\']) {
        return format!("'{value}'");
    }
    let mut out = String::from("\"");
    for c in value.chars() {
        if matches!(c, '"' | '\\' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// A value of an INI file as the library of Gitea and Grafana reads it: backquotes, or three double quotes around a
/// value that holds one.
pub(super) fn ini(value: &str) -> String {
    if is_plain(value) {
        value.to_owned()
    } else if value.contains('`') {
        format!("\"\"\"{value}\"\"\"")
    } else {
        format!("`{value}`")
    }
}

/// A value of a Java properties file that Spring reads: `${` would begin a placeholder.
pub(super) fn properties(value: &str) -> String {
    let mut out = String::new();
    for (at, c) in value.char_indices() {
        match c {
            '\\' => out.push_str("\\\\"),
            ' ' if at == 0 => out.push_str("\\ "),
            '$' if value[at..].starts_with("${") => out.push_str("\\\\$"),
            c if c.is_ascii() => out.push(c),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out
}

/// A part of the user information of a URL.
pub(super) fn url(value: &str) -> String {
    utf8_percent_encode(value, UNRESERVED).to_string()
}

/// An argument in the configuration of msmtp, in which a pair of double quotes around the whole is taken away.
pub(super) fn msmtp(value: &str) -> String {
    if is_plain(value) { value.to_owned() } else { format!("\"{value}\"") }
}

/// Whether a value means itself in every one of these formats.
fn is_plain(value: &str) -> bool {
    let fits =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '+' | '/' | ':' | ',');
    !value.is_empty() && value.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ODD: &str = "o'b\"r#1 ;%$X`\\";

    #[test]
    fn a_plain_name_stays_plain() {
        for quoted in [shell, env, ini, properties, msmtp].map(|quote| quote("me+x@example.com")) {
            assert_eq!(quoted, "me+x@example.com");
        }
    }

    #[test]
    fn an_odd_name_stays_in_its_quotes() {
        assert_eq!(serde_json::from_str::<String>(&json(ODD)).unwrap(), ODD);
        assert_eq!(single(ODD), r#"'o\'b"r#1 ;%$X`\\'"#);
        assert_eq!(shell_words::split(&shell(ODD)).unwrap(), [ODD]);
        assert_eq!(env(ODD), r#""o'b\"r#1 ;%\$X`\\""#);
        assert_eq!(env("a#b $X ${Y} `z` \"q\""), "'a#b $X ${Y} `z` \"q\"'");
        assert_eq!(env("a\\"), r#""a\\""#);
        assert_eq!(ini(ODD), format!("\"\"\"{ODD}\"\"\""));
        assert_eq!(ini("a#b"), "`a#b`");
        assert_eq!(msmtp("a b"), "\"a b\"");
        assert_eq!(url(ODD), "o%27b%22r%231%20%3B%25%24X%60%5C");
    }

    #[test]
    fn properties_escape_what_java_and_spring_would_read() {
        assert_eq!(properties(" a\\b${c}ü😀#"), "\\ a\\\\b\\\\${c}\\u00fc\\ud83d\\ude00#");
    }

    #[test]
    fn nothing_is_something_in_quotes() {
        assert_eq!((shell(""), env("")), ("''".into(), "''".into()));
    }
}
