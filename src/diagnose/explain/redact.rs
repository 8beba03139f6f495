//! Takes the secrets out of a text before anybody sees it again.
//!
//! What a secret looks like: the argument of AUTH and the lines that answer 334, the user part of a link, the value
//! behind a key such as `password`, a bearer token. A word too many is taken out rather than one too few.

use super::decode::base64_text;

/// What stands in place of a secret.
const MASK: &str = "***";

/// What a secret is called before its value, in lower case.
const KEYS: [&str; 22] = [
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
const CLIENT: [&str; 9] = ["c:", "client:", ">>>", "->", "~>", "=>", "send:", "> ", "<<<"];
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

/// The text without its secrets.
pub fn redacted(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n")
}

fn line(line: &str) -> String {
    let lower = line.to_ascii_lowercase();
    // Nothing that a secret is told by.
    let suspect = line.contains("://")
        || lower.contains("auth")
        || lower.contains("bearer")
        || KEYS.iter().any(|key| lower.contains(key))
        || has_token(line);
    if !suspect {
        return line.to_owned();
    }
    tokens(&values(&links(&commands(line))))
}

/// `AUTH PLAIN AG1l…`.
fn commands(line: &str) -> String {
    let lower = line.to_ascii_lowercase();
    let mut out = String::with_capacity(line.len());
    let mut from = 0;
    for mechanism in MECHANISMS {
        let command = format!("auth {mechanism} ");
        let Some(at) = lower.find(&command) else { continue };
        let begin = at + command.len();
        let rest = &line[begin..];
        let len = rest.find(|c: char| !is_base64(c)).unwrap_or(rest.len());
        // `AUTH PLAIN LOGIN` is a list of what a server can do, `AUTH LOGIN failed` a sentence.
        let word = rest[..len].to_ascii_lowercase();
        let secret = len >= 4
            && !MECHANISMS.contains(&word.as_str())
            && !word.bytes().all(|b| b.is_ascii_lowercase() && rest.is_char_boundary(0))
            || len >= 4 && base64_text(&rest[..len]).is_some();
        if secret && begin >= from {
            out.push_str(&line[from..begin]);
            out.push_str(MASK);
            from = begin + len;
        }
    }
    out.push_str(&line[from..]);
    out
}

/// `smtp://me:secret@host`: all that stands before the last `@` of the link.
fn links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        let end = after
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`'))
            .unwrap_or(after.len());
        let link = &after[..end];
        let host = link.rfind('@').map_or(link, |at| {
            out.push_str(MASK);
            &link[at..]
        });
        out.push_str(host);
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

/// `password: 'x'`, `"pass":"x"`, `SMTP_PASSWORD=x`, `Bearer x`, `--password x`.
fn values(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((begin, end)) = next_value(rest) {
        out.push_str(&rest[..begin]);
        out.push_str(MASK);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn next_value(text: &str) -> Option<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let keyed = KEYS.iter().flat_map(|key| {
        let begins = |at: &usize| {
            let after = &text[at + key.len()..];
            value_behind(after).map(|(begin, end)| (at + key.len() + begin, at + key.len() + end))
        };
        lower.match_indices(key).filter_map(move |(at, _)| begins(&at)).collect::<Vec<_>>()
    });
    let bearer = lower.match_indices("bearer ").filter_map(|(at, word)| {
        let begin = at + word.len();
        let len = token_len(&text[begin..]);
        (len >= 8).then_some((begin, begin + len))
    });
    keyed.chain(bearer).filter(|(begin, end)| &text[*begin..*end] != MASK).min()
}

/// Where the value behind a key begins and ends.
fn value_behind(after: &str) -> Option<(usize, usize)> {
    let trimmed = after.trim_start_matches(['"', '\'', ']', '\\']);
    let trimmed = trimmed.trim_start();
    let sign = ["=>", ":=", "==", ":", "=", "："].into_iter().find(|sign| trimmed.starts_with(sign));
    let behind = match sign {
        Some(sign) => trimmed[sign.len()..].trim_start(),
        None => return None,
    };
    let begin = after.len() - behind.len();
    let (open, inner) = match behind.chars().next()? {
        mark @ ('"' | '\'' | '`') => (1, behind[1..].find(mark).unwrap_or(behind.len() - 1)),
        '\\' => {
            let inner = behind.get(2..)?;
            (2, inner.find('\\').unwrap_or(inner.len()))
        }
        _ => {
            let stops =
                |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '}' | ')' | '&' | '，' | '；' | '。');
            (0, behind.find(stops).unwrap_or(behind.len()))
        }
    };
    (inner > 0).then_some((begin + open, begin + open + inner))
}

fn token_len(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '~' | '+' | '/' | '=')))
        .unwrap_or(text.len())
}

/// Base64 that holds credentials, and the lines in which a client answers 334.
fn tokens(text: &str) -> String {
    let spoken = text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, ':' | '.' | '-' | ' ' | '[' | ']' | '\t')
    });
    let lower = spoken.to_ascii_lowercase();
    let of_client = CLIENT.iter().any(|mark| lower.starts_with(mark) || lower.contains(&format!(" {mark} ")));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(is_base64) {
        let len = rest[begin..].find(|c: char| !is_base64(c)).unwrap_or(rest.len() - begin);
        let token = &rest[begin..begin + len];
        out.push_str(&rest[..begin]);
        out.push_str(if is_secret(token, of_client) { MASK } else { token });
        rest = &rest[begin + len..];
    }
    out.push_str(rest);
    out
}

fn is_secret(token: &str, of_client: bool) -> bool {
    // A web token: `eyJ….eyJ….…` is cut at its dots.
    if token.len() > 60 && token.starts_with("eyJ") {
        return base64_text(token).is_none_or(|text| !text.contains("\"status\""));
    }
    let Some(text) = base64_text(token) else {
        return of_client && token.len() >= 12 && token.ends_with('=');
    };
    let prompts = ["username:", "password:", "user name", "username"];
    let prompt = prompts.contains(&text.trim_end_matches(['\0', ' ']).to_ascii_lowercase().as_str());
    let told = text.starts_with('{') && text.contains("status");
    !prompt && !told && (of_client || text.contains(['\0', '\u{1}']))
}

fn has_token(line: &str) -> bool {
    line.split(|c: char| !is_base64(c)).any(|token| {
        token.len() >= 8 && (token.ends_with('=') || token.starts_with("AG") || token.len() >= 24)
    }) || CLIENT.iter().any(|mark| line.trim_start().to_ascii_lowercase().starts_with(mark))
        || line.contains("C: ")
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    const SECRET: &str = "c4nary-s3cret";

    #[test]
    fn no_form_of_a_secret_is_left() {
        let plain = STANDARD.encode(format!("\0me@x.org\0{SECRET}"));
        let alone = STANDARD.encode(SECRET);
        for text in [
            format!("AUTH PLAIN {plain}"),
            format!("C: AUTH PLAIN {plain}"),
            format!("send: 'AUTH PLAIN {plain}\\r\\n'"),
            format!("auth login {alone}"),
            format!("C: {alone}"),
            format!("[2024-05-01 10:00:00] DEBUG C: {alone}"),
            format!(">>> {alone}"),
            format!("send: '{alone}\\r\\n'"),
            format!("got {plain} there"),
            format!("smtp://me:{SECRET}@smtp.x.org:587 failed"),
            format!("smtps://me@x.org:{SECRET}/a@b@smtp.x.org"),
            format!("{{ user: 'me', pass: '{SECRET}' }}"),
            format!("{{\"user\":\"me\",\"pass\":\"{SECRET}\"}}"),
            format!("{{\\\"pass\\\":\\\"{SECRET}\\\"}}"),
            format!("SMTP_PASSWORD={SECRET}"),
            format!("EMAIL_HOST_PASSWORD = '{SECRET} with spaces'"),
            format!("'password' => '{SECRET}',"),
            format!("password: {SECRET}"),
            format!("授权码：{SECRET}，请检查"),
            format!("Authorization: Bearer {SECRET}xyz"),
        ] {
            let shown = redacted(&text);
            assert!(shown.contains(MASK), "{text}: {shown}");
            assert!(
                !shown.contains("c4nary") && !shown.contains(&plain) && !shown.contains(&alone),
                "{text}: {shown}"
            );
        }
    }

    #[test]
    fn the_rest_stays() {
        for text in [
            "535-5.7.8 Username and Password not accepted. Learn more at https://support.google.com/mail/?p=BadCredentials",
            "250-AUTH LOGIN PLAIN XOAUTH2",
            "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6",
            "AUTH PLAIN failed",
            "334 VXNlcm5hbWU6",
        ] {
            assert_eq!(redacted(text), text);
        }
    }
}
