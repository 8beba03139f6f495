//! Work for the processor that a challenge asks for: up to seconds on a slow machine, so it can be done aside.

use std::fmt;
use std::num::NonZeroU32;

use zeroize::Zeroizing;

use super::hash::{Hash, Output};

/// Hashing a secret as often as a server wants.
pub struct Toil {
    pub(super) hash: Hash,
    pub(super) secret: Zeroizing<String>,
    pub(super) salt: Vec<u8>,
    pub(super) iterations: NonZeroU32,
}

/// What comes of it, wiped when dropped.
pub struct Key(pub(super) Output);

impl Toil {
    /// Does the work.
    pub fn done(self) -> Key {
        Key(self.hash.salted(self.secret.as_bytes(), &self.salt, self.iterations))
    }

    /// How often the server wants the secret hashed.
    pub fn iterations(&self) -> u32 {
        self.iterations.get()
    }
}

impl fmt::Debug for Toil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Toil").field("iterations", &self.iterations).finish_non_exhaustive()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_and_what_comes_of_it_show_no_secret() {
        let toil = Toil {
            hash: Hash::Sha1,
            secret: Zeroizing::new("password".to_owned()),
            salt: b"salt".to_vec(),
            iterations: NonZeroU32::MIN,
        };
        assert_eq!((format!("{toil:?}"), toil.iterations()), ("Toil { iterations: 1, .. }".to_owned(), 1));
        let key = toil.done();
        // The first example of RFC 6070.
        assert_eq!(key.0[..4], [0x0c, 0x60, 0xc8, 0x0f]);
        assert_eq!(format!("{key:?}"), "Key(..)");
    }
}
