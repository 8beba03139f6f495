//! A recipient that the server does not take.

use super::super::Scenario;
use super::provider::{DIRECTMAIL, GOOGLE_RELAY};
use super::{HOST, NOBODY, STRANGER, Service, on_465, rcpt, refusing_recipients};

pub(in super::super) const SCENARIOS: &[Scenario] = &[
    STRANGER.of("send/relay-denied").world(|| rcpt("554 5.7.1 <you@example.org>: Relay access denied")),
    NOBODY.of("send/relay-denied").variant("no-login").world(|| {
        // A server that lets nobody log in relays for none.
        let service = Service::submissions(HOST).offering_under_tls(HOST, &[]);
        on_465(refusing_recipients(service, "550 5.7.1 Unable to relay recipient in non-accepted domain"))
    }),
    STRANGER.of("send/relay-denied").variant("qmail").world(|| {
        rcpt("553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)")
    }),
    STRANGER.of("send/relay-denied").variant("sendmail").world(|| {
        rcpt("550 5.7.1 <you@example.org>... Relaying denied. Proper authentication required.")
    }),
    GOOGLE_RELAY.anonymous("me@example.com").of("send/relay-denied").variant("google-relay").world(|| {
        GOOGLE_RELAY.mail(
            "550-5.7.1 Invalid credentials for relay [203.0.113.9]. The IP address you've\n\
             550-5.7.1 registered in your G Suite SMTP Relay service doesn't match domain of\n\
             550-5.7.1 the account this email is being sent from. Visit\n\
             550 5.7.1  https://support.google.com/a/answer/6140680#invalidcred 5b1f17b1804b1-4300sm20 - gsmtp",
        )
    }),
    STRANGER.of("send/recipient-unknown").world(|| {
        rcpt(
            "550 5.1.1 <you@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
        )
    }),
    STRANGER.of("send/recipient-unknown").variant("gmail").world(|| {
        rcpt(
            "550-5.1.1 The email account that you tried to reach does not exist. Please try\n\
             550-5.1.1 double-checking the recipient's email address for typos or\n\
             550-5.1.1 unnecessary spaces. For more information, go to\n\
             550 5.1.1  https://support.google.com/mail/?p=NoSuchUser 5b1f17b1804b1-4300sm20 - gsmtp",
        )
    }),
    STRANGER.of("send/recipient-unknown").variant("exchange").world(|| {
        rcpt("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup")
    }),
    DIRECTMAIL
        .implicit("notice@mail.example.com", "notice@mail.example.com")
        .of("send/recipient-unknown")
        .variant("directmail")
        .world(|| DIRECTMAIL.rcpt("526 No data by dns resolve")),
    STRANGER.of("send/recipient-rejected").world(|| {
        rcpt(
            "550-5.2.1 The email account that you tried to reach is disabled. Learn more at\n\
             550 5.2.1  https://support.google.com/mail/?p=DisabledUser 5b1f17b1804b1-4300sm20 - gsmtp",
        )
    }),
    STRANGER.of("send/recipient-rejected").variant("exchange-group").world(|| {
        rcpt(
            "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; \
             Delivery restriction check failed because the sender was not authenticated when sending to this group",
        )
    }),
    STRANGER.of("send/mailbox-full").world(|| rcpt("552 5.2.2 <you@example.org>: user is over quota")),
    STRANGER.of("send/mailbox-full").variant("dovecot").world(|| {
        rcpt("452 4.2.2 <you@example.org> Quota exceeded (mailbox for user is full)")
    }),
];
