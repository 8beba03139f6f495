//! An examination without what differs from run to run.

use serde_json::{Map, Value, json};
use smtp_doctor::evidence::Evidence;
use time::format_description::well_known::Rfc3339;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

/// When every recorded case began, by its own clock.
const BEGAN: OffsetDateTime = datetime!(2026-11-23 03:00 UTC);
/// How long everything took, in milliseconds.
const TOOK: f64 = 12.0;
/// How long an address was waited for that another one overtook, in milliseconds.
const OVERTAKEN: u64 = 300;
/// The greeting that says what time it is.
const DATED: &str = "ESMTP Exim 4.98 ";

/// The same examination, the same in every run.
pub(crate) fn scrub(evidence: &Evidence) -> anyhow::Result<Evidence> {
    let mut value = serde_json::to_value(evidence)?;
    let mut scrubbing = Scrubbing {
        began: evidence.started_at,
        limit: u64::try_from(evidence.plan.limits.stage.as_millis())?,
        fingerprints: Vec::new(),
        nameservers: Vec::new(),
    };
    for query in evidence.dns.facts().iter().flat_map(|dns| &dns.queries) {
        if !scrubbing.nameservers.contains(&query.server) {
            scrubbing.nameservers.push(query.server.clone());
        }
    }
    scrubbing.value(&mut value)?;
    value["version"] = json!("0.1.0");
    Ok(serde_json::from_value(value)?)
}

struct Scrubbing {
    began: OffsetDateTime,
    /// The most a stage was let take, in milliseconds.
    limit: u64,
    /// The fingerprints of the certificates, in the order in which they came.
    fingerprints: Vec<String>,
    /// The nameservers, in the order in which they were asked.
    nameservers: Vec<String>,
}

impl Scrubbing {
    fn value(&mut self, value: &mut Value) -> anyhow::Result<()> {
        match value {
            Value::Object(fields) => self.fields(fields),
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.value(item)),
            Value::String(text) => {
                // The server's clock is right, and this machine's may be years off.
                if let Some((before, _)) = text.split_once(DATED) {
                    *text = format!("{before}{DATED}Sun, 21 Nov 2032 03:00:00 +0000");
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn fields(&mut self, fields: &mut Map<String, Value>) -> anyhow::Result<()> {
        fields.remove("dialogue");
        // What is in order of arrival is put in one order.
        for name in ["queries", "addresses"] {
            if let Some(Value::Array(items)) = fields.get_mut(name) {
                let asked = |item: &Value| {
                    self.nameservers.iter().position(|server| item["server"] == *server.as_str())
                };
                items.sort_by_key(|item| {
                    (asked(item), item["kind"].to_string(), !item.to_string().contains(':'))
                });
            }
        }
        // Where two limits end at the same moment, either may be the one that is noticed.
        if fields.get("failure").is_some_and(|failure| failure["failure"] == "timed-out")
            && fields.get("facts").is_some_and(|tls| tls["chain"] == json!([]))
        {
            fields.insert("facts".to_owned(), Value::Null);
        }
        for (name, value) in fields.iter_mut() {
            match name.as_str() {
                "ms" | "duration_ms" => *value = json!(TOOK),
                "after_ms" => *value = json!(self.patience(value.as_u64().unwrap_or_default())),
                "started_at" | "judged_at" => *value = json!(BEGAN.format(&Rfc3339)?),
                "not_before" | "not_after" | "this_update" | "next_update" | "since" if value.is_string() => {
                    *value = json!(self.day(value)?.format(&Rfc3339)?);
                }
                "sha256" | "spki_sha256" => {
                    *value = json!(self.fingerprint(value.as_str().unwrap_or_default()));
                }
                "server" if value.is_string() => {
                    let place =
                        self.nameservers.iter().position(|server| value == server).unwrap_or_default();
                    *value = json!(format!("192.0.2.{}:53", 53 + place));
                }
                _ => self.value(value)?,
            }
        }
        Ok(())
    }

    /// The limit that was waited for, or the little that an overtaken address got.
    fn patience(&self, ms: u64) -> u64 {
        if ms * 2 > self.limit { self.limit } else { OVERTAKEN }
    }

    /// A date of a certificate, as many days from the new beginning as it was from the old one.
    fn day(&self, value: &Value) -> anyhow::Result<OffsetDateTime> {
        let date = OffsetDateTime::parse(value.as_str().unwrap_or_default(), &Rfc3339)?;
        let hours = (date - self.began + Duration::minutes(30)).whole_hours();
        Ok(BEGAN + Duration::hours(hours))
    }

    fn fingerprint(&mut self, known: &str) -> String {
        let place = self.fingerprints.iter().position(|one| one == known).unwrap_or_else(|| {
            self.fingerprints.push(known.to_owned());
            self.fingerprints.len() - 1
        });
        format!("{:064x}", place + 1)
    }
}
