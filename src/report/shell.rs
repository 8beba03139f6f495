//! Values in commands that a user will copy into a shell: quoted where they must be, refused where they cannot be.
//!
//! A value may come from a server or from an examination that somebody else recorded, so nothing in it may act.

use crate::escape::visible;
use crate::locale::Args;
use crate::plan::Platform;

/// The places whose value is a whole command, quoted already.
const COMMAND_PLACES: [&str; 6] =
    ["rerun", "rerun_unnamed", "rerun_elsewhere", "rerun_patient", "rerun_direct", "rerun_any_family"];

/// `value` as one word of a shell, if it can be one.
pub(crate) fn word(value: &str, platform: Platform) -> Option<String> {
    if value.starts_with('-') || visible(value) != value {
        return None;
    }
    if is_plain(value) {
        return Some(value.to_owned());
    }
    match platform {
        // `%`, `!`, `$` and a backtick act even between double quotes, in cmd.exe or in PowerShell, and PowerShell
        // takes a typographic quotation mark for a plain one. A backslash at the end would swallow the mark.
        Platform::Windows if value.contains(['"', '%', '!', '$', '`', '“', '”', '„']) => None,
        Platform::Windows if value.ends_with('\\') => None,
        Platform::Windows => Some(format!("\"{value}\"")),
        Platform::Linux | Platform::MacOs | Platform::Other => {
            Some(format!("'{}'", value.replace('\'', r"'\''")))
        }
    }
}

/// A command with its places filled; none where a place has no value, or one that cannot be made safe there.
pub(super) fn fill_command(template: &str, args: &Args, platform: Platform) -> Option<String> {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let (name, after) = rest[open + 1..].split_once('}')?;
        let value = args.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())?;
        match is_quoted(&template[..template.len() - rest.len() + open]) {
            _ if COMMAND_PLACES.contains(&name) => out.push_str(value),
            true if !is_plain(value) => return None,
            true => out.push_str(value),
            false => out.push_str(&word(value, platform)?),
        }
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// Whether no shell sees anything but letters in a value.
fn is_plain(value: &str) -> bool {
    let plain =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'@' | b':' | b'+' | b'/');
    !value.is_empty() && value.bytes().all(plain) && !value.starts_with('@')
}

/// Whether what follows stands between quotation marks.
fn is_quoted(before: &str) -> bool {
    let mut open = None;
    for c in before.chars().filter(|c| matches!(c, '\'' | '"')) {
        match open {
            None => open = Some(c),
            Some(mark) if mark == c => open = None,
            Some(_) => {}
        }
    }
    open.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_where_they_must_be() {
        let posix = |value| word(value, Platform::Linux);
        assert_eq!(posix("me@example.com").as_deref(), Some("me@example.com"));
        assert_eq!(posix("[::1]:465").as_deref(), Some("'[::1]:465'"));
        assert_eq!(posix("o'hara; rm x").as_deref(), Some(r"'o'\''hara; rm x'"));
        assert_eq!(word("CORP\\me", Platform::Windows).as_deref(), Some("\"CORP\\me\""));
        assert_eq!(posix("").as_deref(), Some("''"));
    }

    #[test]
    fn what_cannot_be_quoted_is_refused() {
        assert_eq!(word("a\nb", Platform::Linux), None);
        assert_eq!(word("a\u{202e}b", Platform::Linux), None);
        assert_eq!(word("-oProxyCommand=x", Platform::Linux), None);
        for value in ["a\"b", "%PATH% x", "a$(x)", "a”b", "a b\\"] {
            assert_eq!(word(value, Platform::Windows), None, "{value}");
        }
    }

    #[test]
    fn a_command_is_filled_or_not_given() {
        let args = vec![
            ("host", "a b".to_owned()),
            ("port", "465".to_owned()),
            ("rerun", "smtp-doctor 'a b'".to_owned()),
        ];
        let fill = |template| fill_command(template, &args, Platform::Linux);
        assert_eq!(fill("nc {host} {port}").as_deref(), Some("nc 'a b' 465"));
        assert_eq!(fill("ss 'sport = :{port}'").as_deref(), Some("ss 'sport = :465'"));
        assert_eq!(fill("{rerun} -v").as_deref(), Some("smtp-doctor 'a b' -v"));
        assert_eq!(fill("ss 'dst {host}'"), None);
        assert_eq!(fill("nc {nobody}"), None);
    }
}
