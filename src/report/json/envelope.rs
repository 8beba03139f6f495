//! What was observed of sender, recipients and message, for programs.

use serde::Serialize;

use super::details::{Fault, Reply, TEXT, reply_of};
use super::words::{handed_word, message_fault_word};
use crate::catalog::send::queue_id;
use crate::escape::visible_within;
use crate::evidence::{self, Failure, Outcome};
use crate::plan::{MessageFacts, MessageFault, Origin, Spot};

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

#[derive(Debug, Serialize)]
pub(super) struct Data {
    failure: Option<Fault>,
    reply: Option<Reply>,
    queue_id: Option<String>,
    command: &'static str,
    handed_over: &'static str,
    delivery_unknown: bool,
    message: Option<Letter>,
}

#[derive(Debug, Serialize)]
struct Letter {
    origin: &'static str,
    size: u64,
    message_id: Option<String>,
    subject_length: Option<u64>,
    eight_bit_header: bool,
    eight_bit_body: bool,
    faults: Vec<Defect>,
}

#[derive(Debug, Serialize)]
struct Defect {
    kind: &'static str,
    header: Option<String>,
    count: Option<u64>,
    line: Option<u64>,
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

impl Data {
    pub(super) fn of(
        facts: Option<&evidence::Data>,
        message: Option<&MessageFacts>,
        failure: Option<Fault>,
    ) -> Self {
        let blank = evidence::Data::default();
        let facts = facts.unwrap_or(&blank);
        Self {
            failure,
            reply: reply_of(facts.reply.as_ref(), None::<&Failure>),
            queue_id: facts.reply.as_ref().filter(|reply| reply.is_positive()).and_then(queue_id),
            command: facts.transfer.command(),
            handed_over: handed_word(facts.handed),
            delivery_unknown: facts.is_unknown(),
            message: message.map(Letter::of),
        }
    }
}

impl Letter {
    fn of(facts: &MessageFacts) -> Self {
        Self {
            origin: match facts.origin {
                Origin::Composed => "composed",
                Origin::File => "file",
            },
            size: facts.size,
            message_id: facts.message_id.as_deref().map(|id| visible_within(id, TEXT)),
            subject_length: facts.subject,
            eight_bit_header: facts.header.is_some(),
            eight_bit_body: facts.body.is_some(),
            faults: facts.faults.iter().map(Defect::of).collect(),
        }
    }
}

impl Defect {
    fn of(fault: &MessageFault) -> Self {
        let (header, count, line) = match fault {
            MessageFault::BareLf(Spot { count, line })
            | MessageFault::BareCr(Spot { count, line })
            | MessageFault::Nul(Spot { count, line })
            | MessageFault::LongLine(Spot { count, line })
            | MessageFault::NoField(Spot { count, line }) => (None, Some(*count), Some(*line)),
            MessageFault::Missing { header } => (Some(header), None, None),
            MessageFault::Repeated { header, count } => (Some(header), Some(*count), None),
        };
        let header = header.map(|header| visible_within(header, TEXT));
        Self { kind: message_fault_word(fault), header, count, line }
    }
}
