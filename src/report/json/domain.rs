//! What the records of the sender's domain say, for programs.

use serde::Serialize;

use crate::domain::{Topic, Weight};
use crate::report::domain::{DomainLine, DomainView, LookupView};

#[derive(Debug, Serialize)]
pub(super) struct SenderDomain {
    domain: String,
    observations: Vec<Observation>,
    lookups: Vec<Lookup>,
}

#[derive(Debug, Serialize)]
struct Observation {
    about: &'static str,
    status: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct Lookup {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    answer: &'static str,
    records: Vec<String>,
}

impl SenderDomain {
    /// The wire form of the section.
    pub(super) fn of(view: &DomainView) -> Self {
        Self {
            domain: view.domain.clone(),
            observations: view.lines.iter().map(Observation::of).collect(),
            lookups: view.lookups.iter().map(Lookup::of).collect(),
        }
    }
}

impl Observation {
    fn of(line: &DomainLine) -> Self {
        Self {
            about: match line.topic {
                Topic::Mx => "mx",
                Topic::Spf => "spf",
                Topic::Dmarc => "dmarc",
                Topic::Dkim => "dkim",
                Topic::MtaSts => "mta-sts",
                Topic::TlsRpt => "tls-rpt",
                Topic::Beyond => "beyond",
            },
            status: match line.weight {
                Weight::Good => "good",
                Weight::Note => "note",
                Weight::Doubtful => "doubtful",
                Weight::Absent => "absent",
                Weight::Broken => "broken",
                Weight::Unknown => "unknown",
            },
            text: line.text.clone(),
        }
    }
}

impl Lookup {
    fn of(lookup: &LookupView) -> Self {
        Self {
            name: lookup.name.clone(),
            kind: lookup.kind,
            answer: lookup.answer,
            records: lookup.records.clone(),
        }
    }
}
