//! What a server says it can do: the keywords of its EHLO reply (RFC 5321 §4.1.1.1).

use serde::{Deserialize, Serialize};

use super::{Reply, ServerText};

/// The keywords of an EHLO reply.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Capabilities {
    /// The name the server gives itself: the first word of the first line.
    pub name: String,
    /// Each keyword line as sent, without the first line.
    pub keywords: Vec<String>,
}

impl Capabilities {
    /// The capabilities that an EHLO reply lists.
    pub fn of(reply: &Reply) -> Self {
        let mut lines = reply.lines.iter().map(ServerText::decoded);
        let first = lines.next().unwrap_or_default();
        Self {
            name: first.split_whitespace().next().unwrap_or_default().to_owned(),
            keywords: lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect(),
        }
    }

    /// The parameters of a keyword, if the server lists it. Keywords have no case.
    pub fn parameters(&self, keyword: &str) -> Option<&str> {
        self.keywords.iter().find_map(|line| {
            let (word, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
            word.eq_ignore_ascii_case(keyword).then_some(rest.trim())
        })
    }

    /// Whether the server lists a keyword.
    pub fn has(&self, keyword: &str) -> bool {
        self.parameters(keyword).is_some()
    }

    /// The SASL mechanisms offered, in capitals and in order (RFC 4954 §3), `AUTH=` lines of old servers included.
    pub fn mechanisms(&self) -> Vec<String> {
        let mut found = Vec::new();
        for line in &self.keywords {
            let list = line.get(..4).filter(|word| word.eq_ignore_ascii_case("AUTH")).map(|_| &line[4..]);
            let Some(list) = list.filter(|list| list.is_empty() || list.starts_with([' ', '\t', '='])) else {
                continue;
            };
            for word in list.split([' ', '\t', '=']).filter(|word| !word.is_empty()) {
                let word = word.to_ascii_uppercase();
                if !found.contains(&word) {
                    found.push(word);
                }
            }
        }
        found
    }

    /// The largest message in bytes that the server takes (RFC 1870); none where it names no limit or no number.
    pub fn size(&self) -> Option<u64> {
        self.parameters("SIZE")?.parse().ok().filter(|size| *size > 0)
    }

    /// Whether a middlebox has overwritten a keyword: `XXXXXXXA` where `STARTTLS` stood.
    pub fn is_masked(&self) -> bool {
        self.keywords.iter().any(|line| {
            let word = line.split_whitespace().next().unwrap_or_default();
            word.len() >= 4
                && word.bytes().take(word.len() - 1).all(|b| b == b'X')
                && matches!(word.as_bytes().last(), Some(b'X' | b'A'..=b'E'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::ReplyReader;

    fn capabilities(lines: &[&str]) -> Capabilities {
        let mut reader = ReplyReader::default();
        for (at, line) in lines.iter().enumerate() {
            let sign = if at + 1 == lines.len() { ' ' } else { '-' };
            reader.push(format!("250{sign}{line}\r\n").as_bytes());
        }
        Capabilities::of(&reader.next_reply().unwrap().unwrap())
    }

    #[test]
    fn keywords_have_no_case_and_are_exact() {
        let found = capabilities(&["mx.example.com at your service", "starttls ", "SIZE 35882577"]);
        assert_eq!(found.name, "mx.example.com");
        assert!(found.has("STARTTLS"));
        assert_eq!(found.size(), Some(35_882_577));
        assert!(!capabilities(&["x", "STARTTLSX", "XSTARTTLS"]).has("STARTTLS"));
    }

    #[test]
    fn mechanisms_come_from_every_auth_line() {
        let found = capabilities(&["x", "AUTH LOGIN PLAIN", "AUTH=LOGIN CRAM-MD5", "AUTHX NO"]);
        assert_eq!(found.mechanisms(), ["LOGIN", "PLAIN", "CRAM-MD5"]);
        assert!(capabilities(&["x", "AUTH"]).mechanisms().is_empty());
        assert!(capabilities(&["x"]).mechanisms().is_empty());
    }

    #[test]
    fn a_size_that_is_no_number_is_none() {
        for size in ["SIZE", "SIZE abc", "SIZE -1", "SIZE 0", "SIZE 99999999999999999999999"] {
            assert_eq!(capabilities(&["x", size]).size(), None);
        }
    }

    #[test]
    fn a_masked_keyword_is_seen() {
        assert!(capabilities(&["x", "XXXXXXXA"]).is_masked());
        assert!(capabilities(&["x", "XXXX"]).is_masked());
        assert!(!capabilities(&["x", "XCLIENT NAME"]).is_masked());
        assert!(!capabilities(&["x", "X-EXPS GSSAPI"]).is_masked());
        assert!(!capabilities(&["x", "8BITMIME", "PIPE", "X", "XXX", "XXXXXXXQ"]).is_masked());
    }
}
