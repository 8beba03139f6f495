//! Replies, capabilities and messages.

use smtp_doctor::plan::{Message, Origin};
use smtp_doctor::smtp::message::dotted;
use smtp_doctor::smtp::reply::{LINE_LIMIT, LINE_STANDARD, LINES_LIMIT, REPLY_LIMIT};
use smtp_doctor::smtp::{Capabilities, EnhancedCode, Reply, ReplyFault, ReplyReader, ServerText};

use super::assert_still;
use super::cut::{cuts, first, pieces};

/// What a reader makes of bytes that come in pieces: the replies, how it ended, and what is left over.
fn read(pieces: &[&[u8]]) -> (Vec<Reply>, Option<ReplyFault>, Vec<u8>) {
    let mut reader = ReplyReader::default();
    let mut replies = Vec::new();
    for piece in pieces {
        reader.push(piece);
        loop {
            match reader.next_reply() {
                Ok(Some(reply)) => replies.push(reply),
                Ok(None) => break,
                Err(fault) => return (replies, Some(fault), Vec::new()),
            }
        }
        assert!(reader.leftover().len() <= LINE_LIMIT + piece.len());
        assert!(reader.fragment().bytes().len() <= REPLY_LIMIT + 6 * LINES_LIMIT + LINE_STANDARD);
    }
    (replies, None, reader.fragment().bytes().to_vec())
}

/// Replies are the same however they are cut, bounded, and read again from what is kept of them.
pub(crate) fn reply(bytes: &[u8]) {
    let (how, bytes) = first(bytes);
    let whole = read(&[bytes]);
    assert_eq!(read(&pieces(bytes, &cuts(bytes.len(), how))), whole);
    for reply in &whole.0 {
        assert!((200..600).contains(&reply.code));
        assert!((1..=LINES_LIMIT).contains(&reply.lines.len()));
        assert!(reply.lines.iter().map(|line| line.bytes().len()).sum::<usize>() <= REPLY_LIMIT);
        assert_still(&reply.shown(200));
        assert!(reply.shown(200).chars().count() <= 4 + 10 * 200 + 30);
        let json = serde_json::to_string(reply).unwrap();
        assert_eq!(&serde_json::from_str::<Reply>(&json).unwrap(), reply);
        again(reply);
    }
    if let Some(fault) = whole.1 {
        let json = serde_json::to_string(&fault).unwrap();
        assert_eq!(serde_json::from_str::<ReplyFault>(&json).unwrap(), fault);
    }
    enhanced(bytes);
}

/// What is kept of a reply is the reply, unless it was as long as it may be and lacked what is always written.
fn again(reply: &Reply) {
    let wire = [reply.wire().bytes(), b"\r\n"].concat();
    let (replies, fault, _) = read(&[&wire]);
    let room = wire.len() < REPLY_LIMIT - 4 * LINES_LIMIT
        && reply.lines.iter().all(|line| line.bytes().len() + 6 < LINE_LIMIT);
    if room {
        assert_eq!(fault, None);
        assert_eq!(replies.len(), 1);
        assert_eq!((replies[0].code, &replies[0].lines), (reply.code, &reply.lines));
    }
}

fn enhanced(bytes: &[u8]) {
    if let Some(code) = EnhancedCode::read(&String::from_utf8_lossy(bytes)) {
        assert!(matches!(code.class, 2 | 4 | 5) && code.subject < 1000 && code.detail < 1000);
        assert_eq!(EnhancedCode::read(&code.to_string()), Some(code));
    }
}

/// Keywords are what was sent, and mechanisms are single words in capitals.
pub(crate) fn capabilities(bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n').map(ServerText::new).collect();
    let reply = Reply { code: 250, lines, quirks: Vec::new() };
    let found = Capabilities::of(&reply);
    assert!(found.keywords.len() < reply.lines.len());
    assert!(!found.name.contains(char::is_whitespace));
    for line in &found.keywords {
        let word = line.split([' ', '\t']).next().unwrap_or_default();
        assert!(found.has(word) && found.has(&word.to_ascii_lowercase()));
    }
    let mechanisms = found.mechanisms();
    for (at, name) in mechanisms.iter().enumerate() {
        assert!(!name.is_empty() && !name.contains([' ', '\t', '=']));
        assert_eq!(name, &name.to_ascii_uppercase());
        assert!(!mechanisms[..at].contains(name));
    }
    assert_ne!(found.size(), Some(0));
    let _ = found.is_masked();
    let json = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Capabilities>(&json).unwrap(), found);
}

/// A message is one message on the wire: its end stands at its end only, and taking the dots off gives it back.
pub(crate) fn message(bytes: &[u8]) {
    let message = Message::new(bytes.to_vec(), Origin::File);
    assert!(message.bytes().starts_with(bytes) && message.bytes().ends_with(b"\r\n"));
    let wire = dotted(message.bytes());
    assert!(wire.ends_with(b"\r\n.\r\n"));
    if message.facts().is_sendable() {
        let ends = wire.windows(5).filter(|window| window == b"\r\n.\r\n").count();
        assert_eq!(ends, 1);
        assert!(!wire.starts_with(b".\r\n"));
        for (at, byte) in wire.iter().enumerate() {
            assert!(*byte != b'\n' || at > 0 && wire[at - 1] == b'\r');
            assert!(*byte != b'\r' || wire.get(at + 1) == Some(&b'\n'));
            assert!(*byte != 0);
        }
        let text = wire.strip_suffix(b".\r\n").unwrap();
        let lines = text.split_inclusive(|byte| *byte == b'\n');
        let undotted: Vec<u8> =
            lines.flat_map(|line| line.strip_prefix(b".").unwrap_or(line)).copied().collect();
        assert_eq!(undotted, message.bytes());
    }
    let json = serde_json::to_string(message.facts()).unwrap();
    assert_eq!(&serde_json::from_str::<smtp_doctor::plan::MessageFacts>(&json).unwrap(), message.facts());
}
