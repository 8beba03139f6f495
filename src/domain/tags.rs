//! A list of tags, as DKIM (RFC 6376 §3.2) and DMARC write it: `v=DKIM1; p=…`.

/// The tags in their order, or the part that is none.
pub(super) fn tags(text: &str) -> Result<Vec<(&str, &str)>, &str> {
    let mut tags: Vec<(&str, &str)> = Vec::new();
    let mut parts = text.split(';').map(str::trim).peekable();
    while let Some(part) = parts.next() {
        if part.is_empty() && parts.peek().is_none() {
            break;
        }
        let (name, value) = part.split_once('=').ok_or(part)?;
        let (name, value) = (name.trim_end(), value.trim_start());
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let fits = starts && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let visible = value.chars().all(|c| c == ' ' || c == '\t' || c.is_ascii_graphic());
        if !fits || !visible || tags.iter().any(|(known, _)| *known == name) {
            return Err(part);
        }
        tags.push((name, value));
    }
    Ok(tags)
}

/// The value of a tag.
pub(super) fn value<'a>(tags: &[(&str, &'a str)], name: &str) -> Option<&'a str> {
    tags.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_split_at_semicolons() {
        assert_eq!(tags("v=DKIM1; p = a=b ;"), Ok(vec![("v", "DKIM1"), ("p", "a=b")]));
        assert_eq!(tags("p="), Ok(vec![("p", "")]));
        assert_eq!(tags("v=DKIM1;; p="), Err(""));
        assert_eq!(tags("v=DMARC1\\; p=none"), Ok(vec![("v", "DMARC1\\"), ("p", "none")]));
        assert_eq!(tags("v=DMARC1 p"), Ok(vec![("v", "DMARC1 p")]));
        assert_eq!(tags("p=a; p=b"), Err("p=b"));
        assert_eq!(tags("\"v=DKIM1\""), Err("\"v=DKIM1\""));
    }
}
