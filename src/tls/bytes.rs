//! Numbers and blocks in the order in which TLS has them: big-endian, lengths first (RFC 8446 §3).

/// Bytes that are read from the front. Nothing is there behind their end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number of so many bytes.
    pub(super) fn number(&mut self, width: usize) -> Option<usize> {
        self.take(width).map(|bytes| bytes.iter().fold(0, |sum, byte| (sum << 8) | usize::from(*byte)))
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.take(2).map(|bytes| u16::from_be_bytes([bytes[0], bytes[1]]))
    }

    /// A block whose length stands before it in so many bytes.
    pub(super) fn block(&mut self, width: usize) -> Option<Self> {
        let length = self.number(width)?;
        self.take(length).map(Self)
    }
}

/// A block with its length before it in two bytes. Nothing that is written here is longer.
pub(super) fn block(content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap_or(u16::MAX);
    [&length.to_be_bytes()[..], content].concat()
}

/// These numbers in two bytes each.
pub(super) fn numbers(numbers: impl IntoIterator<Item = u16>) -> Vec<u8> {
    numbers.into_iter().flat_map(u16::to_be_bytes).collect()
}
