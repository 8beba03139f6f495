//! Near misses: the host of a known provider that somebody may have meant.
//!
//! It compares names and nothing else; whether a name exists is for the examination to say.

use super::PROVIDERS;

/// The most slips that still count as a near miss.
const LIMIT: usize = 2;

/// The host of a known provider that is a slip or two away from `host`: `smtp.gmail.com` for `smtp.gmial.com`, and
/// `smtp.163.com` for `smtp.163.con`. None when `host` is a provider's host itself, or like none.
pub fn nearest_host(host: &str) -> Option<&'static str> {
    let exact =
        PROVIDERS.iter().flat_map(|provider| provider.endpoints).filter(|endpoint| endpoint.is_exact());
    nearest(host, exact.map(|endpoint| endpoint.host))
}

fn nearest(host: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let mut best: Option<(usize, &'static str)> = None;
    for candidate in known {
        match slips(&host, candidate) {
            Some(0) => return None,
            Some(count) if best.is_none_or(|(least, _)| count < least) => best = Some((count, candidate)),
            _ => {}
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many slips lead from a known host to the one given; none where they are too many to be slips.
fn slips(host: &str, known: &str) -> Option<usize> {
    if is_end_missing_or_added(host, known) {
        return Some(1);
    }
    let given: Vec<&str> = host.split('.').collect();
    let meant: Vec<&str> = known.split('.').collect();
    if given.len() != meant.len() {
        let count = distance(host, known);
        return (count <= LIMIT).then_some(count);
    }
    let last = given.len() - 1;
    let mut sum = 0;
    for (at, (given, meant)) in given.iter().zip(&meant).enumerate() {
        let count = distance(given, meant);
        // A wrong top-level domain is one slip, however it is spelt. In a label as short as `qq`, one letter makes
        // another company; there a slip must leave most of the label standing.
        sum += match count {
            _ if at == last => count.min(1),
            _ if count * 2 < given.len().max(meant.len()) => count,
            0 => 0,
            _ => return None,
        };
    }
    (sum <= LIMIT).then_some(sum)
}

/// `smtp.gmail` or `smtp.gmail.com.lan` for `smtp.gmail.com`.
fn is_end_missing_or_added(host: &str, known: &str) -> bool {
    let continues =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('.'));
    continues(host, known) || (host.contains('.') && continues(known, host))
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

    const KNOWN: [&str; 5] =
        ["smtp.gmail.com", "smtp.qq.com", "smtp.163.com", "smtp.126.com", "smtp-mail.outlook.com"];

    fn near(host: &str) -> Option<&'static str> {
        nearest(host, KNOWN.into_iter())
    }

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
        for host in [
            "smtp.gmial.com",
            "smpt.gmail.com",
            "smtp.gmail.con",
            "SMTP.Gmail.net.",
            "smtp-gmail.com",
            "smtpgmail.com",
            "smtp.gmail",
            "smtp.gmail.com.lan",
        ] {
            assert_eq!(near(host), Some("smtp.gmail.com"), "{host}");
        }
        assert_eq!(near("smtp.163.con"), Some("smtp.163.com"));
        assert_eq!(near("smtp.qq.cn"), Some("smtp.qq.com"));
        assert_eq!(near("smtp-mail.outlok.com"), Some("smtp-mail.outlook.com"));
    }

    #[test]
    fn other_names_are_left_alone() {
        for host in
            ["smtp.gmail.com", "smtp.ab.com", "mail.example.com", "smtp", "localhost", "", "smtp.q1.com"]
        {
            assert_eq!(near(host), None, "{host}");
        }
    }
}
