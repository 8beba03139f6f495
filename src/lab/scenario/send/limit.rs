//! A sender that sends too much, too fast, to too many or too much at once.

use super::super::Scenario;
use super::provider::{DIRECTMAIL, GMAIL, GODADDY, NETEASE};
use super::{STRANGER, mail, rcpt};

/// An envelope to many.
const MANY: Scenario = Scenario {
    envelope: Some((super::super::USER, &["a@example.org", "b@example.org", "c@example.org"])),
    ..STRANGER
};

pub(in super::super) const SCENARIOS: &[Scenario] = &[
    STRANGER.of("send/quota-exceeded").world(|| mail("552 5.7.1 <me@lab.test>: Daily sending quota exceeded")),
    GMAIL.implicit("me@gmail.com", "me@gmail.com").of("send/quota-exceeded").variant("gmail").world(|| {
        GMAIL.mail(
            "550-5.4.5 Daily user sending limit exceeded. For more information on Gmail\n\
             550-5.4.5 sending limits go to\n\
             550 5.4.5  https://support.google.com/a/answer/166852 5b1f17b1804b1-4300sm20 - gsmtp",
        )
    }),
    NETEASE.implicit("me@163.com", "me@163.com").of("send/quota-exceeded").variant("163").world(|| {
        NETEASE.mail("554 MI:STC 163 smtp3,DcmowAAHjJkIJ1JZ http://mail.163.com/help/help_spam_16.htm")
    }),
    GODADDY
        .implicit("me@example.com", "me@example.com")
        .of("send/quota-exceeded")
        .variant("godaddy")
        .world(|| GODADDY.rcpt("550 Message would take you over your relay quota of 250 Current quota used: 250")),
    STRANGER.of("send/rate-limited").world(|| mail("450 4.7.1 Error: too much mail from 198.51.100.7")),
    STRANGER.of("send/rate-limited").variant("cpanel").world(|| {
        rcpt(
            "550 Domain lab.test has exceeded the max emails per hour (150/150 (100%)) allowed. Message discarded.",
        )
    }),
    STRANGER.of("send/rate-limited").variant("parting").world(|| {
        mail("421 4.7.0 lab.test Too many messages, slow down")
    }),
    MANY.of("send/too-many-recipients").world(|| rcpt("452 4.5.3 Error: too many recipients")),
    MANY.of("send/too-many-recipients").variant("exim").world(|| rcpt("452 too many recipients")),
    DIRECTMAIL
        .implicit("notice@mail.example.com", "notice@mail.example.com")
        .of("send/too-many-recipients")
        .variant("directmail")
        .world(|| DIRECTMAIL.rcpt("556 The number of RCPTs is over size")),
    STRANGER.of("send/greylisted").world(|| {
        rcpt(
            "450 4.2.0 <you@example.org>: Recipient address rejected: Greylisted, see \
             http://postgrey.schweikert.ch/help/example.org.html",
        )
    }),
    STRANGER.of("send/greylisted").variant("milter").world(|| {
        rcpt("451 4.7.1 Greylisting in action, please come back in 00:05:00")
    }),
    STRANGER.of("send/message-too-large").world(|| mail("552 5.3.4 Message size exceeds fixed limit")),
    STRANGER.of("send/message-too-large").variant("exim").world(|| {
        mail("552 Message size exceeds maximum permitted")
    }),
];
