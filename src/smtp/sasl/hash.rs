//! The hash functions of SCRAM. aws-lc-rs computes them: it is there for TLS already.

use std::num::NonZeroU32;

use aws_lc_rs::{digest, hmac, pbkdf2};
use zeroize::Zeroizing;

/// A hash function.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Hash {
    /// SHA-1, of RFC 5802.
    Sha1,
    /// SHA-256, of RFC 7677.
    Sha256,
    /// SHA-512, of draft-melnikov-scram-sha-512.
    Sha512,
}

/// What comes of a hash function, wiped when dropped.
pub(crate) type Output = Zeroizing<Vec<u8>>;

impl Hash {
    /// `H(data)`.
    pub(crate) fn digest(self, data: &[u8]) -> Output {
        let algorithm = match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
            Self::Sha512 => &digest::SHA512,
        };
        Zeroizing::new(digest::digest(algorithm, data).as_ref().to_vec())
    }

    /// `HMAC(key, data)`.
    pub(crate) fn hmac(self, key: &[u8], data: &[u8]) -> Output {
        let algorithm = match self {
            Self::Sha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => hmac::HMAC_SHA256,
            Self::Sha512 => hmac::HMAC_SHA512,
        };
        Zeroizing::new(hmac::sign(&hmac::Key::new(algorithm, key), data).as_ref().to_vec())
    }

    /// `Hi(secret, salt, iterations)`: PBKDF2 (RFC 8018 §5.2).
    pub(crate) fn salted(self, secret: &[u8], salt: &[u8], iterations: NonZeroU32) -> Output {
        let (algorithm, length) = match self {
            Self::Sha1 => (pbkdf2::PBKDF2_HMAC_SHA1, 20),
            Self::Sha256 => (pbkdf2::PBKDF2_HMAC_SHA256, 32),
            Self::Sha512 => (pbkdf2::PBKDF2_HMAC_SHA512, 64),
        };
        let mut out = Zeroizing::new(vec![0; length]);
        pbkdf2::derive(algorithm, iterations, salt, secret, &mut out);
        out
    }
}
