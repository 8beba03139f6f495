//! Takes the secrets out of a text before anybody sees it again.
//!
//! What a secret looks like: the argument of AUTH and the lines that answer 334, the user part of a link, the value
//! behind a key such as `password`, a token of OAuth. A word too many is taken out rather than one too few.

mod calls;
mod pastes;

use super::decode::base64_text;

/// What stands in place of a secret.
const MASK: &str = "***";

/// What a secret is called before its value, in lower case.
const KEYS: [&str; 23] = [
    "pw",
    "password",
    "passwd",
    "passphrase",
    "pass",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "access_key",
    "accesskey",
    "auth_code",
    "authcode",
    "refreshtoken",
    "accesstoken",
    "clientsecret",
    "密码",
    "授权码",
    "口令",
    "密钥",
    "令牌",
];
/// What the programs write before a line of the client.
const CLIENT: [&str; 9] = ["c:", "client:", ">>>", "->", "~>", "=>", "send:", ">", "<<<"];
/// The mechanisms behind AUTH.
const MECHANISMS: [&str; 9] = [
    "plain",
    "login",
    "xoauth2",
    "oauthbearer",
    "cram-md5",
    "ntlm",
    "digest-md5",
    "scram-sha-1",
    "scram-sha-256",
];

/// A line break that a program has written out.
const BREAK: &str = "\\n";

/// The text without its secrets.
pub fn redacted(text: &str) -> String {
    let mut asked = false;
    let mut spoken = |part: &str| {
        let said = part.strip_suffix("\\r").unwrap_or(part);
        let shown = tokens(said, asked) + &part[said.len()..];
        if !part.trim().is_empty() {
            asked = asks(part);
        }
        shown
    };
    let line = |line: &str| {
        let line = values(&links(&pastes::pastes(&calls::calls(&commands(line)))));
        let parts: Vec<String> = line.split(BREAK).map(&mut spoken).collect();
        parts.join(BREAK)
    };
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n")
}

/// The text with a mask in place of each part; parts that overlap are one.
fn masked(text: &str, mut parts: Vec<(usize, usize)>) -> String {
    parts.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (begin, end) in parts {
        if begin >= from {
            out.push_str(&text[from..begin]);
            out.push_str(MASK);
        }
        from = from.max(end);
    }
    out.push_str(&text[from..]);
    out
}

/// `AUTH PLAIN AG1l…`.
fn commands(line: &str) -> String {
    let lower = line.to_ascii_lowercase();
    let argument = |(at, command): (usize, &str)| {
        let behind = line[at + command.len()..].trim_start();
        let (mechanism, argument) = behind.split_once(' ')?;
        let argument = argument.trim_start();
        let token = &argument[..argument.find(|c: char| !is_base64(c) && c != '=').unwrap_or(argument.len())];
        // `AUTH PLAIN LOGIN` is a list of what a server can do, `AUTH LOGIN failed` a sentence.
        let known = |word: &str| MECHANISMS.contains(&word.to_ascii_lowercase().as_str());
        let told = token.len() < 4 || known(token) || is_word(token) && base64_text(token).is_none();
        let begin = line.len() - argument.len();
        (known(mechanism) && !told).then_some((begin, begin + token.len()))
    };
    masked(line, lower.match_indices("auth ").filter_map(argument).collect())
}

/// `smtp://me:secret@host`: all that stands before the last `@` of the link.
fn links(text: &str) -> String {
    let mut read = 0;
    let user = |(at, sign): (usize, &str)| {
        let begin = at + sign.len();
        // What looks like a link inside of one ends with it.
        if begin < read {
            return None;
        }
        let behind = &text[begin..];
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`');
        let link = &behind[..behind.find(ends).unwrap_or(behind.len())];
        read = begin + link.len();
        link.rfind('@').map(|len| (begin, begin + len))
    };
    masked(text, text.match_indices("://").filter_map(user).collect())
}

/// `password: 'x'`, `"pass":"x"`, `SMTP_PASSWORD=x`, `<pass>x</pass>`, `Bearer x`, `--password x`, `-u me:x`.
fn values(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut last = (0, 0);
    let keyed = KEYS.iter().flat_map(|key| lower.match_indices(*key)).filter_map(|(at, key)| {
        let (before, after) = (&text[..at], &text[at + key.len()..]);
        if let Some(value) = in_element(before, after) {
            let begin = text.len() - after.len() + 1;
            return (!value.is_empty()).then_some((begin, begin + value.len()));
        }
        let behind = value_behind(before, after)?;
        let (value, end) = if let Some((value, len)) = quoted(behind) {
            (value, text.len() - value.len() + len)
        } else {
            // A value that begins inside of another ends with it.
            let begin = text.len() - behind.len();
            if !(last.0..last.1).contains(&begin) {
                last = (begin, begin + bare(behind));
            }
            (behind, last.1)
        };
        let begin = text.len() - value.len();
        (begin < end).then_some((begin, end))
    });
    let header = |scheme: &'static str, is_token: fn(&str) -> bool| {
        let token = move |(at, scheme): (usize, &str)| {
            let begin = at + scheme.len();
            let len = token_len(&text[begin..]);
            is_token(&text[begin..begin + len]).then_some((begin, begin + len))
        };
        lower.match_indices(scheme).filter_map(token)
    };
    // `Basic authentication` is no token.
    let bearer = header("bearer ", |token| token.len() >= 8);
    let basic = header("basic ", |token| base64_text(token).is_some());
    masked(text, keyed.chain(bearer).chain(basic).chain(logins(text)).collect())
}

/// The text of an element of XML whose name ends with a key: `<smtpPassword>x</smtpPassword>`.
fn in_element<'a>(before: &str, after: &'a str) -> Option<&'a str> {
    let text = after.strip_prefix('>')?;
    let name =
        &before[before.rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | ':' | '.'))?..];
    name.starts_with('<').then(|| &text[..text.find('<').unwrap_or(text.len())])
}

/// The name and the password behind `-u`, as curl takes them, and the password behind `-ap` of swaks and `-xp` of
/// sendEmail.
fn logins(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let options = [("-u ", true), ("--user ", true), ("-ap ", false), ("-xp ", false)];
    let argument = move |(option, is_pair): (&'static str, bool)| {
        text.match_indices(option).filter_map(move |(at, option)| {
            let begin = at + option.len();
            let value = &text[begin..];
            let value = quoted(value).map_or_else(|| &value[..bare(value)], |(value, len)| &value[..len]);
            let begin = begin + text[begin..].find(value)?;
            let starts = text[..at].chars().next_back().is_none_or(char::is_whitespace);
            let told = !value.is_empty() && (!is_pair || value.contains(':') && !value.contains("://"));
            (starts && told).then_some((begin, begin + value.len()))
        })
    };
    options.into_iter().flat_map(argument)
}

/// The text from where the value behind a key begins.
fn value_behind<'a>(before: &str, after: &'a str) -> Option<&'a str> {
    let trimmed = after.trim_start_matches(['"', '\'', ']', '\\']).trim_start();
    // `<add key="SmtpPassword" value="x" />`
    let trimmed =
        if after.starts_with('"') { trimmed.strip_prefix("value").unwrap_or(trimmed) } else { trimmed };
    let sign = ["=>", ":=", "==", ":", "=", "："].into_iter().find(|sign| trimmed.starts_with(sign));
    match sign {
        Some(sign) => Some(trimmed[sign.len()..].trim_start()),
        None if after.starts_with([' ', '"', '\'']) && is_option(before) => {
            Some(trimmed.trim_start_matches([',', ' ']))
        }
        None => None,
    }
}

/// Whether a key behind this is the end of an option, as in `--smtp-password`.
fn is_option(before: &str) -> bool {
    before.rsplit([' ', '\t', '"', '\'']).next().is_some_and(|word| word.starts_with('-'))
}

/// A value in quotation marks, which may be escaped: `\"x\"`. A mark with more backslashes than the first stands inside.
fn quoted(behind: &str) -> Option<(&str, usize)> {
    let opened = behind.trim_start_matches('\\');
    let slashes = behind.len() - opened.len();
    let value = opened.strip_prefix(['"', '\'', '`'])?;
    let mark = &opened[..opened.len() - value.len()];
    let closed = value.match_indices(mark).find_map(|(at, _)| {
        let inside = value[..at].trim_end_matches('\\').len();
        ((at - inside) % (2 * slashes + 2) == slashes).then_some(at - slashes)
    });
    Some((value, closed.unwrap_or(value.len())))
}

/// How long a value without quotation marks is: up to white space, or to the next field in `pass=x,host=y`.
fn bare(behind: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || matches!(c, '，' | '；' | '。');
    let value = &behind[..behind.find(ends).unwrap_or(behind.len())];
    let is_field = |at: &usize| {
        let after = &value[at + 1..];
        let name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\'');
        let behind = after.trim_start_matches(name);
        behind.len() < after.len() && behind.starts_with([':', '='])
    };
    let mut fields = value.match_indices([',', ';', '&']).map(|(at, _)| at);
    fields.find(is_field).unwrap_or(value.len())
}

fn token_len(text: &str) -> usize {
    text.find(|c: char| !is_base64(c) && !matches!(c, '.' | '_' | '-' | '~' | '=')).unwrap_or(text.len())
}

/// Base64 that holds credentials, and the lines in which a client answers 334.
fn tokens(text: &str, asked: bool) -> String {
    let spoken = text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, ':' | '.' | '-' | ' ' | '[' | ']' | '\t')
    });
    let lower = spoken.to_ascii_lowercase().replace('\t', " ");
    let of_client = CLIENT.iter().any(|mark| lower.starts_with(mark) || lower.contains(&format!(" {mark} ")));
    let answer = text.trim().trim_end_matches('=');
    let answers = asked && answer.chars().all(is_base64);
    let mut found = Vec::new();
    let mut at = 0;
    for (begin, _) in text.match_indices(is_base64) {
        if begin < at {
            continue;
        }
        let rest = &text[begin..];
        let digits = rest.find(|c: char| !is_base64(c)).unwrap_or(rest.len());
        let padded = rest.len() - rest[digits..].trim_start_matches('=').len();
        // A web token: `eyJ….eyJ….…`.
        let web = rest.starts_with("eyJ") && rest[digits..].starts_with(".eyJ");
        let token = &rest[..if web { token_len(rest) } else { padded }];
        at = begin + token.len();
        if answers || is_secret(token, of_client) {
            found.push((begin, at));
        }
    }
    masked(text, found)
}

fn is_secret(token: &str, of_client: bool) -> bool {
    // What begins like JSON.
    let web = token.starts_with("eyJ");
    let Some(text) = base64_text(token) else {
        let coded = token.ends_with('=') || token.len().is_multiple_of(4) && !is_word(token);
        return web || of_client && token.len() >= 12 && coded;
    };
    let asked = text.trim_end_matches(' ').to_ascii_lowercase();
    let prompts = ["username:", "password:", "username", "user name", "user name\0", "password\0"];
    let prompt = prompts.contains(&asked.as_str());
    let told = text.starts_with('{') && text.contains("\"status\"");
    !prompt && !told && (web || of_client || text.contains(['\0', '\u{1}']))
}

/// Whether a server asks for a part of the login.
fn asks(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "334")
}

/// Whether a token can be a word of a sentence: `word`, `Word` or `WORD`.
fn is_word(token: &str) -> bool {
    let small = token.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let is_small = small.bytes().all(|b| b.is_ascii_lowercase());
    small.is_empty() || is_small && token.len() <= small.len() + 1
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/')
}

#[cfg(test)]
mod tests;
