//! Evidence in which nobody can be recognised: every name, address and fingerprint is replaced by a stand-in, the same
//! by the same, so that it can be shown to others and is still diagnosed alike.
//!
//! It works on the recorded form, text by text, so that a field that is added later is scrubbed like the rest. What a
//! diagnosis rests on stays: codes, the words of replies, times, the hosts of known providers, public authorities, and
//! the kind of each address (private stays private).

mod gather;
mod host;
mod known;
mod names;
mod records;
mod stand_in;
mod text;

use serde_json::Value;

use crate::evidence::Evidence;
use crate::smtp::ServerText;
use gather::gather;
use text::Scrubber;

/// The fields whose whole value is a user.
const USERS: [&str; 3] = ["user", "account", "local"];
/// The fields whose whole value is a host.
const HOSTS: [&str; 5] = ["host", "server_name", "announced", "helo", "input"];
/// The fields whose values are words of this program: a user may bear the name of one.
const CLOSED: [&str; 40] = [
    "schema",
    "version",
    "started_at",
    "platform",
    "security",
    "spoken",
    "outcome",
    "failure",
    "after",
    "by",
    "family",
    "until",
    "follow_ups",
    "audit",
    "in_clear",
    "question",
    "answer",
    "kind",
    "told",
    "came",
    "ask",
    "of",
    "hello",
    "source",
    "standing",
    "status",
    "fault",
    "is",
    "form",
    "stage",
    "transfer",
    "handed",
    "origin",
    "encoding",
    "mode",
    "mechanism",
    "algorithm",
    "cipher_suite",
    "group",
    "quirks",
];
/// The fields of texts as a server sent them.
const SERVER_TEXTS: [&str; 5] = ["lines", "line", "fragment", "first_bytes", "bytes"];

/// The evidence with every name in it replaced.
///
/// # Errors
/// When what was replaced can no longer be read, which is a fault of this program; nothing is shown then.
pub fn scrub(evidence: &Evidence) -> serde_json::Result<Evidence> {
    let mut cleared = evidence.clone();
    records::clear(&mut cleared);
    let mut scrubber = Scrubber::default();
    gather(&cleared, &mut scrubber);
    let mut value = serde_json::to_value(&cleared)?;
    walk(&mut scrubber, "", &mut value);
    let replaced: Evidence = serde_json::from_value(value)?;
    Ok(Evidence { scrubbed: true, ..replaced })
}

fn walk(scrubber: &mut Scrubber, key: &str, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| walk(scrubber, key, item)),
        Value::Object(fields) => {
            let by = fields.get("by").and_then(Value::as_str).map(str::to_owned);
            for (name, field) in fields {
                // Of a dialogue, the server's part is kept byte for byte and ours is not.
                let kind = match (by.as_deref(), name.as_str()) {
                    (Some("server"), "text") => "lines",
                    (Some("client"), "line") => "text",
                    (_, name) => name,
                };
                walk(scrubber, kind, field);
            }
        }
        Value::String(text) => {
            if let Some(changed) = replaced(scrubber, key, text) {
                *text = changed;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn replaced(scrubber: &mut Scrubber, key: &str, text: &str) -> Option<String> {
    if CLOSED.contains(&key) {
        return None;
    }
    if SERVER_TEXTS.contains(&key) {
        let sent: ServerText = serde_json::from_value(Value::String(text.to_owned())).ok()?;
        let decoded = sent.decoded();
        let changed = scrubber.reply(&decoded);
        let written = (changed != decoded).then(|| serde_json::to_value(ServerText::new(changed)))?;
        return written.ok()?.as_str().map(str::to_owned);
    }
    Some(if USERS.contains(&key) {
        scrubber.user(text)
    } else if HOSTS.contains(&key) {
        scrubber.host(text)
    } else if key == "keywords" {
        scrubber.reply(text)
    } else {
        scrubber.text(text)
    })
}

#[cfg(test)]
mod tests;
