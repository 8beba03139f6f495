//! Cipher suites, by their numbers and names at IANA.

use serde::{Deserialize, Serialize};

use super::Version;

/// A cipher suite, recorded by its number.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Suite(pub u16);

/// How the key is agreed on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Exchange {
    /// As in TLS 1.3, apart from the suite and always with forward secrecy.
    Tls13,
    /// Diffie-Hellman over a curve, with forward secrecy.
    Ecdhe,
    /// Diffie-Hellman over the numbers, with forward secrecy.
    Dhe,
    /// The client encrypts it for the key of the certificate: without forward secrecy.
    Rsa,
    /// Diffie-Hellman with nobody who vouches for it.
    Anonymous,
}

/// How data are encrypted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Bulk {
    /// With authentication in one: GCM, CCM, ChaCha20-Poly1305.
    Aead,
    /// In a chain of blocks, authenticated apart.
    Cbc,
    /// By triple DES.
    TripleDes,
    /// By RC4.
    Rc4,
    /// By single DES.
    Des,
    /// With a key that was short enough for export in 1995.
    Export,
    /// Not at all.
    Null,
}

/// Those that are known, in the order in which they are offered: what is preferred today comes first.
const NAMES: &[(u16, &str)] = &[
    (0x1301, "TLS_AES_128_GCM_SHA256"),
    (0x1302, "TLS_AES_256_GCM_SHA384"),
    (0x1303, "TLS_CHACHA20_POLY1305_SHA256"),
    (0x1304, "TLS_AES_128_CCM_SHA256"),
    (0x1305, "TLS_AES_128_CCM_8_SHA256"),
    (0xC02B, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
    (0xC02F, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    (0xC02C, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
    (0xC030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    (0xCCA9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
    (0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    (0xC0AC, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"),
    (0xC0AD, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM"),
    (0xC061, "TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384"),
    (0xC08B, "TLS_ECDHE_RSA_WITH_CAMELLIA_256_GCM_SHA384"),
    (0x009E, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
    (0x009F, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"),
    (0xCCAA, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    (0xC09E, "TLS_DHE_RSA_WITH_AES_128_CCM"),
    (0xC09F, "TLS_DHE_RSA_WITH_AES_256_CCM"),
    (0x00A2, "TLS_DHE_DSS_WITH_AES_128_GCM_SHA256"),
    (0x00A3, "TLS_DHE_DSS_WITH_AES_256_GCM_SHA384"),
    (0xC023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"),
    (0xC027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
    (0xC024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"),
    (0xC028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
    (0xC009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"),
    (0xC013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
    (0xC00A, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
    (0xC014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
    (0xC076, "TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256"),
    (0x0067, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"),
    (0x006B, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"),
    (0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"),
    (0x0039, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"),
    (0x0032, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA"),
    (0x0038, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA"),
    (0x0045, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA"),
    (0x0088, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA"),
    (0x009A, "TLS_DHE_RSA_WITH_SEED_CBC_SHA"),
    (0x009C, "TLS_RSA_WITH_AES_128_GCM_SHA256"),
    (0x009D, "TLS_RSA_WITH_AES_256_GCM_SHA384"),
    (0xC09C, "TLS_RSA_WITH_AES_128_CCM"),
    (0xC09D, "TLS_RSA_WITH_AES_256_CCM"),
    (0x003C, "TLS_RSA_WITH_AES_128_CBC_SHA256"),
    (0x003D, "TLS_RSA_WITH_AES_256_CBC_SHA256"),
    (0x002F, "TLS_RSA_WITH_AES_128_CBC_SHA"),
    (0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA"),
    (0x0041, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA"),
    (0x0084, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA"),
    (0x0096, "TLS_RSA_WITH_SEED_CBC_SHA"),
    (0x0007, "TLS_RSA_WITH_IDEA_CBC_SHA"),
    (0xC008, "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA"),
    (0xC012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"),
    (0x0016, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA"),
    (0x0013, "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA"),
    (0x000A, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
    (0xC007, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA"),
    (0xC011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA"),
    (0x0005, "TLS_RSA_WITH_RC4_128_SHA"),
    (0x0004, "TLS_RSA_WITH_RC4_128_MD5"),
    (0x00A6, "TLS_DH_anon_WITH_AES_128_GCM_SHA256"),
    (0x00A7, "TLS_DH_anon_WITH_AES_256_GCM_SHA384"),
    (0xC018, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"),
    (0xC019, "TLS_ECDH_anon_WITH_AES_256_CBC_SHA"),
    (0x006C, "TLS_DH_anon_WITH_AES_128_CBC_SHA256"),
    (0x006D, "TLS_DH_anon_WITH_AES_256_CBC_SHA256"),
    (0x0034, "TLS_DH_anon_WITH_AES_128_CBC_SHA"),
    (0x003A, "TLS_DH_anon_WITH_AES_256_CBC_SHA"),
    (0x0046, "TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA"),
    (0x0089, "TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA"),
    (0xC017, "TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA"),
    (0x001B, "TLS_DH_anon_WITH_3DES_EDE_CBC_SHA"),
    (0xC016, "TLS_ECDH_anon_WITH_RC4_128_SHA"),
    (0x0018, "TLS_DH_anon_WITH_RC4_128_MD5"),
    (0x001A, "TLS_DH_anon_WITH_DES_CBC_SHA"),
    (0x0015, "TLS_DHE_RSA_WITH_DES_CBC_SHA"),
    (0x0012, "TLS_DHE_DSS_WITH_DES_CBC_SHA"),
    (0x0009, "TLS_RSA_WITH_DES_CBC_SHA"),
    (0x0019, "TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA"),
    (0x0017, "TLS_DH_anon_EXPORT_WITH_RC4_40_MD5"),
    (0x0014, "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA"),
    (0x0011, "TLS_DHE_DSS_EXPORT_WITH_DES40_CBC_SHA"),
    (0x0008, "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA"),
    (0x0006, "TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5"),
    (0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5"),
    (0xC006, "TLS_ECDHE_ECDSA_WITH_NULL_SHA"),
    (0xC010, "TLS_ECDHE_RSA_WITH_NULL_SHA"),
    (0xC015, "TLS_ECDH_anon_WITH_NULL_SHA"),
    (0x003B, "TLS_RSA_WITH_NULL_SHA256"),
    (0x0002, "TLS_RSA_WITH_NULL_SHA"),
    (0x0001, "TLS_RSA_WITH_NULL_MD5"),
];

impl Suite {
    /// Every suite that is known, in the order in which they are offered.
    pub fn known() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(number, _)| Self(*number))
    }

    /// Its name at IANA, or its number.
    pub fn name(self) -> String {
        self.known_name().map_or_else(|| format!("0x{:04X}", self.0), str::to_owned)
    }

    /// How it agrees on a key, and how it encrypts; none of a suite that is not known.
    pub fn parts(self) -> Option<(Exchange, Bulk)> {
        let name = self.known_name()?;
        let begins = |start: &str| name.starts_with(start);
        let exchange = match name.split_once("_WITH_") {
            None => Exchange::Tls13,
            Some((agreed, _)) if agreed.contains("anon") => Exchange::Anonymous,
            Some(_) if begins("TLS_ECDHE_") => Exchange::Ecdhe,
            Some(_) if begins("TLS_DHE_") => Exchange::Dhe,
            Some(_) => Exchange::Rsa,
        };
        let has = |part: &str| name.contains(part);
        let bulk = if has("_EXPORT_") {
            Bulk::Export
        } else if has("_NULL_") {
            Bulk::Null
        } else if has("_3DES_") {
            Bulk::TripleDes
        } else if has("_DES_") {
            Bulk::Des
        } else if has("_RC4_") {
            Bulk::Rc4
        } else if has("_CBC_") {
            Bulk::Cbc
        } else {
            Bulk::Aead
        };
        Some((exchange, bulk))
    }

    /// Whether a handshake up to that version may use it: TLS 1.3 has suites of its own, and those with authenticated
    /// encryption or another hash than SHA-1 began with TLS 1.2.
    pub fn is_of(self, newest: Version) -> bool {
        let Some((exchange, bulk)) = self.parts() else { return false };
        let name = self.known_name().unwrap_or_default();
        let young = bulk == Bulk::Aead || name.ends_with("_SHA256") || name.ends_with("_SHA384");
        match newest {
            Version::Tls13 => exchange == Exchange::Tls13,
            Version::Tls12 => exchange != Exchange::Tls13,
            _ => exchange != Exchange::Tls13 && !young,
        }
    }

    /// Whether today's programs take it as a matter of course.
    pub fn is_usual(self) -> bool {
        match self.parts() {
            Some((Exchange::Tls13, _)) => matches!(self.0, 0x1301..=0x1303),
            Some((Exchange::Ecdhe, Bulk::Aead)) => {
                matches!(self.0, 0xC02B | 0xC02C | 0xC02F | 0xC030 | 0xCCA8 | 0xCCA9)
            }
            _ => false,
        }
    }

    fn known_name(self) -> Option<&'static str> {
        NAMES.iter().find(|(number, _)| *number == self.0).map(|(_, name)| *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_stands_once() {
        let mut numbers: Vec<u16> = NAMES.iter().map(|(number, _)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), NAMES.len());
    }

    #[test]
    fn a_name_tells_the_parts() {
        let parts = |number| Suite(number).parts();
        assert_eq!(parts(0x1301), Some((Exchange::Tls13, Bulk::Aead)));
        assert_eq!(parts(0xC02F), Some((Exchange::Ecdhe, Bulk::Aead)));
        assert_eq!(parts(0x0035), Some((Exchange::Rsa, Bulk::Cbc)));
        assert_eq!(parts(0x0016), Some((Exchange::Dhe, Bulk::TripleDes)));
        assert_eq!(parts(0x0019), Some((Exchange::Anonymous, Bulk::Export)));
        assert_eq!(parts(0x0009), Some((Exchange::Rsa, Bulk::Des)));
        assert_eq!(parts(0x0002), Some((Exchange::Rsa, Bulk::Null)));
        assert_eq!(parts(0x0004), Some((Exchange::Rsa, Bulk::Rc4)));
        assert_eq!(parts(0xFFFF), None);
        assert_eq!(Suite(0xFFFF).name(), "0xFFFF");
    }
}
