//! What no stand-in can be given for by looking at texts: records of the DNS that prove who owns a domain, public keys,
//! paths of files.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::evidence::{Evidence, Records, Sought};

/// What stands where something was taken out.
const GONE: &str = "(scrubbed)";
/// The most bytes of a public key before its modulus.
const HEAD: usize = 33;
/// The bytes behind the modulus: the exponent.
const TAIL: usize = 5;

/// Takes them out.
pub(super) fn clear(evidence: &mut Evidence) {
    if let Some(anchor) = &mut evidence.plan.resolution.anchor {
        GONE.clone_into(anchor);
    }
    if let Some(trust) = &mut evidence.trust {
        trust.errors.iter_mut().for_each(|error| *error = without_paths(error));
    }
    let lookups = evidence.sender.iter_mut().flat_map(|sender| &mut sender.lookups);
    for lookup in lookups.filter(|lookup| lookup.kind == Sought::Txt) {
        let Records::Found { records } = &mut lookup.answer else { continue };
        for record in records {
            *record = text_record(record);
        }
    }
}

/// A TXT record: one of mail keeps its form, its key loses what makes it one, any other says nothing.
fn text_record(record: &str) -> String {
    let bare = record.trim_start().to_ascii_lowercase();
    let of_mail = bare.starts_with("v=") || bare.contains("p=") || bare.contains("k=");
    if !of_mail || bare.contains("verification") {
        return GONE.to_owned();
    }
    let tags: Vec<String> = record
        .split(';')
        .map(|tag| match tag.split_once('=') {
            Some((name, key)) if name.trim().eq_ignore_ascii_case("p") => {
                format!("{name}={}", blank_key(key))
            }
            _ => tag.to_owned(),
        })
        .collect();
    tags.join(";")
}

/// A public key of the same form and length that is nobody's. What is no key stays: it says what the policy is.
fn blank_key(key: &str) -> String {
    let dense: String = key.chars().filter(|c| !c.is_whitespace()).collect();
    let Ok(mut bytes) = BASE64.decode(&dense) else { return key.to_owned() };
    if bytes.len() < 24 {
        return key.to_owned();
    }
    let (head, tail) = if bytes.len() > HEAD + TAIL + 32 { (HEAD, TAIL) } else { (0, 0) };
    let end = bytes.len() - tail;
    bytes[head..end].fill(0xd5);
    BASE64.encode(bytes)
}

/// A text of the system without the paths of files.
fn without_paths(text: &str) -> String {
    let is_path = |word: &&str| word.matches(['/', '\\']).count() > 1;
    let words = text.split(' ').map(|word| if is_path(&word) { GONE } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_mail_keep_their_form() {
        assert_eq!(text_record("v=DMARC1; p=none; rua=mailto:a@b.c"), "v=DMARC1; p=none; rua=mailto:a@b.c");
        assert_eq!(text_record("google-site-verification=abc"), GONE);
        let key = BASE64.encode((0..200).collect::<Vec<u8>>());
        let blank = text_record(&format!("v=DKIM1; k=rsa; p={key}"));
        assert_eq!(blank.len(), format!("v=DKIM1; k=rsa; p={key}").len());
        assert!(!blank.contains(&key[60..80]));
        assert_eq!(without_paths("/home/alice/ca.pem: broken"), "(scrubbed) broken");
    }
}
