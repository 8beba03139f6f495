//! Nobody can be recognised in what `--scrub` leaves, and it is diagnosed as before.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/rich.rs"]
mod rich;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::Evidence;
use smtp_doctor::locale::Lang;
use smtp_doctor::report::{Detail, Format, Report, Style, Waterfall, render};
use smtp_doctor::scrub::scrub;

/// What the lab is called, and what it is called here: names that point to somebody.
const PERSONAL: [(&str, &str); 8] = [
    ("lab.test", "acme-gadgets.de"),
    ("192.0.2.", "85.214.7."),
    ("2001:db8:", "2a01:4f8:"),
    ("198.51.100.", "93.184.9."),
    ("partner.example", "zyxpartner.co.uk"),
    ("me@", "alice.liddell@"),
    ("somebody.else@", "bob.builderson@"),
    ("smtp-doctor lab", "Zyxcorp Limited"),
];
/// What must not be found afterwards.
const ORIGINALS: [&str; 13] = [
    "acme-gadgets",
    "acme",
    "gadgets",
    "85.214.7",
    "2a01:4f8",
    "93.184.9",
    "zyxpartner",
    "alice",
    "liddell",
    "builderson",
    "zyxcorp",
    "laptop",
    "s2024",
];

fn personal(json: &str) -> Evidence {
    let changed = PERSONAL.iter().fold(json.to_owned(), |json, (from, to)| json.replace(from, to));
    Evidence::from_json(&changed).unwrap()
}

fn recorded(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            recorded(&path, found);
        } else if path.extension().is_some_and(|end| end == "json") {
            found.push(path);
        }
    }
}

/// Everything that is written of an examination.
fn written(evidence: &Evidence) -> Vec<String> {
    let diagnosis = diagnose(evidence);
    let report = Report::new(evidence, &diagnosis);
    let mut all = vec![evidence.to_json().unwrap()];
    for lang in Lang::ALL {
        for (format, detail) in [
            (Format::Text, Detail::Dialogue),
            (Format::Text, Detail::Verdict),
            (Format::Json, Detail::Normal),
            (Format::Html, Detail::Normal),
        ] {
            let style = Style { detail, waterfall: Waterfall::Shown, ..Style::default() };
            all.push(render(format, &report, lang, style));
        }
    }
    all
}

/// The ways in which a name may be written.
fn forms(name: &str) -> BTreeSet<String> {
    let mut forms = BTreeSet::from([name.to_lowercase()]);
    let bytes = |form: &dyn Fn(u8) -> String| name.bytes().map(form).collect::<Vec<_>>().concat();
    forms.insert(bytes(&|b| format!("{b:02x}")));
    forms.insert(bytes(&|b| format!("%{b:02x}")));
    forms.insert(name.chars().flat_map(|c| [c, '\0']).collect());
    forms
}

/// The middle of a name in base64, at each of the three places where it may begin.
fn in_base64(name: &str) -> Vec<String> {
    let at = |before: usize| {
        let encoded = BASE64.encode(format!("{}{name}", "\0".repeat(before)));
        let start = [0, 2, 3][before];
        encoded[start..encoded.len() - 2].to_owned()
    };
    (0..3).map(at).filter(|form| form.len() > 5).collect()
}

fn root(evidence: &Evidence) -> Option<&'static str> {
    diagnose(evidence).root().map(|root| root.cause.code.0)
}

/// What is wrong with a scrubbed examination.
fn faults(name: &str, evidence: &Evidence) -> Vec<String> {
    let mut faults = Vec::new();
    let scrubbed = scrub(evidence).unwrap();
    let found = |evidence: &Evidence| -> Vec<&'static str> {
        diagnose(evidence).findings.iter().map(|finding| finding.cause.code.0).collect()
    };
    if found(&scrubbed) != found(evidence) || root(&scrubbed) != root(evidence) {
        faults.push(format!("{name}: {:?} became {:?}", found(evidence), found(&scrubbed)));
    }
    let chains =
        evidence.attempts.iter().filter_map(|attempt| attempt.tls.facts()).flat_map(|tls| &tls.chain);
    let prints: Vec<&str> = chains
        .map(|own| own.sha256.as_str())
        .filter(|print| print.len() == 64 && !print.starts_with("00000000"))
        .collect();
    for text in written(&scrubbed) {
        let lower = text.to_lowercase();
        for original in ORIGINALS.iter().chain(&prints) {
            for form in forms(original) {
                if let Some(at) = lower.find(&form) {
                    let around: String = lower
                        .get(at.saturating_sub(60)..)
                        .unwrap_or(&lower[at..])
                        .chars()
                        .take(140)
                        .collect();
                    faults.push(format!("{name}: {original} as {form:?} in …{around}…"));
                }
            }
            if in_base64(original).iter().any(|form| text.contains(form)) {
                faults.push(format!("{name}: {original} in base64"));
            }
        }
    }
    let again = scrub(&scrubbed).unwrap();
    if root(&again) != root(evidence) {
        faults.push(format!("{name}: scrubbed twice it is {:?}", root(&again)));
    }
    faults
}

#[test]
fn every_recorded_case_is_diagnosed_as_before() {
    let mut cases = Vec::new();
    recorded(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"), &mut cases);
    assert!(cases.len() > 50, "{}", cases.len());
    let all = cases
        .iter()
        .flat_map(|path| faults(&path.display().to_string(), &personal(&fs::read_to_string(path).unwrap())));
    let all: Vec<String> = all.collect();
    assert!(all.is_empty(), "{all:#?}");
}

#[tokio::test]
async fn what_no_scenario_shows_is_scrubbed_too() {
    let all = rich::all().await.unwrap().into_iter();
    let all: Vec<String> =
        all.flat_map(|(name, evidence)| faults(name, &personal(&evidence.to_json().unwrap()))).collect();
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn providers_and_codes_stay_and_the_same_stays_the_same() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/auth/bad-credentials/root.json");
    let json = fs::read_to_string(path).unwrap();
    let of_gmail =
        json.replace("smtp.lab.test", "smtp.gmail.com").replace("me@lab.test", "alice.liddell@gmail.com");
    let scrubbed = scrub(&Evidence::from_json(&of_gmail).unwrap()).unwrap();
    assert_eq!(scrubbed.plan.target.host, "smtp.gmail.com");
    assert_eq!(scrubbed.plan.login.as_ref().unwrap().user, "user1@gmail.com");
    assert!(scrubbed.to_json().unwrap().contains("5.7.8"));
    let own = scrub(&personal(&json)).unwrap();
    let user = &own.plan.login.as_ref().unwrap().user;
    assert_eq!(
        (own.plan.target.host.as_str(), user.as_str()),
        ("smtp.domain1.example", "user1@domain1.example")
    );
    assert_eq!(own.attempts[0].tls.facts().unwrap().chain[0].names, ["smtp.domain1.example"]);
}
