//! The DMARC record of the domain, or of a domain above it (RFC 7489).
//!
//! The organisational domain is found without a list of public suffixes: each domain above with two labels or more is
//! asked, the nearest record counts.

use super::tags::{tags, value};
use super::{Observation, Topic, Weight};
use crate::evidence::{Records, SenderDomain, Sought};
use crate::locale::Text;

/// How many domains above are asked.
const ABOVE: usize = 3;

/// The name at which the record of a domain stands.
pub fn policy_name(domain: &str) -> String {
    format!("_dmarc.{domain}")
}

/// The domains above one that may be its organisational domain, the nearest first.
pub fn parents(domain: &str) -> Vec<&str> {
    let mut above: Vec<&str> = domain.match_indices('.').map(|(at, _)| &domain[at + 1..]).collect();
    above.retain(|name| name.contains('.'));
    let far = above.len().saturating_sub(ABOVE);
    above.split_off(far)
}

/// What a record says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Dmarc<'a> {
    own: &'a str,
    subdomains: &'a str,
    percent: u8,
}

pub(super) fn observe(sender: &SenderDomain) -> Vec<Observation> {
    let own = sender.domain.as_str();
    let mut unanswered = false;
    for domain in std::iter::once(own).chain(parents(own)) {
        let name = policy_name(domain);
        let Some(answer) = sender.answer(&name, Sought::Txt) else { continue };
        match answer.known().map(counting) {
            None => unanswered = true,
            Some(records) => match records[..] {
                [record] if !unanswered => return vec![judged(record, &name, domain == own)],
                [] | [_] => {}
                [..] => {
                    let several = seen(Weight::Absent, SEVERAL, &name);
                    return vec![several.with("count", records.len().to_string())];
                }
            },
        }
    }
    let asked = sender.answer(&policy_name(own), Sought::Txt);
    match asked.map(Records::known) {
        None => Vec::new(),
        Some(_) if unanswered => vec![seen(Weight::Unknown, UNANSWERED, own)],
        Some(_) => vec![seen(Weight::Absent, ABSENT, own)],
    }
}

/// The records that are meant as DMARC.
fn counting(records: &[String]) -> Vec<&str> {
    let meant = |record: &&str| {
        let start: String = record.chars().filter(|c| !" \t\"'".contains(*c)).take(8).collect();
        start.eq_ignore_ascii_case("v=DMARC1")
    };
    records.iter().map(String::as_str).filter(meant).collect()
}

fn seen(weight: Weight, text: Text, name: &str) -> Observation {
    Observation::new(Topic::Dmarc, weight, text).quoting("name", name)
}

fn judged(record: &str, name: &str, own: bool) -> Observation {
    let dmarc = match read(record) {
        Ok(dmarc) => dmarc,
        Err(part) => return seen(Weight::Absent, MALFORMED, name).quoting("part", part),
    };
    let policy = if own { dmarc.own } else { dmarc.subdomains };
    let text = match (policy.to_ascii_lowercase().as_str(), dmarc.percent) {
        ("none", _) => return seen(Weight::Note, WATCHES, name).quoting("record", record),
        (_, 0..=99) => PARTLY,
        ("reject", _) => REJECTS,
        _ => QUARANTINES,
    };
    seen(Weight::Good, text, name).with("percent", dmarc.percent.to_string()).quoting("record", record)
}

/// Reads a record, or names what breaks its rules (RFC 7489 §6.3).
fn read(record: &str) -> Result<Dmarc<'_>, &str> {
    let tags = tags(record.trim())?;
    if tags.first() != Some(&("v", "DMARC1")) {
        return Err(record.split(';').next().unwrap_or(record));
    }
    let is_policy =
        |text: &&str| ["none", "quarantine", "reject"].iter().any(|known| known.eq_ignore_ascii_case(text));
    // Without a policy, a record that asks for reports stands for none (RFC 7489 §6.6.3).
    let own = value(&tags, "p").or(value(&tags, "rua").map(|_| "none"));
    let own = own.ok_or("p=")?;
    let subdomains = value(&tags, "sp").unwrap_or(own);
    let percent = value(&tags, "pct").unwrap_or("100");
    let strictness = ["adkim", "aspf"].map(|name| value(&tags, name).unwrap_or("r"));
    if let Some(wrong) = [own, subdomains].into_iter().find(|policy| !is_policy(policy)) {
        return Err(wrong);
    }
    if let Some(wrong) = strictness.into_iter().find(|mode| !["r", "s", "R", "S"].contains(mode)) {
        return Err(wrong);
    }
    let percent = percent.parse().ok().filter(|number| *number <= 100).ok_or(percent)?;
    Ok(Dmarc { own, subdomains, percent })
}

const UNANSWERED: Text = Text {
    en: "No nameserver says whether {name} has a DMARC record",
    zh_cn: "没有 DNS 服务器答复 {name} 是否有 DMARC 记录",
};
const ABSENT: Text = Text {
    en: "{name} has no DMARC record; Gmail and Yahoo ask for one from those who send much",
    zh_cn: "{name} 没有 DMARC 记录；Gmail 和 Yahoo 要求大量发信者必须有",
};
const SEVERAL: Text = Text {
    en: "{name} has {count} DMARC records; there may be only one, so none of them counts",
    zh_cn: "{name} 有 {count} 条 DMARC 记录，而只能有一条，因此全部不起作用",
};
const MALFORMED: Text = Text {
    en: "The DMARC record at {name} breaks the rules at “{part}”, so it does not count",
    zh_cn: "{name} 的 DMARC 记录在“{part}”处不合语法，因此不起作用",
};
const WATCHES: Text = Text {
    en: "The DMARC record at {name} only watches (`none`): mail that fails SPF and DKIM is not refused because of it: {record}",
    zh_cn: "{name} 的 DMARC 记录只作观察（`none`），SPF 和 DKIM 都不通过的邮件不会因此被拒：{record}",
};
const PARTLY: Text = Text {
    en: "The DMARC record at {name} is in order; it holds for {percent} of 100 messages that fail SPF and DKIM: {record}",
    zh_cn: "{name} 的 DMARC 记录正常，对 SPF 和 DKIM 都不通过的邮件，每 100 封中有 {percent} 封按它处理：{record}",
};
const QUARANTINES: Text = Text {
    en: "The DMARC record at {name} is in order; mail for which neither SPF nor DKIM holds goes to the spam folder: {record}",
    zh_cn: "{name} 的 DMARC 记录正常，SPF 和 DKIM 都不通过的邮件会进垃圾箱：{record}",
};
const REJECTS: Text = Text {
    en: "The DMARC record at {name} is in order; mail for which neither SPF nor DKIM holds is refused: {record}",
    zh_cn: "{name} 的 DMARC 记录正常，SPF 和 DKIM 都不通过的邮件会被拒收：{record}",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::domain;

    fn own(records: &[&str]) -> (Weight, Text) {
        let seen = observe(&domain(&[("_dmarc.example.com", records)], &[])).remove(0);
        (seen.weight, seen.text)
    }

    #[test]
    fn a_record_is_judged_by_its_policy() {
        assert_eq!(own(&["v=DMARC1; p=none; rua=mailto:a@example.com"]), (Weight::Note, WATCHES));
        assert_eq!(own(&["v=DMARC1; rua=mailto:a@example.com"]), (Weight::Note, WATCHES));
        assert_eq!(own(&["v=DMARC1;p=quarantine"]), (Weight::Good, QUARANTINES));
        assert_eq!(own(&["other", "v=DMARC1 ; p = Reject ; adkim=s"]), (Weight::Good, REJECTS));
        assert_eq!(own(&["v=DMARC1; p=quarantine; pct=20"]), (Weight::Good, PARTLY));
    }

    #[test]
    fn what_does_not_count_is_absent() {
        assert_eq!(own(&["other"]), (Weight::Absent, ABSENT));
        assert_eq!(own(&["v=DMARC1; p=none", "v=DMARC1; p=none"]), (Weight::Absent, SEVERAL));
        for broken in [
            "v=DMARC1",
            "v=dmarc1; p=none",
            "\"v=DMARC1; p=none\"",
            "v=DMARC1; p=monitor",
            "v=DMARC1 p=none",
            "v=DMARC1, p=none",
            "v=DMARC1\\; p=none",
            "v=DMARC1; p=none; pct=200",
            "v=DMARC1; p=none; aspf=relaxed",
        ] {
            assert_eq!(own(&[broken]), (Weight::Absent, MALFORMED), "{broken}");
        }
    }

    #[test]
    fn the_nearest_domain_above_counts() {
        assert_eq!(parents("a.b.c.example.co.uk"), ["c.example.co.uk", "example.co.uk", "co.uk"]);
        assert!(parents("example.com").is_empty());
        let mut sender = domain(
            &[("_dmarc.news.example.com", &[]), ("_dmarc.example.com", &["v=DMARC1; p=none; sp=reject"])],
            &[],
        );
        sender.domain = "news.example.com".into();
        assert_eq!(observe(&sender)[0].text, REJECTS);
    }
}
