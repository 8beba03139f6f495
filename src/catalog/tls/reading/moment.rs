//! Days and moments as the proofs write them, and the date that a greeting may hold.

use time::format_description::well_known::Rfc2822;
use time::{OffsetDateTime, UtcOffset};

/// `YYYY-MM-DD`, in UTC.
pub(crate) fn day(at: OffsetDateTime) -> String {
    let at = in_utc(at);
    format!("{:04}-{:02}-{:02}", at.year(), u8::from(at.month()), at.day())
}

/// `YYYY-MM-DD HH:MM UTC`.
pub(crate) fn minute(at: OffsetDateTime) -> String {
    let at = in_utc(at);
    format!("{} {:02}:{:02} UTC", day(at), at.hour(), at.minute())
}

/// The whole days between two moments, whichever comes first.
pub(crate) fn days_between(one: OffsetDateTime, other: OffsetDateTime) -> u64 {
    (one - other).whole_days().unsigned_abs()
}

/// The date that stands in the text of a greeting, as Exim, Sendmail and Exchange write it (RFC 5322 §3.3).
pub(crate) fn date_in(text: &str) -> Option<OffsetDateTime> {
    const PARTS: usize = 6;
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(PARTS).filter(|words| begins_date(words[0])).find_map(|words| {
        let written = words.join(" ");
        let written = written.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        OffsetDateTime::parse(written, &Rfc2822).ok()
    })
}

fn begins_date(word: &str) -> bool {
    matches!(word, "Mon," | "Tue," | "Wed," | "Thu," | "Fri," | "Sat," | "Sun,")
}

/// A moment at the edge of what can be written stays in its own offset.
fn in_utc(at: OffsetDateTime) -> OffsetDateTime {
    at.checked_to_offset(UtcOffset::UTC).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::datetime;

    #[test]
    fn the_date_of_a_greeting_is_read() {
        let exim = "mail.example.com ESMTP Exim 4.96 Mon, 23 Nov 2026 03:00:00 +0000";
        assert_eq!(date_in(exim), Some(datetime!(2026-11-23 03:00 UTC)));
        let sendmail = "mx ESMTP Sendmail 8.17.1/8.17.1; Mon, 23 Nov 2026 03:00:00 +0100; (No UCE)";
        assert_eq!(date_in(sendmail), Some(datetime!(2026-11-23 02:00 UTC)));
        let exchange = "MX Microsoft ESMTP MAIL Service ready at Mon, 23 Nov 2026 11:00:00 +0800";
        assert_eq!(date_in(exchange), Some(datetime!(2026-11-23 03:00 UTC)));
    }

    #[test]
    fn other_greetings_have_no_date() {
        for text in ["", "smtp.example.com ESMTP Postfix", "Mon, 99 Foo 2026 03:00:00 +0000", "Mon, 23 Nov"] {
            assert_eq!(date_in(text), None, "{text}");
        }
    }

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(day(datetime!(2026-11-23 23:30 -2)), "2026-11-24");
        assert_eq!(minute(datetime!(2026-11-23 03:05 UTC)), "2026-11-23 03:05 UTC");
        assert_eq!(day(datetime!(9999-12-31 23:30 -2)), "9999-12-31");
        assert_eq!(days_between(datetime!(2026-11-23 03:00 UTC), datetime!(2026-11-25 03:00 UTC)), 2);
    }

    proptest! {
        #[test]
        fn any_text_is_safe(text: String) {
            let _ = date_in(&text);
        }
    }
}
