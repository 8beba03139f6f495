//! Replies as servers send them, good and bad, whole and cut.

use super::*;
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Result<Option<Reply>, ReplyFault> {
    let mut reader = ReplyReader::default();
    reader.push(bytes);
    reader.next_reply()
}

fn reply(bytes: &[u8]) -> Reply {
    read(bytes).unwrap().unwrap()
}

#[test]
fn a_reply_has_a_code_and_lines() {
    let reply = reply(b"250-mail.example.com\r\n250-SIZE 1000\r\n250 AUTH PLAIN\r\n");
    assert_eq!(reply.code, 250);
    assert_eq!(reply.lines.len(), 3);
    assert_eq!(reply.shown(80), "250 mail.example.com SIZE 1000 AUTH PLAIN");
    assert!(reply.quirks.is_empty());
}

#[test]
fn a_code_alone_is_a_reply() {
    assert_eq!(reply(b"250\r\n").shown(80), "250");
    assert_eq!(reply(b"250 \r\n").lines, [ServerText::default()]);
    assert_eq!(reply(b"553-a\r\n553\r\n").lines.len(), 2);
}

#[test]
fn a_reply_is_written_as_it_came() {
    for wire in ["250-mx.example.com\r\n250-SIZE 1000\r\n250 AUTH PLAIN", "354 go ahead"] {
        assert_eq!(reply(format!("{wire}\r\n").as_bytes()).wire().bytes(), wire.as_bytes());
    }
}

#[test]
fn what_is_no_reply_is_named() {
    for line in [
        "\r\n\r\n",
        "2\r\n",
        "25\r\n",
        "2500 x\r\n",
        "25x\r\n",
        "099 x\r\n",
        "699 x\r\n",
        "-50 x\r\n",
        "２５０ x\r\n",
    ] {
        assert!(matches!(read(line.as_bytes()), Err(ReplyFault::NoCode { .. })), "{line:?}");
    }
    assert!(matches!(read(b"250-a\r\n550 b\r\n"), Err(ReplyFault::CodesDiffer { first: 250, .. })));
}

#[test]
fn oddities_are_noted_and_forgiven() {
    assert_eq!(reply(b"220 x\n").quirks, [Quirk::BareLf]);
    assert_eq!(reply(b"220 a\rb\r\n").quirks, [Quirk::BareCr]);
    assert_eq!(reply(b"\r\n220 x\r\n").quirks, [Quirk::EmptyLine]);
    assert_eq!(reply(b"220 \xff\r\n").quirks, [Quirk::NotUtf8]);
    assert_eq!(reply(b"220 \x00\r\n").quirks, [Quirk::Control]);
    assert_eq!(reply(format!("220 {}\r\n", "a".repeat(600)).as_bytes()).quirks, [Quirk::LongLine]);
}

#[test]
fn size_is_bounded() {
    assert!(matches!(read(&[b'2'; LINE_LIMIT + 1]), Err(ReplyFault::LineTooLong { .. })));
    let endless = b"250-x\r\n".repeat(LINES_LIMIT + 1);
    assert!(matches!(read(&endless), Err(ReplyFault::TooLong { .. })));
    let most = b"250-x\r\n".repeat(LINES_LIMIT - 1);
    assert_eq!(reply(&[&most, &b"250 x\r\n"[..]].concat()).lines.len(), LINES_LIMIT);
    let large = format!("250-{}\r\n", "x".repeat(2_000)).repeat(20);
    assert!(matches!(read(large.as_bytes()), Err(ReplyFault::TooLong { .. })));
}

/// A line of so many bytes with its line break.
fn line_of(length: usize, sign: char) -> String {
    format!("250{sign}{}\r\n", "x".repeat(length - 6))
}

#[test]
fn the_limits_themselves_are_kept_to() {
    assert!(reply(line_of(LINE_STANDARD, ' ').as_bytes()).quirks.is_empty());
    assert_eq!(reply(line_of(LINE_STANDARD + 1, ' ').as_bytes()).quirks, [Quirk::LongLine]);
    assert_eq!(reply(line_of(LINE_LIMIT, ' ').as_bytes()).lines[0].bytes().len(), LINE_LIMIT - 6);
    let over = line_of(LINE_LIMIT + 1, ' ');
    let start = ServerText::new(&over.as_bytes()[..LINE_STANDARD]);
    assert_eq!(read(over.as_bytes()), Err(ReplyFault::LineTooLong { line: start }));
    assert_eq!(read(&over.as_bytes()[..LINE_LIMIT - 1]), Ok(None));
    assert!(matches!(read(&over.as_bytes()[..LINE_LIMIT]), Err(ReplyFault::LineTooLong { .. })));
    let first = line_of(8 * 1024, '-').repeat(3);
    let whole = format!("{first}{}", line_of(8 * 1024, ' '));
    assert_eq!(whole.len(), REPLY_LIMIT);
    assert_eq!(reply(whole.as_bytes()).lines.len(), 4);
    let over = format!("{first}{}", line_of(8 * 1024 + 1, ' '));
    assert!(matches!(read(over.as_bytes()), Err(ReplyFault::TooLong { .. })));
}

#[test]
fn what_follows_a_reply_is_left_over() {
    let mut reader = ReplyReader::default();
    reader.push(b"220 go\r\n250-AU");
    assert_eq!(reader.next_reply().unwrap().unwrap().code, 220);
    assert_eq!(reader.leftover(), b"250-AU");
    assert!(reader.is_mid_reply());
}

#[test]
fn enhanced_codes_are_found() {
    assert_eq!(reply(b"535 5.7.8 bad\r\n").enhanced().unwrap().to_string(), "5.7.8");
    assert_eq!(reply(b"535-5.7.139 x\r\n535 y\r\n").enhanced().unwrap().detail, 139);
    assert_eq!(reply(b"535 #5.7.0 x\r\n").enhanced().unwrap().to_string(), "5.7.0");
    assert_eq!(reply(b"220 192.0.2.1 x\r\n").enhanced(), None);
    for text in ["5.1.1.1", "5.1", "3.1.1", "5.7.1390", "5.7.+1", "5..1", "5.7.x"] {
        assert_eq!(EnhancedCode::read(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn the_cut_makes_no_difference(bytes: Vec<u8>, cut in 0usize..64) {
        let whole = drain(&[&bytes]);
        let at = cut.min(bytes.len());
        prop_assert_eq!(&whole, &drain(&[&bytes[..at], &bytes[at..]]));
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(&whole, &drain(&single));
    }

    #[test]
    fn replies_survive_any_cut(text in "[ -~]{0,40}", more in "[ -~]{0,40}", size in 1usize..9) {
        let bytes = format!("250-{text}\r\n250 {more}\r\n");
        let pieces: Vec<&[u8]> = bytes.as_bytes().chunks(size).collect();
        let (replies, fault) = drain(&pieces);
        prop_assert_eq!(fault, None);
        prop_assert_eq!(replies.len(), 1);
        prop_assert_eq!(replies[0].lines[0].bytes(), text.as_bytes());
    }
}

fn drain(pieces: &[&[u8]]) -> (Vec<Reply>, Option<ReplyFault>) {
    let mut reader = ReplyReader::default();
    let mut replies = Vec::new();
    for piece in pieces {
        reader.push(piece);
        loop {
            match reader.next_reply() {
                Ok(Some(reply)) => replies.push(reply),
                Ok(None) => break,
                Err(fault) => return (replies, Some(fault)),
            }
        }
    }
    (replies, None)
}
