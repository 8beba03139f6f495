//! Evidence of refusals after the login, for the tests of this family.

use crate::evidence::sample::{failed_with, healthy, passed, rejected, reply};
use crate::evidence::{Data, Evidence, Mail, Rcpt, Recipient};
use crate::plan::{Envelope, Security};

/// A message that the server refuses after the data.
pub(super) fn refused(code: u16, text: &str) -> Evidence {
    let mut evidence = healthy(465, Security::Implicit);
    let envelope = Envelope { from: "me@example.com".into(), to: vec!["you@example.org".into()] };
    let attempt = &mut evidence.attempts[0];
    attempt.mail = passed(Mail { from: envelope.from.clone(), reply: reply(250, "2.1.0 Ok") });
    let recipient = Recipient { to: envelope.to[0].clone(), reply: reply(250, "2.1.5 Ok") };
    attempt.rcpt = passed(Rcpt { recipients: vec![recipient] });
    attempt.data =
        failed_with(rejected(code, text), Data { reply: Some(reply(code, text)), ..Data::default() });
    evidence.plan.envelope = Some(envelope);
    evidence
}
