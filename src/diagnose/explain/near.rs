//! The codes that somebody may have meant who typed one that there is not.

use crate::catalog::{Code, causes};

/// The most codes that are suggested.
const MOST: usize = 5;

/// Whether a text has the form of a code: `family/fault`.
pub fn is_code(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    text.trim().split_once('/').is_some_and(|(family, fault)| part(family) && part(fault))
}

/// The code that a text is, in any case and with `_` for `-`.
pub fn exact(text: &str) -> Option<Code> {
    let wanted = text.trim().to_ascii_lowercase().replace('_', "-");
    causes().map(|cause| cause.code).find(|code| code.0 == wanted)
}

/// The codes that are a few slips away, or have the same fault in another family, the nearest first.
pub fn near(text: &str) -> Vec<Code> {
    let wanted = text.trim().to_ascii_lowercase().replace('_', "-");
    let fault = |code: &str| code.split_once('/').map_or(code, |(_, fault)| fault).to_owned();
    let mut found: Vec<(usize, Code)> = causes()
        .filter_map(|cause| {
            let whole = distance(&wanted, cause.code.0);
            let behind = distance(&fault(&wanted), &fault(cause.code.0)) + 1;
            let slips = whole.min(behind);
            let limit = (wanted.chars().count() / 4).clamp(2, 6);
            let contains = fault(&wanted).len() >= 4 && fault(cause.code.0).contains(&fault(&wanted));
            (slips <= limit || contains).then_some((slips, cause.code))
        })
        .collect();
    found.sort_by_key(|(slips, _)| *slips);
    found.truncate(MOST);
    found.into_iter().map(|(_, code)| code).collect()
}

/// Letters added, left out or exchanged on the way from one word to the other, or to its first parts.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (i, c) in one.chars().enumerate() {
        let mut row = vec![i + 1];
        for (j, o) in other.iter().enumerate() {
            row.push((above[j] + usize::from(c != *o)).min(above[j + 1] + 1).min(row[j] + 1));
        }
        above = row;
    }
    // Who stops at a hyphen has left out the rest.
    let stops = (1..other.len()).filter(|at| other[*at] == '-').map(|at| above[at] + 1);
    stops.fold(above[other.len()], usize::min)
}

#[cfg(test)]
mod tests;
