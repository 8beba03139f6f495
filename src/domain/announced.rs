//! What a domain announces for mail that comes to it by one TXT record: MTA-STS (RFC 8461 §3.1) and TLS-RPT
//! (RFC 8460 §3) have the same rules of which record counts.

use super::tags::{tags, value};
use super::{Observation, Topic, Weight};
use crate::evidence::{SenderDomain, Sought};
use crate::locale::Text;

/// Why other servers pass an announcement over.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AnnouncementFault {
    /// There is more than one, which counts as none.
    Several,
    /// It breaks the rules.
    Malformed,
}

/// A kind of announcement.
pub(super) struct Announcement {
    /// What it is about.
    pub(super) topic: Topic,
    /// The version with which its record begins: `STSv1`.
    pub(super) version: &'static str,
    /// The tag that says what is announced.
    pub(super) tag: &'static str,
    /// Whether its value fits.
    pub(super) fits: fn(&str) -> bool,
    /// What is said where nobody answers, and where there is none.
    pub(super) unknown: (Text, Text),
    /// What is said of a good one, and the place of its value.
    pub(super) good: (Text, &'static str),
    /// What is said where there are several, and of one that breaks the rules.
    pub(super) bad: (Text, Text),
}

impl Announcement {
    /// What is announced by the TXT records of its name; none where it is not.
    ///
    /// # Errors
    /// When others pass it over.
    pub(super) fn read<'r>(&self, records: &'r [String]) -> Result<Option<&'r str>, AnnouncementFault> {
        // Records that do not begin with exactly this are not meant.
        let begins = |record: &&String| {
            let rest = record.strip_prefix("v=").and_then(|rest| rest.strip_prefix(self.version));
            rest.is_some_and(|rest| rest.starts_with(';'))
        };
        let mut meant = records.iter().filter(begins);
        let (record, others) = (meant.next(), meant.next());
        let Some(record) = record else {
            let alike = self.alike(records);
            return if alike.is_some() { Err(AnnouncementFault::Malformed) } else { Ok(None) };
        };
        if others.is_some() {
            return Err(AnnouncementFault::Several);
        }
        let said = tags(record).ok().and_then(|tags| value(&tags, self.tag));
        said.filter(|said| (self.fits)(said)).map(Some).ok_or(AnnouncementFault::Malformed)
    }

    /// A record that is meant as one.
    fn alike<'r>(&self, records: &'r [String]) -> Option<&'r String> {
        let version = self.version.to_ascii_lowercase();
        records.iter().find(|record| record.to_ascii_lowercase().contains(&version))
    }

    /// What the record says that stands at `name`, where it was asked for.
    pub(super) fn observe(&self, sender: &SenderDomain, name: &str) -> Vec<Observation> {
        let Some(answer) = sender.answer(name, Sought::Txt) else { return Vec::new() };
        let seen = |weight, text| Observation::new(self.topic, weight, text).with("name", name);
        let observation = match answer.known().map(|records| self.read(records)) {
            None => seen(Weight::Unknown, self.unknown.0),
            Some(Ok(None)) => seen(Weight::Note, self.unknown.1).with("domain", &sender.domain),
            Some(Ok(Some(said))) => seen(Weight::Good, self.good.0).quoting(self.good.1, said),
            Some(Err(AnnouncementFault::Several)) => seen(Weight::Doubtful, self.bad.0),
            Some(Err(AnnouncementFault::Malformed)) => {
                let record = answer.known().and_then(|records| self.alike(records));
                let record = record.map_or("", String::as_str);
                seen(Weight::Doubtful, self.bad.1).quoting("record", record)
            }
        };
        vec![observation]
    }
}
