//! Recorded examinations that somebody has edited: whatever can still be read is diagnosed and told without a panic,
//! and nothing in a report acts on a terminal.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/wellformed.rs"]
mod wellformed;

use std::cell::Cell;
use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use smtp_doctor::application::by_name;
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::Evidence;
use smtp_doctor::lab::{LIMITS, Scenario, scenario};
use smtp_doctor::locale::Lang;
use smtp_doctor::plan::Limits;
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::report::{Color, Detail, Format, Report, Strictness, Style, render, status};

/// Values that fit somewhere and suit nobody.
fn oddities() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(1),
        json!(7),
        json!(65_535),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e308),
        json!(-1e308),
        json!([]),
        json!({}),
        json!(""),
        json!("\u{1b}[2J\u{202e}{host}\n\u{7}"),
        json!("\\xff\\x1b\\"),
        json!("{host}{nobody}{{"),
        json!("x".repeat(5_000)),
        json!("授权码".repeat(500)),
        json!("::1"),
        json!("0.0.0.0"),
        json!("9999-12-31T23:59:59.999999999Z"),
        json!("0000-01-01T00:00:00Z"),
        json!("1970-01-01T00:00:00+23:59"),
    ]
}

/// One edit: where, and what is done there with what.
type Edit = (Index, Index, u8);

/// The places of all values, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{at}/{index}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, item)| places(item, &format!("{at}/{name}"), found));
        }
        _ => {}
    }
}

fn edit(value: &mut Value, pool: &[(String, Value)], (place, with, how): Edit) {
    let mut all = Vec::new();
    places(value, "", &mut all);
    let pointer = place.get(&all).clone();
    let name = pointer.rsplit('/').next().unwrap_or_default();
    let alike: Vec<&Value> = pool.iter().filter(|(known, _)| known == name).map(|(_, value)| value).collect();
    let Some(target) = value.pointer_mut(&pointer) else { return };
    match (how, &mut *target) {
        (0, Value::Array(items)) => {
            items.pop();
        }
        (1, Value::Array(items)) => items.extend(items.clone()),
        (2, Value::Object(fields)) => {
            if let Some(name) = fields.keys().nth(with.index(fields.len().max(1))).cloned() {
                fields.remove(&name);
            }
        }
        // What stands under the same name elsewhere is what a reader takes most readily.
        (3.., _) if !alike.is_empty() => *target = (*with.get(&alike)).clone(),
        _ => *target = with.get(&oddities()).clone(),
    }
}

async fn recorded() -> Vec<Value> {
    let limits = Limits { stage: Duration::from_millis(400), ..LIMITS };
    let some: Vec<&Scenario> = scenario::all().step_by(3).collect();
    let runs = some.iter().map(|scenario| scenario.rehearse(limits, &Unwatched, Cancel::never()));
    let evidence = futures_util::future::join_all(runs).await;
    evidence.into_iter().map(|evidence| serde_json::to_value(evidence.unwrap()).unwrap()).collect()
}

fn told(evidence: &Evidence) -> Result<(), TestCaseError> {
    let diagnosis = diagnose(evidence);
    let report = Report { application: by_name("postfix"), ..Report::new(evidence, &diagnosis) };
    let _ = status(&report, Strictness::WarningsFail);
    for lang in Lang::ALL {
        for (format, detail) in [
            (Format::Json, Detail::Normal),
            (Format::Text, Detail::Verdict),
            (Format::Text, Detail::Dialogue),
        ] {
            let style = Style { color: Color::Plain, detail, ..Style::default() };
            let text = render(format, &report, lang, style);
            let acting = text
                .chars()
                .find(|c| *c != '\n' && smtp_doctor::escape::visible(&c.to_string()) != c.to_string());
            prop_assert!(acting.is_none() || format == Format::Json, "{acting:?} in {text}");
            if format == Format::Json {
                prop_assert!(serde_json::from_str::<Value>(&text).is_ok(), "{text}");
            }
        }
        for (name, format) in Format::ALL {
            let text = render(*format, &report, lang, Style::default());
            let faults = wellformed::faults(name, &text);
            prop_assert!(faults.is_empty(), "{name}: {faults:?} in {text}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_time_is_read_as_it_was_written() {
    let mut evidence: Evidence = serde_json::from_value(recorded().await.swap_remove(0)).unwrap();
    // A reader that is quick rather than exact makes 0.114181 of it.
    evidence.duration_ms = 0.114_180_999_999_999_99;
    assert_eq!(Evidence::from_json(&evidence.to_json().unwrap()).unwrap(), evidence);
}

#[test]
fn an_edited_examination_is_told_or_refused() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let all = runtime.block_on(recorded());
    let mut pool = Vec::new();
    for value in &all {
        let mut found = Vec::new();
        places(value, "", &mut found);
        for pointer in found {
            let name = pointer.rsplit('/').next().unwrap_or_default().to_owned();
            pool.push((name, value.pointer(&pointer).unwrap().clone()));
        }
    }
    let read = Cell::new(0);
    let edits = prop::collection::vec((any::<Index>(), any::<Index>(), 0_u8..16), 1..6);
    let cases =
        std::env::var("REPLAY_CASES").ok().and_then(|cases| cases.parse::<u32>().ok()).unwrap_or(1_000);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let result = runner.run(&(any::<Index>(), edits), |(which, edits)| {
        let mut value = which.get(&all).clone();
        for one in edits {
            edit(&mut value, &pool, one);
        }
        let Ok(evidence) = Evidence::from_json(&value.to_string()) else { return Ok(()) };
        read.set(read.get() + 1);
        told(&evidence)
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    // Edits that nobody can read prove nothing.
    assert!(read.get() > cases / 4, "{read:?} of {cases}");
}
