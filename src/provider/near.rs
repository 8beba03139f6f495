//! Near misses: the host of a known provider that somebody may have meant.
//!
//! It compares names and nothing else; whether a name exists is for the examination to say. It rather says nothing
//! than names a stranger: a slip must leave most of the label standing that tells one provider from another.

use std::net::IpAddr;

use super::find::{is_under, lower};
use super::{PROVIDERS, Provider};

/// The most slips that still count as a near miss.
const LIMIT: usize = 2;

/// A label up to this long is another company's as soon as a letter is exchanged: `163` and `139`, `one` and `zone`.
const SHORT: usize = 4;

/// A label of this length may hold two slips.
const LONG: usize = 9;

/// Labels that name a service and no provider. One alone makes no name distinctive: `mail.com` is not `mail.ru`.
pub(super) const SERVICES: [&str; 9] =
    ["smtp", "mail", "email", "smtps", "smtp-mail", "ssl", "outbound", "securesmtp", "send"];

/// The host of a known provider that is a slip or two away from `host`: `smtp.gmail.com` for `smtp.gmial.com`,
/// `smtp.163.com` for `smtp.163.con`, `smtp-mail.outlook.com` for `smtp.outlok.com`. None when `host` is a provider's
/// host itself, or like none.
pub fn nearest_host(host: &str) -> Option<&'static str> {
    let given = lower(host);
    let host = given.replace([',', ';', ' ', '。', '，'], ".");
    if host.parse::<IpAddr>().is_ok() {
        return None;
    }
    let hosts = PROVIDERS.iter().flat_map(|provider| provider.endpoints).filter(|endpoint| {
        // An address is no name, and close to every other address.
        endpoint.is_exact() && endpoint.host.parse::<IpAddr>().is_err()
    });
    let mut best: Option<(usize, &'static str)> = None;
    for known in hosts.map(|endpoint| endpoint.host) {
        match slips(&host, known) {
            Some(0) => return (given != host).then_some(known),
            Some(count) if best.is_none_or(|(least, _)| count < least) => best = Some((count, known)),
            _ => {}
        }
    }
    best.map(|(_, known)| known).or_else(|| host_of_domain(&host))
}

/// The stable name of a provider that a word is a slip away from: `gmail` for `gmial`.
pub(super) fn nearest_name(word: &str) -> Option<&'static str> {
    let near = |provider: &&&Provider| is_slip(word, provider.id, distance(word, provider.id));
    PROVIDERS.iter().find(near).map(|provider| provider.id)
}

/// The host for the addresses of a domain, where `host` is a service under that domain, or under one like it:
/// `smtp.hotmail.com`.
fn host_of_domain(host: &str) -> Option<&'static str> {
    let (service, domain) = host.split_once('.').filter(|(service, _)| SERVICES.contains(service))?;
    let mut best: Option<(usize, &'static Provider)> = None;
    for (provider, known) in
        PROVIDERS.iter().flat_map(|provider| provider.domains.iter().map(move |domain| (provider, *domain)))
    {
        let count = slips(host, &format!("{service}.{known}")).filter(|_| has_like_end(domain, known));
        if let Some(count) = count
            && best.is_none_or(|(least, _)| count < least)
        {
            best = Some((count, provider));
        }
    }
    let (count, provider) = best?;
    // Where its servers lie under the very domain, this may well be one of them.
    let may_be_own = provider.endpoints.iter().any(|endpoint| is_under(endpoint.host, domain));
    provider.submission().filter(|_| count > 0 || !may_be_own).map(|endpoint| endpoint.host)
}

/// Whether the top-level domain is the same, or cannot be a country's and is a slip away.
fn has_like_end(domain: &str, known: &str) -> bool {
    let end = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let (given, meant) = (end(domain), end(known));
    given == meant || (given.len() > 2 && distance(&given, &meant) == 1)
}

/// How many slips lead from a known host to the one given; none where they are too many to be slips.
fn slips(host: &str, known: &str) -> Option<usize> {
    if is_end_missing_or_added(host, known) {
        return Some(1);
    }
    let given: Vec<&str> = host.split('.').collect();
    let meant: Vec<&str> = known.split('.').collect();
    if given.len() != meant.len() {
        return (distance(host, known) == 1).then_some(1);
    }
    let last = given.len() - 1;
    let is_distinctive = meant[..last].iter().any(|label| !SERVICES.contains(label));
    let mut sum = 0;
    for (at, (given, meant)) in given.iter().zip(&meant).enumerate() {
        sum += match distance(given, meant) {
            0 => 0,
            // A wrong top-level domain is one slip, however it is spelt.
            _ if at == last && is_distinctive => 1,
            count if at < last && is_slip(given, meant, count) => count,
            _ => return None,
        };
    }
    (sum <= LIMIT).then_some(sum)
}

/// Whether one label is another one mistyped.
fn is_slip(given: &str, meant: &str, count: usize) -> bool {
    if count > LIMIT || SERVICES.contains(&given) {
        return false;
    }
    if SERVICES.contains(&meant) {
        return count * 2 < given.len().max(meant.len());
    }
    match meant.len() {
        0..=SHORT => is_stutter(given, meant),
        // Two slips in a label of middling length leave too little of it: `online` is not `t-online`.
        length if length < LONG => count == 1,
        _ => true,
    }
}

/// Whether two labels differ in a letter typed twice or once too few, or in two neighbours swapped: `qqq` for `qq`.
fn is_stutter(given: &str, meant: &str) -> bool {
    let once = |label: &str| {
        let mut letters: Vec<char> = label.chars().collect();
        letters.dedup();
        letters
    };
    let sorted = |label: &str| {
        let mut letters: Vec<char> = label.chars().collect();
        letters.sort_unstable();
        letters
    };
    let doubled = given.len() > 1 && once(given) == once(meant);
    distance(given, meant) == 1 && (doubled || sorted(given) == sorted(meant))
}

/// `smtp.gmail` or `smtp.gmail.com.lan` for `smtp.gmail.com`.
fn is_end_missing_or_added(host: &str, known: &str) -> bool {
    let continues =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('.'));
    let is_named = |name: &str| name.split('.').any(|label| !SERVICES.contains(&label));
    continues(host, known) || (host.contains('.') && is_named(host) && continues(known, host))
}

/// The Damerau–Levenshtein distance in its restricted form: letters added, left out, exchanged, or two neighbours
/// swapped. Anything over [`LIMIT`] may come out as any number over it.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    if one.len().abs_diff(other.len()) > LIMIT {
        return LIMIT + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let exchanged = usize::from(one[i - 1] != other[j - 1]);
            let mut least = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + exchanged);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_slips() {
        assert_eq!(distance("gmail", "gmail"), 0);
        assert_eq!(distance("gmial", "gmail"), 1);
        assert_eq!(distance("smtpp", "smtp"), 1);
        assert_eq!(distance("stp", "smtp"), 1);
        assert_eq!(distance("con", "com"), 1);
        assert_eq!(distance("", "ab"), 2);
        assert!(distance("yahoo", "gmail") > LIMIT);
    }

    #[test]
    fn slips_are_seen_through() {
        let cases: &[(&str, &[&str])] = &[
            (
                "smtp.gmail.com",
                &[
                    "smtp.gmial.com",
                    "smpt.gmail.com",
                    "smtp.gmail.con",
                    "SMTP.Gmail.net.",
                    "smtp-gmail.com",
                    "smtpgmail.com",
                    "smtp.gmail",
                    "smtp.gmail.com.lan",
                    "smtp.gmai.com",
                    "smtp.googlemail.com",
                ],
            ),
            (
                "smtp.qq.com",
                &["smtp.qqq.com", "smtp,qq.com", "smtp.qq.cn", "smpt.qq.com", "smtp.foxmail.com"],
            ),
            ("smtp.163.com", &["smtp.163.con", "smtp.136.com", "stmp.163.com", "smtp。163。com"]),
            ("smtp.office365.com", &["smtp.office356.com", "smtp.offcie365.com", "smtp.office365.con"]),
            (
                "smtp-mail.outlook.com",
                &["smtp.outlok.com", "smtp-mail.outlok.com", "smtp.hotmail.com", "smtp.hotmial.com"],
            ),
            ("smtp.mail.me.com", &["smtp.icloud.com", "smtp.iclod.com", "smpt.mail.me.com"]),
            ("smtp.exmail.qq.com", &["smtp.exmial.qq.com"]),
            ("smtp.qiye.aliyun.com", &["smtp.qiye.aliyum.com"]),
        ];
        for (meant, given) in cases {
            for host in *given {
                assert_eq!(nearest_host(host), Some(*meant), "{host}");
            }
        }
    }

    #[test]
    fn other_names_are_left_alone() {
        for host in [
            "",
            "smtp",
            "localhost",
            "127.0.0.2",
            "[::1]",
            "smtp.ab.com",
            "mail.example.com",
            "smtp.q1.com",
            "smtp.164.com",
            "smtp.gmx.com",
            "smtp.gmx.net",
            "mail.com",
            "smtp.mail.com",
            "mail.mail.com",
            "smtp.mail.de",
            "smtp.email.com",
            "smtp.zone.com",
            "smtp.mail",
            "smtp.sona.com",
            "smtp.flash.com",
            "smtp.soho.com",
            "smtp.example.com",
            "smtp.tuta.com",
            "imap.gmail.com",
            "smtp.verizon.com",
            "mail.qo.com",
            "smtp.me.de",
        ] {
            assert_eq!(nearest_host(host), None, "{host}");
        }
    }

    #[test]
    fn a_known_host_is_no_slip() {
        for endpoint in PROVIDERS.iter().flat_map(|provider| provider.endpoints) {
            assert_eq!(nearest_host(&endpoint.host.replace('*', "eu-west-1")), None, "{endpoint:?}");
        }
    }
}
