//! The number under which a server keeps a message that it has taken: what its administrator can look for in the log.

use crate::smtp::Reply;

/// The words in front of a queue ID, in lower case; the more precise first.
const BEFORE: [&str; 9] = [
    "envid=",           // Aliyun
    "internalid=",      // Exchange
    "queued as ",       // Postfix, NetEase
    "queued with id ",  // Stalwart
    "message queued (", // Haraka
    "queue-id ",
    "queued: ",
    " id=", // Exim
    "ok 0", // SES, whose IDs begin so
];
/// The words behind a queue ID, in lower case.
const BEHIND: [&str; 3] = [
    " - gsmtp",
    " message accepted", // Sendmail, OpenSMTPD
    " accepted message",
];

/// The queue ID that a reply names, if it names one.
pub(crate) fn queue_id(reply: &Reply) -> Option<String> {
    let text = reply.text();
    let lower = text.to_ascii_lowercase();
    qmail(&text)
        .or_else(|| {
            BEFORE.iter().find_map(|words| {
                let at = lower.find(words)? + words.len();
                // Of SES the zero belongs to the ID.
                let at = if words.ends_with('0') { at - 1 } else { at };
                whole(text[at..].split([' ', '\t', '\n', ']', ')']).next()?)
            })
        })
        .or_else(|| {
            BEHIND.iter().find_map(|words| {
                let at = lower.find(words)?;
                whole(text[..at].split_whitespace().last()?)
            })
        })
}

/// `ok 1700000000 qp 12345`: the time and the process.
fn qmail(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "qp")?;
    let (time, process) = (words.get(at.checked_sub(1)?)?, words.get(at + 1)?);
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(time) && is_number(process)).then(|| format!("{time} qp {process}"))
}

/// An ID without the punctuation of the sentence around it. A word without a digit is none.
fn whole(word: &str) -> Option<String> {
    let id = word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '<' | '>' | '(' | '"' | '\''));
    let fits = (4..=120).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_graphic())
        && id.bytes().any(|byte| byte.is_ascii_digit())
        && !is_status(id);
    fits.then(|| id.to_owned())
}

/// `2.0.0` (RFC 3463).
fn is_status(word: &str) -> bool {
    word.split('.').count() == 3 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::reply;

    #[test]
    fn it_is_found_in_the_words_of_many_servers() {
        for (text, id) in [
            ("2.0.0 Ok: queued as 4bXyZ10Qz3z9", "4bXyZ10Qz3z9"),
            ("2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 5F2C31A0B7", "5F2C31A0B7"),
            ("OK id=1tQ8Xz-000000004Wb-2kLm", "1tQ8Xz-000000004Wb-2kLm"),
            (
                "2.6.0 <a1@x.test> [InternalId=38547, Hostname=A.x.test] 5120 bytes in 0.2, 25 KB/sec Queued mail for delivery",
                "38547",
            ),
            ("2.0.0 OK  1700000000 d2e1a72fcca58-7d0sm1845b3a.42 - gsmtp", "d2e1a72fcca58-7d0sm1845b3a.42"),
            ("ok 1700000000 qp 31415", "1700000000 qp 31415"),
            ("2.0.0 4AN3x7bQ012345 Message accepted for delivery", "4AN3x7bQ012345"),
            ("2.0.0 1a2b3c4d Message accepted for delivery", "1a2b3c4d"),
            ("Mail OK queued as gzga-smtp-mta-g1-2,_____wDn7x1 1700000000", "gzga-smtp-mta-g1-2,_____wDn7x1"),
            ("Data Ok: queued as freedom ###envid=600123456", "600123456"),
            ("Ok 010001890abcdef0-1a2b3c4d-0000-000000", "010001890abcdef0-1a2b3c4d-0000-000000"),
            ("Message Queued (7C9E6679-7425-40DE.1)", "7C9E6679-7425-40DE.1"),
        ] {
            assert_eq!(queue_id(&reply(250, text)).as_deref(), Some(id), "{text}");
        }
    }

    #[test]
    fn where_none_is_named_none_is_found() {
        for text in [
            "OK",
            "2.0.0 OK",
            "OK: queued as.",
            "2.0.0 Message accepted for delivery",
            "Queued. Thank you.",
            "Ok 0",
        ] {
            assert_eq!(queue_id(&reply(250, text)), None, "{text}");
        }
    }
}
