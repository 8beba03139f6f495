//! The table of ports, in both languages, wide and narrow, and for programs.

use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

use super::sample::report;
use crate::diagnose::diagnose;
use crate::evidence::sample::{attempt, ehlo, failed_with, healthy, no_tcp, passed, timed_out, tls};
use crate::evidence::{CertificateFault, Evidence, Failure, Outcome};
use crate::locale::Lang;
use crate::plan::{Route, Security};
use crate::report::{Format, Report, Strictness, Style, render, status};

/// Four ports: 465 and 587 work, 2525 has a certificate for another name, 25 is silent.
pub(super) fn examined() -> Evidence {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.plan.login = None;
    evidence.attempts[0].auth = Outcome::NotPlanned;
    for port in [587, 2525, 25] {
        let mut other = attempt(Route { port, security: Security::StartTls });
        other.auth = Outcome::NotPlanned;
        evidence.attempts.push(other);
    }
    evidence.attempts[1].ehlo_again = passed(ehlo("SIZE 36700160\nAUTH PLAIN LOGIN CRAM-MD5 XOAUTH2"));
    let mut bad = tls();
    bad.faults.push(CertificateFault::NameMismatch);
    evidence.attempts[2].tls = failed_with(Failure::Certificate, bad);
    evidence.attempts[3] =
        crate::evidence::Attempt::new(Route { port: 25, security: Security::Opportunistic });
    evidence.attempts[3].tcp = no_tcp(timed_out());
    evidence.plan.routes = evidence.attempts.iter().map(|attempt| attempt.route).collect();
    evidence
}

fn told(evidence: &Evidence, lang: Lang, width: usize) -> String {
    let diagnosis = diagnose(evidence);
    render(Format::Text, &report(evidence, &diagnosis), lang, Style { width, ..Style::default() })
}

#[test]
fn the_table_in_both_languages() {
    let evidence = examined();
    insta::assert_snapshot!(Lang::ALL.map(|lang| told(&evidence, lang, 100)).join("\n=======\n\n"));
}

#[test]
fn the_table_in_a_narrow_terminal() {
    let evidence = examined();
    insta::assert_snapshot!(Lang::ALL.map(|lang| told(&evidence, lang, 44)).join("\n=======\n\n"));
}

#[test]
fn no_line_of_the_table_is_wider_than_the_terminal() {
    let evidence = examined();
    for lang in Lang::ALL {
        for columns in 40..=100 {
            let text = told(&evidence, lang, columns);
            let long = text.lines().find(|line| line.width() > columns && !line.contains("smtp-doctor "));
            assert_eq!(long, None, "{columns}");
        }
    }
}

#[test]
fn ports_for_information_do_not_warn_and_programs_are_told() {
    let evidence = examined();
    let diagnosis = diagnose(&evidence);
    let json = render(Format::Json, &report(&evidence, &diagnosis), Lang::En, Style::default());
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["verdict"], json["others"].as_array().unwrap().len()), (&"pass".into(), 1));
    let ports = json["ports"].as_array().unwrap();
    let of = |field: &str| ports.iter().map(|port| port[field].to_string()).collect::<Vec<_>>();
    assert_eq!(of("port"), ["465", "587", "2525", "25"]);
    assert_eq!(of("informative"), ["false", "false", "true", "true"]);
    assert_eq!(of("state"), ["\"open\"", "\"open\"", "\"open\"", "\"no-answer\""]);
    assert_eq!(of("certificate"), ["\"good\"", "\"good\"", "\"other-name\"", "null"]);
    assert_eq!(json["recommendation"]["port"], 465);
    let schema: Value = serde_json::from_str(include_str!("../../../schema/report-v1.schema.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &json), "{json}");
    let report = Report::new(&evidence, &diagnosis);
    assert_eq!(status(&report, Strictness::WarningsFail), crate::exit::Status::Healthy);
}

#[test]
fn a_port_that_nobody_tried_has_not_failed() {
    let mut evidence = examined();
    evidence.plan.until = crate::stage::Stage::Dns;
    for attempt in &mut evidence.attempts {
        *attempt = crate::evidence::Attempt::new(attempt.route);
    }
    let said = told(&evidence, Lang::En, 100);
    assert!(said.contains("–  465") && !said.contains("✘"), "{said}");
}

#[test]
fn a_port_that_a_record_holds_twice_is_one_series() {
    let mut evidence = examined();
    evidence.attempts[1].route.port = 465;
    let diagnosis = diagnose(&evidence);
    let said = render(Format::OpenMetrics, &report(&evidence, &diagnosis), Lang::En, Style::default());
    let series: Vec<&str> = said.lines().filter(|line| line.starts_with("smtp_doctor_port_up{")).collect();
    assert_eq!(series.iter().filter(|line| line.contains("port=\"465\"")).count(), 1, "{series:?}");
}
