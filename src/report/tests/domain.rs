//! The section on the sender's domain, in both languages and both formats.

use serde_json::Value;

use super::sample::report;
use crate::diagnose::diagnose;
use crate::domain::sample::domain;
use crate::evidence::Evidence;
use crate::evidence::sample::healthy;
use crate::locale::Lang;
use crate::plan::{Envelope, Security};
use crate::report::{Format, Style, render};

/// A healthy examination of which the domain of the sender has these records.
pub(super) fn examined(texts: &[(&str, &[&str])], selectors: &[&str]) -> Evidence {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.plan.envelope = Some(Envelope { from: "me@example.com".into(), to: Vec::new() });
    evidence.sender = Some(domain(texts, selectors));
    evidence
}

fn text(evidence: &Evidence) -> String {
    let diagnosis = diagnose(evidence);
    let report = report(evidence, &diagnosis);
    Lang::ALL.map(|lang| render(Format::Text, &report, lang, Style::default())).join("\n=======\n\n")
}

#[test]
fn a_domain_in_order() {
    let texts: &[(&str, &[&str])] = &[
        ("example.com", &["v=spf1 include:_spf.example.net ~all"]),
        ("_dmarc.example.com", &["v=DMARC1; p=none; rua=mailto:dmarc@example.com"]),
        ("_spf.example.net", &["v=spf1 ip4:192.0.2.0/24 -all"]),
    ];
    insta::assert_snapshot!(text(&examined(texts, &[])));
}

#[test]
fn a_domain_with_broken_records() {
    let texts: &[(&str, &[&str])] = &[
        ("example.com", &["v=spf1 mx -all", "v=spf1 include:_spf.example.net ~all"]),
        ("_dmarc.example.com", &[]),
        ("s1._domainkey.example.com", &["v=DKIM1; p="]),
    ];
    insta::assert_snapshot!(text(&examined(texts, &["s1", "s2"])));
}

#[test]
fn a_domain_without_records() {
    let evidence = examined(&[("example.com", &[]), ("_dmarc.example.com", &[])], &[]);
    insta::assert_snapshot!(text(&evidence));
}

#[test]
fn programs_are_told_the_records() {
    let evidence = examined(&[("example.com", &["v=spf1 mx -all"]), ("_dmarc.example.com", &[])], &[]);
    let diagnosis = diagnose(&evidence);
    let json = render(Format::Json, &report(&evidence, &diagnosis), Lang::En, Style::default());
    let json: Value = serde_json::from_str(&json).unwrap();
    let told = &json["sender_domain"];
    assert_eq!(told["domain"], "example.com");
    let status = |about: &str| {
        let all = told["observations"].as_array().unwrap();
        all.iter().find(|seen| seen["about"] == about).map(|seen| seen["status"].clone())
    };
    for (about, expected) in
        [("mx", "good"), ("spf", "good"), ("dmarc", "absent"), ("dkim", "unknown"), ("beyond", "unknown")]
    {
        assert_eq!(status(about), Some(expected.into()), "{about}");
    }
    assert_eq!(told["lookups"][1]["records"][0], "v=spf1 mx -all");
    assert_eq!(json["verdict"], "pass");
    let schema: Value = serde_json::from_str(include_str!("../../../schema/report-v1.schema.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &json), "{json}");
}
