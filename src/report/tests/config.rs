//! The settings for an application: proven, published, or none.

use serde_json::Value;

use super::sample::{hostile, interrupted, no_name, nothing_found, rich, two_routes, unexplained};
use crate::application::{APPLICATIONS, by_name};
use crate::diagnose::Diagnosis;
use crate::evidence::sample::{ehlo, failed, healthy, no_tcp, passed, rejected, reply};
use crate::evidence::{Evidence, Failure, Mail, Outcome, Rcpt, Recipient, Stage};
use crate::locale::Lang;
use crate::plan::{Envelope, Security};
use crate::report::{Detail, Format, Report, Style, render};

fn asked(evidence: &Evidence, diagnosis: &Diagnosis, id: &str, format: Format, lang: Lang) -> String {
    let report = Report { application: by_name(id), ..Report::new(evidence, diagnosis) };
    render(format, &report, lang, Style::default())
}

fn config(evidence: &Evidence, id: &str) -> Value {
    let json = asked(evidence, &nothing_found(), id, Format::Json, Lang::En);
    serde_json::from_str::<Value>(&json).unwrap()["config"].clone()
}

fn text(config: &Value) -> &str {
    config["text"].as_str().unwrap()
}

/// Gmail after a refused login.
fn refused() -> (Evidence, Diagnosis) {
    let mut evidence = healthy(587, Security::StartTls);
    evidence.plan.target.host = "smtp.gmail.com".into();
    evidence.attempts[0].auth = failed(rejected(535, "5.7.8 no"));
    (evidence, Diagnosis { unexplained: vec![(Some(0), Stage::Auth)], ..nothing_found() })
}

#[test]
fn proven_text() {
    let told = |lang| asked(&healthy(465, Security::Implicit), &nothing_found(), "msmtp", Format::Text, lang);
    insta::assert_snapshot!(Lang::ALL.map(told).join("\n=======\n\n"));
}

#[test]
fn published_text() {
    let (evidence, diagnosis) = refused();
    let told = |lang| asked(&evidence, &diagnosis, "vaultwarden", Format::Text, lang);
    insta::assert_snapshot!(Lang::ALL.map(told).join("\n=======\n\n"));
}

#[test]
fn no_settings_text() {
    let (evidence, diagnosis) = unexplained();
    let told = |lang| asked(&evidence, &diagnosis, "django", Format::Text, lang);
    insta::assert_snapshot!(Lang::ALL.map(told).join("\n=======\n\n"));
}

#[test]
fn what_was_seen_to_work_is_proven() {
    let said = config(&healthy(587, Security::Opportunistic), "laravel");
    assert_eq!((&said["proven"], &said["application"]), (&true.into(), &"laravel".into()));
    assert!(text(&said).contains("MAIL_PORT=587\nMAIL_USERNAME=me@example.com\n"), "{said}");
    let (evidence, _) = two_routes();
    let said = config(&evidence, "grafana");
    assert!(text(&said).contains("host = smtp.example.com:465\nuser = YOUR_USER_NAME\n"), "{said}");
    assert!(said["notes"][0].as_str().unwrap().contains("did not check"), "{said}");
}

#[test]
fn a_sender_that_was_checked_is_the_sender() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.plan.envelope = Some(Envelope { from: "shop@example.org".into(), to: vec!["a@b.test".into()] });
    let reply = reply(250, "2.0.0 ok");
    let to = Recipient { to: "a@b.test".into(), reply: reply.clone() };
    evidence.attempts[0].mail = passed(Mail { from: "shop@example.org".into(), reply });
    evidence.attempts[0].rcpt = passed(Rcpt { recipients: vec![to] });
    assert!(text(&config(&evidence, "curl")).contains("--mail-from shop@example.org"));
}

#[test]
fn a_server_without_encryption_is_told_as_that() {
    let said = config(&healthy(25, Security::Plain), "rails");
    assert!(said["proven"] == true && text(&said).contains("Nothing is encrypted here"), "{said}");
    let mut relay = healthy(25, Security::Plain);
    relay.plan.login = None;
    relay.attempts[0].auth = Outcome::NotPlanned;
    relay.attempts[0].ehlo = passed(ehlo("SIZE 1"));
    let said = config(&relay, "nodemailer");
    assert!(
        !text(&said).contains("auth:") && said["notes"][0].as_str().unwrap().contains("no login"),
        "{said}"
    );
}

#[test]
fn where_the_login_fails_the_provider_says_what_should_work() {
    let (evidence, _) = refused();
    let said = config(&evidence, "msmtp");
    assert_eq!(said["proven"], false);
    assert!(text(&said).contains("host smtp.gmail.com\nport 587\ntls on\ntls_starttls on\n"), "{said}");
    let (mut closed, _) = refused();
    closed.attempts[0].tcp = no_tcp(Failure::Refused);
    closed.attempts[0].tls = Outcome::NotPlanned;
    assert!(text(&config(&closed, "msmtp")).contains("port 465\n"), "the recommended one");
    assert!(text(&said).contains("app password") && said["notes"][0].as_str().unwrap().contains("Gmail"));
}

#[test]
fn a_slip_in_the_host_is_mended_by_the_users_domain() {
    let (mut evidence, _) = no_name();
    evidence.plan.login = healthy(465, Security::Implicit).plan.login;
    evidence.plan.login.as_mut().unwrap().user = "me@qq.com".into();
    assert!(text(&config(&evidence, "curl")).contains("smtps://smtp.qq.com:465"));
    let mut here = healthy(465, Security::Implicit);
    here.plan.login.as_mut().unwrap().user = "me@qq.com".into();
    here.attempts[0].tcp = no_tcp(Failure::Refused);
    assert_eq!(config(&here, "curl")["text"], Value::Null, "the host may be a relay of one's own");
}

#[test]
fn where_nothing_is_proven_nothing_is_printed_and_the_reason_is() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts[0].auth = failed(rejected(535, "5.7.8 no"));
    let said = config(&evidence, "django");
    assert_eq!((&said["text"], &said["proven"]), (&Value::Null, &false.into()));
    assert!(said["notes"][0].as_str().unwrap().contains("535"), "{said}");
    assert!(config(&interrupted().0, "django")["notes"][0].as_str().unwrap().contains("Interrupted"));
    let mut early = healthy(465, Security::Implicit);
    early.plan.until = Stage::Tls;
    early.attempts[0].greeting = Outcome::NotPlanned;
    early.attempts[0].ehlo = Outcome::NotPlanned;
    early.attempts[0].auth = Outcome::NotPlanned;
    assert_eq!(config(&early, "django")["text"], Value::Null);
}

#[test]
fn without_being_asked_there_is_no_word_of_it() {
    let evidence = healthy(465, Security::Implicit);
    let json = render(Format::Json, &Report::new(&evidence, &nothing_found()), Lang::En, Style::default());
    assert!(!json.contains("\"config\""));
}

#[test]
fn a_verdict_in_one_line_is_followed_by_the_settings() {
    let (evidence, diagnosis) = (healthy(465, Security::Implicit), nothing_found());
    let report = Report { application: by_name("msmtp"), ..Report::new(&evidence, &diagnosis) };
    let style = Style { detail: Detail::Verdict, ..Style::default() };
    let told = render(Format::Text, &report, Lang::En, style);
    assert!(told.starts_with("✔") && told.ends_with("from me@example.com\n"), "{told}");
}

#[test]
fn every_answer_fits_the_schema_and_acts_on_nothing() {
    let schema = serde_json::from_str(include_str!("../../../schema/report-v1.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let evil = "a\u{1b}[2J\u{202e}b\r\nc\u{9b}\u{200b}\u{7}{host}'\"`$(x)%PATH%@x";
    let mut odd = healthy(465, Security::Implicit);
    odd.plan.login.as_mut().unwrap().user = evil.into();
    odd.plan.target.host = evil.into();
    for (evidence, diagnosis) in [rich(), refused(), hostile(evil), no_name(), (odd, nothing_found())] {
        for application in APPLICATIONS {
            for lang in Lang::ALL {
                let json = asked(&evidence, &diagnosis, application.id, Format::Json, lang);
                let value = serde_json::from_str(&json).unwrap();
                assert!(schema.is_valid(&value), "{json}");
                let told = asked(&evidence, &diagnosis, application.id, Format::Text, lang);
                let acting = told.chars().find(|c| c.is_control() && *c != '\n');
                assert!(acting.is_none() && !told.contains(['\u{202e}', '\u{200b}']), "{told}");
            }
        }
    }
}
