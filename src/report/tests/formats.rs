//! The forms for other programs: what they look like, and that nothing from outside acts in any of them.

use super::sample::{hostile, interrupted, no_name, nothing_found, report, rich, two_routes, unexplained};
use crate::diagnose::Diagnosis;
use crate::evidence::Evidence;
use crate::evidence::sample::healthy;
use crate::exit::Plugin;
use crate::locale::Lang;
use crate::plan::Security;
use crate::report::{Detail, Format, Report, Strictness, Style, plugin, plugin_unknown, render, render_all};

#[path = "../../../tests/support/wellformed.rs"]
mod wellformed;

const EVIL: &str = "x|y;z::error::p ##[add-mask]x <script>a</script> ]]> `a` ``b``\\| [l](http://e.test) \
    ![i](//e.test/i) @root #1 GH-1 www.e.test &amp; <!-- \"q\" 'q' \\ %0A%0D # SKIP 1,2:3\r\n::warning::x\r\n\
    not ok 1 - x\r\n1..0\r\n  ...\r\n# EOF\r\n| a |\r\n\u{1b}[2J\u{202e}\u{fffe}";

fn cases() -> Vec<(&'static str, (Evidence, Diagnosis))> {
    vec![
        ("rich", rich()),
        ("unexplained", unexplained()),
        ("healthy", (healthy(465, Security::Implicit), nothing_found())),
        ("starttls", (healthy(587, Security::StartTls), nothing_found())),
        ("two_routes", two_routes()),
        ("interrupted", interrupted()),
        ("no_name", no_name()),
        ("hostile", hostile(EVIL)),
    ]
}

/// Every form of a case in both languages.
fn shown(format: Format, (evidence, diagnosis): &(Evidence, Diagnosis), detail: Detail) -> String {
    let style = Style { detail, ..Style::default() };
    let report = report(evidence, diagnosis);
    Lang::ALL.map(|lang| render(format, &report, lang, style)).join("\n=======\n\n")
}

#[test]
fn every_form_is_what_it_says_whatever_a_server_says() {
    for (case, (evidence, diagnosis)) in cases() {
        let report = report(&evidence, &diagnosis);
        for (name, format) in Format::ALL {
            for lang in Lang::ALL {
                for detail in [Detail::Verdict, Detail::Normal, Detail::Dialogue] {
                    let style = Style { detail, ..Style::default() };
                    let text = render(*format, &report, lang, style);
                    let faults = wellformed::faults(name, &text);
                    assert!(faults.is_empty(), "{case} as {name}: {faults:#?}\n{text}");
                    assert_eq!(text, render(*format, &report, lang, style), "{case} as {name}");
                }
            }
        }
    }
}

#[test]
fn the_check_itself_finds_what_is_wrong() {
    let wrong = [
        ("jsonl", "{\n"),
        ("junit", "<testsuites tests=\"0\" failures=\"0\" skipped=\"0\"><script/></testsuites>\n"),
        ("junit", "<testsuites tests=\"1\" failures=\"0\" skipped=\"0\"></testsuites>\n"),
        ("tap", "TAP version 14\n1..1\nok 1 - a # TODO b\n"),
        ("tap", "TAP version 14\n1..1\nok 1 - a\n  ---\n  a: b\n  ...\n"),
        ("nagios", "SMTP OK - a | time=1s\nb | c\n"),
        ("openmetrics", "# HELP a b\n# TYPE a gauge\na{b=\"c\"d\"} 1\n# EOF\n"),
        ("openmetrics", "# HELP a b\n# TYPE a gauge\na{b=\"c\"} 1\na{b=\"c\"} 2\n# EOF\n"),
        ("github", "::error title=a::b\n::add-mask::x\n"),
        ("github", "::error title=a::b ##[add-mask]x\n"),
        ("markdown", "a `b` @c\n"),
        ("markdown", "| a | `` ` `` <b>\n"),
    ];
    for (name, text) in wrong {
        assert!(!wellformed::faults(name, text).is_empty(), "{name}: {text}");
    }
}

#[test]
fn a_run_that_fails_has_a_case_that_fails() {
    for (case, (evidence, diagnosis)) in cases() {
        let report = report(&evidence, &diagnosis);
        let fails = report.verdict == crate::diagnose::Verdict::Fail;
        let told = |format| render(format, &report, Lang::En, Style::default());
        assert_eq!(told(Format::Junit).contains("<failure "), fails, "{case}");
        assert_eq!(told(Format::Tap).contains("\nnot ok "), fails, "{case}");
        assert_eq!(told(Format::Github).contains("::error "), fails, "{case}");
        let metrics = told(Format::OpenMetrics);
        let success = metrics.lines().find(|line| line.starts_with("smtp_doctor_probe_success{"));
        assert_eq!(success.map(|line| line.ends_with(" 0")), Some(fails), "{case}");
    }
}

#[test]
fn a_monitoring_system_is_told_by_four_numbers() {
    fn number((evidence, diagnosis): &(Evidence, Diagnosis), strictness: Strictness) -> Plugin {
        plugin(&Report { strictness, ..Report::new(evidence, diagnosis) })
    }
    fn usual(case: &(Evidence, Diagnosis)) -> Plugin {
        number(case, Strictness::WarningsPass)
    }
    assert_eq!(usual(&(healthy(465, Security::Implicit), nothing_found())), Plugin::Ok);
    assert_eq!(usual(&rich()), Plugin::Critical);
    assert_eq!(usual(&interrupted()), Plugin::Unknown);
    let mut warned = rich();
    warned.0 = healthy(465, Security::Implicit);
    warned.1.findings.remove(0);
    warned.1.findings.truncate(1);
    assert_eq!(usual(&warned), Plugin::Warning);
    assert_eq!(number(&warned, Strictness::WarningsFail), Plugin::Critical);
    assert_eq!(plugin_unknown("a | b: c\n  d <e>\n"), "SMTP UNKNOWN - a ¦ b: c\n  d ‹e›\n");
}

#[test]
fn several_targets_share_one_document() {
    let (one, other) = ((healthy(465, Security::Implicit), nothing_found()), unexplained());
    let reports = [report(&one.0, &one.1), report(&other.0, &other.1), report(&one.0, &one.1)];
    for format in [Format::Junit, Format::OpenMetrics, Format::Jsonl, Format::Github] {
        let (name, _) = Format::ALL.iter().find(|(_, known)| *known == format).unwrap();
        let text = render_all(format, &reports[..2], Lang::En, Style::default());
        assert_eq!(wellformed::faults(name, &text), Vec::<String>::new(), "{text}");
        assert!(text.contains("587"), "{text}");
    }
    let metrics = render_all(Format::OpenMetrics, &reports, Lang::En, Style::default());
    assert!(wellformed::faults("openmetrics", &metrics).is_empty(), "the same target twice: {metrics}");
}

#[test]
fn junit() {
    insta::assert_snapshot!(shown(Format::Junit, &rich(), Detail::Normal));
}

#[test]
fn junit_unexplained() {
    insta::assert_snapshot!(shown(Format::Junit, &unexplained(), Detail::Normal));
}

#[test]
fn tap() {
    insta::assert_snapshot!(shown(Format::Tap, &rich(), Detail::Normal));
}

#[test]
fn tap_interrupted() {
    insta::assert_snapshot!(shown(Format::Tap, &interrupted(), Detail::Normal));
}

#[test]
fn nagios() {
    insta::assert_snapshot!(shown(Format::Nagios, &rich(), Detail::Normal));
}

#[test]
fn nagios_in_one_line() {
    let healthy = (healthy(465, Security::Implicit), nothing_found());
    let all = [rich(), unexplained(), interrupted(), two_routes(), healthy];
    insta::assert_snapshot!(all.map(|case| shown(Format::Nagios, &case, Detail::Verdict)).concat());
}

#[test]
fn openmetrics() {
    let (evidence, diagnosis) = rich();
    let text = |lang| render(Format::OpenMetrics, &report(&evidence, &diagnosis), lang, Style::default());
    insta::assert_snapshot!(text(Lang::En));
    assert_eq!(text(Lang::En), text(Lang::ZhCn), "one Prometheus reads the files of all");
}

#[test]
fn github() {
    insta::assert_snapshot!(
        [rich(), unexplained(), two_routes()]
            .map(|case| shown(Format::Github, &case, Detail::Normal))
            .concat()
    );
}

#[test]
fn markdown() {
    insta::assert_snapshot!(shown(Format::Markdown, &rich(), Detail::Dialogue));
}

#[test]
fn markdown_unexplained() {
    insta::assert_snapshot!(shown(Format::Markdown, &unexplained(), Detail::Normal));
}

#[test]
fn markdown_of_what_is_hostile() {
    let (evidence, diagnosis) = hostile(EVIL);
    let text = render(Format::Markdown, &report(&evidence, &diagnosis), Lang::En, Style::default());
    insta::assert_snapshot!(text);
}
