//! Which numbers in a line of a log are the answer of a server, and not a size, a port, a process or a delay.
//!
//! An error that somebody pastes is an error, so `codes` takes every number that may be a code. A log is mostly about
//! what goes well: here a number is a code only where a code stands. It refuses to know what a code means.

use super::codes;

/// Words behind which a colon, a quotation mark or a bracket leads to what a server said.
const SAYS: [&str; 20] = [
    "said",
    "response",
    "responsecode",
    "smtp_code",
    "smtpcode",
    "reply",
    "replied",
    "answer",
    "answered",
    "error",
    "smtperror",
    "reject",
    "rejected",
    "refused",
    "detail",
    "server",
    "diagnostic",
    "message",
    "login",
    "greeting",
];
/// The same of several words.
const TELLS: [&str; 14] = [
    "initial connection",
    "end of data",
    "after data",
    "pipelined data",
    "command failed",
    "message failed",
    "login failed",
    "authentication failed",
    "delivery failed",
    "send failed",
    "sending failed",
    "recipients were rejected",
    "mail from",
    "rcpt to",
];
/// Words behind which the number alone is the code, with nothing said about it.
const NAMES: [&str; 5] = ["responsecode", "smtp_code", "smtpcode", "code", "error"];
/// What stands before a line of a dialogue.
const MARKS: [&str; 9] = ["s:", "<**", "<--", "<-", "<~", "<<", "<", "->", "-->"];
/// What is counted: the number before it is an amount.
const COUNTED: [&str; 27] = [
    "messages",
    "mails",
    "emails",
    "e-mails",
    "connections",
    "requests",
    "recipients",
    "times",
    "users",
    "files",
    "jobs",
    "items",
    "records",
    "entries",
    "rows",
    "clients",
    "sessions",
    "processes",
    "workers",
    "minutes",
    "hours",
    "days",
    "kbytes",
    "lines",
    "errors",
    "deliveries",
    "封",
];
/// What a web server says.
const OF_THE_WEB: [&str; 8] = [
    "bad gateway",
    "not found",
    "internal server error",
    "gateway time",
    "forbidden",
    "unauthorized",
    "bad request",
    "not implemented",
];
/// Words before an enhanced code without a reply code.
const OF_A_STATUS: [&str; 6] = ["dsn=", "status:", "status=", "said:", "#", "response:"];
/// What says that a message has gone.
const GONE: [&str; 2] = ["status=sent", "stat=sent"];

/// Whether a folded line tells of a message that went out.
pub(super) fn is_sent(folded: &str) -> bool {
    GONE.iter().any(|words| folded.contains(words))
}

/// Whether a folded line holds the refusal of a server, told by its code.
pub(super) fn refuses(folded: &str) -> bool {
    let bytes = folded.as_bytes();
    memchr::memchr2_iter(b'4', b'5', bytes).any(|at| is_reply(folded, at) || is_status(folded, at))
}

fn is_reply(text: &str, start: usize) -> bool {
    let end = start + 3;
    if !text.is_char_boundary(end) {
        return false;
    }
    let Some(code) = codes::reply_at(text, start, end) else { return false };
    let after = &text[end..];
    let behind = after.trim_start_matches([' ', '-', '#']);
    if codes::enhanced_at(text, text.len() - behind.len()).is_some() {
        return true;
    }
    // Those of the web; no server of mail has them.
    let of_the_web =
        matches!(code, 400..=420 | 422..=429) || OF_THE_WEB.iter().any(|words| behind.starts_with(words));
    if of_the_web || is_counted(behind) {
        return false;
    }
    let said = after.starts_with([' ', '-']) && behind.starts_with(|c: char| !c.is_ascii_digit() && c != '=');
    let before = &text[..start];
    let open = before.strip_suffix("b'").or_else(|| before.strip_suffix("b\"")).unwrap_or(before);
    let lead = open.trim_end_matches([' ', '"', '\'', '(', '[', '=', ':', ',', '\\']);
    let sign = &before[lead.len()..];
    let mark = before.split_ascii_whitespace().next_back().unwrap_or_default();
    if said && (lead.is_empty() || before.ends_with(' ') && MARKS.contains(&mark) || lead.ends_with("smtp;"))
    {
        return true;
    }
    let word = lead.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    if NAMES.contains(&word) && !lead.ends_with("exit code") && !lead.ends_with("status code") {
        return true;
    }
    let parted = sign.contains([':', '"', '\'', '(', '=']);
    let tells = SAYS.contains(&word) || TELLS.iter().any(|words| lead.ends_with(words));
    // `after RCPT TO:<you@example.org>: 550 no`, `mx.example.org[192.0.2.1]: 550 no`.
    let of_a_server = sign.starts_with(':') && (lead.ends_with('>') || ends_in_an_address(lead));
    said && parted && (tells || of_a_server)
}

fn is_counted(behind: &str) -> bool {
    let mut words = behind.split_ascii_whitespace();
    let first = words.next().unwrap_or_default().trim_end_matches([',', ';', ')', '.']);
    // “421 Messages from … are deferred”.
    COUNTED.contains(&first) && words.next() != Some("from")
}

fn ends_in_an_address(lead: &str) -> bool {
    let inside = lead.strip_suffix(']').and_then(|lead| lead.rsplit('[').next());
    inside.is_some_and(|inside| inside.parse::<std::net::IpAddr>().is_ok())
}

fn is_status(text: &str, start: usize) -> bool {
    let lead = text[..start].trim_end();
    OF_A_STATUS.iter().any(|words| lead.ends_with(words)) && codes::enhanced_at(text, start).is_some()
}

#[cfg(test)]
mod tests;
