//! One text: addresses, hosts, numbers that point to somebody, and the names that are known, each replaced.

use std::net::{IpAddr, SocketAddr};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::host::{host, is_host, label};
use super::known::{KNOWN, is_anybody};
use super::stand_in::{Kind, StandIns};
use crate::plan::Placeholder;

/// The fewest digits of a number in hexadecimal that points to something.
const HEX: usize = 32;
/// The fewest characters of what a server calls a message or a session.
const ID: usize = 10;
/// The shortest word that is looked for in texts.
const WORD: usize = 3;

/// The words that stand-ins are made of.
const OWN: [&str; 6] = ["domain", "example", "host", "id", "name", "user"];

/// Replaces names in texts.
#[derive(Debug, Default)]
pub(super) struct Scrubber {
    names: StandIns,
    /// The names that are looked for as words, in lower case, and what stands for each.
    words: Vec<(String, String)>,
}

/// Whose text it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Whose {
    Ours,
    Servers,
}

impl Scrubber {
    /// A user is looked for by the name before the `@`, and by either side of a backslash.
    pub(super) fn know_user(&mut self, user: &str) {
        let local = user.rsplit_once('@').map_or(user, |(local, domain)| {
            self.know_host(domain);
            local
        });
        for part in local.split('\\').filter(|part| !part.is_empty()) {
            let stand_in = self.local(part);
            self.know(part, stand_in);
        }
    }

    /// A host is looked for by its name; of its domain, by the label that somebody chose.
    pub(super) fn know_host(&mut self, name: &str) {
        if name.is_empty() || name.starts_with('[') || name.parse::<IpAddr>().is_ok() {
            return;
        }
        let stand_in = self.host(name);
        if !name.contains('.') {
            self.know(name, stand_in);
            return;
        }
        let labels: Vec<&str> = name.trim_end_matches('.').split('.').collect();
        let stand_ins: Vec<&str> = stand_in.trim_end_matches('.').split('.').collect();
        for (label, other) in labels.iter().rev().skip(1).zip(stand_ins.iter().rev().skip(1)) {
            if other.starts_with("domain") || other.starts_with("host") {
                self.know(label, (*other).to_owned());
            }
        }
    }

    /// A label of hosts.
    pub(super) fn know_label(&mut self, name: &str) {
        for part in name.split('.') {
            let stand_in = label(&mut self.names, &part.to_lowercase());
            self.know(part, stand_in);
        }
    }

    /// A name in a certificate.
    pub(super) fn know_name(&mut self, name: &str) {
        if is_host(name) || name.contains('@') || name.parse::<IpAddr>().is_ok() {
            return self.know_host(name.rsplit('@').next().unwrap_or(name));
        }
        let stand_in = format!("Name {}", self.names.number(Kind::Name, name));
        self.know(name, stand_in);
    }

    fn know(&mut self, word: &str, stand_in: String) {
        let word = word.to_lowercase();
        let common = word.chars().count() < WORD
            || KNOWN.is_word(&word)
            || is_anybody(&word)
            || OWN.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit()));
        if !common && word != stand_in && !self.words.iter().any(|(known, _)| *known == word) {
            self.words.push((word, stand_in));
            // The longer first: the name of a company may hold that of its domain.
            self.words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
    }

    /// A field that is a user.
    pub(super) fn user(&mut self, user: &str) -> String {
        if user.is_empty() || user.contains("://") || user.parse::<IpAddr>().is_ok() {
            return self.text(user);
        }
        if let Some((local, domain)) = user.rsplit_once('@') {
            return format!("{}@{}", self.local(local), self.host(domain));
        }
        if let Some((domain, name)) = user.split_once('\\') {
            return format!("{}\\{}", self.local(domain), self.local(name));
        }
        self.local(user)
    }

    fn local(&mut self, local: &str) -> String {
        let stays = local.is_empty()
            || is_anybody(local)
            || matches!(Placeholder::of(local), Some(other) if other != Placeholder::Variable);
        if stays {
            return local.to_owned();
        }
        let number = self.names.number(Kind::User, local);
        // The name of a key says what kind of key it is, and the diagnosis may rest on that.
        let is_key = local.starts_with("AKIA") && local.len() == 20;
        if is_key { format!("AKIA{number:016}") } else { format!("user{number}") }
    }

    /// A field that is a host, with or without a port, or what a user typed in place of one.
    pub(super) fn host(&mut self, text: &str) -> String {
        let bare = !text.is_empty()
            && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '*'))
            && text.parse::<IpAddr>().is_err();
        if bare {
            return host(&mut self.names, text);
        }
        let port = text.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok());
        match port {
            Some((name, port)) if !name.contains(':') && !name.contains('/') => {
                format!("{}:{port}", self.host(name))
            }
            _ => self.text(text),
        }
    }

    /// A text of ours, of the system or of a library.
    pub(super) fn text(&mut self, text: &str) -> String {
        self.scrubbed(text, Whose::Ours)
    }

    /// A text of a server: it may hold numbers of messages, and texts in base64.
    pub(super) fn reply(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            // What follows the hyphen of a code is a word of its own.
            let code = line.get(..4).filter(|code| is_code(code)).unwrap_or_default();
            out.push_str(code);
            out.push_str(&self.scrubbed(&line[code.len()..], Whose::Servers));
        }
        out
    }

    fn scrubbed(&mut self, text: &str, whose: Whose) -> String {
        let patterned = self.patterns(text, whose);
        self.worded(&patterned)
    }

    fn patterns(&mut self, text: &str, whose: Whose) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let before = text[..text.len() - rest.len()].chars().next_back();
            let begins = !before.is_some_and(char::is_alphanumeric);
            if begins && let Some((taken, stand_in)) = self.token(text, rest, whose) {
                out.push_str(&stand_in);
                rest = &rest[taken..];
                continue;
            }
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
        out
    }

    /// What `rest`, which begins in the middle of `text`, starts with: how long it is, and what stands for it.
    fn token(&mut self, text: &str, rest: &str, whose: Whose) -> Option<(usize, String)> {
        if let Some(found) = self.ip(rest) {
            return Some(found);
        }
        let word = run(rest, |c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '*'));
        // The end of what is no host is none either.
        let is_inside = text[..text.len() - rest.len()].ends_with(['.', '-', '_', '+']);
        if let Some(domain) = rest[word.len()..].strip_prefix('@').filter(|_| !word.is_empty()) {
            let domain =
                run(domain, |c| c.is_alphanumeric() || matches!(c, '.' | '-')).trim_end_matches(['.', '-']);
            let stand_in = format!("{}@{}", self.local(word), self.domain(domain));
            return Some((word.len() + 1 + domain.len(), stand_in));
        }
        let bare = word.trim_end_matches(['.', '-', '_', '+', '*']);
        if !is_inside && is_host(bare) {
            return Some((bare.len(), host(&mut self.names, bare)));
        }
        if is_uuid(bare) && !bare.contains("-0ff1-ce00-") {
            let number = self.names.number(Kind::Hex, bare);
            return Some((bare.len(), format!("00000000-0000-0000-0000-{number:012x}")));
        }
        let solid = run(rest, |c| c.is_ascii_alphanumeric());
        if solid.len() >= HEX && solid.bytes().all(|b| b.is_ascii_hexdigit()) {
            let number = self.names.number(Kind::Hex, solid);
            return Some((solid.len(), format!("{number:0width$x}", width = solid.len())));
        }
        if whose == Whose::Servers {
            if let Some(found) = self.encoded(rest) {
                return Some(found);
            }
            if is_id(solid) && !KNOWN.is_word(&solid.to_lowercase()) {
                let end = joined(rest, solid.len());
                return Some((end, format!("id{}", self.names.number(Kind::Id, &rest[..end]))));
            }
        }
        None
    }

    fn domain(&mut self, domain: &str) -> String {
        if domain.is_empty() { String::new() } else { host(&mut self.names, domain) }
    }

    /// An address, alone or with a port.
    fn ip(&mut self, rest: &str) -> Option<(usize, String)> {
        let digits = run(rest, |c| c.is_ascii_hexdigit() || matches!(c, ':' | '.'));
        let ends_word = |at: usize| !rest[at..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let whole = digits.trim_end_matches('.');
        let single = whole.strip_suffix(':').filter(|bare| !bare.ends_with(':')).unwrap_or(whole);
        if let Ok(address) = single.parse::<IpAddr>().or_else(|_| whole.parse())
            && ends_word(single.len())
        {
            return Some((single.len(), self.names.address(address).to_string()));
        }
        let address: SocketAddr = single.parse().ok().filter(|_| ends_word(single.len()))?;
        Some((single.len(), format!("{}:{}", self.names.address(address.ip()), address.port())))
    }

    /// A text in base64, where it holds a name.
    fn encoded(&mut self, rest: &str) -> Option<(usize, String)> {
        let word = run(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='));
        let bytes = (word.len() >= 8).then(|| BASE64.decode(word).ok())??;
        let text = String::from_utf8(bytes).ok()?;
        let printable = text.chars().all(|c| !c.is_control() || matches!(c, '\r' | '\n' | '\0' | '\u{1}'));
        let changed = printable.then(|| self.text(&text)).filter(|changed| *changed != text)?;
        Some((word.len(), BASE64.encode(changed)))
    }

    /// The names that are known, wherever they stand as words.
    fn worded(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (word, stand_in) in &self.words {
            out = without_word(&out, word, stand_in);
        }
        out
    }
}

/// `text` with a word in lower case replaced, in whatever case it stands, where no letter or digit touches it.
fn without_word(text: &str, word: &str, stand_in: &str) -> String {
    let lower = text.to_lowercase();
    if lower.len() != text.len() || !lower.contains(word) {
        return text.to_owned();
    }
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, found) in lower.match_indices(word) {
        let end = start + found.len();
        if touches(lower[..start].chars().next_back()) || touches(lower[end..].chars().next()) {
            continue;
        }
        let (Some(before), true) = (text.get(at..start), text.is_char_boundary(end)) else { continue };
        out.push_str(before);
        out.push_str(stand_in);
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The characters at the start of a text that are of one kind.
fn run(text: &str, fits: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c: char| !fits(c)).unwrap_or(text.len());
    &text[..end]
}

/// Whether a line begins as one of a reply.
fn is_code(start: &str) -> bool {
    start.ends_with(['-', ' ']) && start[..3].bytes().all(|b| b.is_ascii_digit())
}

fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| part.len() == length)
        && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Where an identifier ends that goes on behind hyphens with parts that hold digits.
fn joined(text: &str, end: usize) -> usize {
    let Some(behind) = text[end..].strip_prefix('-') else { return end };
    let part = run(behind, |c| c.is_ascii_alphanumeric());
    let goes_on = part.bytes().any(|b| b.is_ascii_digit());
    if goes_on { joined(text, end + 1 + part.len()) } else { end }
}

/// Whether letters and digits follow each other as in no word and no code.
fn is_id(text: &str) -> bool {
    let kinds: Vec<bool> = text.bytes().map(|b| b.is_ascii_digit()).collect();
    text.len() >= ID && kinds.windows(2).filter(|pair| pair[0] != pair[1]).count() >= 3
}
