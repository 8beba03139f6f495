//! The JSON as programs were promised it: the fields, their types, and what is null.

use serde_json::{Value, json};
use time::macros::datetime;

use super::sample::{no_name, nothing_found, report, rich};
use crate::diagnose::Diagnosis;
use crate::evidence::sample::healthy;
use crate::evidence::{Evidence, Outcome};
use crate::locale::Lang;
use crate::plan::Security;
use crate::report::{Format, Report, Style, render};

fn told((evidence, diagnosis): &(Evidence, Diagnosis)) -> Value {
    serde_json::from_str(&render(Format::Json, &report(evidence, diagnosis), Lang::En, Style::default()))
        .unwrap()
}

fn fields(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn has(value: &Value, promised: &[&str]) {
    let found = fields(value);
    assert!(promised.iter().all(|field| found.contains(field)), "{promised:?} in {found:?}");
}

#[test]
fn a_healthy_run_of_one_port() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.duration_ms = 411.6;
    evidence.started_at = datetime!(2026-11-23 09:39:00.75 +8);
    if let Outcome::Passed { ms, .. } = &mut evidence.dns {
        *ms = 12.345;
    }
    let json = told(&(evidence.clone(), nothing_found()));
    assert_eq!(json["schema"], "smtp-doctor/report/v1");
    assert_eq!(json["version"], "0.1.0");
    assert_eq!(json["started_at"], "2026-11-23T01:39:00Z");
    assert_eq!(json["duration_ms"], json!(412));
    let target = json!({
        "input": "smtp.example.com:465", "host": "smtp.example.com", "port": 465, "tls": "implicit",
        "provider": "example",
    });
    assert_eq!(json["target"], target);
    assert_eq!(
        (&json["verdict"], &json["root_cause"], &json["findings"]),
        (&json!("pass"), &Value::Null, &json!([]))
    );
    assert_eq!(json["stages"][0]["duration_ms"], json!(12.3));
    let recommended = json!({"host": "smtp.example.com", "port": 465, "tls": "implicit", "auth": "PLAIN"});
    assert_eq!(json["recommendation"], recommended);
    let diagnosis = nothing_found();
    let unknown = render(Format::Json, &Report::new(&evidence, &diagnosis), Lang::En, Style::default());
    let unknown: Value = serde_json::from_str(&unknown).unwrap();
    assert_eq!(unknown["target"]["provider"], Value::Null);
}

#[test]
fn a_run_with_a_root_cause() {
    let json = told(&rich());
    let promised = [
        "schema",
        "version",
        "started_at",
        "duration_ms",
        "target",
        "verdict",
        "root_cause",
        "stages",
        "findings",
        "recommendation",
    ];
    has(&json, &promised);
    assert_eq!(json["root_cause"], json["findings"][0]["code"]);
    assert_eq!(json["recommendation"], Value::Null);
    for stage in json["stages"].as_array().unwrap() {
        has(stage, &["stage", "status", "duration_ms", "summary", "details"]);
        assert!(stage["duration_ms"].is_number() && stage["details"].is_object());
    }
    for finding in json["findings"].as_array().unwrap() {
        has(finding, &["code", "severity", "stage", "title", "explanation", "evidence", "remedies"]);
        for remedy in finding["remedies"].as_array().unwrap() {
            has(remedy, &["text", "command", "link"]);
        }
    }
    let [first, second] = [0, 1].map(|at| json["findings"][0]["remedies"][at].clone());
    assert!(first["command"].is_null() && first["link"].is_string(), "{first}");
    assert!(second["command"].is_string() && second["link"].is_null(), "{second}");
}

#[test]
fn a_stage_that_did_not_happen_took_no_time_and_shows_nothing() {
    let json = told(&no_name());
    let skipped = &json["stages"][1];
    assert_eq!((&skipped["status"], &skipped["details"]), (&json!("skip"), &json!({})));
    assert_eq!(skipped["duration_ms"].as_f64(), Some(0.0));
    assert_eq!(json["recommendation"], Value::Null);
}
