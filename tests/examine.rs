//! Every scenario of the lab, examined over real sockets: the root cause is the one that the world was made for, and
//! whatever is shown or kept of it is whole, valid and without the password.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/wellformed.rs"]
mod wellformed;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use smtp_doctor::catalog::{Severity, find};
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::Evidence;
use smtp_doctor::exit::Status;
use smtp_doctor::lab::os_code::is_wine;
use smtp_doctor::lab::{LIMITS, Scenario, scenario};
use smtp_doctor::locale::Lang;
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::provider::{by_domain, by_host};
use smtp_doctor::report::{Detail, Format, Report, Strictness, Style, render, status};
use smtp_doctor::scrub::scrub;

/// How many are played at a time. Under Wine each call of a socket goes through another process, for all of them.
const AT_A_TIME: usize = if cfg!(windows) { 6 } else { 16 };

/// Every report on an examination: all forms, both languages, every detail, narrow and wide.
fn reports(evidence: &Evidence) -> Vec<(String, Format)> {
    let diagnosis = diagnose(evidence);
    let report = Report::new(evidence, &diagnosis);
    let mut all = Vec::new();
    for lang in Lang::ALL {
        for (format, detail, width) in [
            (Format::Json, Detail::Normal, 100),
            (Format::Text, Detail::Verdict, 100),
            (Format::Text, Detail::Normal, 40),
            (Format::Text, Detail::Normal, 60),
            (Format::Text, Detail::Dialogue, 200),
        ] {
            let style = Style { detail, width, ..Style::default() };
            all.push((render(format, &report, lang, style), format));
        }
        for (_, format) in Format::ALL {
            all.push((render(*format, &report, lang, Style::default()), *format));
        }
    }
    all
}

/// The first finding's code; `healthy` where there is none and the run ends well.
fn found(evidence: &Evidence) -> String {
    let diagnosis = diagnose(evidence);
    let report = Report::new(evidence, &diagnosis);
    match diagnosis.findings.first() {
        Some(finding) => finding.cause.code.0.to_owned(),
        None if status(&report, Strictness::WarningsFail) == Status::Healthy => "healthy".to_owned(),
        None => format!("unexplained {:?}", diagnosis.unexplained),
    }
}

/// Whether an examination ends as it was meant to. Wine tells of a reset as of a close.
fn is_meant(scenario: &Scenario, found: &str) -> bool {
    found == scenario.code.unwrap_or("healthy")
        || scenario.code == Some("tcp/reset") && found == "smtp/greeting-closed" && is_wine()
}

/// What is wrong with what is shown and kept of an examination.
fn faults(scenario: &Scenario, evidence: &Evidence, schema: &jsonschema::Validator) -> Vec<String> {
    let mut faults = Vec::new();
    let kept = evidence.to_json().unwrap();
    let replayed = Evidence::from_json(&kept).unwrap();
    if replayed != *evidence || reports(&replayed) != reports(evidence) {
        faults.push("a replay is not the same".to_owned());
    }
    for (report, format) in reports(evidence) {
        let (name, _) = Format::ALL.iter().find(|(_, known)| *known == format).unwrap();
        faults.extend(
            wellformed::faults(name, &report).iter().map(|fault| format!("{name}: {fault}: {report}")),
        );
        let for_people = [Format::Text, Format::Markdown, Format::Nagios, Format::Github].contains(&format);
        if let Some(place) = unfilled(&report).filter(|_| for_people) {
            faults.push(format!("{place} is not filled in: {report}"));
        }
        if let Some(c) = report.chars().find(|c| c.is_control() && *c != '\n') {
            faults.push(format!("{c:?} is shown: {report}"));
        }
        if [Format::Json, Format::Jsonl].contains(&format) {
            let value = serde_json::from_str(&report).unwrap();
            faults.extend(schema.iter_errors(&value).map(|error| format!("{error}: {report}")));
        }
        faults.extend(secrets(scenario).into_iter().filter(|secret| report.contains(secret)));
    }
    faults.extend(secrets(scenario).into_iter().filter(|secret| kept.contains(secret)));
    let nameless = scrub(evidence).unwrap();
    if found(&nameless) != found(evidence) {
        faults.push(format!("scrubbed it is {}", found(&nameless)));
    }
    let user = scenario.login.map(|(user, _)| user).filter(|user| user.contains('@'));
    let kept = nameless.to_json().unwrap();
    faults.extend(user.into_iter().chain([scenario.host]).filter_map(|name| {
        let provider =
            by_host(name).is_some() || by_domain(name.rsplit('@').next()?).is_some() && !name.contains('@');
        (!provider && kept.contains(name) && name.contains('.'))
            .then(|| format!("{name} is kept when scrubbed"))
    }));
    let diagnosis = diagnose(evidence);
    let report = Report::new(evidence, &diagnosis);
    let ended = status(&report, Strictness::WarningsPass);
    let expected = match diagnosis.findings.first() {
        Some(finding) if finding.severity == Severity::Error => Status::of_code(finding.cause.code),
        _ => Status::Healthy,
    };
    if ended != expected {
        faults.push(format!("the status is {ended:?}, not {expected:?}"));
    }
    faults
}

/// A place such as `{host}` that nobody filled in.
fn unfilled(text: &str) -> Option<String> {
    text.split('{').skip(1).find_map(|part| {
        let (name, _) = part.split_once('}')?;
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        is_name.then(|| format!("{{{name}}}"))
    })
}

/// The password of a scenario in the forms in which it travels. One that is an everyday word is looked for encoded.
fn secrets(scenario: &Scenario) -> Vec<String> {
    let Some((user, password)) = scenario.login else { return Vec::new() };
    let everyday = password.len() < 8 || ["undefined", "password"].contains(&password);
    let encoded = [BASE64.encode(password), BASE64.encode(format!("\0{user}\0{password}"))];
    encoded.into_iter().chain((!everyday).then(|| password.to_owned())).collect()
}

#[tokio::test]
async fn every_scenario_ends_in_its_cause() {
    let schema = serde_json::from_str(include_str!("../schema/report-v1.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let all: Vec<&Scenario> = scenario::all().collect();
    assert!(all.len() > 80);
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for some in all.chunks(AT_A_TIME) {
        let examinations = some.iter().map(|scenario| scenario.rehearse(LIMITS, &Unwatched, Cancel::never()));
        let examined = futures_util::future::join_all(examinations).await;
        for (scenario, evidence) in some.iter().zip(examined) {
            let mut evidence = evidence.unwrap_or_else(|error| panic!("{}: {error:#}", scenario.name()));
            if cfg!(windows) && !is_meant(scenario, &found(&evidence)) {
                // On a machine that is busy Wine does not serve all of them in time: once more, alone.
                evidence = scenario.rehearse(LIMITS, &Unwatched, Cancel::never()).await.unwrap();
            }
            let found = found(&evidence);
            let mut faults = faults(scenario, &evidence, &schema);
            if !is_meant(scenario, &found) {
                faults.push(format!("ends in {found}"));
            }
            if !faults.is_empty() {
                wrong.insert(scenario.name(), faults);
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} are wrong: {wrong:#?}", wrong.len(), all.len());
}

#[test]
fn every_code_that_is_played_is_of_the_catalogue() {
    for code in scenario::all().filter_map(|scenario| scenario.code) {
        assert!(find(smtp_doctor::catalog::Code(code)).is_some(), "{code}");
    }
}
