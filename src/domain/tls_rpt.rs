//! TLS-RPT (RFC 8460): where reports on failures of TLS go. It holds for mail to the domain, between servers.

use super::tags::{tags, value};
use super::{Observation, Topic, Weight};
use crate::evidence::{SenderDomain, Sought};
use crate::locale::Text;

/// Why a record does not count.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Fault {
    Several,
    Malformed,
}

/// Where the record of a domain stands.
pub fn rpt_name(domain: &str) -> String {
    format!("_smtp._tls.{domain}")
}

/// Where the reports go; none where there is no record (RFC 8460 §3).
fn read(records: &[String]) -> Result<Option<&str>, Fault> {
    let mut meant = records.iter().filter(|record| record.starts_with("v=TLSRPTv1;"));
    let (record, others) = (meant.next(), meant.next());
    let Some(record) = record else {
        return if alike(records).is_some() { Err(Fault::Malformed) } else { Ok(None) };
    };
    if others.is_some() {
        return Err(Fault::Several);
    }
    let read = tags(record).ok();
    let places = read.and_then(|tags| value(&tags, "rua"));
    let fits = |place: &str| {
        let place = place.trim();
        let address = place.strip_prefix("mailto:").is_some_and(|address| {
            address.split_once('@').is_some_and(|(user, domain)| !user.is_empty() && !domain.is_empty())
        });
        address || place.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
    };
    places.filter(|places| places.split(',').all(fits)).map(Some).ok_or(Fault::Malformed)
}

/// A record that is meant as one.
fn alike(records: &[String]) -> Option<&String> {
    records.iter().find(|record| record.to_ascii_lowercase().contains("tlsrptv1"))
}

/// What the record says, where it was asked for.
pub(super) fn observe(sender: &SenderDomain) -> Vec<Observation> {
    let name = rpt_name(&sender.domain);
    let Some(answer) = sender.answer(&name, Sought::Txt) else { return Vec::new() };
    let seen = |weight, text| Observation::new(Topic::TlsRpt, weight, text).with("name", &name);
    let observation = match answer.known().map(read) {
        None => seen(Weight::Unknown, UNANSWERED),
        Some(Ok(None)) => seen(Weight::Note, NONE).with("domain", &sender.domain),
        Some(Ok(Some(places))) => seen(Weight::Good, REPORTS).quoting("places", places),
        Some(Err(Fault::Several)) => seen(Weight::Doubtful, SEVERAL),
        Some(Err(Fault::Malformed)) => {
            let record = answer.known().and_then(alike);
            seen(Weight::Doubtful, MALFORMED).quoting("record", record.map_or("", String::as_str))
        }
    };
    vec![observation]
}

const UNANSWERED: Text = Text {
    en: "No nameserver says whether {name} has a record",
    zh_cn: "没有 DNS 服务器答复 {name} 是否有记录",
};
const NONE: Text = Text {
    en: "{domain} asks for no reports on failed encryption of mail that comes to it (TLS-RPT); sending is not affected",
    zh_cn: "{domain} 没有要求其他服务器报告来信加密失败的情况（TLS-RPT）；这不影响发信",
};
const REPORTS: Text = Text {
    en: "Servers that fail to encrypt mail to the domain report it to {places}",
    zh_cn: "其他服务器向该域名投递邮件时如果加密失败，会报告给 {places}",
};
const SEVERAL: Text = Text {
    en: "{name} has several TLS-RPT records; there may be only one, so other servers pass them over",
    zh_cn: "{name} 有多条 TLS-RPT 记录，而只能有一条，其他服务器会忽略它们",
};
const MALFORMED: Text = Text {
    en: "The TLS-RPT record at {name} breaks the rules, so other servers pass it over: {record}",
    zh_cn: "{name} 的 TLS-RPT 记录不合语法，其他服务器会忽略它：{record}",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::domain;

    fn told(records: &[&str]) -> Vec<(Weight, Text)> {
        let seen = observe(&domain(&[("_smtp._tls.example.com", records)], &[]));
        seen.into_iter().map(|seen| (seen.weight, seen.text)).collect()
    }

    #[test]
    fn what_the_record_says_is_told() {
        assert_eq!(told(&[]), [(Weight::Note, NONE)]);
        for good in [
            "v=TLSRPTv1;rua=mailto:reports@example.com",
            "v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt",
            "v=TLSRPTv1; rua=mailto:a@example.com, https://example.com/;",
        ] {
            assert_eq!(told(&["other", good]), [(Weight::Good, REPORTS)], "{good}");
        }
        for bad in [
            "v=TLSRPTv1",
            "v=TLSRPTv1;",
            "v=TLSRPTv1; rua=reports@example.com",
            "v=TLSRPTv1; rua=mailto:@",
            "v=TLSRPTv1; rua=http://example.com",
            "v=tlsrptv1; rua=mailto:a@example.com",
        ] {
            assert_eq!(told(&[bad]), [(Weight::Doubtful, MALFORMED)], "{bad}");
        }
        let good = "v=TLSRPTv1; rua=mailto:a@example.com";
        assert_eq!(told(&[good, good]), [(Weight::Doubtful, SEVERAL)]);
        assert!(observe(&domain(&[], &[])).is_empty());
    }
}
