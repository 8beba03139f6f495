//! Groups for the exchange of keys, by their numbers at IANA.

use serde::{Deserialize, Serialize};

/// A group (RFC 8446 §4.2.7), recorded by its number.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Group(pub u16);

/// Those that are known by name, the usual ones first.
const NAMES: [(u16, &str); 25] = [
    (0x11ec, "X25519MLKEM768"),
    (29, "x25519"),
    (23, "secp256r1"),
    (24, "secp384r1"),
    (25, "secp521r1"),
    (30, "x448"),
    (0x11eb, "SecP256r1MLKEM768"),
    (0x11ed, "SecP384r1MLKEM1024"),
    (256, "ffdhe2048"),
    (257, "ffdhe3072"),
    (258, "ffdhe4096"),
    (259, "ffdhe6144"),
    (260, "ffdhe8192"),
    (31, "brainpoolP256r1tls13"),
    (32, "brainpoolP384r1tls13"),
    (33, "brainpoolP512r1tls13"),
    (26, "brainpoolP256r1"),
    (27, "brainpoolP384r1"),
    (28, "brainpoolP512r1"),
    (22, "secp256k1"),
    (21, "secp224r1"),
    (19, "secp192r1"),
    (16, "secp160r1"),
    (41, "curveSM2"),
    (0x6399, "X25519Kyber768Draft00"),
];

impl Group {
    /// X25519 with ML-KEM-768: safe from quantum computers as well.
    pub const X25519_ML_KEM_768: Self = Self(0x11ec);
    /// Curve25519 (RFC 7748).
    pub const X25519: Self = Self(29);
    /// P-256.
    pub const P256: Self = Self(23);
    /// P-384.
    pub const P384: Self = Self(24);
    /// P-521.
    pub const P521: Self = Self(25);

    /// Every group that is offered up to TLS 1.2.
    pub const CLASSIC: [Self; 12] = [
        Self::X25519,
        Self::P256,
        Self::P384,
        Self::P521,
        Self(30),
        Self(26),
        Self(27),
        Self(28),
        Self(22),
        Self(21),
        Self(19),
        Self(16),
    ];

    /// Every group that is offered in TLS 1.3.
    pub const CURRENT: [Self; 13] = [
        Self::X25519_ML_KEM_768,
        Self::X25519,
        Self::P256,
        Self::P384,
        Self::P521,
        Self(30),
        Self(0x11eb),
        Self(0x11ed),
        Self(256),
        Self(257),
        Self(258),
        Self(259),
        Self(260),
    ];

    /// Its name at IANA, or its number.
    pub fn name(self) -> String {
        let known = NAMES.iter().find(|(number, _)| *number == self.0);
        known.map_or_else(|| format!("0x{:04X}", self.0), |(_, name)| (*name).to_owned())
    }

    /// Whether it holds against quantum computers too.
    pub fn is_post_quantum(self) -> bool {
        matches!(self.0, 0x11eb..=0x11ed | 0x6399)
    }

    /// Whether today's programs take it as a matter of course.
    pub fn is_usual(self) -> bool {
        matches!(self, Self::X25519_ML_KEM_768 | Self::X25519 | Self::P256 | Self::P384)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_has_a_name() {
        for group in Group::CLASSIC.iter().chain(&Group::CURRENT) {
            assert!(!group.name().starts_with("0x"), "{group:?}");
        }
        assert_eq!(Group(0xfefe).name(), "0xFEFE");
        assert!(Group::X25519_ML_KEM_768.is_post_quantum() && !Group::X25519.is_post_quantum());
    }
}
