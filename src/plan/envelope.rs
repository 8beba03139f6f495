//! The envelope, and an address as it may stand in one (RFC 5321 §4.1.2), read so that it can never be more than one.

use serde::{Deserialize, Serialize};

use super::target::{HostFault, read_host};
use crate::escape::acts_unseen;

/// The longest path without its angle brackets (RFC 5321 §4.5.3.1.3).
const LONGEST: usize = 254;

/// The envelope of a message (RFC 5321 §2.3.1): who sends, and who is to receive.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// The address for MAIL FROM, without angle brackets; empty for the null reverse-path.
    pub from: String,
    /// The addresses for RCPT TO, without angle brackets; none where the sender alone is checked.
    pub to: Vec<String>,
}

/// Why a text is no address.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum MailboxFault {
    /// Nothing is there.
    Empty,
    /// No `@` with something on both sides.
    NoDomain,
    /// A character that cannot stand there.
    Character(char),
    /// It is longer than an envelope can hold.
    TooLong,
    /// The part behind the `@` is no host name.
    Domain(HostFault),
}

/// The address without angle brackets, its domain in ASCII form, so that only a local part needs SMTPUTF8.
///
/// # Errors
/// [`MailboxFault`], which names what is wrong.
pub fn read_mailbox(text: &str) -> Result<String, MailboxFault> {
    let text = text.trim_matches([' ', '\t']);
    let text = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
    if text.is_empty() {
        return Err(MailboxFault::Empty);
    }
    let bad = |c: &char| c.is_control() || acts_unseen(*c) || matches!(c, '<' | '>');
    if let Some(c) = text.chars().find(bad) {
        return Err(MailboxFault::Character(c));
    }
    let (local, domain) = text.rsplit_once('@').ok_or(MailboxFault::NoDomain)?;
    if local.is_empty() || domain.is_empty() {
        return Err(MailboxFault::NoDomain);
    }
    if let Some(c) = stray(local) {
        return Err(MailboxFault::Character(c));
    }
    let domain = match domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(literal) => match literal.chars().find(|c| !(c.is_ascii_alphanumeric() || ".:".contains(*c))) {
            Some(c) => return Err(MailboxFault::Character(c)),
            None => domain.to_owned(),
        },
        None => read_host(domain).map_err(MailboxFault::Domain)?,
    };
    let whole = format!("{local}@{domain}");
    if whole.len() > LONGEST { Err(MailboxFault::TooLong) } else { Ok(whole) }
}

/// The first character that cannot stand in a local part as it is. Quotation marks hide all but themselves.
fn stray(local: &str) -> Option<char> {
    let inside = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let Some(inside) = inside else {
        return local.chars().find(|c| c.is_whitespace() || "()[]:;@\\,\"".contains(*c));
    };
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        let lone = match c {
            '"' => true,
            '\\' => chars.next().is_none(),
            _ => false,
        };
        if lone {
            return Some(c);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        for (text, address) in [
            ("me@example.com", "me@example.com"),
            (" <me+tag@Example.COM> ", "me+tag@example.com"),
            ("\"a b\\\"c@d\"@example.com", "\"a b\\\"c@d\"@example.com"),
            ("用户@例子.公司", "用户@xn--fsqu00a.xn--55qx5d"),
            ("root@[192.0.2.1]", "root@[192.0.2.1]"),
            ("a@[IPv6:2001:db8::1]", "a@[IPv6:2001:db8::1]"),
        ] {
            assert_eq!(read_mailbox(text).as_deref(), Ok(address));
        }
    }

    #[test]
    fn nothing_can_begin_another_command() {
        for text in [
            "a@b.c\r\nDATA",
            "a\n@b.c",
            "\"a\rb\"@b.c",
            "a@b.c> SIZE=1",
            "a@b.c>\tNOTIFY=NEVER",
            "a b@c.d",
            "a@b.c d@e.f",
            "a@b.c,d@e.f",
            "\"a\"b\"@c.d",
            "\"a\\\"@c.d",
            "a@[1.2.3.4] X",
            "a\0@b.c",
            "a\u{2028}@b.c",
            "Me <a@b.c>",
            "a@@b.c",
            "@b.c",
            "a@",
            "a",
            "<>",
            "",
        ] {
            assert!(read_mailbox(text).is_err(), "{text:?}");
        }
        // The limits of RFC 5321 §4.5.3.1 for a domain and a path; a long local part is the server's to refuse.
        assert_eq!(read_mailbox(&format!("{}@b.c", "a".repeat(252))), Err(MailboxFault::TooLong));
        assert!(read_mailbox(&format!("{}@b.c", "a".repeat(65))).is_ok());
        let domain = [&"a".repeat(63); 4].map(String::as_str).join(".");
        assert!(matches!(read_mailbox(&format!("x@{domain}")), Err(MailboxFault::Domain(_))));
        assert!(matches!(read_mailbox(&format!("x@{}.c", "a".repeat(64))), Err(MailboxFault::Domain(_))));
        assert_eq!(read_mailbox(&format!("{}@b.c", "a".repeat(300))), Err(MailboxFault::TooLong));
    }
    #[test]
    fn a_hyphen_in_front_is_a_letter_of_the_address() {
        assert_eq!(read_mailbox("-oQueue@b.test").as_deref(), Ok("-oQueue@b.test"));
        assert!(matches!(read_mailbox("a@-b.test"), Err(MailboxFault::Domain(_))));
    }
}
