//! A client, a domain or an account that the server does not trust; and refusals that give little or no reason.

use super::super::Scenario;
use super::provider::{BREVO, DIRECTMAIL, MAILGUN, NETEASE};
use super::{NOBODY, STRANGER, mail, rcpt};

/// A local part beyond ASCII, which needs SMTPUTF8 (RFC 6531).
const BEYOND_ASCII: Scenario =
    Scenario { envelope: Some((super::super::USER, &["grün@example.org"])), ..STRANGER };

pub(in super::super) const SCENARIOS: &[Scenario] = &[
    // Servers judge content behind the message; a recipient that only a bought list has is judged before.
    STRANGER.of("send/spam-rejected").world(|| {
        rcpt("554 5.7.1 <you@example.org>: Recipient address rejected: Blocked as spam by our policy server")
    }),
    DIRECTMAIL
        .implicit("notice@mail.example.com", "notice@mail.example.com")
        .of("send/spam-rejected")
        .variant("directmail")
        .world(|| DIRECTMAIL.rcpt("561 Honeypot rcptto [@out060104]")),
    NOBODY.of("send/ip-blocklisted").world(|| {
        rcpt(
            "554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org; \
             https://www.spamhaus.org/query/ip/198.51.100.7",
        )
    }),
    NOBODY.of("send/ip-blocklisted").variant("microsoft").world(|| {
        mail(
            "550 5.7.1 Unfortunately, messages from [198.51.100.7] weren't sent. Please contact your Internet \
             service provider since part of their network is on our block list (S3140).",
        )
    }),
    NOBODY.of("send/ptr-missing").world(|| {
        rcpt("450 4.7.25 Client host rejected: cannot find your reverse hostname, [198.51.100.7]")
    }),
    NOBODY.of("send/ptr-missing").variant("gmx").world(|| {
        mail(
            "554 Reverse DNS lookup failed. No PTR record for the sending address 198.51.100.7",
        )
    }),
    NOBODY.of("send/domain-unauthenticated").world(|| {
        rcpt(
            "550 5.7.23 <you@example.org>: Recipient address rejected: Message rejected due to: SPF fail - not \
             authorized. Please see http://www.openspf.net/Why",
        )
    }),
    NOBODY.of("send/domain-unauthenticated").variant("gmx").world(|| {
        rcpt(
            "550 <you@example.org>: Reject due to SPF policy. The originating IP of the message is not permitted by \
             the domain owner",
        )
    }),
    STRANGER.of("send/account-restricted").world(|| {
        mail("550 5.7.1 Your account has been suspended because of unusual sending activity")
    }),
    MAILGUN
        .implicit("postmaster@sandbox-lab.mailgun.org", "postmaster@sandbox-lab.mailgun.org")
        .of("send/account-restricted")
        .variant("mailgun")
        .world(|| {
            MAILGUN.mail(
                "421 Domain sandbox-lab.mailgun.org is not allowed to send: Please activate your Mailgun account. \
                 Check your inbox or log in to your control panel to resend the activation email.",
            )
        }),
    NETEASE.implicit("me@163.com", "me@163.com").of("send/account-restricted").variant("163").world(|| {
        NETEASE.mail("554 MI:SPB 163 smtp3,DcmowAAHjJkIJ1JZ")
    }),
    BREVO.implicit("me@example.com", "me@example.com").of("send/account-restricted").variant("brevo").world(|| {
        BREVO.mail(
            "502 5.7.0 Your SMTP account is not yet activated. Please contact us at contact@sendinblue.com to \
             request activation",
        )
    }),
    BEYOND_ASCII.of("send/smtputf8-unsupported"),
    STRANGER.of("send/smtputf8-unsupported").variant("next-hop").world(|| {
        rcpt("553 5.6.7 <you@example.org>: Must declare SMTPUTF8 to send to this address")
    }),
    STRANGER.of("send/policy-rejected").world(|| {
        rcpt("554 5.7.1 <unknown[198.51.100.7]>: Client host rejected: Access denied")
    }),
    STRANGER.of("send/policy-rejected").variant("exim").world(|| rcpt("550 Administrative prohibition")),
    STRANGER.of("send/temporary-failure").world(|| {
        rcpt("450 4.4.0 <you@example.org>: Requested action not taken: please try again later")
    }),
    STRANGER.of("send/rejected").world(|| mail("554 5.0.0 Requested action not taken")),
    STRANGER.of("send/rejected").variant("rcpt").world(|| rcpt("554 Transaction failed")),
];
