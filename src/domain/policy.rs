//! What the SPF records of the domain come to, with the records they bring in (RFC 7208 §4.6.4).

use super::spf::{self, Qualifier, Spf, is_spf};
use super::{Observation, Topic, Weight};
use crate::evidence::{Records, SenderDomain, Sought};
use crate::locale::Text;
use crate::provider::{by_domain, by_host};

/// The most terms that may make a receiver ask the DNS (RFC 7208 §4.6.4).
const LOOKUPS: usize = 10;
/// Where counting ends: a record can bring itself in.
const ENOUGH: usize = 30;

/// The names whose records are brought in by those known so far and have not been asked for.
pub fn references(sender: &SenderDomain) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for lookup in sender.lookups.iter().filter(|lookup| lookup.kind == Sought::Txt) {
        let records = lookup.answer.known().unwrap_or_default().iter().filter(|record| is_spf(record));
        for name in records.filter_map(|record| spf::read(record).ok()).flat_map(|spf| spf.references) {
            let new = sender.answer(&name, Sought::Txt).is_none() && !names.contains(&name);
            if new && !name.contains('%') && name.len() <= 253 {
                names.push(name);
            }
        }
    }
    names
}

pub(super) fn observe(sender: &SenderDomain) -> Vec<Observation> {
    let seen = |weight, text| Observation::new(Topic::Spf, weight, text).with("domain", &sender.domain);
    let Some(answer) = sender.answer(&sender.domain, Sought::Txt) else { return Vec::new() };
    let Some(records) = answer.known() else { return vec![seen(Weight::Unknown, UNANSWERED)] };
    let Some(record) = records.iter().find(|record| is_spf(record)) else {
        let alike = records.iter().find(|record| looks_like_spf(record));
        return vec![match alike {
            Some(alike) => seen(Weight::Absent, ALIKE).quoting("record", alike),
            None => seen(Weight::Absent, ABSENT),
        }];
    };
    let mut walk = Walk { sender, lookups: 0, open: false, brought: Vec::new(), fault: None };
    let spf = walk.visit(&sender.domain, 0);
    if let Some(fault) = walk.fault.take() {
        return vec![fault];
    }
    let Some(spf) = spf else { return vec![seen(Weight::Unknown, TOO_LONG)] };
    if walk.lookups > LOOKUPS {
        let text = if walk.open { TOO_MANY_AT_LEAST } else { TOO_MANY };
        return vec![seen(Weight::Broken, text).with("lookups", walk.lookups.to_string())];
    }
    let (weight, text) = match spf.rest {
        Some(Qualifier::Fail) if !spf.names_servers => (Weight::Broken, NOBODY),
        Some(Qualifier::Fail) => (Weight::Good, OTHERS_FAIL),
        Some(Qualifier::SoftFail) => (Weight::Good, OTHERS_ARE_DOUBTED),
        Some(Qualifier::Neutral) => (Weight::Note, NOTHING_SAID),
        Some(Qualifier::Pass) => (Weight::Doubtful, EVERYBODY),
        None if walk.open => (Weight::Note, REST_UNKNOWN),
        None => (Weight::Doubtful, NO_END),
    };
    let mut all = vec![seen(weight, text).quoting("record", record)];
    if walk.open {
        all.push(seen(Weight::Unknown, NOT_COUNTED).with("lookups", walk.lookups.to_string()));
    }
    if spf.ptr {
        all.push(seen(Weight::Doubtful, PTR));
    }
    all.extend(through(sender, &walk, spf.rest));
    all
}

/// Whether the record names the provider that the mail goes through. Where a part of it is not known, or it trusts
/// everybody, nothing is said; neither of the provider's own domains.
fn through(sender: &SenderDomain, walk: &Walk, rest: Option<Qualifier>) -> Option<Observation> {
    let provider = by_host(&sender.server)?;
    let include = provider.spf_include()?;
    if walk.brought.iter().any(|name| provider.has_spf(name)) {
        let named = Observation::new(Topic::Spf, Weight::Good, NAMES_PROVIDER);
        return Some(named.with("server", &sender.server));
    }
    let settled = !walk.open && matches!(rest, Some(Qualifier::Fail | Qualifier::SoftFail));
    let own = by_domain(&sender.domain).is_some();
    (settled && !own).then(|| {
        let missing = Observation::new(Topic::Spf, Weight::Doubtful, WITHOUT_PROVIDER);
        missing.with("server", &sender.server).with("include", include)
    })
}

/// Whether somebody meant it to be an SPF record.
fn looks_like_spf(record: &str) -> bool {
    let plain: String = record.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '=').take(6).collect();
    let plain = plain.to_ascii_lowercase();
    plain.starts_with("v=spf1") || plain.starts_with("vspf1") || plain.starts_with("spf1")
}

/// A walk through a record and those that it brings in.
struct Walk<'a> {
    sender: &'a SenderDomain,
    lookups: usize,
    /// Whether a record that is brought in is not known.
    open: bool,
    /// The names of the records that are brought in, known or not.
    brought: Vec<String>,
    fault: Option<Observation>,
}

impl Walk<'_> {
    /// The record of a name with the end of the one that it hands over to.
    fn visit(&mut self, name: &str, depth: usize) -> Option<Spf> {
        let answer = self.sender.answer(name, Sought::Txt);
        let Some(records) = answer.and_then(Records::known) else {
            self.open = true;
            return None;
        };
        let mut records = records.iter().filter(|record| is_spf(record));
        let (Some(record), others) = (records.next(), records.count()) else {
            self.break_by(MISSING, name, None);
            return None;
        };
        if others > 0 {
            self.break_by(SEVERAL, name, Some(("count", &(others + 1).to_string())));
            return None;
        }
        if record.ends_with('…') {
            self.open = true;
            return None;
        }
        let mut spf = match spf::read(record) {
            Ok(spf) => spf,
            Err(term) => {
                self.break_by(MALFORMED, name, Some(("term", term)));
                return None;
            }
        };
        self.lookups += spf.lookups;
        let last = spf.references.len().saturating_sub(1);
        for (at, reference) in spf.references.clone().iter().enumerate() {
            if self.lookups > ENOUGH || depth > LOOKUPS || self.fault.is_some() {
                break;
            }
            self.brought.push(reference.clone());
            if reference.contains('%') {
                self.open = true;
                continue;
            }
            let brought = self.visit(reference, depth + 1);
            if spf.redirects && at == last {
                spf.rest = brought.as_ref().and_then(|brought| brought.rest);
                spf.names_servers |= brought.is_none_or(|brought| brought.names_servers);
            }
        }
        Some(spf)
    }

    fn break_by(&mut self, text: Text, name: &str, what: Option<(&'static str, &str)>) {
        let fault = Observation::new(Topic::Spf, Weight::Broken, text).quoting("name", name);
        self.fault.get_or_insert(match what {
            Some((place, value)) => fault.quoting(place, value),
            None => fault,
        });
    }
}

const UNANSWERED: Text = Text {
    en: "No nameserver says whether {domain} has an SPF record",
    zh_cn: "没有 DNS 服务器答复 {domain} 是否有 SPF 记录",
};
const ABSENT: Text = Text {
    en: "{domain} has no SPF record: it names no server that may send for it",
    zh_cn: "{domain} 没有 SPF 记录，即没有声明哪些服务器可以代它发信",
};
const ALIKE: Text = Text {
    en: "A TXT record of {domain} is meant as SPF but does not begin with exactly `v=spf1` and a space, so it does not count: {record}",
    zh_cn: "{domain} 有一条像 SPF 的 TXT 记录，但开头不是 `v=spf1` 加空格，因此不起作用：{record}",
};
const TOO_LONG: Text = Text {
    en: "The SPF record of {domain} is too long to be judged here",
    zh_cn: "{domain} 的 SPF 记录过长，这里无法判断",
};
const SEVERAL: Text = Text {
    en: "{name} has {count} SPF records; there may be only one, so receivers count SPF as broken",
    zh_cn: "{name} 有 {count} 条 SPF 记录，而只能有一条，收件方会判定 SPF 出错",
};
const MISSING: Text = Text {
    en: "The SPF record brings in {name}, which has no SPF record; receivers count SPF as broken",
    zh_cn: "SPF 记录引用了 {name}，而它没有 SPF 记录，收件方会判定 SPF 出错",
};
const MALFORMED: Text = Text {
    en: "The SPF record of {name} breaks the rules at “{term}”; receivers count SPF as broken",
    zh_cn: "{name} 的 SPF 记录在“{term}”处不合语法，收件方会判定 SPF 出错",
};
const TOO_MANY: Text = Text {
    en: "The SPF record of {domain} makes receivers ask the DNS {lookups} times; more than 10 count as broken",
    zh_cn: "检查 {domain} 的 SPF 需要 {lookups} 次 DNS 查询，超过 10 次会被判定出错",
};
const TOO_MANY_AT_LEAST: Text = Text {
    en: "The SPF record of {domain} makes receivers ask the DNS at least {lookups} times; more than 10 count as broken",
    zh_cn: "检查 {domain} 的 SPF 至少需要 {lookups} 次 DNS 查询，超过 10 次会被判定出错",
};
const NOBODY: Text = Text {
    en: "The SPF record says that no server at all sends for {domain}: {record}",
    zh_cn: "SPF 记录声明没有任何服务器代 {domain} 发信：{record}",
};
const OTHERS_FAIL: Text = Text {
    en: "The SPF record is in order; servers that it does not name fail: {record}",
    zh_cn: "SPF 记录正常，未列出的服务器判为不通过：{record}",
};
const OTHERS_ARE_DOUBTED: Text = Text {
    en: "The SPF record is in order; servers that it does not name are doubted: {record}",
    zh_cn: "SPF 记录正常，未列出的服务器视为可疑：{record}",
};
const NOTHING_SAID: Text = Text {
    en: "The SPF record says nothing about servers that it does not name (`?all`): {record}",
    zh_cn: "SPF 记录对未列出的服务器不作表态（`?all`）：{record}",
};
const EVERYBODY: Text = Text {
    en: "The SPF record lets every server of the world send for {domain} (`+all`), and receivers distrust that: {record}",
    zh_cn: "SPF 记录允许世界上任何服务器代 {domain} 发信（`+all`），收件方因此不信任它：{record}",
};
const REST_UNKNOWN: Text = Text {
    en: "The SPF record is well-formed; what holds for servers that it does not name stands in another record: {record}",
    zh_cn: "SPF 记录语法正确，对未列出的服务器的规定写在另一条记录中：{record}",
};
const NO_END: Text = Text {
    en: "The SPF record does not end in `-all` or `~all`, so it says nothing about servers that it does not name: {record}",
    zh_cn: "SPF 记录没有以 `-all` 或 `~all` 结尾，对未列出的服务器没有规定：{record}",
};
const NOT_COUNTED: Text = Text {
    en: "Not every record that it brings in was read; at least {lookups} of 10 DNS lookups are used",
    zh_cn: "它引用的记录没有全部读到，10 次 DNS 查询至少已用 {lookups} 次",
};
const NAMES_PROVIDER: Text = Text {
    en: "The SPF record names the provider of {server}",
    zh_cn: "SPF 记录中列出了 {server} 的服务商",
};
const WITHOUT_PROVIDER: Text = Text {
    en: "The SPF record does not bring in `include:{include}`, which the provider of {server} asks for; unless it lists the provider's addresses itself, mail sent through that server fails SPF",
    zh_cn: "SPF 记录中没有 {server} 的服务商要求的 `include:{include}`；除非已另外列出它的 IP 地址，否则经该服务器发出的邮件无法通过 SPF 检查",
};
const PTR: Text = Text {
    en: "The SPF record uses `ptr`, which is slow and which many receivers pass over",
    zh_cn: "SPF 记录使用了 `ptr`，这种方式很慢，很多收件方会忽略它",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::domain;

    fn seen(texts: &[(&str, &[&str])]) -> Vec<(Weight, Text)> {
        observe(&domain(texts, &[])).into_iter().map(|seen| (seen.weight, seen.text)).collect()
    }

    fn own(records: &[&str]) -> Vec<(Weight, Text)> {
        seen(&[("example.com", records)])
    }

    #[test]
    fn one_record_is_judged_by_its_end() {
        assert_eq!(own(&["other", "v=spf1 mx -all"]), [(Weight::Good, OTHERS_FAIL)]);
        assert_eq!(own(&["v=spf1 mx ~all"]), [(Weight::Good, OTHERS_ARE_DOUBTED)]);
        assert_eq!(own(&["v=spf1 mx ?all"]), [(Weight::Note, NOTHING_SAID)]);
        assert_eq!(own(&["v=spf1 mx +all"]), [(Weight::Doubtful, EVERYBODY)]);
        assert_eq!(own(&["v=spf1 mx all"]), [(Weight::Doubtful, EVERYBODY)]);
        assert_eq!(own(&["v=spf1 mx"]), [(Weight::Doubtful, NO_END)]);
        assert_eq!(own(&["v=spf1 -all"]), [(Weight::Broken, NOBODY)]);
        assert_eq!(own(&["v=spf1 ptr -all"]), [(Weight::Good, OTHERS_FAIL), (Weight::Doubtful, PTR)]);
    }

    #[test]
    fn what_does_not_count_is_absent() {
        assert_eq!(own(&["other"]), [(Weight::Absent, ABSENT)]);
        assert_eq!(own(&["\"v=spf1 -all\""]), [(Weight::Absent, ALIKE)]);
        assert_eq!(own(&["v=spf1;mx -all"]), [(Weight::Absent, ALIKE)]);
        assert_eq!(own(&["spf1 mx -all"]), [(Weight::Absent, ALIKE)]);
        let sender = SenderDomain { domain: "example.com".into(), ..SenderDomain::default() };
        assert!(observe(&sender).is_empty());
    }

    #[test]
    fn what_receivers_count_as_broken() {
        assert_eq!(own(&["v=spf1 mx -all", "v=spf1 a -all"]), [(Weight::Broken, SEVERAL)]);
        assert_eq!(own(&["v=spf1 ipv4:192.0.2.1 -all"]), [(Weight::Broken, MALFORMED)]);
        let brought: &[&str] = &["v=spf1 include:b.test -all"];
        assert_eq!(seen(&[("example.com", brought), ("b.test", &[])]), [(Weight::Broken, MISSING)]);
        assert_eq!(
            seen(&[("example.com", brought), ("b.test", &["v=spf1 ip4: -all"])]),
            [(Weight::Broken, MALFORMED)]
        );
        assert_eq!(
            own(&[
                "v=spf1 a mx a:b.test a:c.test a:d.test a:e.test a:f.test a:g.test a:h.test a:i.test a:j.test -all"
            ]),
            [(Weight::Broken, TOO_MANY)]
        );
        let cyclic: &[&str] = &["v=spf1 include:example.com -all"];
        assert_eq!(seen(&[("example.com", cyclic)]), [(Weight::Broken, TOO_MANY)]);
    }

    #[test]
    fn the_provider_that_is_examined_is_looked_for() {
        let by = |server: &str, record: &str| {
            let texts: &[(&str, &[&str])] = &[
                ("example.com", &[record]),
                ("_spf.google.com", &["v=spf1 ip4:192.0.2.0/24 ~all"]),
                ("b.test", &["v=spf1 include:_spf.google.com -all"]),
            ];
            let mut sender = domain(texts, &[]);
            sender.server = server.into();
            observe(&sender).into_iter().skip(1).map(|seen| seen.text).collect::<Vec<_>>()
        };
        assert_eq!(by("smtp.gmail.com", "v=spf1 include:_spf.google.com -all"), [NAMES_PROVIDER]);
        assert_eq!(by("smtp.gmail.com", "v=spf1 include:b.test -all"), [NAMES_PROVIDER]);
        assert_eq!(by("smtp.gmail.com", "v=spf1 redirect=_spf.google.com"), [NAMES_PROVIDER]);
        assert_eq!(by("smtp.office365.com", "v=spf1 include:b.test -all"), [WITHOUT_PROVIDER]);
        assert_eq!(by("smtp.gmail.com", "v=spf1 mx ~all"), [WITHOUT_PROVIDER]);
        // Where something is not known, or nothing is asked for, nothing is said.
        assert_eq!(by("smtp.gmail.com", "v=spf1 include:unknown.test -all"), [NOT_COUNTED]);
        for (server, record) in [
            ("smtp.gmail.com", "v=spf1 mx ?all"),
            ("smtp.gmail.com", "v=spf1 mx"),
            ("smtp.sendgrid.net", "v=spf1 mx -all"),
            ("mail.example.com", "v=spf1 mx -all"),
            ("", "v=spf1 mx -all"),
        ] {
            assert_eq!(by(server, record), [], "{server} {record}");
        }
    }

    #[test]
    fn records_that_are_brought_in_are_followed_as_far_as_they_are_known() {
        let start: &[&str] = &["v=spf1 include:b.test redirect=C.test"];
        let sender = domain(&[("example.com", start)], &[]);
        assert_eq!(references(&sender), ["b.test", "c.test"]);
        assert_eq!(
            seen(&[("example.com", start)]),
            [(Weight::Note, REST_UNKNOWN), (Weight::Unknown, NOT_COUNTED)]
        );
        let known: &[(&str, &[&str])] =
            &[("example.com", start), ("b.test", &["v=spf1 mx ?all"]), ("c.test", &["v=spf1 a -all"])];
        assert_eq!(seen(known), [(Weight::Good, OTHERS_FAIL)]);
        assert!(references(&domain(known, &[])).is_empty());
        let hidden: &[&str] = &["v=spf1 include:%{i}.b.test -all"];
        assert_eq!(
            seen(&[("example.com", hidden)]),
            [(Weight::Good, OTHERS_FAIL), (Weight::Unknown, NOT_COUNTED)]
        );
    }
}
