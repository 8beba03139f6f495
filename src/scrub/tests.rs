//! What becomes of a text.

use super::text::Scrubber;
use crate::evidence::Evidence;
use crate::evidence::sample::healthy;
use crate::plan::Security;

fn reply(text: &str) -> String {
    Scrubber::default().reply(text)
}

#[test]
fn addresses_hosts_and_numbers_are_replaced() {
    for (text, scrubbed) in [
        ("550 5.1.1 <Bob@Acme.de>: unknown", "550 5.1.1 <user1@domain1.example>: unknown"),
        ("from bob@a.de to bob@b.de", "from user1@domain1.example to user1@domain2.example"),
        ("mx2.Acme.co.uk ESMTP", "mx2.domain1.example ESMTP"),
        ("host nas.acme.de[85.13.1.2]:25", "host host1.domain1.example[192.0.2.1]:25"),
        ("[IPv6:2a01:4f8::7] says", "[IPv6:2001:db8::1] says"),
        ("2a01:4f8::7: refused by 85.13.1.2.", "2001:db8::1: refused by 192.0.2.1."),
        ("queued as 4F2xyz1a2B9", "queued as id1"),
        ("OK ffacd0b85a97d-4300sm20.5 - gsmtp", "OK id1.5 - gsmtp"),
        ("https://acme.de/login?u=bob@acme.de", "https://domain1.example/login?u=user1@domain1.example"),
        ("334 PDEuMkBtYWlsLmFjbWUuZGU+", "334 PHVzZXIxQG1haWwuZG9tYWluMS5leGFtcGxlPg=="),
        ("Trace 8a7b6c5d-1111-2222-3333-444455556666", "Trace 00000000-0000-0000-0000-000000000001"),
    ] {
        assert_eq!(reply(text), scrubbed, "{text}");
    }
}

#[test]
fn what_points_to_nobody_stays() {
    for text in [
        "535 5.7.8 https://support.google.com/mail/?p=BadCredentials",
        "250-smtp.gmail.com at your service",
        "250 AUTH SCRAM-SHA-256-PLUS XOAUTH2 CRAM-MD5 8BITMIME",
        "AADSTS50126: wrong. See main.cf, config-v1.1.xml and RFC 5321, section 4.1.1.",
        "550 postmaster: Access denied.Please try 127.0.0.1 or ::1",
        "blocked using zen.spamhaus.org",
        "2026-11-23T03:00:00Z 12:30:45 5.7.1 1.2.3",
    ] {
        assert_eq!(reply(text), text);
    }
}

#[test]
fn names_that_are_known_are_found_as_words() {
    let mut scrubber = Scrubber::default();
    scrubber.know_user("ACME\\wanda");
    scrubber.know_host("web-7.wonka.org");
    scrubber.know_name("Wonka Industries, Inc.");
    assert_eq!(scrubber.reply("user wanda of Acme at WEB-7"), "user user2 of user1 at host1");
    assert_eq!(scrubber.text("O=Wonka Industries, Inc."), "O=Name 1");
    assert_eq!(scrubber.text("wandas wonka"), "wandas domain1");
}

#[test]
fn fields_of_users_and_hosts_are_replaced_as_a_whole() {
    let mut scrubber = Scrubber::default();
    assert_eq!(scrubber.user("al"), "user1");
    assert_eq!(scrubber.user("apikey"), "apikey");
    assert_eq!(Scrubber::default().user("AKIAIOSFODNN7EXAMPLE"), "AKIA0000000000000001");
    assert_eq!(scrubber.user("CORP\\al"), "user2\\user1");
    assert_eq!(scrubber.host("nas"), "host1");
    assert_eq!(scrubber.host("nas:587"), "host1:587");
    assert_eq!(scrubber.host("smtp.qq.com:465"), "smtp.qq.com:465");
    assert_eq!(scrubber.host("acme-com.mail.protection.outlook.com"), "host2.mail.protection.outlook.com");
    assert_eq!(scrubber.host("mail.corp.local"), "mail.domain1.local");
}

#[test]
fn a_record_stays_a_record() {
    let evidence = healthy(587, Security::StartTls);
    let scrubbed = super::scrub(&evidence).unwrap();
    assert!(scrubbed.scrubbed && !evidence.scrubbed);
    assert_eq!(scrubbed.attempts.len(), evidence.attempts.len());
    let json = scrubbed.to_json().unwrap();
    assert_eq!(Evidence::from_json(&json).unwrap(), scrubbed);
    assert_eq!(super::scrub(&evidence).unwrap(), scrubbed);
}
