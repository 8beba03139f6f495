//! What reports look like. The files stand in `snapshots/`.

use super::sample::{interrupted, no_name, report, rich, two_routes, unexplained};
use crate::diagnose::{Diagnosis, diagnose};
use crate::evidence::sample::{failed, follow_up, healthy, rejected};
use crate::evidence::{Evidence, Failure, Outcome, Question, Stage};
use crate::locale::Lang;
use crate::plan::Security;
use crate::report::{Color, Detail, Format, Report, Style, render};
use crate::smtp::ServerText;

/// A report in both languages, one behind the other.
fn both(report: &Report, format: Format, style: Style) -> String {
    Lang::ALL.map(|lang| render(format, report, lang, style)).join("\n=======\n\n")
}

fn text((evidence, diagnosis): &(Evidence, Diagnosis), style: Style) -> String {
    both(&report(evidence, diagnosis), Format::Text, style)
}

fn detail(detail: Detail) -> Style {
    Style { detail, ..Style::default() }
}

#[test]
fn rich_text() {
    insta::assert_snapshot!(text(&rich(), Style::default()));
}

#[test]
fn rich_text_in_a_narrow_terminal() {
    insta::assert_snapshot!(text(&rich(), Style { width: 60, ..Style::default() }));
}

#[test]
fn rich_text_in_color() {
    let style = Style { color: Color::Ansi, ..Style::default() };
    insta::assert_snapshot!(text(&rich(), style).replace('\u{1b}', "␛"));
}

#[test]
fn rich_text_with_dialogue() {
    insta::assert_snapshot!(text(&rich(), detail(Detail::Dialogue)));
}

#[test]
fn rich_json() {
    let (evidence, diagnosis) = rich();
    insta::assert_snapshot!(both(&report(&evidence, &diagnosis), Format::Json, Style::default()));
}

#[test]
fn verdicts_in_one_line() {
    let healthy = (healthy(465, Security::Implicit), super::sample::nothing_found());
    let all = [rich(), unexplained(), interrupted(), two_routes(), healthy];
    insta::assert_snapshot!(all.map(|case| text(&case, detail(Detail::Verdict))).concat());
}

#[test]
fn healthy_text() {
    let case = (healthy(465, Security::Implicit), super::sample::nothing_found());
    insta::assert_snapshot!(text(&case, Style::default()));
}

#[test]
fn healthy_text_without_login() {
    insta::assert_snapshot!(text(&two_routes(), Style::default()));
}

#[test]
fn plain_text_stopped_early() {
    let mut case = (healthy(25, Security::Plain), super::sample::nothing_found());
    case.0.plan.until = Stage::Ehlo;
    case.0.attempts[0].auth = Outcome::NotPlanned;
    insta::assert_snapshot!(text(&case, Style::default()));
}

#[test]
fn no_name_text() {
    insta::assert_snapshot!(text(&no_name(), Style::default()));
}

#[test]
fn unexplained_text() {
    insta::assert_snapshot!(text(&unexplained(), Style::default()));
}

/// Each kind of failure that has no cause says what it means and who can find out more.
#[test]
fn unexplained_kinds_text() {
    let mut refused = unexplained();
    let attempt = &mut refused.0.attempts[0];
    attempt.ehlo = failed(rejected(550, "5.7.1 no"));
    attempt.starttls = Outcome::Unreached { after: Stage::Ehlo };
    let other = attempt.clone();
    refused.1.unexplained = vec![(Some(0), Stage::Ehlo)];
    refused.0.follow_ups.push(follow_up(Question::OtherName { name: "mail.example.com".into() }, other));
    let mut garbage = unexplained();
    let mut misbehaved = unexplained();
    for (case, security, failure) in [
        (
            &mut garbage,
            Security::Implicit,
            Failure::NotTls { first_bytes: ServerText::new([0; 4]), protocol: None },
        ),
        (&mut misbehaved, Security::StartTls, Failure::Handshake { reason: "peer misbehaved".into() }),
    ] {
        case.0 = healthy(if security == Security::Implicit { 465 } else { 587 }, security);
        case.0.attempts[0].tls = failed(failure);
        case.1.unexplained = vec![(Some(0), Stage::Tls)];
    }
    insta::assert_snapshot!(
        [refused, garbage, misbehaved].map(|case| text(&case, Style::default())).concat()
    );
}

#[test]
fn a_run_that_is_out_of_time_is_no_riddle() {
    let (mut evidence, diagnosis) = unexplained();
    evidence.attempts[0].starttls = failed(Failure::DeadlinePassed);
    let said = text(&(evidence, diagnosis), Style::default());
    assert!(said.contains("--deadline 120") && said.contains("more time"), "{said}");
    assert!(!said.contains("--record") && !said.contains("does not know"), "{said}");
}

#[test]
fn ports_that_were_all_examined_are_not_to_be_examined_again() {
    for (port, advised) in [(Some(465), true), (None, false)] {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.plan.target.port = port;
        let attempt = &mut evidence.attempts[0];
        attempt.tls = failed(Failure::Alert { number: 70, name: "protocol_version".into() });
        let said = text(&(evidence.clone(), diagnose(&evidence)), Style::default());
        let command = said.lines().any(|line| line.trim() == "smtp-doctor smtp.example.com");
        assert_eq!(command, advised, "{said}");
    }
}

#[test]
fn interrupted_text() {
    insta::assert_snapshot!(text(&interrupted(), Style::default()));
}
