//! Hosts, label by label: what is above stays the same for all hosts below, so that names fit or differ as before.

use super::known::KNOWN;
use super::stand_in::{Kind, StandIns};
use crate::provider::PROVIDERS;

/// Labels that say what a host is for, whatever number stands behind them.
const USUAL: [&str; 45] = [
    "smtp",
    "smtps",
    "mail",
    "email",
    "mx",
    "imap",
    "imaps",
    "pop",
    "pop3",
    "submission",
    "submissions",
    "relay",
    "smtp-relay",
    "smarthost",
    "out",
    "outgoing",
    "outbound",
    "inbound",
    "in",
    "send",
    "autoconfig",
    "autodiscover",
    "mta-sts",
    "www",
    "webmail",
    "mailhost",
    "mailserver",
    "mta",
    "ns",
    "dns",
    "gateway",
    "host",
    "server",
    "exchange",
    "spf",
    "localhost",
    "support",
    "help",
    "docs",
    "learn",
    "status",
    "account",
    "accounts",
    "portal",
    "answers",
];
/// The ends of names that are in no public DNS (RFC 6761 and its kin): what is diagnosed may rest on them.
const PRIVATE: [&str; 14] = [
    "alt",
    "arpa",
    "corp",
    "example",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "onion",
    "private",
    "test",
];
/// What stands before the end of a country in names that anybody can register below.
const SECOND: [&str; 14] =
    ["ac", "co", "com", "edu", "go", "gob", "gov", "gv", "ltd", "mil", "ne", "net", "or", "org"];
/// Who lists senders for everybody: which list a server means is the diagnosis.
const LISTS: [&str; 14] = [
    "abuseat.org",
    "backscatterer.org",
    "barracudacentral.org",
    "cloudmark.com",
    "invaluement.com",
    "mailspike.net",
    "proofpoint.com",
    "sorbs.net",
    "spamcop.net",
    "spamhaus.net",
    "spamhaus.org",
    "spamrats.com",
    "surriel.com",
    "uceprotect.net",
];
/// The ends of names of files, which are no ends of hosts.
const FILES: [&str; 18] = [
    "html", "htm", "xml", "txt", "php", "cf", "conf", "pem", "crt", "cer", "json", "aspx", "asp", "log",
    "exe", "dll", "svg", "crl",
];

/// Whether anybody can register names below a name.
pub(super) fn is_suffix(name: &str) -> bool {
    match name.split_once('.') {
        None => true,
        Some((second, end)) => end.len() == 2 && SECOND.contains(&second),
    }
}

/// Whether a text looks like a host of several labels.
pub(super) fn is_host(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    let Some(last) = labels.last().filter(|_| labels.len() > 1) else { return false };
    let fits = |label: &&str| {
        !label.is_empty()
            && label.chars().count() <= 63
            && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '*'))
    };
    // A capital letter behind a full stop begins a sentence.
    let one_case = last.chars().all(|c| !c.is_uppercase()) || last.chars().all(|c| !c.is_lowercase());
    let end = last.to_lowercase();
    let ends = end.starts_with("xn--") || (end.chars().count() > 1 && end.chars().all(char::is_alphabetic));
    labels.iter().all(fits) && ends && one_case && !FILES.contains(&end.as_str())
}

/// The stand-in of a host, or the host where everybody may know it.
pub(super) fn host(names: &mut StandIns, host: &str) -> String {
    let (bare, dot) = host.strip_suffix('.').map_or((host, ""), |bare| (bare, "."));
    let lower = bare.to_lowercase();
    let ascii = idna::domain_to_ascii(&lower).unwrap_or_else(|_| lower.clone());
    if KNOWN.is_host(&ascii) {
        return host.to_owned();
    }
    let labels: Vec<&str> = ascii.split('.').collect();
    if labels.len() == 1 {
        return format!("{}{dot}", label(names, &ascii));
    }
    let endpoints = PROVIDERS.iter().flat_map(|provider| provider.endpoints);
    if endpoints.filter(|endpoint| !endpoint.host.starts_with('*')).any(|endpoint| endpoint.is_on(&ascii)) {
        return host.to_owned();
    }
    let of_list =
        |list: &&str| ascii.strip_suffix(*list).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    if LISTS.iter().any(of_list) {
        let hidden = |one: &&str| one.bytes().any(|b| b.is_ascii_digit());
        let shown = labels.iter().map(|one| if hidden(one) { label(names, one) } else { (*one).to_owned() });
        return format!("{}{dot}", shown.collect::<Vec<_>>().join("."));
    }
    let above = (1..labels.len() - 1).find(|at| KNOWN.is_host(&labels[*at..].join(".")));
    let (at, parent) = if let Some(at) = above {
        (at, labels[at..].join("."))
    } else {
        let length = if labels.len() > 2 && is_suffix(&labels[labels.len() - 2..].join(".")) { 3 } else { 2 };
        let at = labels.len() - length;
        (at, domain(names, &labels[at..]))
    };
    let mut out: Vec<String> = labels[..at].iter().map(|one| label(names, one)).collect();
    out.push(parent);
    format!("{}{dot}", out.join("."))
}

fn domain(names: &mut StandIns, labels: &[&str]) -> String {
    let end = labels.last().copied().unwrap_or_default();
    let end = if PRIVATE.contains(&end) { end } else { "example" };
    if labels[0].starts_with('_') || labels[0] == "*" {
        return format!("{}.{end}", labels[0]);
    }
    format!("domain{}.{end}", names.number(Kind::Domain, &labels.join(".")))
}

/// The stand-in of a label, or the label where it is of use only.
pub(super) fn label(names: &mut StandIns, label: &str) -> String {
    let bare = label.trim_end_matches(|c: char| c.is_ascii_digit());
    if label == "*" || label.starts_with('_') || USUAL.contains(&label) || USUAL.contains(&bare) {
        return label.to_owned();
    }
    format!("host{}", names.number(Kind::Label, label))
}
