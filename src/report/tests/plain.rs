//! The report for a screen reader: whole, and without anything that a voice stumbles over.

use super::sample::{interrupted, no_name, report, rich, two_routes, unexplained};
use super::{audit, discovery, domain, ports};
use crate::diagnose::{Diagnosis, diagnose};
use crate::evidence::Evidence;
use crate::locale::Lang;
use crate::report::{Color, Detail, Format, Style, render};

fn cases() -> Vec<(Evidence, Diagnosis)> {
    let diagnosed = |evidence: Evidence| {
        let diagnosis = diagnose(&evidence);
        (evidence, diagnosis)
    };
    let records: &[(&str, &[&str])] = &[("example.com", &["v=spf1 ip4:192.0.2.0/24 -all"])];
    vec![
        rich(),
        unexplained(),
        two_routes(),
        interrupted(),
        no_name(),
        diagnosed(audit::audited()),
        diagnosed(ports::examined()),
        diagnosed(discovery::searched("")),
        diagnosed(domain::examined(records, &[])),
    ]
}

fn heard((evidence, diagnosis): &(Evidence, Diagnosis), lang: Lang, detail: Detail) -> String {
    // Whoever listens has no use for colour, even where it is asked for.
    let style = Style { color: Color::Ansi, detail, width: 60, ..Style::default() };
    render(Format::Plain, &report(evidence, diagnosis), lang, style)
}

#[test]
fn a_rich_report() {
    insta::assert_snapshot!(Lang::ALL.map(|lang| heard(&rich(), lang, Detail::Normal)).join("\n=======\n\n"));
}

#[test]
fn nothing_in_it_is_a_sign_or_a_column() {
    for case in &cases() {
        for lang in Lang::ALL {
            for detail in [Detail::Verdict, Detail::Normal, Detail::Dialogue] {
                let out = heard(case, lang, detail);
                assert!(!out.contains(['✔', '✘', '·', '→', '–', '│', '\u{1b}']), "{out}");
                assert!(!out.contains("  ") && !out.contains("\n "), "{out}");
                assert!(out.ends_with('\n') && !out.ends_with("\n\n") && !out.contains("\n\n\n"), "{out}");
            }
        }
    }
}

#[test]
fn it_says_whatever_the_report_for_people_says() {
    for case in &cases() {
        let (evidence, diagnosis) = case;
        for detail in [Detail::Verdict, Detail::Normal, Detail::Dialogue] {
            let heard = heard(case, Lang::En, detail);
            let style = Style { detail, ..Style::default() };
            let seen = render(Format::Text, &report(evidence, diagnosis), Lang::En, style);
            for word in seen.split_whitespace() {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                // The moments of a dialogue are left out, and a table has its heads without values.
                let is_layout = word.chars().all(|c| c.is_ascii_digit()) || word == "ms" || word == "Port";
                assert!(is_layout || heard.contains(word), "{word}:\n{heard}\n{seen}");
            }
        }
    }
}

#[test]
fn how_it_went_is_said_in_words() {
    let said = |case: &(Evidence, Diagnosis), lang| heard(case, lang, Detail::Normal);
    for (lang, words) in [
        (Lang::En, ["\nok DNS: ", "\nfailed Auth: ", "\nnot run Auth: not reached"]),
        (Lang::ZhCn, ["\n正常 DNS：", "\n失败 认证：", "\n未运行 认证：未进行"]),
    ] {
        let all: String = cases().iter().map(|case| said(case, lang)).collect();
        for word in words {
            assert!(all.contains(word), "{word}: {all}");
        }
    }
}
