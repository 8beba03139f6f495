//! Refused senders, recipients and messages for the tests of this family.

use crate::catalog::Cause;
use crate::evidence::sample::{ehlo, failed_with, healthy, passed, rejected, reply};
use crate::evidence::{Data, Evidence, Mail, Outcome, Rcpt, Recipient, Stage};
use crate::plan::{Envelope, Security};

const FROM: &str = "me@example.com";
const TO: &str = "you@example.org";

/// An examination with a login and an envelope that the server takes.
pub(super) fn taken() -> Evidence {
    let mut evidence = healthy(587, Security::StartTls);
    evidence.plan.until = Stage::Rcpt;
    evidence.plan.envelope = Some(Envelope { from: FROM.into(), to: vec![TO.into()] });
    evidence.attempts[0].mail = passed(Mail { from: FROM.into(), reply: reply(250, "2.1.0 Ok") });
    evidence.attempts[0].rcpt = passed(Rcpt { recipients: vec![recipient(TO, 250, "2.1.5 Ok")] });
    evidence
}

/// The sender is refused.
pub(super) fn refused_mail(code: u16, text: &str) -> Evidence {
    let mut evidence = taken();
    let mail = Mail { from: FROM.into(), reply: reply(code, text) };
    evidence.attempts[0].mail = failed_with(rejected(code, text), mail);
    evidence.attempts[0].rcpt = Outcome::Unreached { after: Stage::Mail };
    evidence
}

/// The recipient is refused.
pub(super) fn refused_rcpt(code: u16, text: &str) -> Evidence {
    refused_recipients(&[(TO, code, text)])
}

/// Some recipients are refused.
pub(super) fn refused_recipients(answers: &[(&str, u16, &str)]) -> Evidence {
    let mut evidence = taken();
    let first = answers.iter().find(|(_, code, _)| *code >= 400).expect("one is refused");
    let recipients = answers.iter().map(|(to, code, text)| recipient(to, *code, text)).collect();
    evidence.attempts[0].rcpt = failed_with(rejected(first.1, first.2), Rcpt { recipients });
    evidence
}

/// The message is refused.
pub(super) fn refused_data(code: u16, text: &str) -> Evidence {
    let mut evidence = taken();
    evidence.attempts[0].data =
        failed_with(rejected(code, text), Data { reply: Some(reply(code, text)), ..Data::default() });
    evidence
}

/// The same without a login. The server offers one all the same, unless told otherwise.
pub(super) fn not_logged_in(mut evidence: Evidence) -> Evidence {
    evidence.plan.login = None;
    evidence.attempts[0].auth = Outcome::NotPlanned;
    evidence
}

/// The same from a server that offers no login.
pub(super) fn without_auth(evidence: Evidence) -> Evidence {
    let mut evidence = not_logged_in(evidence);
    evidence.attempts[0].ehlo_again = passed(ehlo("SIZE 36700160"));
    evidence
}

/// Whether a cause is told of each of these replies to a command.
pub(super) fn assert_told(cause: &Cause, refused: fn(u16, &str) -> Evidence, replies: &[(u16, &str)]) {
    for (code, text) in replies {
        assert_eq!((cause.told_by)(&refused(*code, text)).len(), 1, "{code} {text}");
    }
}

/// Whether a cause is told of none of these replies to a command.
pub(super) fn assert_untold(cause: &Cause, refused: fn(u16, &str) -> Evidence, replies: &[(u16, &str)]) {
    for (code, text) in replies {
        assert!((cause.told_by)(&refused(*code, text)).is_empty(), "{code} {text}");
    }
}

fn recipient(to: &str, code: u16, text: &str) -> Recipient {
    Recipient { to: to.into(), reply: reply(code, text) }
}
