//! The checks of greeting, EHLO and TLS as the examination itself saw them.

use super::{ADVICE, FAULT, NOTE, SOUND, changed};
use crate::evidence::sample::{ehlo, failed, passed, rejected, reply};
use crate::evidence::{Attempt, Failure, Greeting, Hello, Outcome};
use crate::plan::{Route, Security};
use crate::smtp::{Protocol, Quirk, ServerText};

fn greeting(text: &str, ms: f64) -> impl FnOnce(&mut Attempt) {
    let facts = Greeting { reply: reply(220, text) };
    move |attempt| attempt.greeting = Outcome::Passed { facts, ms }
}

fn under_tls(keywords: &str) -> impl FnOnce(&mut Attempt) {
    let answer = ehlo(keywords);
    move |attempt| attempt.ehlo_again = passed(answer)
}

fn in_clear(keywords: &str) -> impl FnOnce(&mut Attempt) {
    let answer = ehlo(keywords);
    move |attempt| attempt.ehlo = passed(answer)
}

#[test]
fn greetings() {
    assert_eq!(changed("B15", greeting("mx.example.com", 5_100.0)), ADVICE);
    assert_eq!(changed("B15", greeting("mx.example.com", 4_900.0)), SOUND);
    assert_eq!(changed("B16", greeting("mx.example.com ESMTP", 1.0)), SOUND);
    assert_eq!(changed("B16", greeting("[192.0.2.1] ESMTP", 1.0)), SOUND);
    assert_eq!(changed("B16", greeting("*********", 1.0)), NOTE);
    assert_eq!(changed("B16", greeting("localhost", 1.0)), NOTE);
}

#[test]
fn the_form_of_replies() {
    assert_eq!(changed("B17", |_| ()), SOUND);
    assert_eq!(changed("B17", under_tls("SIZE\n*BAD* X")), ADVICE);
    let helo = |attempt: &mut Attempt| {
        let mut answer = ehlo("");
        answer.hello = Hello::Helo;
        attempt.ehlo_again = passed(answer);
    };
    assert_eq!(changed("B17", helo), FAULT);
    assert_eq!(changed("B18", |_| ()), SOUND);
    let odd = |attempt: &mut Attempt| {
        let mut odd = reply(220, "mx.example.com");
        odd.quirks.push(Quirk::BareLf);
        attempt.greeting = passed(Greeting { reply: odd });
    };
    assert_eq!(changed("B18", odd), ADVICE);
}

#[test]
fn extensions_and_size() {
    let usual = "PIPELINING\n8BITMIME\nENHANCEDSTATUSCODES\nSIZE 10240000";
    assert_eq!(changed("B19", under_tls(usual)), SOUND);
    assert_eq!(changed("B19", under_tls("8BITMIME\nENHANCEDSTATUSCODES")), NOTE);
    assert_eq!(changed("B20", under_tls(usual)), SOUND);
    assert_eq!(changed("B20", under_tls("SIZE")), SOUND);
    assert_eq!(changed("B20", under_tls("SIZE 9999999")), ADVICE);
    assert_eq!(changed("B20", under_tls("PIPELINING")), NOTE);
}

#[test]
fn when_tls_begins() {
    let at = |port: u16, spoken: Security| {
        move |attempt: &mut Attempt| {
            attempt.route = Route { port, security: Security::Detect };
            attempt.spoken = spoken;
        }
    };
    assert_eq!(changed("B14", at(465, Security::Implicit)), SOUND);
    assert_eq!(changed("B14", at(465, Security::StartTls)), FAULT);
    assert_eq!(changed("B14", at(587, Security::StartTls)), SOUND);
    let in_place_of_tls = |attempt: &mut Attempt| {
        attempt.route.port = 465;
        attempt.greeting = Outcome::NotPlanned;
        let first_bytes = ServerText::new(b"220 mx".as_slice());
        attempt.tls = failed(Failure::NotTls { first_bytes, protocol: Some(Protocol::Smtp) });
    };
    assert_eq!(changed("B14", in_place_of_tls), FAULT);
    assert_eq!(changed("B21", in_clear("SIZE 1\nSTARTTLS")), SOUND);
    assert_eq!(changed("B21", in_clear("SIZE 1")), FAULT);
    assert_eq!(changed("B21", at(465, Security::Implicit)), None);
}

#[test]
fn what_starttls_leads_to() {
    assert_eq!(changed("B22", |_| ()), SOUND);
    assert_eq!(changed("B22", |attempt| attempt.starttls = failed(rejected(454, "no"))), FAULT);
    let glued = || failed(Failure::Injected { bytes: ServerText::new(b"250".as_slice()) });
    assert_eq!(changed("B22", |attempt| attempt.starttls = glued()), FAULT);
    assert_eq!(changed("B24", |_| ()), SOUND);
    assert_eq!(changed("B24", under_tls("STARTTLS")), ADVICE);
}

#[test]
fn the_session() {
    let with = |version: &'static str, suite: &'static str, group: &'static str| {
        move |attempt: &mut Attempt| {
            let Outcome::Passed { facts, .. } = &mut attempt.tls else { panic!("no TLS") };
            facts.version = Some(version.into());
            facts.cipher_suite = Some(suite.into());
            facts.group = Some(group.into());
        }
    };
    let new = || with("TLS 1.3", "TLS_AES_128_GCM_SHA256", "X25519MLKEM768");
    let older = || with("TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "X25519");
    let weak = || with("TLS 1.2", "TLS_RSA_WITH_AES_128_CBC_SHA", "X25519");
    assert_eq!((changed("B36", new()), changed("B36", older())), (SOUND, ADVICE));
    assert_eq!((changed("B39", older()), changed("B39", weak())), (SOUND, ADVICE));
    assert_eq!((changed("B59", new()), changed("B59", older())), (SOUND, NOTE));
}

#[test]
fn mechanisms() {
    assert_eq!(changed("B25", |_| ()), SOUND);
    assert_eq!(changed("B25", in_clear("STARTTLS\nAUTH PLAIN")), FAULT);
    assert_eq!(changed("B27", under_tls("AUTH PLAIN LOGIN")), SOUND);
    assert_eq!(changed("B27", under_tls("AUTH XOAUTH2")), NOTE);
    assert_eq!(changed("B27", under_tls("AUTH LOGIN")), NOTE);
    assert_eq!(changed("B27", under_tls("SIZE 1")), None);
    assert_eq!(changed("B28", under_tls("AUTH PLAIN SCRAM-SHA-256")), SOUND);
    assert_eq!(changed("B28", under_tls("AUTH PLAIN CRAM-MD5")), NOTE);
    assert_eq!(changed("B28", under_tls("AUTH PLAIN CRAM-MD5 NTLM")), ADVICE);
}

#[test]
fn under_implicit_tls_nothing_is_in_clear() {
    let mut evidence = crate::evidence::sample::healthy(465, Security::Implicit);
    assert_eq!(super::told("B25", &evidence), None);
    assert_eq!(super::told("B27", &evidence), SOUND);
    // Nor where the certificate is bad.
    let bad = crate::evidence::sample::tls();
    evidence.attempts[0].tls = crate::evidence::sample::failed_with(Failure::Certificate, bad);
    assert_eq!(super::told("B25", &evidence), None);
}
