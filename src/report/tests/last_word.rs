//! The last word on a run without a root cause, and how it says to check the login.

use super::sample::{nothing_found, two_routes};
use crate::evidence::sample::{healthy, passed, reply};
use crate::evidence::{Evidence, Failure, Mail, Outcome, Rcpt, Recipient, Stage};
use crate::locale::Lang;
use crate::plan::{Envelope, Route, Security};
use crate::report::Report;
use crate::report::result::{Conclusion, conclusion};

fn last_word(evidence: &Evidence, lang: Lang) -> Conclusion {
    let diagnosis = nothing_found();
    let report = Report::new(evidence, &diagnosis);
    conclusion(&report, &evidence.attempts[0], lang.strings()).unwrap()
}

fn without_login(port: u16, security: Security, keywords: &[&str]) -> Evidence {
    let mut evidence = healthy(port, security);
    evidence.plan.login = None;
    let attempt = &mut evidence.attempts[0];
    attempt.auth = Outcome::NotPlanned;
    for ehlo in [&mut attempt.ehlo, &mut attempt.ehlo_again] {
        if let Outcome::Passed { facts, .. } = ehlo {
            facts.capabilities.keywords = keywords.iter().map(|word| (*word).to_owned()).collect();
        }
    }
    evidence
}

#[test]
fn what_was_checked_of_an_envelope_is_said_and_that_nothing_was_sent() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.plan.envelope = Some(Envelope { from: String::new(), to: vec!["you@example.org".into()] });
    evidence.plan.until = Stage::Rcpt;
    evidence.attempts[0].mail = passed(Mail { from: String::new(), reply: reply(250, "Ok") });
    let recipients = vec![Recipient { to: "you@example.org".into(), reply: reply(250, "Ok") }];
    evidence.attempts[0].rcpt = passed(Rcpt { recipients });
    let said = [Lang::En, Lang::ZhCn].map(|lang| last_word(&evidence, lang).text);
    assert_eq!(
        said,
        [
            "Connection, encryption and login work. The server accepts the sender and every recipient. Nothing was sent.",
            "连接、加密和登录都正常。服务器接受发件人和全部收件人。没有发送任何邮件。",
        ]
    );
    evidence.plan.until = Stage::Mail;
    evidence.attempts[0].rcpt = Outcome::NotPlanned;
    assert!(last_word(&evidence, Lang::ZhCn).text.ends_with("服务器接受发件人。没有发送任何邮件。"));
    evidence.plan.until = Stage::Auth;
    evidence.attempts[0].mail = Outcome::NotPlanned;
    assert!(!last_word(&evidence, Lang::En).text.contains("sender"));
}

#[test]
fn a_stage_that_did_not_take_place_is_not_said_to_work() {
    let said = |port, security, until| {
        let mut evidence = without_login(port, security, &["SIZE"]);
        evidence.plan.until = until;
        last_word(&evidence, Lang::En).text
    };
    let none = "There was no STARTTLS to check: the connection is encrypted from the first byte.";
    assert!(said(465, Security::Implicit, Stage::StartTls).ends_with(none));
    let clear = "TLS was not checked: the connection was left unencrypted.";
    assert!(said(25, Security::Plain, Stage::Tls).ends_with(clear));
    assert!(said(25, Security::Plain, Stage::StartTls).ends_with(clear));
    for (port, security) in [(465, Security::Implicit), (587, Security::StartTls)] {
        assert_eq!(said(port, security, Stage::Tls), "Everything up to TLS works. The rest was not checked.");
    }
    assert!(said(587, Security::StartTls, Stage::StartTls).starts_with("Everything up to STARTTLS"));
}

#[test]
fn a_login_is_to_be_checked_only_where_there_is_one() {
    let with = last_word(&without_login(465, Security::Implicit, &["AUTH PLAIN"]), Lang::En);
    assert_eq!(with.further.as_deref(), Some("To check the login:"));
    assert!(with.command.unwrap().contains(":465 USER --ask-password"));
    for (port, security) in [(465, Security::Implicit), (587, Security::StartTls), (25, Security::Plain)] {
        let none = last_word(&without_login(port, security, &["SIZE"]), Lang::En);
        assert_eq!(none.further, Some(format!("The server offers no login (AUTH) on port {port}.")));
        assert_eq!(none.command, None);
    }
    let later = last_word(&without_login(587, Security::Plain, &["STARTTLS"]), Lang::ZhCn);
    assert_eq!((later.further, later.command), (None, None));
}

#[test]
fn the_login_is_checked_on_the_port_that_is_recommended() {
    let (mut evidence, _) = two_routes();
    evidence.attempts.swap(0, 1);
    assert_eq!(evidence.attempts[0].route.port, 587);
    assert!(last_word(&evidence, Lang::En).command.unwrap().contains("smtp.example.com:465 "));
    evidence.attempts[1].route = Route { port: 465, security: Security::Implicit };
    evidence.attempts[1].greeting = Outcome::Failed { failure: Failure::Reset, facts: None, ms: 1.0 };
    assert!(last_word(&evidence, Lang::En).command.unwrap().contains("smtp.example.com:587 "));
}
