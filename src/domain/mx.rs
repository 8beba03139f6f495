//! Where mail to the domain goes: whether bounces and answers can reach its sender (RFC 5321 §5.1, RFC 7505).

use super::{Observation, Topic, Weight};
use crate::evidence::{Records, SenderDomain, Sought};
use crate::locale::Text;

/// How many mail servers are named.
const NAMED: usize = 3;

pub(super) fn observe(sender: &SenderDomain) -> Vec<Observation> {
    let seen = |weight, text| Observation::new(Topic::Mx, weight, text).with("domain", &sender.domain);
    let Some(answer) = sender.answer(&sender.domain, Sought::Mx) else { return Vec::new() };
    let Some(records) = answer.known() else { return vec![seen(Weight::Unknown, UNANSWERED)] };
    if *answer == Records::NameNotFound {
        return vec![seen(Weight::Unknown, UNANSWERED)];
    }
    let is_null = |record: &String| record.split_once(' ').is_some_and(|(_, host)| host == ".");
    if records.iter().any(is_null) {
        return vec![seen(Weight::Doubtful, if records.len() == 1 { NULL } else { NULL_AMONG_OTHERS })];
    }
    if !records.is_empty() {
        let host = |record: &String| record.split_once(' ').map(|(_, host)| host.to_owned());
        let hosts: Vec<String> = records.iter().filter_map(host).take(NAMED).collect();
        return vec![seen(Weight::Good, SERVERS).quoting("hosts", &hosts.join(" · "))];
    }
    let found = [Sought::A, Sought::Aaaa].map(|kind| sender.answer(&sender.domain, kind));
    let known = found.map(|answer| answer.and_then(Records::known));
    vec![if known.iter().flatten().any(|records| !records.is_empty()) {
        seen(Weight::Note, ADDRESS_ONLY)
    } else if known.iter().any(Option::is_none) {
        seen(Weight::Unknown, UNANSWERED)
    } else {
        seen(Weight::Doubtful, NOWHERE)
    }]
}

const UNANSWERED: Text = Text {
    en: "No nameserver says where mail to {domain} goes",
    zh_cn: "没有 DNS 服务器答复发往 {domain} 的邮件由谁接收",
};
const NULL: Text = Text {
    en: "{domain} declares that it takes no mail (MX `0 .`): bounces cannot come back, and receivers may refuse it as a sender",
    zh_cn: "{domain} 声明不接收任何邮件（MX 为 `0 .`）：退信回不来，收件方可能拒收来自它的邮件",
};
const NULL_AMONG_OTHERS: Text = Text {
    en: "{domain} has the MX `0 .`, which says that it takes no mail, beside other MX records; only one of the two can hold",
    zh_cn: "{domain} 既有表示不接收邮件的 MX `0 .`，又有其他 MX 记录，两者矛盾",
};
const SERVERS: Text =
    Text { en: "Mail to {domain} goes to {hosts}", zh_cn: "发往 {domain} 的邮件由 {hosts} 接收" };
const ADDRESS_ONLY: Text = Text {
    en: "{domain} has no MX record; mail to it goes to its own address",
    zh_cn: "{domain} 没有 MX 记录，发给它的邮件直接送到该域名自己的地址",
};
const NOWHERE: Text = Text {
    en: "{domain} has neither an MX record nor an address: bounces cannot come back, and many receivers refuse it as a sender",
    zh_cn: "{domain} 既没有 MX 记录也没有地址：退信回不来，很多收件方会拒收来自它的邮件",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Lookup;

    fn with(answers: &[(Sought, Records)]) -> (Weight, Text) {
        let lookups = answers.iter().map(|(kind, answer)| Lookup {
            name: "example.com".into(),
            kind: *kind,
            answer: answer.clone(),
        });
        let sender = SenderDomain {
            domain: "example.com".into(),
            lookups: lookups.collect(),
            ..SenderDomain::default()
        };
        let seen = observe(&sender).remove(0);
        (seen.weight, seen.text)
    }

    fn found(record: &str) -> Records {
        Records::Found { records: vec![record.to_owned()] }
    }

    #[test]
    fn a_domain_can_receive_or_cannot() {
        assert_eq!(with(&[(Sought::Mx, found("10 mx.test"))]), (Weight::Good, SERVERS));
        assert_eq!(with(&[(Sought::Mx, found("0 ."))]), (Weight::Doubtful, NULL));
        let both = Records::Found { records: vec!["0 .".into(), "10 mx.test".into()] };
        assert_eq!(with(&[(Sought::Mx, both)]), (Weight::Doubtful, NULL_AMONG_OTHERS));
        assert_eq!(with(&[(Sought::Mx, Records::NameNotFound)]), (Weight::Unknown, UNANSWERED));
        let none = (Sought::Mx, Records::NoData);
        let no_v6 = (Sought::Aaaa, Records::NoData);
        assert_eq!(with(&[none.clone(), (Sought::A, found("192.0.2.1"))]), (Weight::Note, ADDRESS_ONLY));
        assert_eq!(with(&[none.clone(), (Sought::A, Records::NoData), no_v6]), (Weight::Doubtful, NOWHERE));
        assert_eq!(with(&[none]), (Weight::Unknown, UNANSWERED));
    }
}
