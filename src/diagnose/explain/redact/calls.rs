//! Passwords that a program's source hands to a call: `smtp.login("me", "secret")`.

use super::{masked, quoted};

/// The end of a function's name in lower case, and which of its arguments is the password, counted from 0.
const CALLS: [(&str, usize); 14] = [
    // setPassword, withPassword, set_password
    ("password", 0),
    ("passwd", 0),
    // smtplib, PasswordAuthentication of Jakarta Mail, NetworkCredential of .NET, lettre
    ("login", 1),
    ("authenticate", 1),
    ("authentication", 1),
    ("authenticator", 1),
    ("credential", 1),
    ("credentials", 1),
    ("credentials::new", 1),
    // net/smtp and gomail of Go
    ("plainauth", 2),
    ("crammd5auth", 1),
    ("loginauth", 1),
    ("newdialer", 3),
    ("newplaindialer", 3),
];
/// How far the arguments of a call are read, in bytes.
const READ: usize = 1_000;

/// The line without them.
pub(super) fn calls(line: &str) -> String {
    let lower = line.to_ascii_lowercase();
    let found = CALLS.iter().flat_map(|(name, place)| {
        let at = lower.match_indices(*name);
        at.filter_map(|(at, name)| argument(line, at + name.len(), *place))
    });
    masked(line, found.collect())
}

/// Where the text within the quotation marks of an argument stands.
fn argument(line: &str, from: usize, place: usize) -> Option<(usize, usize)> {
    let behind = line[from..].trim_start().strip_prefix('(')?;
    let begin = line.len() - behind.len();
    let (mut at, mut depth, mut comma) = (0, 0_usize, 0);
    while at < READ {
        let rest = &behind[at..];
        if let Some((value, len)) = quoted(rest) {
            let text = at + rest.len() - value.len();
            if comma == place {
                return (len > 0).then_some((begin + text, begin + text + len));
            }
            // The mark that closes it may be escaped as the one that opens it is.
            at = text + len;
            at += behind[at..].len() - behind[at..].trim_start_matches('\\').len();
        }
        let next = behind[at..].chars().next()?;
        match next {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => comma += 1,
            _ => {}
        }
        at += next.len_utf8();
    }
    None
}
