//! The section on the health of the server, in both languages and both formats.

use serde_json::Value;

use super::sample::report;
use crate::diagnose::diagnose;
use crate::evidence::sample::{attempt, ehlo, healthy, no_tcp, passed, reply};
use crate::evidence::{Ask, AuditEvidence, AuditSession, Came, Evidence, Failure, Trial};
use crate::locale::Lang;
use crate::plan::{Audit, Route, Security};
use crate::report::{Detail, Format, Style, render};

/// A host that offers logins in clear on 587 and takes them, and is an open relay on both ports.
pub(super) fn audited() -> Evidence {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts.push(attempt(Route { port: 587, security: Security::StartTls }));
    evidence.attempts[1].ehlo = passed(ehlo("SIZE 36700160\nSTARTTLS\nAUTH PLAIN LOGIN"));
    evidence.plan.audit = Audit::Asked;
    let trial = |ask, secured, code, text: &str| Trial {
        ask,
        secured,
        came: Came::Reply { reply: reply(code, text) },
        ms: 1.0,
    };
    let stranger = || {
        vec![
            trial(Ask::Mail, true, 250, "2.1.0 Ok"),
            trial(Ask::ForeignRcpt, true, 250, "2.1.5 Ok"),
            trial(Ask::Quit, true, 221, "2.0.0 Bye"),
            Trial { ask: Ask::End, secured: true, came: Came::Broken, ms: 1.0 },
        ]
    };
    let mut on_587 = vec![trial(Ask::AuthInClear, false, 334, "")];
    on_587.extend(stranger());
    let session = |about, port, trials| AuditSession { about, port, trials, early_data: None, ms: 30.0 };
    evidence.audit = Some(AuditEvidence {
        connections: 4,
        sessions: vec![session(0, 465, stranger()), session(1, 587, on_587)],
        names: None,
    });
    evidence
}

fn text(evidence: &Evidence, style: Style) -> String {
    let diagnosis = diagnose(evidence);
    let report = report(evidence, &diagnosis);
    Lang::ALL.map(|lang| render(Format::Text, &report, lang, style)).join("\n=======\n\n")
}

#[test]
fn faults_with_what_to_set() {
    insta::assert_snapshot!(text(&audited(), Style::default()));
}

#[test]
fn all_checks_are_listed_on_request() {
    insta::assert_snapshot!(text(&audited(), Style { detail: Detail::Dialogue, ..Style::default() }));
}

#[test]
fn nothing_is_said_where_nobody_asked() {
    let mut evidence = audited();
    evidence.plan.audit = Audit::Left;
    assert!(!text(&evidence, Style::default()).contains("B25"));
}

#[test]
fn a_host_that_was_not_reached_is_not_called_faultless() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.plan.audit = Audit::Asked;
    evidence.attempts[0] = crate::evidence::Attempt::new(evidence.attempts[0].route);
    evidence.attempts[0].tcp = no_tcp(Failure::Refused);
    let said = text(&evidence, Style::default());
    assert!(said.contains("No check was made: there was no connection to smtp.example.com."), "{said}");
    assert!(said.contains("未做任何检查：没有与 smtp.example.com 建立连接。"), "{said}");
    assert!(!said.contains("Faults: 0"), "{said}");
}

#[test]
fn programs_are_told_and_faults_warn() {
    let evidence = audited();
    let diagnosis = diagnose(&evidence);
    let report = crate::report::Report::new(&evidence, &diagnosis);
    let json = render(Format::Json, &report, Lang::En, Style::default());
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["verdict"], "warn");
    let found = json["audit"]["findings"].as_array().unwrap();
    let faults: Vec<&str> = found
        .iter()
        .filter(|found| found["level"] == "fault")
        .filter_map(|found| found["id"].as_str())
        .collect();
    assert_eq!(faults, ["B25", "B26", "B29", "B30"]);
    assert_eq!(json["audit"]["connections"], 4);
    let schema: Value = serde_json::from_str(include_str!("../../../schema/report-v1.schema.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &json), "{json}");
}
