//! What holds for every report: it fits the schema, is harmless, is the same each time, and stands in columns.

use unicode_width::UnicodeWidthStr;

use super::sample::{hostile, interrupted, no_name, nothing_found, report, rich, two_routes, unexplained};
use crate::diagnose::Diagnosis;
use crate::evidence::sample::healthy;
use crate::evidence::{Evidence, Outcome, Stage};
use crate::locale::Lang;
use crate::plan::Security;
use crate::report::{Color, Detail, Format, Style, render};

const EVIL: &str = "a\u{1b}[2J\u{202e}b\r\nc\u{9b}\u{200b}\u{7}{host}'\"`$(x)%PATH%";

fn cases() -> Vec<(Evidence, Diagnosis)> {
    let whole = |port, security| (healthy(port, security), nothing_found());
    let mut early = healthy(587, Security::StartTls);
    early.plan.until = Stage::Ehlo;
    early.attempts[0].auth = Outcome::NotPlanned;
    vec![
        rich(),
        unexplained(),
        two_routes(),
        interrupted(),
        hostile(EVIL),
        no_name(),
        whole(465, Security::Implicit),
        whole(587, Security::Opportunistic),
        whole(25, Security::Plain),
        (early, nothing_found()),
    ]
}

fn everything(evidence: &Evidence, diagnosis: &Diagnosis) -> Vec<String> {
    let report = report(evidence, diagnosis);
    let mut all = Vec::new();
    for lang in Lang::ALL {
        all.push(render(Format::Json, &report, lang, Style::default()));
        for detail in [Detail::Verdict, Detail::Normal, Detail::Dialogue] {
            all.push(render(Format::Plain, &report, lang, Style { detail, ..Style::default() }));
        }
        for detail in [Detail::Verdict, Detail::Normal, Detail::Dialogue] {
            for width in [0, 60, 100, 500] {
                all.push(render(Format::Text, &report, lang, Style { detail, width, ..Style::default() }));
            }
        }
    }
    all
}

#[test]
fn every_json_fits_the_schema() {
    let schema = serde_json::from_str(include_str!("../../../schema/report-v1.schema.json")).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let schema = jsonschema::validator_for(&schema).unwrap();
    for (at, (evidence, diagnosis)) in cases().iter().enumerate() {
        for lang in Lang::ALL {
            let json = render(Format::Json, &report(evidence, diagnosis), lang, Style::default());
            let value = serde_json::from_str(&json).unwrap();
            let errors: Vec<String> = schema
                .iter_errors(&value)
                .map(|error| format!("{} at {}", error, error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "case {at}: {errors:#?}");
        }
    }
}

#[test]
fn the_schema_knows_every_field_and_no_other() {
    let (evidence, diagnosis) = rich();
    let json = render(Format::Json, &report(&evidence, &diagnosis), Lang::En, Style::default());
    let schema = serde_json::from_str(include_str!("../../../schema/report-v1.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for path in ["", "/target", "/stages/0", "/stages/0/details", "/findings/0", "/findings/0/remedies/0"] {
        let mut value: serde_json::Value = serde_json::from_str(&json).unwrap();
        value.pointer_mut(path).unwrap()["unheard_of"] = serde_json::Value::Null;
        assert!(!schema.is_valid(&value), "{path}");
    }
}

#[test]
fn nothing_hostile_reaches_the_output() {
    let (evidence, diagnosis) = hostile(EVIL);
    for out in everything(&evidence, &diagnosis) {
        let raw = out.chars().find(|c| *c != '\n' && (c.is_control() || crate::escape::acts_unseen(*c)));
        assert_eq!(raw, None, "{out}");
        assert!(out.contains("\\x1b[2J") || out.contains("\\\\x1b[2J"), "{out}");
    }
    for out in everything(&evidence, &diagnosis) {
        let commands = out.lines().filter(|line| line.contains("--ask-password") || line.contains("grep -F"));
        assert_eq!(commands.count(), 0, "a value that cannot be quoted is in no command: {out}");
    }
}

#[test]
fn a_server_never_speaks_in_the_first_column() {
    let (evidence, diagnosis) = hostile("x\r\n::error::x\n✔ smtp\r\n");
    for out in everything(&evidence, &diagnosis) {
        assert!(!out.lines().any(|line| line.starts_with("::") || line == "✔ smtp"), "{out}");
    }
}

#[test]
fn the_same_gives_the_same() {
    for (evidence, diagnosis) in cases() {
        assert_eq!(everything(&evidence, &diagnosis), everything(&evidence.clone(), &diagnosis));
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    for (evidence, diagnosis) in cases() {
        let report = report(&evidence, &diagnosis);
        for detail in [Detail::Verdict, Detail::Normal, Detail::Dialogue] {
            let style = |color| Style { color, detail, width: 90, ..Style::default() };
            let painted = render(Format::Text, &report, Lang::ZhCn, style(Color::Ansi));
            let plain = render(Format::Text, &report, Lang::ZhCn, style(Color::Plain));
            assert!(painted.contains('\u{1b}'));
            assert_eq!(anstream::adapter::strip_str(&painted).to_string(), plain);
        }
    }
}

#[test]
fn times_stand_in_one_column() {
    for (evidence, diagnosis) in cases() {
        let report = report(&evidence, &diagnosis);
        for lang in Lang::ALL {
            for width in [40, 60, 80, 100, 200] {
                let out = render(Format::Text, &report, lang, Style { width, ..Style::default() });
                let timed = |line: &&str| {
                    line.starts_with("  ") && line.ends_with(" ms") && line[2..].starts_with(['✔', '✘', '!'])
                };
                let ends: Vec<usize> = out.lines().filter(timed).map(UnicodeWidthStr::width).collect();
                assert!(ends.windows(2).all(|pair| pair[0] == pair[1]), "{out}");
                assert!(ends.iter().all(|end| *end <= width), "{out}");
            }
        }
    }
}

#[test]
fn lines_keep_to_the_width() {
    // A command and a link are never broken: they are there to be copied.
    let copied = |line: &&str| {
        ["   smtp-doctor ", "   sudo ", "   openssl ", "https://", "grep"]
            .iter()
            .any(|part| line.contains(part))
    };
    for (evidence, diagnosis) in cases() {
        for lang in Lang::ALL {
            for (width, widest) in [(40, 40), (60, 60), (80, 80), (200, 100)] {
                let style = Style { width, ..Style::default() };
                let out = render(Format::Text, &report(&evidence, &diagnosis), lang, style);
                let long: Vec<&str> = out.lines().filter(|line| line.width() > widest).collect();
                assert!(long.iter().all(copied), "{width}: {long:#?}");
            }
        }
    }
}
