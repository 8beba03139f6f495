//! The signatures of certificates that were found good, so that none is computed twice.
//!
//! A chain is held against this machine's roots and against Mozilla's, host after host shows the same intermediates,
//! and an exporter sees the same chains all day. That a signature fits a key never changes, so that alone is kept;
//! roots, names and dates are judged anew every time.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use aws_lc_rs::digest::{Context, SHA256, SHA256_OUTPUT_LEN};
use tokio_rustls::rustls::pki_types::{
    AlgorithmIdentifier, InvalidSignature, SignatureVerificationAlgorithm,
};

/// How many are kept; then all are forgotten.
const KEPT: usize = 4096;

type Fingerprint = [u8; SHA256_OUTPUT_LEN];

static GOOD: OnceLock<Mutex<HashSet<Fingerprint>>> = OnceLock::new();

/// Whether `proof` holds for exactly these bytes: computed, unless it is known to.
pub(super) fn holds(bytes: &[&[u8]], proof: impl FnOnce() -> bool) -> bool {
    let fingerprint = fingerprint(bytes);
    if good().contains(&fingerprint) {
        return true;
    }
    let holds = proof();
    if holds {
        keep(&mut good(), fingerprint);
    }
    holds
}

fn keep(good: &mut HashSet<Fingerprint>, fingerprint: Fingerprint) {
    if good.len() >= KEPT {
        good.clear();
    }
    good.insert(fingerprint);
}

fn good() -> MutexGuard<'static, HashSet<Fingerprint>> {
    GOOD.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner)
}

/// No two lists of pieces have the same.
fn fingerprint(pieces: &[&[u8]]) -> Fingerprint {
    let mut context = Context::new(&SHA256);
    for piece in pieces {
        context.update(&piece.len().to_be_bytes());
        context.update(piece);
    }
    let mut fingerprint = Fingerprint::default();
    fingerprint.copy_from_slice(context.finish().as_ref());
    fingerprint
}

/// An algorithm that computes no good signature of a certificate twice.
#[derive(Debug)]
pub(super) struct Once<'a>(pub(super) &'a dyn SignatureVerificationAlgorithm);

impl SignatureVerificationAlgorithm for Once<'_> {
    fn verify_signature(&self, key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        let kinds = (self.public_key_alg_id(), self.signature_alg_id());
        let bytes = [kinds.0.as_ref(), kinds.1.as_ref(), key, message, signature];
        let proof = || self.0.verify_signature(key, message, signature).is_ok();
        if holds(&bytes, proof) { Ok(()) } else { Err(InvalidSignature) }
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        self.0.public_key_alg_id()
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.0.signature_alg_id()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio_rustls::rustls::pki_types::alg_id;

    use super::*;

    /// Takes one signature for good, and counts how often it was asked.
    #[derive(Debug, Default)]
    struct Counting(AtomicUsize);

    impl SignatureVerificationAlgorithm for Counting {
        fn verify_signature(&self, _: &[u8], _: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
            self.0.fetch_add(1, Ordering::Relaxed);
            if signature == b"good" { Ok(()) } else { Err(InvalidSignature) }
        }

        fn public_key_alg_id(&self) -> AlgorithmIdentifier {
            alg_id::ED25519
        }

        fn signature_alg_id(&self) -> AlgorithmIdentifier {
            alg_id::ED25519
        }
    }

    #[test]
    fn a_good_signature_is_computed_once_and_a_bad_one_every_time() {
        let counting = Counting::default();
        let once = Once(&counting);
        let verify = |key: &[u8], message: &[u8], signature: &[u8]| {
            let verified = once.verify_signature(key, message, signature).is_ok();
            (verified, counting.0.load(Ordering::Relaxed))
        };
        assert_eq!(verify(b"key", b"message", b"good"), (true, 1));
        assert_eq!(verify(b"key", b"message", b"good"), (true, 1));
        assert_eq!(verify(b"key", b"message", b"bad"), (false, 2));
        assert_eq!(verify(b"key", b"message", b"bad"), (false, 3));
        assert_eq!(verify(b"key", b"another message", b"good"), (true, 4));
        assert_eq!(verify(b"another key", b"message", b"good"), (true, 5));
        // The same bytes, parted elsewhere.
        assert_eq!(verify(b"keym", b"essage", b"good"), (true, 6));
    }

    #[test]
    fn no_more_than_so_many_are_kept() {
        let mut good = HashSet::new();
        for at in 0..2 * KEPT {
            keep(&mut good, fingerprint(&[&at.to_be_bytes()]));
            assert!((1..=KEPT).contains(&good.len()));
        }
    }
}
