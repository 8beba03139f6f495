//! What the published records of the sender's domain say: MX, SPF, DMARC, DKIM, MTA-STS and TLS-RPT, read and judged.
//!
//! It reads [`SenderDomain`], and asks `provider` which record a provider wants. It refuses to know how the records were
//! fetched, and whether a reply complained of them. What only the receiver can see is said to be so.

mod announced;
mod dkim;
mod dmarc;
mod mta_sts;
mod mx;
mod policy;
pub mod spf;
mod sts_policy;
mod tags;
mod tls_rpt;

pub use announced::AnnouncementFault;
pub use dkim::key_name;
pub use dmarc::{parents, policy_name};
pub use mta_sts::{
    LONGEST_AGE, StsMode, StsPolicy, StsPolicyFault, read_sts_policy, read_sts_record, sts_name,
};
pub use policy::references;
pub use sts_policy::sts_url;
pub use tls_rpt::rpt_name;

use crate::escape::visible_within;
use crate::evidence::{Records, SenderDomain, Sought};
use crate::locale::{Args, Text};

/// How much of a record is shown in a sentence.
const SHOWN: usize = 160;

/// What an observation is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Topic {
    /// Whether there is such a domain.
    Name,
    /// Where mail to the domain goes.
    Mx,
    /// Which servers may send for the domain (RFC 7208).
    Spf,
    /// What receivers are to do where neither SPF nor DKIM holds (RFC 7489).
    Dmarc,
    /// The keys of the domain's signatures (RFC 6376).
    Dkim,
    /// The encryption that the domain asks of servers that bring mail to it (RFC 8461).
    MtaSts,
    /// Where they report failures of it (RFC 8460).
    TlsRpt,
    /// What the DNS cannot show.
    Beyond,
}

/// What receivers make of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Weight {
    /// It is as it should be.
    Good,
    /// Worth knowing.
    Note,
    /// Some receivers hold it against the mail.
    Doubtful,
    /// There is none, or none that counts.
    Absent,
    /// It is broken, and receivers count it as a failure.
    Broken,
    /// Not to be told from here.
    Unknown,
}

/// One sentence about the domain.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// What it is about.
    pub topic: Topic,
    /// What receivers make of it.
    pub weight: Weight,
    /// The sentence, without a full stop.
    pub text: Text,
    /// Values for its places.
    pub args: Args,
}

impl Observation {
    fn new(topic: Topic, weight: Weight, text: Text) -> Self {
        Self { topic, weight, text, args: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// With a text of the DNS, cut to what a sentence can hold.
    fn quoting(self, name: &'static str, text: &str) -> Self {
        self.with(name, visible_within(text, SHOWN))
    }
}

/// Everything that can be said of the domain, topic by topic.
pub fn observations(sender: &SenderDomain) -> Vec<Observation> {
    if is_inbound(sender) {
        let mut all =
            [mta_sts::observe(sender), sts_policy::observe(sender), tls_rpt::observe(sender)].concat();
        // Nobody asked for it, and that nothing is known helps nobody.
        all.retain(|seen| seen.weight != Weight::Unknown);
        return all;
    }
    if !exists(sender) {
        let missing = Observation::new(Topic::Name, Weight::Broken, NO_SUCH_DOMAIN);
        return vec![missing.with("domain", &sender.domain)];
    }
    let mut all = mx::observe(sender);
    all.extend(policy::observe(sender));
    all.extend(dmarc::observe(sender));
    all.extend(dkim::observe(sender));
    all.extend(mta_sts::observe(sender));
    all.extend(sts_policy::observe(sender));
    all.extend(tls_rpt::observe(sender));
    all.push(Observation::new(Topic::Beyond, Weight::Unknown, BEYOND));
    all
}

/// Whether only that was asked about which the domain announces for mail that comes to it.
pub fn is_inbound(sender: &SenderDomain) -> bool {
    let announced = [sts_name(&sender.domain), rpt_name(&sender.domain)];
    let own = |name: &str| name.eq_ignore_ascii_case(&sender.domain);
    !sender.lookups.is_empty()
        && sender.lookups.iter().all(|lookup| {
            announced.contains(&lookup.name) || (own(&lookup.name) && lookup.kind == Sought::Mx)
        })
        && sender.answer(&announced[0], Sought::Txt).is_some()
}

/// Whether the domain may exist: no nameserver denies it, or one of them knows something at its name all the same.
fn exists(sender: &SenderDomain) -> bool {
    let own = sender.lookups.iter().filter(|lookup| lookup.name.eq_ignore_ascii_case(&sender.domain));
    let mut answers = own.map(|lookup| &lookup.answer);
    let denied = answers.clone().any(|answer| *answer == Records::NameNotFound);
    !denied || answers.any(|answer| matches!(answer, Records::Found { .. } | Records::NoData))
}

/// What receivers refuse: what is broken, and the lack of SPF and DMARC where both are lacking.
pub fn faults(sender: &SenderDomain) -> Vec<Observation> {
    let mut all = observations(sender);
    let lacks = |topic| all.iter().any(|seen| seen.topic == topic && seen.weight == Weight::Absent);
    let both = lacks(Topic::Spf) && lacks(Topic::Dmarc);
    all.retain(|seen| seen.weight == Weight::Broken || (both && seen.weight == Weight::Absent));
    all
}

const NO_SUCH_DOMAIN: Text = Text {
    en: "There is no domain {domain} in the DNS: receivers refuse such a sender, and bounces cannot come back",
    zh_cn: "DNS 中没有域名 {domain}：收件方会拒收这样的发件人，退信也回不来",
};
const BEYOND: Text = Text {
    en: "Only the receiver sees from which address the server sends on, whether it signs with DKIM, and whether \
         either fits the From address",
    zh_cn: "服务器最终从哪个地址向外发信、是否加上 DKIM 签名、两者是否与 From 地址一致，只有收件方能看到",
};

#[cfg(test)]
pub(crate) mod sample {
    //! Domains for tests.

    use crate::evidence::{Lookup, Records, SenderDomain, Sought};

    /// A domain that the nameservers deny.
    pub(crate) fn missing(domain: &str) -> SenderDomain {
        let denied = |kind| Lookup { name: domain.into(), kind, answer: Records::NameNotFound };
        SenderDomain {
            domain: domain.into(),
            lookups: [Sought::Txt, Sought::Mx].map(denied).to_vec(),
            ..SenderDomain::default()
        }
    }

    /// `example.com` with these TXT records and a mail server; every other name asked for has none.
    pub(crate) fn domain(texts: &[(&str, &[&str])], selectors: &[&str]) -> SenderDomain {
        let mut lookups = vec![Lookup {
            name: "example.com".into(),
            kind: Sought::Mx,
            answer: Records::Found { records: vec!["10 mx.example.com".into()] },
        }];
        lookups.extend(texts.iter().map(|(name, records)| Lookup {
            name: (*name).into(),
            kind: Sought::Txt,
            answer: if records.is_empty() {
                Records::NoData
            } else {
                Records::Found { records: records.iter().map(|text| (*text).to_owned()).collect() }
            },
        }));
        SenderDomain {
            domain: "example.com".into(),
            selectors: selectors.iter().map(|name| (*name).to_owned()).collect(),
            server: String::new(),
            lookups,
            sts_policy: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::sample::domain;
    use super::*;
    use crate::evidence::{DnsAnswer, Lookup, Sought};

    #[test]
    fn one_of_spf_and_dmarc_is_enough() {
        let spf: &[&str] = &["v=spf1 mx -all"];
        let none = [("example.com", &[][..]), ("_dmarc.example.com", &[])];
        assert_eq!(faults(&domain(&none, &[])).len(), 2);
        let one = [("example.com", spf), ("_dmarc.example.com", &[])];
        assert!(faults(&domain(&one, &[])).is_empty());
        let other = [("example.com", &[][..]), ("_dmarc.example.com", &["v=DMARC1; p=none"])];
        assert!(faults(&domain(&other, &[])).is_empty());
        // What nobody answered is not lacking.
        assert!(faults(&domain(&[("example.com", &[])], &[])).is_empty());
    }

    /// What is said of `example.com` after these answers about it.
    fn after(answers: &[(Sought, Records)]) -> Vec<(Topic, Weight)> {
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
        assert!(faults(&sender).iter().all(|fault| fault.weight == Weight::Broken));
        observations(&sender).iter().map(|seen| (seen.topic, seen.weight)).collect()
    }

    #[test]
    fn of_a_domain_that_does_not_exist_nothing_else_is_said() {
        let missing = [(Topic::Name, Weight::Broken)];
        assert_eq!(
            after(&[(Sought::Txt, Records::NameNotFound), (Sought::Mx, Records::NameNotFound)]),
            missing
        );
        let silent = Records::Unanswered { because: DnsAnswer::NoAnswer };
        assert_eq!(after(&[(Sought::Txt, silent), (Sought::Mx, Records::NameNotFound)]), missing);
        // Where the nameservers contradict each other, it is not said.
        let both = after(&[(Sought::Txt, Records::NoData), (Sought::Mx, Records::NameNotFound)]);
        assert!(both.iter().all(|(topic, _)| *topic != Topic::Name));
    }

    #[test]
    fn whoever_does_not_answer_accuses_nobody() {
        for because in [DnsAnswer::NoAnswer, DnsAnswer::Unsent { reason: "no route".into() }] {
            let silent = Records::Unanswered { because };
            let seen = after(&[(Sought::Txt, silent.clone()), (Sought::Mx, silent)]);
            assert!(seen.iter().all(|(_, weight)| *weight == Weight::Unknown), "{seen:?}");
        }
    }

    proptest! {
        #[test]
        fn no_record_makes_it_panic(text in any::<String>(), tail in "[ -~é]{0,40}") {
            let dmarc = format!("v=DMARC1; {tail}");
            let dkim = format!("v=DKIM1; {tail}; p={text}");
            let spf = format!("v=spf1 {tail}");
            let sender = domain(
                &[
                    ("example.com", &[&spf, &text]),
                    ("_dmarc.example.com", &[&dmarc, &text]),
                    ("s._domainkey.example.com", &[&dkim]),
                    ("t._domainkey.example.com", &[&text]),
                ],
                &["s", "t"],
            );
            let seen = observations(&sender);
            prop_assert!(seen.iter().flat_map(|seen| &seen.args).all(|(_, value)| value.chars().count() < 2000));
        }
    }
}
