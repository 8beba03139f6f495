//! TLS-RPT (RFC 8460): where reports on failures of TLS go. It holds for mail to the domain, between servers.

use super::announced::Announcement;
use super::{Observation, Topic};
use crate::evidence::SenderDomain;
use crate::locale::Text;

/// Where the record of a domain stands.
pub fn rpt_name(domain: &str) -> String {
    format!("_smtp._tls.{domain}")
}

/// The announcement of where reports go.
static REPORTING: Announcement = Announcement {
    topic: Topic::TlsRpt,
    version: "TLSRPTv1",
    tag: "rua",
    fits: |places| places.split(',').all(is_place),
    unknown: (UNANSWERED, NONE),
    good: (REPORTS, "places"),
    bad: (SEVERAL, MALFORMED),
};

/// Whether reports can go there (RFC 8460 §3).
fn is_place(place: &str) -> bool {
    let place = place.trim();
    let address = place.strip_prefix("mailto:").is_some_and(|address| {
        address.split_once('@').is_some_and(|(user, domain)| !user.is_empty() && !domain.is_empty())
    });
    address || place.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
}

/// What the record says, where it was asked for.
pub(super) fn observe(sender: &SenderDomain) -> Vec<Observation> {
    REPORTING.observe(sender, &rpt_name(&sender.domain))
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
    use crate::domain::Weight;
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
