//! What the codes mean, held against the registry of IANA, the RFCs and the words of those who have their own.

use super::*;
use crate::diagnose::explain::codes;

/// The causes of a refusal by its codes, the likelier first within a code.
fn meant(line: &str, stage: Option<Stage>) -> Vec<&'static str> {
    let found = causes(&codes::replies(line), &codes::enhanced(line), stage);
    found.into_iter().map(|(cause, _)| cause).collect()
}

fn means(line: &str, stage: Option<Stage>, first: &[&str]) {
    let found = meant(line, stage);
    assert!(found.starts_with(first), "{line}, {stage:?}: {found:?} and not {first:?}");
}

#[test]
fn an_address_is_unknown_malformed_or_refused() {
    for (line, first) in [
        ("5.1.0 Other address status", &["send/recipient-rejected", "send/sender-rejected"][..]),
        ("5.1.1 Bad destination mailbox address", &["send/recipient-unknown"]),
        ("5.1.2 Bad destination system address", &["send/recipient-unknown"]),
        ("5.1.3 Bad destination mailbox address syntax", &["client/address-malformed"]),
        ("5.1.7 Bad sender's mailbox address syntax", &["send/sender-rejected"]),
        ("5.1.8 Bad sender's system address", &["send/sender-rejected"]),
        ("5.1.9 Message relayed to non-compliant mailer", &["send/sender-rejected"]),
        ("5.1.10 Recipient address has null MX", &["send/recipient-unknown"]),
        (
            "5.1.90 Your message can't be sent because you've reached your daily limit",
            &["send/quota-exceeded"],
        ),
    ] {
        means(line, None, first);
    }
    // These three are of the destination alone.
    for line in ["5.1.4 Address ambiguous", "5.1.5 Address valid", "5.1.6 Mailbox has moved"] {
        means(line, None, &["send/recipient-rejected"]);
        assert!(!meant(line, None).contains(&"send/sender-rejected"), "{line}");
    }
}

#[test]
fn a_mailbox_is_full_or_off_and_a_system_busy_or_at_fault() {
    for (line, first) in [
        ("5.2.0 Other or undefined mailbox status", &["send/recipient-rejected", "send/mailbox-full"][..]),
        ("5.2.1 Mailbox disabled", &["send/recipient-rejected", "send/recipient-unknown"]),
        ("5.2.2 Mailbox full", &["send/mailbox-full"]),
        ("5.2.3 Message length exceeds administrative limit", &["send/message-too-large"]),
        ("5.2.121 Recipient's per hour message receive limit from a sender exceeded", &["send/rate-limited"]),
        ("5.2.122 The recipient has exceeded their limit for the messages per hour", &["send/rate-limited"]),
        ("5.2.252 SendAsDenied", &["send/sender-not-owned"]),
        ("4.3.2 System not accepting network messages", &["smtp/service-unavailable"]),
        ("5.3.2 System not accepting network messages", &["smtp/server-error"]),
        ("5.3.3 System not capable of selected features", &["client/protocol-error"]),
        ("5.3.4 Message too big for system", &["send/message-too-large"]),
        ("4.3.5 System incorrectly configured", &["smtp/server-error"]),
        ("5.3.5 System incorrectly configured", &["smtp/server-error"]),
    ] {
        means(line, None, first);
    }
}

#[test]
fn what_fails_on_the_way_passes_or_does_not() {
    for (line, first) in [
        ("4.4.1 No answer from host", "send/recipient-rejected"),
        ("4.4.2 Bad connection", "send/temporary-failure"),
        ("5.4.3 Directory server failure", "send/recipient-rejected"),
        ("5.4.4 Unable to route", "send/recipient-unknown"),
        ("4.4.5 Mail system congestion", "send/temporary-failure"),
        ("5.4.5 Daily user sending limit exceeded", "send/quota-exceeded"),
        ("5.4.6 Routing loop detected", "send/rejected"),
        ("5.4.14 Hop count exceeded", "send/rejected"),
        ("4.4.7 Delivery time expired", "send/temporary-failure"),
        ("5.4.7 Delivery time expired", "send/recipient-rejected"),
        ("5.4.310 DNS domain does not exist", "send/recipient-unknown"),
        ("4.4.312 DNS query failed", "send/recipient-unknown"),
    ] {
        means(line, None, &[first]);
    }
}

#[test]
fn a_command_is_wrong_in_itself_or_where_it_stands() {
    for (line, stage, first) in [
        ("5.5.0 Other or undefined protocol status", None, "client/protocol-error"),
        ("5.5.3 Too many recipients", Some(Stage::Rcpt), "send/too-many-recipients"),
        ("5.5.6 Authentication Exchange line is too long", Some(Stage::Auth), "auth/token-rejected"),
        ("503 5.5.1 Error: authentication not enabled", Some(Stage::Auth), "auth/not-offered"),
        ("500 5.5.1 Unrecognized command", Some(Stage::Auth), "client/protocol-error"),
        ("503 5.5.1 Error: nested MAIL command", Some(Stage::Mail), "client/protocol-error"),
        (
            "504 5.5.2 <box>: Helo command rejected: need fully-qualified hostname",
            Some(Stage::Ehlo),
            "smtp/helo-rejected",
        ),
        ("504 5.5.4 <box>: Helo command rejected", None, "smtp/helo-rejected"),
        ("501 5.5.4 Invalid domain name", Some(Stage::Ehlo), "client/protocol-error"),
        ("501 5.5.2 Syntax error", Some(Stage::Mail), "client/protocol-error"),
        ("504 5.5.4 Unrecognized authentication type", Some(Stage::Auth), "auth/mechanism-unsupported"),
        ("501 5.5.4 Syntax: AUTH mechanism", Some(Stage::Auth), "auth/mechanism-unsupported"),
        ("501 5.5.4 Unsupported option: SIZE", Some(Stage::Mail), "client/protocol-error"),
    ] {
        means(line, stage, &[first]);
    }
}

#[test]
fn contents_are_refused_and_addresses_beyond_ascii_are_told_apart() {
    for detail in 0..=6 {
        means(&format!("5.6.{detail}"), None, &["send/content-rejected"]);
    }
    for detail in 7..=10 {
        means(&format!("5.6.{detail}"), None, &["send/smtputf8-unsupported"]);
    }
    means("5.6.11", None, &["send/content-rejected"]);
}

#[test]
fn a_policy_speaks_of_login_sender_recipient_or_network() {
    for (line, first) in [
        ("5.7.2 Mailing list expansion prohibited", &["send/recipient-rejected"][..]),
        ("5.7.3 Security conversion required", &["auth/bad-credentials", "send/auth-required"]),
        ("5.7.4 Security features not supported", &["auth/mechanism-unsupported"]),
        ("5.7.5 Cryptographic failure", &["send/policy-rejected"]),
        ("5.7.8 Authentication credentials invalid", &["auth/bad-credentials"]),
        ("5.7.9 Authentication mechanism is too weak", &["auth/app-password-required"]),
        ("5.7.10 Encryption Needed", &["auth/tls-required"]),
        ("5.7.11 Encryption required for requested authentication mechanism", &["auth/tls-required"]),
        ("4.7.12 A password transition is needed", &["auth/password-expired"]),
        ("5.7.13 User Account Disabled", &["auth/account-locked"]),
        ("5.7.14 Trust relationship required", &["auth/login-blocked"]),
        ("5.7.16 Message is too big for the specified priority", &["send/message-too-large"]),
        ("5.7.17 Mailbox owner has changed", &["send/recipient-rejected"]),
        ("5.7.18 Domain owner has changed", &["send/recipient-rejected"]),
        ("5.7.20 No passing DKIM signature found", &["send/domain-unauthenticated"]),
        ("5.7.23 SPF validation failed", &["send/domain-unauthenticated"]),
        ("5.7.24 SPF validation error", &["send/domain-unauthenticated"]),
        ("5.7.25 Reverse DNS validation failed", &["send/ptr-missing"]),
        ("5.7.26 Multiple authentication checks failed", &["send/domain-unauthenticated"]),
        ("5.7.27 Sender address has null MX", &["send/sender-rejected"]),
        ("4.7.28 Mail flood detected", &["send/rate-limited"]),
        ("5.7.29 ARC validation failure", &["send/domain-unauthenticated"]),
        ("5.7.30 REQUIRETLS support required", &["send/tls-required"]),
    ] {
        means(line, None, first);
    }
}

#[test]
fn microsoft_has_codes_of_its_own() {
    for (line, first) in [
        ("5.7.51 TenantInboundAttribution", "auth/ip-not-allowed"),
        ("5.7.54 SMTP; Unable to relay recipient in non-accepted domain", "send/relay-denied"),
        ("5.7.57 Client not authenticated to send mail", "send/auth-required"),
        ("5.7.60 Client does not have permissions to send as this sender", "send/sender-not-owned"),
        ("5.7.64 TenantAttribution; Relay Access Denied", "auth/ip-not-allowed"),
        ("5.7.66 TLS 1.0 and 1.1 are not supported", "tls/version-too-old"),
        ("5.7.68 TenantInboundAttribution; Direct Send not allowed", "send/relay-denied"),
        ("5.7.124 Sender not in allowed-senders list", "send/recipient-rejected"),
        ("5.7.133 Sender not authenticated for group", "send/recipient-rejected"),
        ("5.7.136 Sender not authenticated", "send/recipient-rejected"),
        ("5.7.139 SmtpClientAuthentication is disabled for the Tenant", "auth/smtp-disabled"),
        ("5.7.193 RestrictExtRecips", "send/recipient-rejected"),
        ("5.7.321 starttls-not-supported", "send/tls-required"),
        ("4.7.500 Server busy", "send/rate-limited"),
        ("5.7.501 Access denied, spam abuse detected", "send/account-restricted"),
        ("5.7.503 Access denied, banned sender", "send/account-restricted"),
        ("5.7.505 Access denied, banned recipient", "send/recipient-rejected"),
        ("5.7.506 Access Denied, Bad HELO", "smtp/helo-rejected"),
        ("5.7.507 Access denied, rejected by recipient", "send/ip-blocklisted"),
        ("5.7.508 Access denied, 192.0.2.1 has exceeded permitted limits", "send/rate-limited"),
        (
            "5.7.509 Access denied, sending domain does not pass DMARC verification",
            "send/domain-unauthenticated",
        ),
        ("5.7.510 Access denied, example.org does not accept email over IPv6", "send/recipient-rejected"),
        ("5.7.511 Access denied, banned sender 192.0.2.1", "send/ip-blocklisted"),
        ("5.7.512 Message must be RFC 5322 section 3.6.2 compliant", "send/content-rejected"),
        ("5.7.515 Sending domain does not meet the required level", "send/domain-unauthenticated"),
        ("5.7.606 Access denied, banned sending IP 192.0.2.1", "send/ip-blocklisted"),
        ("4.7.650 The mail server has been temporarily rate limited", "send/rate-limited"),
        ("5.7.705 Access denied, tenant has exceeded threshold", "send/account-restricted"),
        ("5.7.708 Access denied, traffic not accepted from this IP", "send/ip-blocklisted"),
        ("4.7.850 Access denied, rate limit exceeded", "send/ip-blocklisted"),
    ] {
        means(line, None, &[first]);
    }
}

#[test]
fn an_undefined_policy_is_told_by_the_reply_before_it() {
    for (line, first) in [
        ("5.7.0 refused", &["send/policy-rejected", "send/spam-rejected"][..]),
        ("4.7.0 not now", &["send/rate-limited"]),
        ("454 4.7.0 Temporary authentication failure", &["auth/temporary-failure"]),
        ("421 4.7.0 Try again later, closing connection", &["smtp/service-unavailable"]),
        ("530 5.7.0 Must issue a STARTTLS command first", &["send/auth-required", "send/tls-required"]),
        ("5.7.1 Delivery not authorized, message refused", &["send/policy-rejected", "send/relay-denied"]),
        ("450 4.7.1 Please try again later", &["send/greylisted"]),
        ("530 5.7.1 Authentication required", &["send/auth-required"]),
        ("550 5.7.1 refused", &["send/policy-rejected", "send/relay-denied"]),
    ] {
        means(line, None, first);
    }
    for line in ["535 5.7.0 no", "535 5.7.1 no", "535 5.7.3 Authentication unsuccessful"] {
        for stage in [None, Some(Stage::Auth)] {
            assert_eq!(meant(line, stage), ["auth/bad-credentials"], "{line}, {stage:?}");
        }
    }
    means("554 5.7.0 no", Some(Stage::Auth), &["send/policy-rejected"]);
}

#[test]
fn a_reply_code_means_what_it_refuses() {
    use Stage::{Auth, Data, Ehlo, EhloAgain, Greeting, Mail, Rcpt, StartTls};
    for (lines, stage, first) in [
        (&["421", "450", "451", "452"][..], Greeting, &["smtp/greeting-busy"][..]),
        (&["521", "550", "553", "554", "571"], Greeting, &["smtp/greeting-rejected"]),
        (&["501", "504", "550", "553", "554"], Ehlo, &["smtp/helo-rejected"]),
        (&["501", "550", "554"], EhloAgain, &["smtp/helo-rejected"]),
        (&["500", "502"], Ehlo, &["smtp/ehlo-unsupported"]),
        (&["500", "502"], EhloAgain, &["client/protocol-error"]),
        (&["421", "451", "454"], StartTls, &["starttls/temporary-failure"]),
        (&["500", "502", "554"], StartTls, &["starttls/refused"]),
        (&["421", "451", "454"], Auth, &["auth/temporary-failure"]),
        (&["432"], Auth, &["auth/password-expired"]),
        (&["500", "502", "503"], Auth, &["auth/not-offered"]),
        (&["530"], Auth, &["auth/tls-required"]),
        (&["501", "550", "553", "554"], Auth, &["auth/bad-credentials"]),
        (&["550", "551"], Rcpt, &["send/recipient-unknown", "send/recipient-rejected"]),
        (&["552"], Rcpt, &["send/mailbox-full"]),
        (&["553"], Rcpt, &["send/recipient-rejected"]),
        (&["554"], Rcpt, &["send/relay-denied"]),
        (&["501", "550", "553", "554"], Mail, &["send/sender-rejected"]),
        (&["550", "552", "554"], Data, &["send/content-rejected"]),
    ] {
        for line in lines {
            means(line, Some(stage), first);
        }
    }
    // No greeting is refused any more where mechanisms are named.
    assert_eq!(meant("504", Some(Auth)), ["auth/mechanism-unsupported"]);
}

#[test]
fn a_reply_code_alone_says_less() {
    for (line, first) in [
        ("421", &["smtp/service-unavailable"][..]),
        ("432", &["auth/password-expired"]),
        ("450", &["send/temporary-failure", "send/greylisted"]),
        ("451", &["send/temporary-failure", "smtp/server-error", "send/greylisted"]),
        ("452", &["send/too-many-recipients"]),
        ("454", &["auth/temporary-failure"]),
        ("460", &["send/temporary-failure"]),
        ("500", &["client/protocol-error"]),
        ("503", &["client/protocol-error"]),
        ("555", &["client/protocol-error"]),
        ("501", &["client/address-malformed"]),
        ("504", &["auth/mechanism-unsupported", "smtp/helo-rejected"]),
        ("521", &["smtp/inbound-only"]),
        ("523", &["auth/tls-required"]),
        ("538", &["auth/tls-required"]),
        ("525", &["auth/account-locked"]),
        ("526", &["auth/bad-credentials"]),
        ("530", &["send/auth-required"]),
        ("534", &["auth/app-password-required"]),
        ("535", &["auth/bad-credentials"]),
        ("550", &["send/recipient-unknown", "send/rejected"]),
        ("551", &["send/relay-denied"]),
        ("552", &["send/message-too-large"]),
        ("553", &["send/sender-not-owned"]),
        ("554", &["send/rejected", "send/spam-rejected"]),
        ("556", &["send/recipient-unknown"]),
        ("571", &["send/policy-rejected"]),
        ("599", &["send/rejected", "send/policy-rejected"]),
    ] {
        means(line, None, first);
    }
}

#[test]
fn the_enhanced_code_counts_before_the_reply_code_and_each_further_cause_counts_less() {
    means("550 5.7.26 unauthenticated", None, &["send/domain-unauthenticated", "send/recipient-unknown"]);
    let sure = |line: &str| -> Vec<f64> {
        let found = causes(&codes::replies(line), &codes::enhanced(line), None);
        found.into_iter().map(|(_, sure)| sure).collect()
    };
    for line in ["550", "554", "5.1.0", "5.3.0", "550 5.1.1"] {
        assert!(sure(line).windows(2).all(|pair| pair[0] > pair[1] && pair[1] > 0.1), "{line}");
    }
    assert!(sure("5.7.8")[0] > sure("535")[0] && sure("5.7.8")[0] < 0.5);
}

#[test]
fn a_cause_that_both_codes_name_is_named_once() {
    let unknown =
        ["send/recipient-unknown", "send/recipient-rejected", "send/rejected", "send/policy-rejected"];
    assert_eq!(meant("550 5.1.1", None), unknown);
}

#[test]
fn every_refusal_means_something() {
    let stages = Stage::ALL.into_iter().map(Some).chain([None]);
    for stage in stages {
        assert!((400..=599).all(|code| !by_reply(code, stage).is_empty()), "{stage:?}");
    }
    assert!(by_reply(250, None).is_empty() && by_reply(600, None).is_empty());
}
