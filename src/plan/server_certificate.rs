//! What is asked of the server's certificate beside trust: that it is a certain one, and whether what is missing of its
//! chain is looked for.

use std::fmt::{self, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};

/// The bytes of a SHA-256.
const LENGTH: usize = 32;

/// What is asked of the server's certificate beside trust.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct ServerCertificate {
    /// The fingerprints of which one must fit the certificate or its public key; any certificate will do without one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<Fingerprint>,
    /// Whether the certificates of issuers that the server does not send are fetched.
    #[serde(default)]
    pub issuers: Issuers,
}

/// Whether the certificates of issuers that the server does not send are fetched.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Issuers {
    /// They are not.
    #[default]
    AsSent,
    /// They are, from where the certificate says. The judgement of the server stays what it is.
    Fetched,
}

/// A SHA-256 of a certificate or of a public key, written in lower-case hexadecimal.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Fingerprint(String);

impl ServerCertificate {
    /// Whether nothing is asked.
    pub fn is_any(&self) -> bool {
        *self == Self::default()
    }
}

impl Fingerprint {
    /// Reads what tools print: hexadecimal with or without colons, or base64, behind `SHA256:`, `sha256//` or
    /// `sha256 Fingerprint=` as the case may be.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        let prefixes = ["sha256 fingerprint=", "sha-256 fingerprint=", "sha256//", "sha256:", "sha-256:"];
        let prefix =
            prefixes.iter().find(|prefix| lower.starts_with(**prefix)).map_or(0, |known| known.len());
        let value = text[prefix..].trim();
        let digits: String = value.chars().filter(|c| !matches!(c, ':' | ' ')).collect();
        if digits.len() == 2 * LENGTH && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Some(Self(digits.to_ascii_lowercase()));
        }
        let padded = if value.len() % 4 == 3 { format!("{value}=") } else { value.to_owned() };
        let bytes = BASE64.decode(padded).ok().filter(|bytes| bytes.len() == LENGTH)?;
        Some(Self(bytes.iter().fold(String::with_capacity(2 * LENGTH), |mut hex, byte| {
            _ = write!(hex, "{byte:02x}");
            hex
        })))
    }

    /// In lower-case hexadecimal.
    pub fn as_hex(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HEX: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn every_form_that_tools_print_is_read() {
        let colons: Vec<String> =
            HEX.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).to_uppercase()).collect();
        let colons = colons.join(":");
        for text in [
            HEX.to_owned(),
            HEX.to_uppercase(),
            colons.clone(),
            format!("sha256 Fingerprint={colons}"),
            format!("SHA256:{HEX}"),
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=".to_owned(),
            "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=".to_owned(),
            "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU".to_owned(),
        ] {
            assert_eq!(Fingerprint::read(&text).as_ref().map(Fingerprint::as_hex), Some(HEX), "{text}");
        }
    }

    #[test]
    fn anything_else_is_not_one() {
        for text in ["", "sha256:", &HEX[1..], "da39a3ee5e6b4b0d3255bfef95601890afd80709", "smtp.example.com"]
        {
            assert_eq!(Fingerprint::read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_safe(text: String) {
            let _ = Fingerprint::read(&text);
        }
    }
}
