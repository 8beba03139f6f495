//! Which server a text speaks of: host and port, in the ways in which programs write them, and who runs it.
//!
//! A mail address and the page of a link name no server that mail was handed to.

use std::net::IpAddr;
use std::num::NonZeroU16;

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
/// Those of them that are the ends of hosts as well: of Poland, Paraguay and Serbia.
const COUNTRIES: [&str; 3] = ["pl", "py", "rs"];
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
    let whole = found.iter().find(|place| place.port.is_some());
    whole
        .or(found.first())
        .cloned()
        .unwrap_or_else(|| Place { host: named(&text), port: setting(&text, &PORT_KEYS).and_then(port) })
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
        return Some(Place { host: Some(read_host(host).ok()?), port: Some(self::port(port)?) });
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
    UNRESOLVED.iter().filter_map(|word| text.split_once(word)).any(|(_, rest)| {
        let rest = rest.lines().next().unwrap_or_default();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (name, behind) = (rest[..end].trim_end_matches([',', '.', ')', ':']), rest[end..].trim_start());
        let quoted = name.starts_with(['"', '\'', '“', '<', '[', '{', '$', '%']);
        let number = !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
        let odd = name.contains([':', '/', ';', ',', '@', '"', '“', '=']) || !name.is_ascii();
        let spaced = rest.starts_with(' ') || name.contains('.') && behind.starts_with('.');
        quoted || number || odd || spaced
    })
}

/// The names of hosts in a text in lower case, whatever they are hosts of.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c| !is_of_name(c));
    words.map(|word| word.trim_matches(['.', '-'])).filter(|word| is_name(word))
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}

fn is_name(word: &str) -> bool {
    let Some((rest, last)) = word.rsplit_once('.') else { return false };
    let letters = last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic());
    let file = FILES.contains(&last) && !(COUNTRIES.contains(&last) && rest.contains('.'));
    // The name goes into commands that are pasted into a shell, and whoever wrote the text may mean harm.
    letters && !file && read_host(word).is_ok()
}

/// Whether a word is a host: a name, an address, or this machine.
fn is_host(word: &str) -> bool {
    is_name(word) || word.parse::<IpAddr>().is_ok() || word.eq_ignore_ascii_case("localhost")
}

/// The text without mail addresses, whose domains are no servers; a link keeps its host.
fn without_addresses(text: &str) -> String {
    let (first, rest) = text.split_once('@').map_or((text, None), |(first, rest)| (first, Some(rest)));
    let mut out = first.to_owned();
    for part in rest.into_iter().flat_map(|rest| rest.split('@')) {
        let open =
            |scheme: &&str| out.rsplit_once(*scheme).is_some_and(|(_, link)| !link.contains(ends_link));
        let in_link = SCHEMES.iter().any(open);
        out.push('@');
        out.push_str(if in_link { part } else { part.trim_start_matches(is_of_name) });
    }
    out
}

fn ends_link(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ')' | ',')
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
    let rest = text[begin..].split(ends_link).next()?;
    // A password may hold any sign, and the settings behind the host may hold addresses.
    let is_setting = |text: &str| {
        text.split_once('=').is_some_and(|(key, _)| key.bytes().all(|b| b.is_ascii_alphabetic()))
    };
    let settings = rest.match_indices('?').find(|(at, _)| is_setting(&rest[at + 1..]));
    let authority = settings.map_or(rest, |(at, _)| &rest[..at]).rsplit('@').next()?;
    split(authority.split(['/', '?', '#']).next()?)
}

/// `host: 'x', port: 465` and `SMTP_HOST=x`.
fn in_settings(text: &str) -> Option<Place> {
    let host = setting(text, &HOST_KEYS).filter(|host| is_host(host))?;
    let port = setting(text, &PORT_KEYS).and_then(port);
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
            let value = rest.split(|c| !is_of_name(c)).next()?.trim_matches(['.', '-']);
            (whole && !value.is_empty()).then_some(value)
        })
    })
}

/// `host[192.0.2.1]:25`.
fn in_brackets(text: &str) -> Option<Place> {
    text.match_indices("]:").find_map(|(at, _)| {
        let port = number(&text[at + 2..])?;
        let (before, inside) = text[..at].rsplit_once('[')?;
        let (_, name) = last_word(before);
        let host = if is_name(name) { name } else { inside };
        is_host(host).then(|| Place { host: Some(host.to_ascii_lowercase()), port: Some(port) })
    })
}

/// `host:587` and `192.0.2.1:25`.
fn joined(text: &str) -> Option<Place> {
    text.match_indices(':').find_map(|(at, _)| {
        let port = number(&text[at + 1..])?;
        let (before, host) = last_word(&text[..at]);
        (is_host(host) && !opens_page(before))
            .then(|| Place { host: Some(host.to_ascii_lowercase()), port: Some(port) })
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
        if !is_host(host) {
            return None;
        }
        let next = words.get(at + 1)?;
        let said = if next.eq_ignore_ascii_case("port") { words.get(at + 2)? } else { next };
        let port = port(said.trim_end_matches('.'))?;
        // A number behind a host without the word is a port only where mail has one.
        let usual = matches!(port, 25 | 465 | 587 | 994 | 2525 | 2465 | 2587 | 1025);
        (usual || !std::ptr::eq(*said, *next))
            .then(|| Place { host: Some(host.to_ascii_lowercase()), port: Some(port) })
    })
}

/// A name that stands alone: that of a provider's server, or one that begins like a mail server's.
fn named(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let in_a_link = |name: &str| lower.split_once(name).is_some_and(|(before, _)| opens_page(before));
    let servers = || names(&lower).filter(|name| !in_a_link(name));
    let provider = servers().find(|name| crate::provider::by_host(name).is_some());
    provider
        .or_else(|| servers().find(|name| PREFIXES.iter().any(|prefix| name.starts_with(prefix))))
        .map(str::to_owned)
}

/// Whether the link of a page begins where a text ends.
fn opens_page(before: &str) -> bool {
    before.ends_with("http://") || before.ends_with("https://")
}

fn split(authority: &str) -> Option<Place> {
    if let Some((inside, rest)) = authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return inside.parse::<IpAddr>().is_ok().then(|| Place {
            host: Some(inside.to_ascii_lowercase()),
            port: number(rest.trim_start_matches(':')),
        });
    }
    let (host, port) =
        authority.split_once(':').map_or((authority, None), |(host, port)| (host, number(port)));
    let host = host.trim_end_matches('.');
    read_host(host).is_ok().then(|| Place { host: Some(host.to_ascii_lowercase()), port })
}

/// The port that a text is.
fn port(digits: &str) -> Option<u16> {
    digits.parse().ok().map(NonZeroU16::get)
}

/// The port at the start of a text.
fn number(text: &str) -> Option<u16> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).next()?;
    // `12:45:07` and `index.js:12:7`.
    let further = text[digits.len()..].strip_prefix(':').unwrap_or_default();
    port(digits).filter(|_| !further.starts_with(|c: char| c.is_ascii_digit()))
}

/// What stands before the last word of a text, and the word.
fn last_word(text: &str) -> (&str, &str) {
    text.split_at(text.trim_end_matches(is_of_name).len())
}

#[cfg(test)]
mod tests;
