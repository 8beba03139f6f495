//! What can be wrong with the dialogue before a login.

use super::super::{Answer, Endpoint, Order, Service, Step, Tls, USER, World};
use super::{HOST, IMPLICIT, SUBMISSION, Scenario, on_465, on_587};

pub(super) const SCENARIOS: &[Scenario] = &[
    SUBMISSION.of("smtp/greeting-timeout").world(|| greeting(Answer::silence())),
    SUBMISSION.of("smtp/greeting-closed").world(|| greeting(Answer(vec![Step::Close]))),
    SUBMISSION.of("smtp/greeting-rejected").world(|| {
        greeting(Answer::reply(
            "554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org; \
             https://www.spamhaus.org/query/ip/198.51.100.7",
        ))
    }),
    SUBMISSION
        .of("smtp/greeting-rejected")
        .variant("no-service")
        .world(|| greeting(Answer::reply("554 smtp.lab.test ESMTP not accepting connections"))),
    SUBMISSION.of("smtp/greeting-busy").world(|| {
        let busy = "421 4.7.0 smtp.lab.test Error: too many connections from 198.51.100.7";
        greeting(Answer::reply(busy).then(Step::Close))
    }),
    SUBMISSION
        .of("smtp/not-smtp")
        .world(|| greeting(Answer::reply("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3"))),
    IMPLICIT.of("smtp/not-smtp").variant("http").world(|| on_465(web())),
    // It waits for a request, and takes the hello of TLS for a bad one.
    SUBMISSION.of("smtp/not-smtp").variant("http-silent").world(|| on_587(web())),
    IMPLICIT.of("smtp/not-smtp").variant("imap").world(|| {
        let ready =
            "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE AUTH=PLAIN] Dovecot ready.";
        on_465(Service::submissions(HOST).greeting(Answer::reply(ready)))
    }),
    Scenario { host: "smtp.gmail.com", ..SUBMISSION.of("smtp/redirected") }.world(|| {
        // The hoster's firewall sends every mail port to its own server, whatever the address.
        World::of("smtp.gmail.com", &[World::ADDRESS])
            .with(465, Endpoint::Silent)
            .elsewhere(Endpoint::Serve(Box::new(hoster())))
    }),
    SUBMISSION.of("smtp/helo-rejected").world(|| {
        let refusal = Answer::reply("501 5.5.4 Invalid domain name");
        on_587(Service::submission(HOST).answering("EHLO [", refusal.clone()).answering("HELO [", refusal))
    }),
    Scenario {
        envelope: Some((USER, &["you@lab.test"])),
        ..SUBMISSION.of("smtp/helo-rejected").variant("recipient")
    }
    .world(|| {
        let refusal = "504 5.5.2 <[127.0.0.1]>: Helo command rejected: need fully-qualified hostname";
        on_587(Service::submission(HOST).answering_after("EHLO [", "RCPT", Answer::reply(refusal)))
    }),
    Scenario { login: None, port: 25, ..SUBMISSION.of("smtp/ehlo-unsupported") }.world(|| {
        let unknown = Answer::reply("502 5.5.1 Error: command not implemented");
        World::of(HOST, &[World::ADDRESS]).serving(25, Service::submission(HOST).answering("EHLO", unknown))
    }),
    SUBMISSION
        .of("smtp/malformed-reply")
        .world(|| ehlo(Answer::reply("250-smtp.lab.test\n550 SIZE 52428800"))),
    SUBMISSION
        .of("smtp/malformed-reply")
        .variant("no-code")
        .world(|| ehlo(Answer::reply("smtp.lab.test is at your service"))),
    SUBMISSION.of("smtp/connection-lost").world(|| ehlo(Answer(vec![Step::Close]))),
    SUBMISSION
        .of("smtp/connection-lost")
        .variant("midway")
        .world(|| ehlo(Answer::bytes(b"250-smtp.lab.test\r\n250-PIPELI".to_vec()).then(Step::Close))),
    SUBMISSION.of("smtp/reply-timeout").world(|| ehlo(Answer::silence())),
    SUBMISSION.of("smtp/service-unavailable").world(|| {
        let shutting_down = "421 4.3.2 smtp.lab.test Service shutting down, closing transmission channel";
        ehlo(Answer::reply(shutting_down).then(Step::Close))
    }),
    SUBMISSION
        .of("smtp/server-error")
        .world(|| ehlo(Answer::reply("451 4.3.0 Error: queue file write error"))),
    Scenario { host: MX, port: 25, ..SUBMISSION.of("smtp/inbound-only") }
        .world(|| World::of(MX, &[World::ADDRESS]).serving(25, without_auth(MX)).elsewhere(Endpoint::Refuse)),
];

/// A web server, which has the client speak first.
fn web() -> Service {
    let answer = Answer::reply(
        "HTTP/1.1 400 Bad Request\nServer: nginx\nContent-Type: text/html\nConnection: close\n\n\
         <html><head><title>400 Bad Request</title></head></html>",
    );
    Service { order: Order::Handshake, ..Service::submission(HOST).with_tls(Tls::Raw(answer)) }
}

/// A host that takes mail for a domain and lets nobody log in.
const MX: &str = "mx1.lab.test";

fn greeting(answer: Answer) -> World {
    on_587(Service::submission(HOST).greeting(answer))
}

fn ehlo(answer: Answer) -> World {
    on_587(Service::submission(HOST).answering("EHLO", answer))
}

/// A server that has no AUTH, with TLS or without.
pub(super) fn without_auth(host: &str) -> Service {
    Service::submission(host)
        .offering_under_tls(host, &[])
        .answering("AUTH", Answer::reply("503 5.5.1 Error: authentication not enabled"))
}

/// The server of a hoster, that answers in the place of others.
fn hoster() -> Service {
    const SRV1: &str = "srv1.hoster.test";
    Service::submission(SRV1).greeting(Answer::reply(
        "220-srv1.hoster.test ESMTP Exim 4.98 #2\n\
             220-We do not authorize the use of this system to transport unsolicited,\n\
             220 and/or bulk e-mail.",
    ))
}
