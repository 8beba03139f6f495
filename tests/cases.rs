//! A recorded case of every cause, in which it is the root, and the one that looks most like it and is not.
//!
//! `tests/cases/FAMILY/CAUSE/root.json` is an examination as `--record` writes it; `examples/cases.rs` writes them all.
//! `near.tsv` names the near misses among them. What no examination tells, the family `client`, has an error text of
//! each kind instead.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/wellformed.rs"]
mod wellformed;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use smtp_doctor::catalog::{Cause, Severity, causes};
use smtp_doctor::diagnose::explain::{Explainer, Load};
use smtp_doctor::diagnose::{Diagnosis, diagnose};
use smtp_doctor::evidence::Evidence;
use smtp_doctor::locale::Lang;
use smtp_doctor::report::{Color, Detail, Format, Report, Style, render};

/// The causes that no evidence shows yet, and why.
const UNTOLD: &[(&str, &str)] = &[(
    "tls/legacy-offered",
    "an examination offers no version below TLS 1.2, so there is no answer to one to keep",
)];

/// The family that is seen only in texts.
const IN_TEXTS: &str = "client";
/// The case in which nothing is wrong.
const HEALTHY: &str = "healthy";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The causes that have a recorded case.
fn told() -> impl Iterator<Item = &'static Cause> {
    let untold = |code: &str| UNTOLD.iter().any(|(known, _)| *known == code);
    causes().filter(move |cause| cause.code.family() != IN_TEXTS && !untold(cause.code.0))
}

fn recorded(code: &str) -> String {
    let path = folder().join(code).join("root.json");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn evidence(code: &str) -> Evidence {
    Evidence::from_json(&recorded(code)).unwrap_or_else(|error| panic!("{code}: {error}"))
}

fn root(diagnosis: &Diagnosis) -> &'static str {
    diagnosis.root().map_or(HEALTHY, |root| root.cause.code.0)
}

/// The near misses: a cause, the case that looks most like it, and why that is not it.
fn near() -> Vec<(String, String, String)> {
    let table = fs::read_to_string(folder().join("near.tsv")).unwrap();
    let row = |line: &str| {
        let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let [code, like, why] = fields.try_into().unwrap_or_else(|fields| panic!("{fields:?}"));
        (code, like, why)
    };
    table.lines().skip(1).map(row).collect()
}

#[test]
fn every_cause_is_the_root_of_its_case() {
    let mut wrong = BTreeMap::new();
    for cause in told() {
        let diagnosis = diagnose(&evidence(cause.code.0));
        let found = diagnosis.findings.iter().any(|finding| finding.cause.code == cause.code);
        let root = root(&diagnosis);
        // What is usually a warning is the root only where it is found to be more than that.
        let right = root == cause.code.0 || cause.severity != Severity::Error && root == HEALTHY;
        if !found || !right || !diagnosis.unexplained.is_empty() {
            wrong.insert(cause.code.0, root);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(diagnose(&evidence(HEALTHY)).findings.len(), 0);
}

#[test]
fn what_looks_like_a_cause_is_another() {
    let rows = near();
    let named: Vec<&str> = rows.iter().map(|(code, ..)| code.as_str()).collect();
    assert_eq!(
        named,
        told().map(|cause| cause.code.0).collect::<Vec<_>>(),
        "one near miss of each, in order"
    );
    let mut wrong = BTreeMap::new();
    for (code, like, why) in &rows {
        let diagnosis = diagnose(&evidence(like));
        let errors = diagnosis.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let is_it = errors.map(|finding| finding.cause.code.0).any(|found| found == code);
        if is_it || root(&diagnosis) == code || like == code {
            wrong.insert(code, root(&diagnosis));
        }
        assert!(why.ends_with('.') && why.len() <= 100, "{code}: {why}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_folder_is_of_a_cause() {
    let mut found = BTreeSet::new();
    for family in fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()) {
        if family.join("root.json").exists() || family.is_file() {
            continue;
        }
        for cause in fs::read_dir(&family).unwrap().map(|entry| entry.unwrap().path()) {
            found.insert(cause.strip_prefix(folder()).unwrap().to_string_lossy().replace('\\', "/"));
        }
    }
    let text = causes().filter(|cause| cause.code.family() == IN_TEXTS);
    let wanted: BTreeSet<String> = told().chain(text).map(|cause| cause.code.0.to_owned()).collect();
    assert_eq!(found, wanted);
}

#[test]
fn what_is_untold_is_told_of_nothing_here() {
    for (code, why) in UNTOLD {
        assert!(causes().any(|cause| cause.code.0 == *code) && !why.is_empty(), "{code}");
        for case in told() {
            let diagnosis = diagnose(&evidence(case.code.0));
            assert!(diagnosis.findings.iter().all(|finding| finding.cause.code.0 != *code), "{code}");
        }
    }
}

/// Every report on an examination for people and programs: both languages, short and long. The other forms are read
/// as their consumers read them.
fn reports(evidence: &Evidence) -> Vec<String> {
    let diagnosis = diagnose(evidence);
    let report = Report::new(evidence, &diagnosis);
    let mut all = Vec::new();
    for lang in Lang::ALL {
        for (format, detail) in [
            (Format::Json, Detail::Normal),
            (Format::Text, Detail::Verdict),
            (Format::Text, Detail::Dialogue),
        ] {
            let style = Style { color: Color::Plain, detail, ..Style::default() };
            all.push(render(format, &report, lang, style));
        }
        for (name, format) in Format::ALL {
            let text = render(*format, &report, lang, Style::default());
            assert_eq!(wellformed::faults(name, &text), Vec::<String>::new(), "{name}: {text}");
        }
    }
    all
}

#[test]
fn every_case_is_told_in_full_and_read_again_is_the_same() {
    for code in told().map(|cause| cause.code.0).chain([HEALTHY]) {
        let kept = recorded(code);
        let evidence = evidence(code);
        assert!(
            kept.replace("\r\n", "\n") == evidence.to_json().unwrap() + "\n",
            "{code} is not as it is recorded"
        );
        let all = reports(&evidence);
        assert_eq!(all, reports(&Evidence::from_json(&evidence.to_json().unwrap()).unwrap()), "{code}");
        let texts = all.iter().filter(|report| !report.starts_with('{'));
        for text in texts {
            assert!(!text.contains('{'), "{code}: {text}");
        }
    }
}

#[test]
fn a_text_of_the_client_shows_its_cause_and_the_near_one_does_not() {
    let explainer = Explainer::new(Load::Text);
    for cause in causes().filter(|cause| cause.code.family() == IN_TEXTS) {
        let first = |file: &str| {
            let text = fs::read_to_string(folder().join(cause.code.0).join(file)).unwrap();
            explainer.explain(text.as_bytes(), None).hits.first().map(|hit| hit.cause.code)
        };
        assert_eq!(first("root.txt"), Some(cause.code));
        assert!(first("near.txt").is_some_and(|shown| shown != cause.code), "{}", cause.code);
    }
}

#[test]
fn what_stands_in_the_place_of_a_password_or_a_user_is_named() {
    let recorded: serde_json::Value = serde_json::from_str(&recorded("auth/credential-mangled")).unwrap();
    let kinds = [
        ("undefined", "(undefined)"),
        ("null", "(null, none or nil)"),
        ("manual", "out of a manual"),
        ("variable", "that nothing replaced"),
    ];
    for (place, whose) in [("shape", "password"), ("user_form", "user name")] {
        for (kind, words) in kinds {
            let mut edited = recorded.clone();
            edited["plan"]["login"]["shape"]["quoted"] = false.into();
            edited["plan"]["login"][place]["placeholder"] = kind.into();
            let evidence = Evidence::from_json(&edited.to_string()).unwrap();
            let diagnosis = diagnose(&evidence);
            assert_eq!(root(&diagnosis), "auth/credential-mangled", "{place} {kind}");
            let text = render(Format::Text, &Report::new(&evidence, &diagnosis), Lang::En, Style::default());
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&format!("The given {whose} is")) && text.contains(words), "{text}");
        }
    }
}

/// What a recorded case says, in English and on one line, when it is edited.
fn said_of(code: &str, edit: impl FnOnce(serde_json::Value) -> serde_json::Value) -> String {
    let edited = edit(serde_json::from_str(&recorded(code)).unwrap());
    let evidence = Evidence::from_json(&edited.to_string()).unwrap();
    let diagnosis = diagnose(&evidence);
    assert_eq!(root(&diagnosis), code);
    let text = render(Format::Text, &Report::new(&evidence, &diagnosis), Lang::En, Style::default());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_became_of_looking_for_an_issuer_is_told() {
    let said = |whole: bool, count: usize| {
        said_of("tls/certificate-missing-intermediate", |mut case| {
            let facts = &mut case["attempts"][0]["tls"]["facts"];
            let found = vec![facts["chain"][0].clone(); count];
            facts["fetched"] = serde_json::json!({
                "urls": ["http://ca.lab.test/intermediate.cer"], "found": found, "whole": whole
            });
            case
        })
    };
    assert!(said(true, 1).contains("fetched from there (1), the chain leads to a root"));
    assert!(said(false, 2).contains("Even with what was fetched from there (2)"));
    assert!(said(false, 0).contains("No certificate that fits could be fetched"));
}

#[test]
fn each_address_that_no_public_server_has_is_told_apart() {
    let said = |address: &str| {
        said_of("dns/bogus-address", |case| {
            let text = case.to_string().replace("198.18.0.1", address);
            serde_json::from_str(&text.replace("smtp.lab.test", "smtp.gmail.com")).unwrap()
        })
    };
    assert!(said("198.19.0.9").contains("198.19.0.9 lies in 198.18.0.0/15"));
    assert!(said("0.0.0.0").contains("0.0.0.0 is no machine at all"));
    assert!(said("127.0.0.1").contains("127.0.0.1 is this machine itself"));
    assert!(said("10.9.8.7").contains("10.9.8.7 belongs to a private network"));
}

#[test]
fn how_the_certificate_of_a_stranger_contradicts_the_host_is_told() {
    let said = |fault: serde_json::Value| {
        said_of("smtp/redirected", |mut case| {
            case["attempts"][0]["tls"]["facts"]["faults"] = serde_json::json!([fault]);
            case
        })
    };
    assert!(said(serde_json::json!({"fault": "self-signed"})).contains("is signed by itself"));
    let untrusted = serde_json::json!({"fault": "untrusted-issuer", "issuer": "CN=some filter"});
    assert!(said(untrusted).contains("issued by CN=some filter, which this machine does not trust"));
}
