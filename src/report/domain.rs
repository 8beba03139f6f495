//! What the records of the sender's domain say, in one language.

use crate::domain::{Observation, Topic, Weight, is_inbound, observations};
use crate::escape::{visible, visible_within};
use crate::evidence::{Records, SenderDomain};
use crate::locale::{Lang, Text, fill};

/// The most characters of a record that is shown.
const RECORD: usize = 4096;

/// The records of a domain and what they say.
#[derive(Debug)]
pub(super) struct DomainView {
    /// The domain.
    pub(super) domain: String,
    /// The heading of the section.
    pub(super) heading: String,
    /// A line an observation.
    pub(super) lines: Vec<DomainLine>,
    /// Every question to the DNS.
    pub(super) lookups: Vec<LookupView>,
}

/// One observation.
#[derive(Debug)]
pub(super) struct DomainLine {
    /// What it is about.
    pub(super) topic: Topic,
    /// What receivers make of it.
    pub(super) weight: Weight,
    /// The sentence.
    pub(super) text: String,
}

/// One question to the DNS and the records that came.
#[derive(Debug)]
pub(super) struct LookupView {
    /// The name.
    pub(super) name: String,
    /// The type of the records: `TXT`.
    pub(super) kind: &'static str,
    /// `found`, `no-data`, `name-not-found`, `unanswered`.
    pub(super) answer: &'static str,
    /// The records.
    pub(super) records: Vec<String>,
}

/// The view of what was asked about the domain of the sender.
pub(super) fn domain(sender: &SenderDomain, lang: Lang) -> DomainView {
    let name = visible(&sender.domain);
    let heading = if is_inbound(sender) { INBOUND } else { HEADING };
    DomainView {
        heading: fill(heading.in_lang(lang), &[("domain", name.clone())]),
        domain: name,
        lines: observations(sender).iter().map(|seen| line(seen, lang)).collect(),
        lookups: sender
            .lookups
            .iter()
            .map(|lookup| {
                let (answer, records) = match &lookup.answer {
                    Records::Found { records } => ("found", &records[..]),
                    Records::NoData => ("no-data", &[][..]),
                    Records::NameNotFound => ("name-not-found", &[][..]),
                    Records::Unanswered { .. } => ("unanswered", &[][..]),
                };
                LookupView {
                    name: visible(&lookup.name),
                    kind: lookup.kind.name(),
                    answer,
                    records: records.iter().map(|record| visible_within(record, RECORD)).collect(),
                }
            })
            .collect(),
    }
}

fn line(seen: &Observation, lang: Lang) -> DomainLine {
    DomainLine { topic: seen.topic, weight: seen.weight, text: fill(seen.text.in_lang(lang), &seen.args) }
}

/// The word for a topic in every language; none where the sentence speaks for itself.
pub(super) fn topic_word(topic: Topic) -> &'static str {
    match topic {
        Topic::Mx => "MX",
        Topic::Spf => "SPF",
        Topic::Dmarc => "DMARC",
        Topic::Dkim => "DKIM",
        Topic::MtaSts => "MTA-STS",
        Topic::TlsRpt => "TLS-RPT",
        Topic::Name | Topic::Beyond => "",
    }
}

const INBOUND: Text = Text {
    en: "Mail that comes to {domain} (its MX servers; sending is not affected)",
    zh_cn: "发到 {domain} 的来信（涉及其 MX 服务器，不影响发信）",
};
const HEADING: Text = Text { en: "Sender domain {domain}", zh_cn: "发件域名 {domain}" };
