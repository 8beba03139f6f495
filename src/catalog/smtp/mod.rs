//! The causes of the family `smtp`.

mod connection_lost;
mod dialogue;
mod ehlo_unsupported;
mod greeting_busy;
mod greeting_closed;
mod greeting_rejected;
mod greeting_timeout;
mod helo_rejected;
mod inbound_only;
mod malformed_reply;
mod not_smtp;
mod other_order;
mod redirected;
mod reply_timeout;
mod server_error;
mod service_unavailable;

pub use helo_rejected::refuses_name;

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[
    &greeting_timeout::CAUSE,
    &greeting_closed::CAUSE,
    &greeting_rejected::CAUSE,
    &greeting_busy::CAUSE,
    &not_smtp::CAUSE,
    &redirected::CAUSE,
    &helo_rejected::CAUSE,
    &ehlo_unsupported::CAUSE,
    &malformed_reply::CAUSE,
    &connection_lost::CAUSE,
    &reply_timeout::CAUSE,
    &service_unavailable::CAUSE,
    &server_error::CAUSE,
    &inbound_only::CAUSE,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::reply;

    /// What servers and programs say, with the cause it shows. The code 0 stands for none.
    const SAID: &[(u16, &str, &str)] = &[
        (0, "host mx.example.org refused to talk to me: 554 5.7.1 no", "greeting-rejected"),
        (554, "No SMTP service here", "greeting-rejected"),
        (0, "timed out while receiving the initial server greeting", "greeting-timeout"),
        (
            0,
            "javax.mail.MessagingException: Could not connect to SMTP host: x, port: 465, response: -1",
            "greeting-closed",
        ),
        (421, "4.7.0 mail.example.com Error: too many connections from 192.0.2.9", "greeting-busy"),
        (421, "4.3.2 The maximum number of concurrent connections has exceeded a limit", "greeting-busy"),
        (0, "HTTP/1.1 400 Bad Request", "not-smtp"),
        (0, "SSH-2.0-OpenSSH_9.6", "not-smtp"),
        (0, "* OK IMAP4 ready", "not-smtp"),
        (504, "5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname", "helo-rejected"),
        (0, "Invalid EHLO. response=550 no", "helo-rejected"),
        (502, "5.5.2 EHLO command not implemented", "ehlo-unsupported"),
        (0, "smtplib.SMTPServerDisconnected: Connection unexpectedly closed", "connection-lost"),
        (0, "Error: Unexpected socket close", "connection-lost"),
        (0, "lost connection with mx.example.org[192.0.2.1] while sending RCPT TO", "connection-lost"),
        (0, "EOFError: end of file reached", "connection-lost"),
        (
            0,
            "conversation with mx.example.org[192.0.2.1] timed out while sending message body",
            "reply-timeout",
        ),
        (421, "4.4.2 mail.example.com Error: timeout exceeded", "service-unavailable"),
        (421, "4.3.2 Service not available", "server-error"),
        (452, "4.3.1 Insufficient system storage", "server-error"),
        (535, "Authentication not allowed on IBSMTP Servers. IB401", "inbound-only"),
        (0, "Unable to parse status code returned by the server.", "malformed-reply"),
    ];

    #[test]
    fn every_cause_is_known_by_what_is_said() {
        for (code, text, fault) in SAID {
            let said = reply(*code, text);
            let shows = CAUSES
                .iter()
                .filter(|cause| cause.symptoms.iter().any(|pattern| pattern.fits(&said)))
                .any(|cause| cause.code.0 == format!("smtp/{fault}"));
            assert!(shows, "{code} {text}");
        }
    }

    #[test]
    fn a_plain_refusal_of_a_login_shows_none_of_them() {
        let said = reply(535, "5.7.8 Username and Password not accepted");
        assert!(CAUSES.iter().all(|cause| !cause.symptoms.iter().any(|pattern| pattern.fits(&said))));
    }
}
