//! Which server a text speaks of: host and port, in the ways in which programs write them, and who runs it.
//!
//! A mail address and the page of a link name no server that mail was handed to.

use crate::plan::read_host;
use crate::provider::{PROVIDERS, Provider};

/// A server that a text names.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Place {
    /// Its host, in lower case.
    pub host: Option<String>,
    /// Its port.
    pub port: Option<u16>,
}

/// The schemes of links to mail servers.
const SCHEMES: [&str; 9] = [
    "smtp://",
    "smtps://",
    "submission://",
    "submissions://",
    "ssl://",
    "tls://",
    "tcp://",
    "smtp+starttls://",
    "smtp+ssl://",
];
/// What a host is called before its value.
const HOST_KEYS: [&str; 8] =
    ["smtp_host", "mail_host", "hostname", "smtphost", "smtp_server", "mailserver", "host", "server"];
/// What a port is called before its value.
const PORT_KEYS: [&str; 4] = ["smtp_port", "mail_port", "smtpport", "port"];
/// How the names of files end, which look like names of hosts.
const FILES: [&str; 32] = [
    "js", "ts", "mjs", "cjs", "jsx", "tsx", "py", "pyc", "go", "java", "rb", "php", "cs", "c", "h", "cpp",
    "rs", "kt", "scala", "ex", "exs", "erl", "pl", "pm", "lua", "log", "txt", "json", "yml", "yaml", "conf",
    "html",
];
/// How the names of mail servers begin.
const PREFIXES: [&str; 12] = [
    "smtp.",
    "smtp-",
    "smtps.",
    "mail.",
    "email-smtp.",
    "mx.",
    "mx1.",
    "mx0",
    "submission.",
    "relay.",
    "mta",
    "out.",
];
/// Words that servers of a provider leave in their replies.
const MARKS: [(&str, &str); 3] = [(" - gsmtp", "gmail"), ("storedrv", "microsoft365"), ("zoho mail", "zoho")];

/// The server that a text names: the first whose port stands with it, else the first.
pub(super) fn find(text: &str) -> Place {
    let text = without_addresses(text);
    let ways = [in_link, in_settings, in_brackets, joined, behind];
    let found: Vec<Place> = ways.iter().filter_map(|way| way(&text)).collect();
    let whole = found.iter().find(|place| place.host.is_some() && place.port.is_some());
    whole.or_else(|| found.iter().find(|place| place.host.is_some())).cloned().unwrap_or_else(|| Place {
        host: named(&text),
        port: setting(&text, &PORT_KEYS).and_then(|port| port.parse().ok()),
    })
}

/// The place that was given by hand: `HOST`, `HOST:PORT`.
pub fn read(given: &str) -> Option<Place> {
    let given = given.trim();
    if let Some(place) = in_link(given) {
        return Some(place);
    }
    if let Some((host, port)) =
        given.rsplit_once(':').filter(|(host, _)| !host.contains(':') || host.ends_with(']'))
    {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        return Some(Place {
            host: Some(read_host(host).ok()?),
            port: Some(port.parse().ok().filter(|p| *p > 0)?),
        });
    }
    let host = given.trim_start_matches('[').trim_end_matches(']');
    Some(Place { host: Some(read_host(host).ok()?), port: None })
}

/// The providers whose servers a text names, those of the place first.
pub(super) fn providers(text: &str, place: &Place) -> Vec<&'static Provider> {
    let mut found: Vec<&'static Provider> = Vec::new();
    let mut add = |fits: &dyn Fn(&Provider) -> bool| {
        for provider in PROVIDERS.iter().filter(|provider| fits(provider)) {
            if !found.iter().any(|known| known.id == provider.id) {
                found.push(provider);
            }
        }
    };
    let lower = without_addresses(text).to_ascii_lowercase();
    for name in place.host.as_deref().into_iter().chain(names(&lower)) {
        add(&|provider| provider.runs(name));
    }
    for (mark, id) in MARKS {
        add(&|provider| provider.id == id && lower.contains(mark));
    }
    found
}

/// The names of servers in a text.
pub(super) fn server_names(text: &str) -> Vec<String> {
    let lower = without_addresses(text).to_ascii_lowercase();
    names(&lower).map(str::to_owned).collect()
}

/// What programs put before the name that they could not resolve.
const UNRESOLVED: [&str; 4] = ["ENOTFOUND ", "EAI_AGAIN ", "getaddrinfo for ", "lookup "];

/// Whether a name that could not be resolved is none: it has quotation marks, a scheme, a port or a space.
pub(super) fn names_no_host(text: &str) -> bool {
    UNRESOLVED.iter().filter_map(|word| text.find(word).map(|at| &text[at + word.len()..])).any(|rest| {
        let rest = rest.lines().next().unwrap_or_default();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (name, behind) = (rest[..end].trim_end_matches([',', '.', ')', ':']), rest[end..].trim_start());
        let quoted = name.starts_with(['"', '\'', '“', '<', '[', '{', '$', '%', ' ']);
        let number = !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
        let odd = name.contains([':', '/', ';', ',', '@', '"', '“', '=']) || !name.is_ascii();
        let spaced = rest.starts_with(' ') || name.contains('.') && behind.starts_with('.');
        quoted || number || odd || spaced
    })
}

/// The names of hosts in a text in lower case, whatever they are hosts of.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')));
    words.map(|word| word.trim_matches(['.', '-'])).filter(|word| is_name(word))
}

fn is_name(word: &str) -> bool {
    let Some((rest, last)) = word.rsplit_once('.') else { return false };
    let letters = last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic());
    // The name goes into commands that are pasted into a shell, and whoever wrote the text may mean harm.
    letters && !rest.is_empty() && !FILES.contains(&last) && word.len() <= 253 && read_host(word).is_ok()
}

/// The text without mail addresses, whose domains are no servers; a link keeps its host.
fn without_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split('@').enumerate() {
        if at == 0 {
            out.push_str(part);
            continue;
        }
        let in_link = SCHEMES.iter().any(|scheme| {
            out.rfind(scheme)
                .is_some_and(|begin| !out[begin + scheme.len()..].contains([' ', '"', '\'', '>']))
        });
        let address =
            part.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(part.len());
        out.push('@');
        out.push_str(if in_link { part } else { &part[address..] });
    }
    out
}

/// `smtps://me:secret@host:465/`.
fn in_link(text: &str) -> Option<Place> {
    let lower = text.to_ascii_lowercase();
    let begin = SCHEMES
        .iter()
        .filter_map(|scheme| lower.find(scheme).map(|at| (at, scheme)))
        // `smtp://` stands inside `smtp+ssl://` no more than `tls://` does.
        .min_by_key(|(at, _)| *at)
        .map(|(at, scheme)| at + scheme.len())?;
    let rest = text[begin..]
        .split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ')' | ','))
        .next()?;
    let authority = rest.rsplit('@').next()?;
    let authority = authority.split(['/', '?', '#']).next()?;
    let place = split(authority)?;
    place.host.is_some().then_some(place)
}

/// `host: 'x', port: 465` and `SMTP_HOST=x`.
fn in_settings(text: &str) -> Option<Place> {
    let host =
        setting(text, &HOST_KEYS).filter(|host| is_name(host) || is_address(host) || *host == "localhost")?;
    let port = setting(text, &PORT_KEYS).and_then(|port| port.parse().ok());
    Some(Place { host: Some(host.to_ascii_lowercase()), port })
}

/// The value behind one of the keys.
fn setting<'a>(text: &'a str, keys: &[&str]) -> Option<&'a str> {
    let lower = text.to_ascii_lowercase();
    keys.iter().find_map(|key| {
        lower.match_indices(key).find_map(|(at, _)| {
            let whole = !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            let rest = text.get(at + key.len()..)?.trim_start_matches(['"', '\'', ' ']);
            let rest = rest.strip_prefix("=>").or_else(|| rest.strip_prefix([':', '=']))?;
            let rest = rest.trim_start().trim_start_matches(['"', '\'', '=', ' ']);
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
                .unwrap_or(rest.len());
            (whole && end > 0).then(|| rest[..end].trim_matches(['.', '-']))
        })
    })
}

/// `host[192.0.2.1]:25`.
fn in_brackets(text: &str) -> Option<Place> {
    text.match_indices("]:").find_map(|(at, _)| {
        let port = number(&text[at + 2..])?;
        let (before, _) = text[..at].rsplit_once('[')?;
        let inside = &text[before.len() + 1..at];
        let name = last_word(before);
        let host = if is_name(name) { name } else { inside };
        (is_name(host) || is_address(host))
            .then(|| Place { host: Some(host.to_ascii_lowercase()), port: Some(port) })
    })
}

/// `host:587` and `192.0.2.1:25`.
fn joined(text: &str) -> Option<Place> {
    text.match_indices(':').find_map(|(at, _)| {
        let port = number(&text[at + 1..])?;
        let host = last_word(&text[..at]);
        let fits = is_name(host) || is_address(host) || host.eq_ignore_ascii_case("localhost");
        let web =
            text[..at - host.len()].ends_with("http://") || text[..at - host.len()].ends_with("https://");
        (fits && !web).then(|| Place { host: Some(host.to_ascii_lowercase()), port: Some(port) })
    })
}

/// `host, port 587`, `"host", 587` and `host port: 587`.
fn behind(text: &str) -> Option<Place> {
    let words: Vec<&str> = text
        .split(|c: char| {
            c.is_whitespace()
                || matches!(c, ',' | '"' | '\'' | '(' | ')' | '<' | '>' | '=' | ':' | ';' | '[' | ']')
        })
        .filter(|word| !word.is_empty())
        .collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let host = word.trim_end_matches('.');
        if !(is_name(host) || is_address(host) || host.eq_ignore_ascii_case("localhost")) {
            return None;
        }
        let next = words.get(at + 1)?;
        let said = if next.eq_ignore_ascii_case("port") { words.get(at + 2)? } else { next };
        let port = said.trim_end_matches('.').parse().ok().filter(|port| *port > 0)?;
        // A number behind a host without the word is a port only where mail has one.
        let usual = matches!(port, 25 | 465 | 587 | 994 | 2525 | 2465 | 2587 | 1025);
        (usual || !std::ptr::eq(*said, *next))
            .then(|| Place { host: Some(host.to_ascii_lowercase()), port: Some(port) })
    })
}

/// A name that stands alone: that of a provider's server, or one that begins like a mail server's.
fn named(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let in_a_link = |name: &str| {
        lower
            .find(name)
            .is_some_and(|at| lower[..at].ends_with("http://") || lower[..at].ends_with("https://"))
    };
    let servers = || names(&lower).filter(|name| !in_a_link(name));
    let provider = servers().find(|name| crate::provider::by_host(name).is_some());
    provider
        .or_else(|| servers().find(|name| PREFIXES.iter().any(|prefix| name.starts_with(prefix))))
        .map(str::to_owned)
}

fn split(authority: &str) -> Option<Place> {
    if let Some((inside, rest)) = authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return is_address(inside).then(|| Place {
            host: Some(inside.to_ascii_lowercase()),
            port: number(rest.trim_start_matches(':')),
        });
    }
    let (host, port) =
        authority.split_once(':').map_or((authority, None), |(host, port)| (host, number(port)));
    let host = host.trim_end_matches('.');
    let sound = !host.is_empty() && read_host(host).is_ok();
    sound.then(|| Place { host: Some(host.to_ascii_lowercase()), port })
}

fn is_address(word: &str) -> bool {
    word.parse::<std::net::IpAddr>().is_ok()
}

/// The port at the start of a text.
fn number(text: &str) -> Option<u16> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    // `12:45:07` and `index.js:12:7`.
    let alone = !text[end..].starts_with(':') || !text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    text[..end].parse().ok().filter(|port| *port > 0 && alone)
}

fn last_word(before: &str) -> &str {
    let begin = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')));
    let begin = begin.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    &before[begin..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_found_however_it_is_written() {
        for (text, host, port) in [
            ("connect to smtp.gmail.com:587: Connection timed out", "smtp.gmail.com", Some(587)),
            (
                "host gmail-smtp-in.l.google.com[142.250.1.26]:25 said: 550",
                "gmail-smtp-in.l.google.com",
                Some(25),
            ),
            ("connect to [2001:db8::1]:25: Network is unreachable", "2001:db8::1", Some(25)),
            ("{ host: 'mail.example.org', port: 465, secure: true }", "mail.example.org", Some(465)),
            ("{\"port\": 587, \"host\": \"mail.example.org\"}", "mail.example.org", Some(587)),
            ("dial tcp://smtp.example.org:587 failed", "smtp.example.org", Some(587)),
            ("smtps://me%40x.org:p%40ss@smtp.example.org:465/?pool=true", "smtp.example.org", Some(465)),
            ("smtp://me@x.org:p/a@ss@smtp.example.org", "smtp.example.org", None),
            ("cannot connect to smtp.gmail.com, port 587: Permission denied", "smtp.gmail.com", Some(587)),
            ("smtplib.SMTP('smtp.qq.com', 465)", "smtp.qq.com", Some(465)),
            ("connect ECONNREFUSED 127.0.0.1:25", "127.0.0.1", Some(25)),
            ("getaddrinfo ENOTFOUND smtp.gmial.com", "smtp.gmial.com", None),
            ("SMTP_HOST=smtp.163.com\nSMTP_PORT=994", "smtp.163.com", Some(994)),
            (
                "Could not connect to SMTP host: smtp.office365.com, port: 587;",
                "smtp.office365.com",
                Some(587),
            ),
            ("ssl://smtp.postmarkapp.com:587 wrong version", "smtp.postmarkapp.com", Some(587)),
        ] {
            let place = find(text);
            assert_eq!((place.host.as_deref(), place.port), (Some(host), port), "{text}");
        }
    }

    #[test]
    fn what_is_no_server_is_none() {
        for text in [
            "550 5.1.1 <someone@example.org>: Recipient address rejected",
            "at Socket.emit (node:events.js:513:28)",
            "535-5.7.8 see https://support.google.com/mail/?p=BadCredentials",
            "2024-05-01 12:45:07 done",
            "Could not connect to `id`.example.com, port 587: timed out",
            "Could not connect to $HOME&reboot|.example.com, port 587: timed out",
            "connect to -oProxy.example.com:587: Connection refused",
            "smtp://-6.example.com:587 timed out",
            "host $(id).example.com[-x]:25 said: 550",
        ] {
            assert_eq!(find(text), Place::default(), "{text}");
        }
    }

    #[test]
    fn the_provider_is_known_by_its_marks() {
        let first = |text: &str| providers(text, &find(text)).first().map(|provider| provider.id);
        assert_eq!(first("535 x 5sm20 - gsmtp"), Some("gmail"));
        assert_eq!(
            first("535 [SA9P221CA0019.NAMP221.PROD.OUTLOOK.COM]"),
            first("x smtp.office365.com y").or(Some("x"))
        );
        assert_eq!(first("550 <me@qq.com> no"), None);
        assert_eq!(first("see http://service.mail.qq.com/x"), Some("qq"));
    }

    #[test]
    fn what_is_no_name_is_seen() {
        for text in ["ENOTFOUND \"smtp.x.org\";", "ENOTFOUND 1234 1234:465", "lookup smtp://x: no such host"]
        {
            assert!(names_no_host(text), "{text}");
        }
        for text in [
            "ENOTFOUND smtp.x.org",
            "lookup smtp.x.org on 192.0.2.53:53: no such host",
            "EAI_AGAIN smtp.x.org",
        ] {
            assert!(!names_no_host(text), "{text}");
        }
    }

    #[test]
    fn a_place_is_read() {
        assert_eq!(
            read("smtp.qq.com:465"),
            Some(Place { host: Some("smtp.qq.com".into()), port: Some(465) })
        );
        assert_eq!(read("[::1]:25").unwrap().port, Some(25));
        assert_eq!(read("smtp.qq.com").unwrap().port, None);
        assert_eq!(read("a b:25"), None);
    }
}
