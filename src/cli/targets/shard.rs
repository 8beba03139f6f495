//! Which part of the list a line belongs to: told by the line alone, so that lines that come or go move no other.
//!
//! The rule is for ever: the first eight bytes of the SHA-256 of the line, without the spaces around it, as a number
//! with its highest byte first, modulo N, plus one.

use aws_lc_rs::digest::{SHA256, digest};

use crate::cli::args::Given;
use crate::cli::error::{Complaint, Error};
use crate::locale::Text;

/// The most parts of a list.
const MOST: u64 = 100_000;

/// A part of the list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Shard {
    part: u64,
    parts: u64,
}

impl Shard {
    /// The whole list.
    pub(super) const WHOLE: Self = Self { part: 1, parts: 1 };

    /// Reads `K/N`.
    pub(super) fn read(given: &Given) -> Result<Self, Error> {
        let text = given.text()?.trim();
        let number = |text: &str| text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
        let read = text.split_once('/').and_then(|(part, parts)| Some((number(part)?, number(parts)?)));
        match read {
            Some((part, parts)) if (1..=parts).contains(&part) && parts <= MOST => Ok(Self { part, parts }),
            _ => Err(Error::usage(&BAD_SHARD).with("name", given.name()).with("value", text)),
        }
    }

    /// Whether a line belongs to it.
    pub(super) fn holds(self, line: &str) -> bool {
        self.parts == 1 || hash(line.as_bytes()) % self.parts + 1 == self.part
    }
}

/// The first eight bytes of the SHA-256.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let digest = digest(&SHA256, bytes);
    digest.as_ref().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

static BAD_SHARD: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is not a part of a list.",
        zh_cn: "{name} 的值“{value}”不是列表的一份。",
    },
    form: Text {
        en: "The form is K/N, with K from 1 to N: 1/4, 2/4, 3/4 and 4/4 are the whole list together.",
        zh_cn: "格式为 K/N，K 从 1 到 N：1/4、2/4、3/4、4/4 合起来就是整个列表。",
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::option;

    fn shard(text: &str) -> Option<Shard> {
        Shard::read(&Given::typed(&option::SHARD, text)).ok()
    }

    #[test]
    fn the_rule_stays_as_it_is() {
        // printf %s smtp.example.com:465 | sha256sum
        assert_eq!(hash(b"smtp.example.com:465"), 0x3500_854d_4800_16c3);
    }

    #[test]
    fn every_line_belongs_to_one_part_and_the_parts_are_even() {
        let shards: Vec<Shard> = (1..=4).map(|part| shard(&format!("{part}/4")).unwrap()).collect();
        let mut sizes = [0; 4];
        for line in 0..4000 {
            let line = format!("mx{line}.example.com:465");
            let holding: Vec<usize> = (0..4).filter(|at| shards[*at].holds(&line)).collect();
            assert_eq!(holding.len(), 1);
            sizes[holding[0]] += 1;
        }
        assert!(sizes.iter().all(|size| (900..1100).contains(size)), "{sizes:?}");
    }

    #[test]
    fn only_a_part_is_one() {
        for bad in ["", "1", "0/4", "5/4", "1/0", "+1/4", "1/4/2", "a/b"] {
            assert!(shard(bad).is_none(), "{bad}");
        }
    }
}
