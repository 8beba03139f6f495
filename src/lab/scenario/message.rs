//! What can be wrong with a message, and a server that takes one.

use super::super::{Answer, Service, Step, USER, World};
use super::{HOST, IMPLICIT, Scenario, on_465};

pub(super) const SCENARIOS: &[Scenario] = &[
    SENT.variant("send"),
    Scenario { port: 587, ..SENT }.variant("send-starttls"),
    SENT.variant("send-chunking").world(|| on_465(chunking())),
    SENT.of("send/message-too-large").variant("announced").world(|| {
        let ehlo = Answer::ehlo(HOST, &["PIPELINING", "SIZE 100", "AUTH PLAIN LOGIN"]);
        on_465(Service::submissions(HOST).answering_under_tls("EHLO", ehlo))
    }),
    SENT.of("send/message-too-large")
        .variant("reply")
        .world(|| taking("552 5.3.4 Error: message file too big")),
    Scenario { message: Some(BARE_LF), ..SENT }.of("send/message-malformed").world(|| on_465(chunking())),
    Scenario { message: Some("Subject: no more\r\n\r\nbody\r\n"), ..SENT }
        .of("send/message-malformed")
        .variant("headers"),
    SENT.of("send/spam-rejected")
        .variant("message")
        .world(|| taking("554 5.7.1 Message rejected as spam by content filter")),
    SENT.of("send/content-rejected")
        .variant("bare-lf")
        .world(|| taking("550 5.6.11 Message contains bare line feeds, which cannot be sent via DATA")),
    SENT.of("send/content-rejected").variant("chunking").world(|| {
        let refusal = Answer::chunk("554 5.7.1 Virus detected: Eicar-Test-Signature");
        on_465(chunking().answering_under_tls("BDAT", refusal))
    }),
    SENT.of("send/policy-rejected").variant("early").world(|| {
        let data = Answer::reply("554 5.7.1 Error: no valid policy for this client");
        on_465(Service::submissions(HOST).answering_under_tls("DATA", data))
    }),
    SENT.of("smtp/connection-lost").variant("message").world(|| after_the_dot(Step::Close)),
    SENT.of("smtp/reply-timeout").variant("message").world(|| after_the_dot(Step::Hold)),
];

/// A healthy server that takes a message.
const SENT: Scenario =
    Scenario { envelope: Some((USER, &["you@lab.test"])), message: Some(MESSAGE), ..IMPLICIT };

const MESSAGE: &str = "From: me@lab.test\r\nTo: you@lab.test\r\nDate: Mon, 23 Nov 2026 03:00:00 +0000\r\n\
                       Message-ID: <1@lab.test>\r\nSubject: lab\r\n\r\n.A line that begins with a dot.\r\n.\r\nEnd\r\n";

const BARE_LF: &str = "From: me@lab.test\nTo: you@lab.test\nDate: Mon, 23 Nov 2026 03:00:00 +0000\n\
                       Message-ID: <1@lab.test>\nSubject: lab\n\nbody\n";

fn chunking() -> Service {
    Service::submissions(HOST).offering_under_tls(HOST, &["CHUNKING", "AUTH PLAIN LOGIN"])
}

/// A server that answers a message so.
fn taking(reply: &str) -> World {
    on_465(Service::submissions(HOST).answering_under_tls("DATA", Answer::message(reply)))
}

/// A server that ends so behind the last dot.
fn after_the_dot(step: Step) -> World {
    let data = Answer::reply("354 Go ahead").then(Step::Message).then(step);
    on_465(Service::submissions(HOST).answering_under_tls("DATA", data))
}
