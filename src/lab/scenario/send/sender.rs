//! A sender that the server does not take from this client.

use super::super::{Scenario, on_587};
use super::provider::{
    ALIYUN, GMAIL, MAILERSEND, NETEASE, OFFICE365, QQ, SENDGRID, SES, YAHOO, YANDEX, ZOHO,
};
use super::{HOST, NOBODY, STRANGER, Service, mail, rcpt};
use crate::plan::TlsMode;

/// Somebody else's address.
const OTHER: Scenario = Scenario { envelope: Some(("boss@lab.test", super::YOU)), ..STRANGER };

pub(in super::super) const SCENARIOS: &[Scenario] = &[
    NOBODY.of("send/auth-required").world(|| mail("530 5.7.0 Authentication required")),
    NOBODY.of("send/auth-required").variant("postfix").world(|| {
        rcpt("553 5.7.1 <me@lab.test>: Sender address rejected: not logged in")
    }),
    // The server relays for those who log in, and would relay for this one too.
    NOBODY.of("send/auth-required").variant("relay").world(|| {
        rcpt("454 4.7.1 <you@example.org>: Relay access denied")
    }),
    NOBODY.of("send/auth-required").variant("exim").world(|| rcpt("550 relay not permitted, authentication required")),
    NOBODY.of("send/auth-required").variant("qmail").world(|| mail("503 AUTH first (#5.5.1)")),
    Scenario { port: 587, ..OFFICE365.anonymous("me@example.com") }
        .of("send/auth-required")
        .variant("microsoft365")
        .world(|| {
            OFFICE365.mail_on_587(
                "530 5.7.57 Client not authenticated to send mail. \
                 [LA0PR01CA0001.LABPRD01.PROD.OUTLOOK.COM 2026-11-23T08:15:30.120Z 08DE27F0A1B2C3D4]",
            )
        }),
    GMAIL.anonymous("me@gmail.com").of("send/auth-required").variant("gmail").world(|| {
        GMAIL.mail(
            "530-5.7.0 Authentication Required. For more information, go to\n\
             530 5.7.0  https://support.google.com/mail/?p=WantAuthError 5b1f17b1804b1-4300sm20 - gsmtp",
        )
    }),
    NETEASE.anonymous("me@163.com").of("send/auth-required").variant("163").world(|| {
        NETEASE.mail("553 authentication is required,163 smtp3,DcmowAAHjJkIJ1JZ")
    }),
    SENDGRID.anonymous("me@example.com").of("send/auth-required").variant("sendgrid").world(|| {
        SENDGRID.mail("550 Unauthenticated senders not allowed")
    }),
    // Nobody asked for encryption, and a server that wants it says so to the first command that matters.
    Scenario { port: 587, mode: TlsMode::None, ..NOBODY }
        .of("send/tls-required")
        .world(|| on_587(Service::submission(HOST))),
    NOBODY.of("send/tls-required").variant("next-hop").world(|| {
        rcpt("550 5.7.10 <you@example.org>: Encryption needed: this domain requires TLS")
    }),
    OTHER.of("send/sender-not-owned").world(|| {
        rcpt("553 5.7.1 <boss@lab.test>: Sender address rejected: not owned by user me@lab.test")
    }),
    OTHER.of("send/sender-not-owned").variant("exchange").world(|| {
        mail("550 5.7.60 SMTP; Client does not have permissions to send as this sender")
    }),
    OTHER.of("send/sender-not-owned").variant("haraka").world(|| {
        mail("550 Envelope domain 'lab.test' doesn't match AUTH domain 'example.com'")
    }),
    QQ.implicit("10001@qq.com", "boss@example.com").of("send/sender-not-owned").variant("qq").world(|| {
        QQ.mail("501 mail from address must be same as authorization user")
    }),
    NETEASE.implicit("me@163.com", "boss@163.com").of("send/sender-not-owned").variant("163").world(|| {
        NETEASE.mail("553 Mail from must equal authorized user")
    }),
    OFFICE365
        .start_tls("me@example.com", "boss@example.com")
        .of("send/sender-not-owned")
        .variant("microsoft365")
        .world(|| {
            OFFICE365.mail_on_587(
                "550 5.7.60 SMTP; Client does not have permissions to send as this sender \
                 [LA0PR01CA0001.LABPRD01.PROD.OUTLOOK.COM 2026-11-23T08:15:30.120Z 08DE27F0A1B2C3D4]",
            )
        }),
    ZOHO.implicit("me@example.com", "boss@example.com").of("send/sender-not-owned").variant("zoho").world(|| {
        ZOHO.mail("553 Relaying disallowed as boss@example.com")
    }),
    YANDEX.implicit("me@yandex.com", "boss@yandex.com").of("send/sender-not-owned").variant("yandex").world(
        || YANDEX.mail("553 5.7.1 Sender address rejected: not owned by auth user."),
    ),
    YAHOO.implicit("me@yahoo.com", "boss@example.com").of("send/sender-not-owned").variant("yahoo").world(|| {
        YAHOO.mail(
            "553 From address not verified - see \
             http://help.yahoo.com/l/us/yahoo/mail/original/manage/sendfrom-07.html",
        )
    }),
    ALIYUN.implicit("me@example.com", "boss@example.org").of("send/sender-not-owned").variant("aliyun").world(
        || ALIYUN.mail("501 \"MAIL FROM\" is non-local account"),
    ),
    STRANGER.of("send/sender-unverified").world(|| {
        mail("550 5.7.1 The sending domain lab.test is not verified. Please verify your domain first.")
    }),
    // Amazon says it behind the message, in the same words.
    SES.implicit("AKIAIOSFODNN7EXAMPLE", "me@example.com").of("send/sender-unverified").variant("ses").world(|| {
        SES.mail(
            "554 Message rejected: Email address is not verified. The following identities failed the check in \
             region US-EAST-1: me@example.com",
        )
    }),
    SENDGRID.implicit("apikey", "me@example.com").of("send/sender-unverified").variant("sendgrid").world(|| {
        SENDGRID.mail(
            "550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error \
             is resolved. Visit https://sendgrid.com/docs/for-developers/sending-email/sender-identity/ to see the \
             Sender Identity requirements",
        )
    }),
    MAILERSEND
        .start_tls("MS_lab@example.com", "me@example.org")
        .of("send/sender-unverified")
        .variant("mailersend")
        .world(|| MAILERSEND.mail_on_587("450 The from.email domain must be verified in your account to send emails. #MS42207")),
    Scenario { envelope: Some(("me@nowhere.invalid", super::YOU)), ..STRANGER }
        .of("send/sender-rejected")
        .world(|| rcpt("450 4.1.8 <me@nowhere.invalid>: Sender address rejected: Domain not found")),
    STRANGER.of("send/sender-rejected").variant("sendmail").world(|| {
        mail("553 5.1.8 <me@lab.test>... Domain of sender address me@lab.test does not exist")
    }),
    STRANGER.of("send/sender-rejected").variant("exim").world(|| rcpt("550 Sender verify failed")),
    STRANGER.of("send/sender-rejected").variant("qmail").world(|| {
        mail("553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)")
    }),
];
