//! Recorded examinations that anybody may have written.

use smtp_doctor::application::APPLICATIONS;
use smtp_doctor::diagnose::{diagnose, questions};
use smtp_doctor::evidence::Evidence;
use smtp_doctor::locale::Lang;
use smtp_doctor::report::{Color, Detail, Format, Report, Strictness, Style, render, status};
use smtp_doctor::scrub::scrub as scrubbed;

use super::{assert_still, faults};

/// The recorded examination that these bytes are, if they are one.
fn read(bytes: &[u8]) -> Option<Evidence> {
    Evidence::from_json(std::str::from_utf8(bytes).ok()?).ok()
}

/// What can be read is written and read again as the same, diagnosed alike, and told in every form without harm.
pub(crate) fn replay(bytes: &[u8]) {
    let Some(evidence) = read(bytes) else { return };
    let json = evidence.to_json().unwrap();
    let again = Evidence::from_json(&json).unwrap();
    assert_eq!(again, evidence);
    told(&evidence, bytes.len());
}

/// Diagnoses an examination and tells it in every form.
pub(crate) fn told(evidence: &Evidence, at: usize) {
    let diagnosis = diagnose(evidence);
    let _ = questions(evidence, diagnosis.primary);
    let application = APPLICATIONS.get(at % APPLICATIONS.len()).copied();
    let report = Report { application, ..Report::new(evidence, &diagnosis) };
    let _ = status(&report, Strictness::WarningsFail);
    for lang in Lang::ALL {
        for detail in [Detail::Verdict, Detail::Dialogue] {
            let style = Style { color: Color::Plain, detail, ..Style::default() };
            assert_still(&render(Format::Text, &report, lang, style));
            assert_still(&render(Format::Plain, &report, lang, style));
        }
        for (name, format) in Format::ALL {
            let text = render(*format, &report, lang, Style::default());
            let faults = faults(name, &text);
            assert!(faults.is_empty(), "{name}: {faults:?} in {text}");
            if *format == Format::Json {
                assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
            }
        }
    }
}

/// What is scrubbed can still be read, says so, and no longer has the host in it that only this one has.
pub(crate) fn scrub(bytes: &[u8]) {
    let Some(evidence) = read(bytes) else { return };
    let once = scrubbed(&evidence).unwrap();
    assert!(once.scrubbed);
    let json = once.to_json().unwrap();
    assert_eq!(Evidence::from_json(&json).unwrap(), once);
    assert_eq!(once.attempts.len(), evidence.attempts.len());
    let diagnosis = diagnose(&once);
    assert_still(&render(Format::Text, &Report::new(&once, &diagnosis), Lang::En, Style::default()));
}
