//! The DKIM keys of the domain (RFC 6376 §3.6.1): whether a signature can be checked by them.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::tags::{tags, value};
use super::{Observation, Topic, Weight};
use crate::evidence::{SenderDomain, Sought};
use crate::locale::Text;

/// The fewest bits of an RSA key that receivers take (RFC 8301 §3.2), and those that are advised.
const FEWEST: usize = 1024;
const ADVISED: usize = 2048;

/// Base64 with or without the signs at its end.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The name at which a key stands.
pub fn key_name(selector: &str, domain: &str) -> String {
    format!("{selector}._domainkey.{domain}").to_ascii_lowercase()
}

pub(super) fn observe(sender: &SenderDomain) -> Vec<Observation> {
    if sender.selectors.is_empty() {
        return vec![Observation::new(Topic::Dkim, Weight::Unknown, NO_SELECTOR)];
    }
    sender.selectors.iter().flat_map(|selector| key(sender, selector)).collect()
}

fn key(sender: &SenderDomain, selector: &str) -> Vec<Observation> {
    let name = key_name(selector, &sender.domain);
    let seen = |weight, text| Observation::new(Topic::Dkim, weight, text).quoting("name", &name);
    let Some(answer) = sender.answer(&name, Sought::Txt) else { return Vec::new() };
    let Some(records) = answer.known() else { return vec![seen(Weight::Unknown, UNANSWERED)] };
    let meant = |record: &&String| record.contains("p=") || record.contains("DKIM");
    let mut keys = records.iter().filter(meant);
    let (Some(record), others) = (keys.next(), keys.count()) else {
        return vec![match records.first() {
            Some(other) => seen(Weight::Broken, NO_KEY).quoting("record", other),
            None => seen(Weight::Broken, MISSING),
        }];
    };
    if record.ends_with('…') {
        return vec![seen(Weight::Unknown, TOO_LONG)];
    }
    let mut all = vec![match read(record) {
        Ok(Key { kind: Kind::Rsa { bits }, .. }) if bits < FEWEST => {
            seen(Weight::Broken, TOO_SHORT).with("bits", bits.to_string())
        }
        Ok(Key { kind: Kind::Rsa { bits }, .. }) if bits < ADVISED => {
            seen(Weight::Note, SHORT).with("bits", bits.to_string())
        }
        Ok(Key { kind: Kind::Rsa { bits }, .. }) => seen(Weight::Good, RSA).with("bits", bits.to_string()),
        Ok(Key { kind: Kind::Ed25519, .. }) => seen(Weight::Doubtful, ED25519),
        Err(Fault::Revoked) => seen(Weight::Broken, REVOKED),
        Err(Fault::Version(version)) => seen(Weight::Broken, VERSION).quoting("version", version),
        Err(Fault::NoEmail) => seen(Weight::Broken, NOT_FOR_MAIL),
        Err(Fault::Hash) => seen(Weight::Broken, HASH),
        Err(Fault::Syntax(part)) => seen(Weight::Broken, MALFORMED).quoting("part", part),
    }];
    if read(record).is_ok_and(|key| key.testing) {
        all.push(seen(Weight::Doubtful, TESTING));
    }
    if others > 0 {
        all.push(seen(Weight::Doubtful, SEVERAL).with("count", (others + 1).to_string()));
    }
    all
}

/// A key that can check signatures.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Key {
    kind: Kind,
    /// `t=y`: receivers treat a bad signature like none.
    testing: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Rsa { bits: usize },
    Ed25519,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Fault<'a> {
    Revoked,
    Version(&'a str),
    NoEmail,
    /// Only SHA-1 is allowed, which RFC 8301 forbids.
    Hash,
    Syntax(&'a str),
}

fn read(record: &str) -> Result<Key, Fault<'_>> {
    let tags = tags(record.trim()).map_err(Fault::Syntax)?;
    let all =
        |name: &str| value(&tags, name).map(|value| value.split(':').map(str::trim).collect::<Vec<_>>());
    match tags.iter().position(|(name, _)| *name == "v").map(|at| (at, tags[at].1)) {
        None | Some((0, "DKIM1")) => {}
        Some((_, version)) => return Err(Fault::Version(version)),
    }
    if all("s").is_some_and(|services| !services.iter().any(|service| ["*", "email"].contains(service))) {
        return Err(Fault::NoEmail);
    }
    if all("h").is_some_and(|hashes| !hashes.contains(&"sha256")) {
        return Err(Fault::Hash);
    }
    let encoded = value(&tags, "p").ok_or(Fault::Syntax("p="))?;
    if encoded.is_empty() {
        return Err(Fault::Revoked);
    }
    let packed: String = encoded.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let bytes = BASE64.decode(packed).map_err(|_| Fault::Syntax(encoded))?;
    let kind = match value(&tags, "k").unwrap_or("rsa") {
        "rsa" => Kind::Rsa { bits: modulus(&bytes).ok_or(Fault::Syntax(encoded))? },
        "ed25519" if bytes.len() == 32 => Kind::Ed25519,
        "ed25519" => return Err(Fault::Syntax(encoded)),
        other => return Err(Fault::Syntax(other)),
    };
    let testing = all("t").is_some_and(|flags| flags.contains(&"y"));
    Ok(Key { kind, testing })
}

/// The bits of the modulus of an RSA key in DER: a `SubjectPublicKeyInfo` (RFC 5280 §4.1), or the key by itself.
fn modulus(der: &[u8]) -> Option<usize> {
    let (outer, _) = element(der, 0x30)?;
    let inside = match element(outer, 0x30) {
        Some((_, behind)) => {
            let (bits, _) = element(behind, 0x03)?;
            element(bits.strip_prefix(&[0])?, 0x30)?.0
        }
        None => outer,
    };
    let (number, _) = element(inside, 0x02)?;
    let first = number.iter().position(|byte| *byte != 0)?;
    let zeros = usize::try_from(number[first].leading_zeros()).ok()?;
    Some((number.len() - first) * 8 - zeros)
}

/// The content of the element that `der` begins with, and what stands behind it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = der.split_first()?;
    let (&length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(length), rest),
        0x81..=0x83 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            (bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    (first == tag).then(|| rest.split_at_checked(length)).flatten()
}

const NO_SELECTOR: Text = Text {
    en: "The name of a DKIM key cannot be guessed: add --dkim-selector NAME, the `s=` of a DKIM-Signature header",
    zh_cn: "DKIM 公钥的名称无法猜出：请加上 --dkim-selector 名称，即 DKIM-Signature 邮件头中 `s=` 的值",
};
const UNANSWERED: Text = Text {
    en: "No nameserver says whether there is a DKIM key at {name}",
    zh_cn: "没有 DNS 服务器答复 {name} 是否有 DKIM 公钥",
};
const TOO_LONG: Text = Text {
    en: "The DKIM key at {name} is too long to be judged here",
    zh_cn: "{name} 的 DKIM 公钥过长，这里无法判断",
};
const MISSING: Text = Text {
    en: "There is no DKIM key at {name}; a signature with this selector fails",
    zh_cn: "{name} 没有 DKIM 公钥，使用此选择器的签名无法通过",
};
const NO_KEY: Text = Text {
    en: "The TXT record at {name} is no DKIM key; a signature with this selector fails: {record}",
    zh_cn: "{name} 的 TXT 记录不是 DKIM 公钥，使用此选择器的签名无法通过：{record}",
};
const REVOKED: Text = Text {
    en: "The DKIM key at {name} is revoked (`p=` is empty); a signature with this selector fails",
    zh_cn: "{name} 的 DKIM 公钥已吊销（`p=` 为空），使用此选择器的签名无法通过",
};
const VERSION: Text = Text {
    en: "The DKIM record at {name} has the version “{version}”; it must begin with `v=DKIM1`, or receivers pass it over",
    zh_cn: "{name} 的 DKIM 记录版本为“{version}”，必须以 `v=DKIM1` 开头，否则收件方不予采用",
};
const NOT_FOR_MAIL: Text = Text {
    en: "The DKIM key at {name} is not meant for mail (`s=`); a signature with this selector fails",
    zh_cn: "{name} 的 DKIM 公钥不用于邮件（`s=`），使用此选择器的签名无法通过",
};
const HASH: Text = Text {
    en: "The DKIM key at {name} allows no SHA-256 (`h=`); receivers take no other signature",
    zh_cn: "{name} 的 DKIM 公钥不允许 SHA-256（`h=`），而收件方只接受这种签名",
};
const MALFORMED: Text = Text {
    en: "The DKIM record at {name} breaks the rules at “{part}”; a signature with this selector fails",
    zh_cn: "{name} 的 DKIM 记录在“{part}”处不合语法，使用此选择器的签名无法通过",
};
const TOO_SHORT: Text = Text {
    en: "The DKIM key at {name} has {bits} bits; receivers take none below 1024",
    zh_cn: "{name} 的 DKIM 公钥为 {bits} 位，收件方不接受低于 1024 位的公钥",
};
const SHORT: Text = Text {
    en: "The DKIM key at {name} has {bits} bits; it is taken, 2048 are advised",
    zh_cn: "{name} 的 DKIM 公钥为 {bits} 位，可以使用，建议 2048 位",
};
const RSA: Text = Text {
    en: "The DKIM key at {name} is in order (RSA, {bits} bits)",
    zh_cn: "{name} 的 DKIM 公钥正常（RSA，{bits} 位）",
};
const ED25519: Text = Text {
    en: "The DKIM key at {name} is in order (Ed25519), but many receivers check RSA only: sign with an RSA key as well",
    zh_cn: "{name} 的 DKIM 公钥正常（Ed25519），但很多收件方只检查 RSA，请同时用 RSA 密钥签名",
};
const TESTING: Text = Text {
    en: "The DKIM key at {name} is marked as a test (`t=y`); receivers may treat its signatures like none",
    zh_cn: "{name} 的 DKIM 公钥带有测试标记（`t=y`），收件方可能当作没有签名",
};
const SEVERAL: Text = Text {
    en: "There are {count} DKIM records at {name}; which of them a receiver takes is left to chance",
    zh_cn: "{name} 有 {count} 条 DKIM 记录，收件方采用哪一条全凭运气",
};

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD as PADDED;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::sample::domain;

    /// A key of 1024 bits as a signing program shows it.
    const REAL: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDVoMqZT3edsQDHd9cOTB08vgVcGCwojFzWlQSg39D6aiJtwq5TnrZS\
                        SnTYQFx/y0i750JyD5HxyUylizHFJAcShicj7YpUCtwW/z8723tRd9ysB7o3/4VaA1Syc7OeMPbwNFBMZqneA9aKNHVv\
                        U2gPwmV0WL7Sbv3K/0ldzKxDCQIDAQAB";

    /// A public key by itself whose modulus has so many bytes.
    fn key_of(bytes: u16) -> String {
        let [high, low] = bytes.to_be_bytes();
        let number = [vec![0x02, 0x82, high, low], vec![0xff; usize::from(bytes)], vec![0x02, 1, 3]].concat();
        let [high, low] = u16::try_from(number.len()).unwrap().to_be_bytes();
        PADDED.encode([vec![0x30, 0x82, high, low], number].concat())
    }

    fn seen(records: &[&str]) -> Vec<(Weight, Text)> {
        let sender = domain(&[("s1._domainkey.example.com", records)], &["S1"]);
        observe(&sender).into_iter().map(|seen| (seen.weight, seen.text)).collect()
    }

    #[test]
    fn a_key_is_judged_by_its_length() {
        assert_eq!(seen(&[&format!("v=DKIM1; k=rsa; p={REAL}")]), [(Weight::Note, SHORT)]);
        assert_eq!(seen(&[&format!("p={}", REAL.trim_end_matches('='))]), [(Weight::Note, SHORT)]);
        assert_eq!(seen(&[&format!("v=DKIM1; p={}", key_of(256))]), [(Weight::Good, RSA)]);
        assert_eq!(seen(&[&format!("v=DKIM1; p={}", key_of(96))]), [(Weight::Broken, TOO_SHORT)]);
        let ed25519 = PADDED.encode([7; 32]);
        assert_eq!(seen(&[&format!("v=DKIM1; k=ed25519; p={ed25519}")]), [(Weight::Doubtful, ED25519)]);
        assert_eq!(modulus(&BASE64.decode(REAL).unwrap()), Some(1024));
    }

    #[test]
    fn what_makes_signatures_fail() {
        assert_eq!(seen(&[]), [(Weight::Broken, MISSING)]);
        assert_eq!(seen(&["v=spf1 -all"]), [(Weight::Broken, NO_KEY)]);
        assert_eq!(seen(&["v=DKIM1; p="]), [(Weight::Broken, REVOKED)]);
        assert_eq!(seen(&["v=DKIM2; p=abcd"]), [(Weight::Broken, VERSION)]);
        assert_eq!(seen(&["k=rsa; v=DKIM1; p=abcd"]), [(Weight::Broken, VERSION)]);
        assert_eq!(seen(&["v=DKIM1; s=tlsrpt; p=abcd"]), [(Weight::Broken, NOT_FOR_MAIL)]);
        assert_eq!(seen(&["v=DKIM1; h=sha1; p=abcd"]), [(Weight::Broken, HASH)]);
        for broken in [
            "v=DKIM1; k=rsa",
            "v=DKIM1; p=a*b",
            "v=DKIM1; p=abcd",
            "v=DKIM1; k=dsa; p=abcd",
            "\"v=DKIM1; p=abcd\"",
        ] {
            assert_eq!(seen(&[broken]), [(Weight::Broken, MALFORMED)], "{broken}");
        }
    }

    #[test]
    fn what_is_doubtful_stands_beside() {
        let key = format!("v=DKIM1; t=y:s; p={}", key_of(256));
        assert_eq!(
            seen(&[&key, &key]),
            [(Weight::Good, RSA), (Weight::Doubtful, TESTING), (Weight::Doubtful, SEVERAL)]
        );
        assert_eq!(observe(&domain(&[], &[]))[0].text, NO_SELECTOR);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in any::<Vec<u8>>()) {
            let _ = modulus(&bytes);
            let _ = read(&format!("p={}", PADDED.encode(&bytes)));
        }
    }
}
