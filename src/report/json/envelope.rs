//! What was observed of sender and recipients, for programs.

use serde::Serialize;

use super::details::{Fault, Reply, TEXT, reply_of};
use crate::escape::visible_within;
use crate::evidence::{self, Failure, Outcome};

#[derive(Debug, Serialize)]
pub(super) struct Mail {
    failure: Option<Fault>,
    from: Option<String>,
    reply: Option<Reply>,
}

#[derive(Debug, Serialize)]
pub(super) struct Rcpt {
    failure: Option<Fault>,
    recipients: Vec<Recipient>,
}

#[derive(Debug, Serialize)]
struct Recipient {
    to: String,
    reply: Option<Reply>,
}

impl Mail {
    pub(super) fn of(outcome: &Outcome<evidence::Mail>, from: Option<&str>, failure: Option<Fault>) -> Self {
        let facts = outcome.facts();
        let from = facts.map(|facts| facts.from.as_str()).or(from);
        Self {
            failure,
            from: from.map(|from| visible_within(from, TEXT)),
            reply: reply_of(facts.map(|facts| &facts.reply), outcome.failure()),
        }
    }
}

impl Rcpt {
    pub(super) fn of(facts: Option<&evidence::Rcpt>, failure: Option<Fault>) -> Self {
        let answered = facts.map(|facts| facts.recipients.as_slice()).unwrap_or_default();
        let recipients = answered.iter().map(|one| Recipient {
            to: visible_within(&one.to, TEXT),
            reply: reply_of(Some(&one.reply), None::<&Failure>),
        });
        Self { failure, recipients: recipients.collect() }
    }
}
