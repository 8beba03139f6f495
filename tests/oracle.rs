//! Our reader of replies beside another one: what lettre takes for a reply, we take for the same reply.

use lettre::transport::smtp::response::Response;
use proptest::prelude::*;
use smtp_doctor::smtp::{ReplyReader, ServerText};

/// Replies as the standard has them (RFC 5321 §4.2), of one line or many.
fn reply() -> impl Strategy<Value = String> {
    let line = "[ -~]{0,60}";
    let digits = (2u8..=5, 0u8..=5, 0u8..=9);
    (digits, prop::collection::vec(line, 1..6)).prop_map(|((first, second, third), lines)| {
        let last = lines.len() - 1;
        let sign = |at| if at == last { ' ' } else { '-' };
        let line = |(at, text): (usize, &String)| format!("{first}{second}{third}{}{text}\r\n", sign(at));
        lines.iter().enumerate().map(line).collect()
    })
}

proptest! {
    #[test]
    fn what_lettre_reads_we_read_the_same(text in reply()) {
        let Ok(theirs) = text.parse::<Response>() else { return Ok(()) };
        let mut reader = ReplyReader::default();
        reader.push(text.as_bytes());
        let ours = reader.next_reply().ok().flatten();
        let ours = ours.ok_or_else(|| TestCaseError::fail("not a reply"))?;
        prop_assert_eq!(ours.code.to_string(), theirs.code().to_string());
        let lines: Vec<String> = ours.lines.iter().map(ServerText::decoded).collect();
        prop_assert_eq!(lines, theirs.message().map(str::to_owned).collect::<Vec<_>>());
    }
}

#[test]
fn what_lettre_refuses_and_servers_send_is_read() {
    for text in ["571 no\r\n", "220\r\n", "220 x\n", "599 x\r\n"] {
        assert!(text.parse::<Response>().is_err(), "{text:?}");
        let mut reader = ReplyReader::default();
        reader.push(text.as_bytes());
        assert!(matches!(reader.next_reply(), Ok(Some(_))), "{text:?}");
    }
}
