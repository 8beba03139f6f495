//! Names in certificates (RFC 4514): what stands for a person, an organisation or a place is replaced, attribute by
//! attribute; public authorities and products that open connections stay.

use crate::catalog::tls::reading::{interceptor, is_public_authority};

/// Whether everybody may know an authority.
pub(super) fn is_public(name: &str) -> bool {
    is_public_authority(name) || interceptor(name).is_some()
}

/// The values of a name that stand for somebody, without their escapes. A country stands for nobody.
pub(super) fn values(name: &str) -> Vec<String> {
    let mut values = Vec::new();
    for part in parts(name) {
        let (kind, value) = part.split_once('=').unwrap_or(("", part));
        if kind.trim().eq_ignore_ascii_case("C") {
            continue;
        }
        let value = value.trim();
        values.push(value.to_owned());
        let plain = value.replace('\\', "");
        if plain != value {
            values.push(plain);
        }
    }
    values.retain(|value| !value.is_empty());
    values
}

/// The attributes between commas and plus signs that are not escaped.
fn parts(name: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, c) in name.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ',' | '+' => {
                parts.push(&name[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&name[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_between_escapes() {
        assert_eq!(values(r"CN=Mail,O=Acme\, Inc,C=DE"), ["Mail", r"Acme\, Inc", "Acme, Inc"]);
        assert!(values("").is_empty());
        assert!(is_public("C=US,O=Let's Encrypt,CN=R11") && !is_public("CN=Acme CA"));
    }
}
