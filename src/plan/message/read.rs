//! Reads what can be said of a message off its bytes. It changes nothing and keeps no content.

use super::{EightBit, Encoding, LONGEST_LINE, MessageFacts, MessageFault, Origin, Spot};

/// The headers that a server may ask for; it has to add none (RFC 5322 §3.6, RFC 6409 §8).
const WANTED: [&str; 3] = ["From", "Date", "Message-ID"];
/// The headers that may stand once (RFC 5322 §3.6).
const SINGLE: [&str; 11] = [
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Bcc",
    "Date",
    "Subject",
    "Message-ID",
    "In-Reply-To",
    "References",
];
/// The most characters of a Message-ID that are kept.
const ID: usize = 200;

/// What can be said of a message.
pub(super) fn facts(bytes: &[u8], origin: Origin) -> MessageFacts {
    let lines = lines(bytes);
    let end = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
    let (header, body) = lines.split_at(end);
    let fields = Fields::of(header);
    let mut faults = line_ends(bytes);
    faults.extend(spot(&lines, too_long).map(MessageFault::LongLine));
    faults.extend(fields.strays.map(MessageFault::NoField));
    let missing = WANTED.into_iter().filter(|name| fields.count(name) == 0);
    faults.extend(missing.map(|name| MessageFault::Missing { header: name.to_owned() }));
    let repeated = SINGLE.into_iter().map(|name| (name, fields.count(name))).filter(|(_, count)| *count > 1);
    faults.extend(
        repeated.map(|(name, count)| MessageFault::Repeated { header: name.to_owned(), count: count as u64 }),
    );
    MessageFacts {
        origin,
        size: bytes.len() as u64,
        message_id: fields.value("Message-ID").map(|id| id.trim().chars().take(ID).collect()),
        subject: fields.value("Subject").map(|subject| subject.trim().chars().count() as u64),
        header: eight_bit(header, 0),
        body: eight_bit(body, end),
        faults,
    }
}

/// The lines without their ends, be those CRLF or LF alone.
fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines.into_iter().map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect()
}

fn line_ends(bytes: &[u8]) -> Vec<MessageFault> {
    let (mut lf, mut cr, mut nul) = (None, None, None);
    let (mut line, mut before) = (1, 0);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' => {
                if before != b'\r' {
                    note(&mut lf, line);
                }
                line += 1;
            }
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => note(&mut cr, line),
            0 => note(&mut nul, line),
            _ => {}
        }
        before = *byte;
    }
    let faults = [lf.map(MessageFault::BareLf), cr.map(MessageFault::BareCr), nul.map(MessageFault::Nul)];
    faults.into_iter().flatten().collect()
}

fn note(spot: &mut Option<Spot>, line: u64) {
    match spot {
        Some(spot) => spot.count += 1,
        None => *spot = Some(Spot { count: 1, line }),
    }
}

fn spot(lines: &[&[u8]], is_one: impl Fn(&[u8]) -> bool) -> Option<Spot> {
    let mut found = None;
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| is_one(line)) {
        note(&mut found, at as u64 + 1);
    }
    found
}

fn too_long(line: &[u8]) -> bool {
    line.len() as u64 > LONGEST_LINE
}

/// Bytes beyond ASCII in lines that stand behind `before` others.
fn eight_bit(lines: &[&[u8]], before: usize) -> Option<EightBit> {
    let first = lines.iter().position(|line| !line.is_ascii())?;
    let is_utf8 = lines.iter().all(|line| std::str::from_utf8(line).is_ok());
    let encoding = if is_utf8 { Encoding::Utf8 } else { Encoding::Other };
    Some(EightBit { line: (before + first) as u64 + 1, encoding })
}

/// The fields of a header.
struct Fields<'a> {
    /// Names and unfolded values.
    fields: Vec<(&'a str, String)>,
    /// Lines that are no part of a field.
    strays: Option<Spot>,
}

impl<'a> Fields<'a> {
    fn of(lines: &[&'a [u8]]) -> Self {
        let (mut fields, mut strays): (Vec<(&str, String)>, _) = (Vec::new(), None);
        for (at, line) in lines.iter().enumerate() {
            let text = String::from_utf8_lossy(line);
            if line.first().is_some_and(|first| matches!(first, b' ' | b'\t')) && !fields.is_empty() {
                if let Some((_, value)) = fields.last_mut() {
                    value.push_str(&text);
                }
                continue;
            }
            let name = line.split(|byte| *byte == b':').next().filter(|name| name.len() < line.len());
            match name.and_then(field_name) {
                Some(name) => fields.push((name, text[name.len() + 1..].to_owned())),
                None => note(&mut strays, at as u64 + 1),
            }
        }
        Self { fields, strays }
    }

    fn count(&self, name: &str) -> usize {
        self.fields.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name)).count()
    }

    fn value(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The name of a field (RFC 5322 §2.2): printing ASCII without a colon.
fn field_name(name: &[u8]) -> Option<&str> {
    let fits = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    std::str::from_utf8(name).ok().filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use super::super::Message;
    use super::*;

    const WHOLE: &str =
        "From: me@a.test\r\nDate: Mon, 23 Nov 2026 03:00:00 +0000\r\nMessage-ID: <1@a.test>\r\n";

    fn read(rest: &str) -> MessageFacts {
        Message::new(format!("{WHOLE}{rest}").into_bytes(), Origin::File).facts().clone()
    }

    fn spot(count: u64, line: u64) -> Spot {
        Spot { count, line }
    }

    #[test]
    fn a_sound_message_has_no_faults() {
        let facts = read("Subject: a\r\n b\r\n\r\n.\r\nend");
        assert_eq!((facts.faults.as_slice(), facts.is_sendable()), (&[][..], true));
        assert_eq!((facts.message_id.as_deref(), facts.subject), (Some("<1@a.test>"), Some(3)));
        assert_eq!(facts.size, WHOLE.len() as u64 + 26);
        assert_eq!((facts.header, facts.body), (None, None));
    }

    #[test]
    fn nothing_that_could_end_it_early_may_be_sent() {
        for (rest, fault) in [
            ("\r\na\n.\nb", MessageFault::BareLf(spot(2, 5))),
            ("\r\na\n.\r\nMAIL FROM:<x@y.z>", MessageFault::BareLf(spot(1, 5))),
            ("\r\na\r.\rb", MessageFault::BareCr(spot(2, 5))),
            ("\r\na\r\n.\r\r\nb", MessageFault::BareCr(spot(1, 6))),
            ("\r\na\r\n\0.\r\nb", MessageFault::Nul(spot(1, 6))),
        ] {
            let facts = read(rest);
            assert_eq!((facts.faults.as_slice(), facts.is_sendable()), (&[fault][..], false), "{rest:?}");
        }
        let facts = read("\r\na\n.\r.\n.\r\n");
        assert_eq!(facts.faults.len(), 2);
    }

    #[test]
    fn headers_are_counted_and_looked_for() {
        let facts = read("subject: a\r\nSubject: b\r\nno field\r\n\r\nb");
        let repeated = MessageFault::Repeated { header: "Subject".into(), count: 2 };
        assert_eq!(facts.faults, [MessageFault::NoField(spot(1, 6)), repeated]);
        let bare = Message::new(b"\r\nbody\r\n".to_vec(), Origin::File);
        assert_eq!(bare.facts().faults.len(), 3);
        assert!(bare.facts().is_sendable());
    }

    #[test]
    fn bytes_beyond_ascii_are_placed_and_lines_measured() {
        let facts = read(&format!("Subject: é\r\n\r\na\r\né\r\n{}\r\n", "x".repeat(999)));
        assert_eq!(facts.header, Some(EightBit { line: 4, encoding: Encoding::Utf8 }));
        assert_eq!(facts.body, Some(EightBit { line: 7, encoding: Encoding::Utf8 }));
        assert_eq!(facts.faults, [MessageFault::LongLine(spot(1, 8))]);
        let latin = Message::new(b"\r\n\xe9\r\n".to_vec(), Origin::File);
        assert_eq!(latin.facts().body.unwrap().encoding, Encoding::Other);
    }
}
