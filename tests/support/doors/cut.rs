//! Bytes in pieces: where they are cut is told by a number, so that the fuzzer can choose.

/// What ends a turn of a server, or a field, in bytes that hold several.
pub(crate) const SEPARATOR: u8 = 0x1e;

/// The places of cuts inside of `length` bytes, in order. Zero is every place.
pub(crate) fn cuts(length: usize, how: u8) -> Vec<usize> {
    let mut state = u32::from(how).wrapping_mul(0x9e37_79b9);
    let mut places = Vec::new();
    let mut at = 0;
    loop {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        at += if how == 0 { 1 } else { 1 + (state >> 24) as usize % (1 + usize::from(how)) };
        if at >= length {
            return places;
        }
        places.push(at);
    }
}

/// The pieces between cuts.
pub(crate) fn pieces<'b>(bytes: &'b [u8], cuts: &[usize]) -> Vec<&'b [u8]> {
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain(std::iter::once(bytes.len()));
    starts.zip(ends).map(|(start, end)| &bytes[start..end]).filter(|piece| !piece.is_empty()).collect()
}

/// The first byte and the others; nothing where there is none.
pub(crate) fn first(bytes: &[u8]) -> (u8, &[u8]) {
    bytes.split_first().map_or((0, bytes), |(first, rest)| (*first, rest))
}

/// The fields between separators.
pub(crate) fn fields(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == SEPARATOR)
}
