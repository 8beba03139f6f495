//! Every form of an explanation in every language: valid, whole, harmless.

use std::sync::LazyLock;

use super::*;
use crate::catalog::causes;
use crate::diagnose::explain::{Explainer, Load, Log, near};
use crate::report::tests::wellformed;
use crate::report::{Color, Detail};

const TEXTS: [&str; 7] = [
    "535-5.7.8 Username and Password not accepted\n535 5.7.8 x - gsmtp",
    "535 Error: ÇëÊ¹ÓÃÊÚÈ¨ÂëµÇÂ¼",
    "550 5.1.1 no such user (in reply to RCPT TO command) from=<a@x.org> to=<b@y.org>",
    "connect to [2001:db8::1]:25: 421 4.7.0 \u{1b}[2J\u{202e}try later",
    "smtps://me:c4nary@smtp.qq.com:465 pass: 'c4nary' AUTH PLAIN AGMAYzRuYXJ5 504 nothing",
    "nothing that anybody knows",
    "454 4.7.0 \u{0}\u{9b}31m Temporary authentication failure",
];

fn forms(explained: Explained<'_>) -> Vec<String> {
    let details = [Detail::Verdict, Detail::Normal, Detail::Dialogue];
    let mut forms = Vec::new();
    for lang in Lang::ALL {
        for detail in details {
            for width in [20, 100] {
                let style = Style { detail, width, ..Style::default() };
                forms.push(render_explained(Format::Text, explained, lang, style, Platform::Linux));
            }
            let style = Style { color: Color::Ansi, detail, width: 60, ..Style::default() };
            let heard = render_explained(Format::Plain, explained, lang, style, Platform::Linux);
            assert!(!heard.contains("\n ") && !heard.contains(" · "), "{heard}");
            forms.push(heard);
        }
        forms.push(render_explained(Format::Json, explained, lang, Style::default(), Platform::Windows));
        forms.push(render_explained(Format::Jsonl, explained, lang, Style::default(), Platform::Linux));
        for detail in details {
            let style = Style { detail, ..Style::default() };
            let page = render_explained(Format::Markdown, explained, lang, style, Platform::Linux);
            assert_eq!(wellformed::faults("markdown", &page), Vec::<String>::new(), "{page}");
            forms.push(page);
        }
    }
    forms
}

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(include_str!("../../../schema/explain-v1.schema.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

fn sound(explained: Explained<'_>) {
    for form in forms(explained) {
        assert!(form.ends_with('\n') && !form.contains("\n\n\n"), "{form}");
        assert!(!form.contains("c4nary") && !form.contains("YzRuYXJ5"), "{form}");
        let acts = |c: char| c.is_control() && c != '\n' || crate::escape::acts_unseen(c);
        assert!(!form.contains(acts), "{form:?}");
        if form.starts_with('{') {
            let value = serde_json::from_str(&form).unwrap();
            let faults: Vec<String> = SCHEMA.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(faults.is_empty(), "{faults:?}\n{form}");
        }
    }
}

#[test]
fn texts_are_explained_soundly() {
    let explainer = Explainer::new(Load::Text);
    for text in TEXTS {
        sound(Explained::Text(&explainer.explain(text.as_bytes(), None)));
    }
}

#[test]
fn a_log_is_explained_soundly() {
    let explainer = Explainer::new(Load::Text);
    let mut log = Log::new(&explainer, None);
    log.feed(TEXTS.join("\n\n").as_bytes());
    let summary = log.finish();
    assert!(summary.errors.len() >= 3);
    sound(Explained::Log(&summary));
    sound(Explained::Log(&Log::new(&explainer, None).finish()));
}

#[test]
fn every_cause_has_a_page_without_open_places() {
    for cause in causes() {
        let explained = Explained::Code(cause);
        sound(explained);
        for form in forms(explained).iter().filter(|form| !form.starts_with('{')) {
            let open = crate::locale::places(form)
                .into_iter()
                .find(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
            assert_eq!(open, None, "{form}");
        }
    }
}

#[test]
fn a_code_that_there_is_not_is_answered_soundly() {
    for typed in ["auth/app-pasword", "auth/\u{202e}x", "xyz/zzzzzz"] {
        let unknown = Unknown { typed: typed.to_owned(), near: near(typed) };
        assert_eq!(Explained::Unknown(&unknown).status(), Status::Failed);
        sound(Explained::Unknown(&unknown));
    }
}
