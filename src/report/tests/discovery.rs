//! The section on the search for a server, in both languages and every detail; hostile words in it do no harm.

use super::sample::report;
use crate::diagnose::diagnose;
use crate::evidence::sample::healthy;
use crate::evidence::{
    Discovery, DocumentFault, Evidence, FetchFailure, LoginForm, NoResolution, Offer, Outcome, Source,
    SourceKind, Told,
};
use crate::locale::Lang;
use crate::plan::{Mailbox, Security, TlsMode};
use crate::report::{Detail, Format, Style, render};

fn offer(host: &str, port: u16, security: Security) -> Offer {
    Offer { host: host.into(), port, security: Some(security), user: Some(LoginForm::Address) }
}

/// A healthy examination of a server that two sources named, while a third names another.
pub(super) fn searched(evil: &str) -> Evidence {
    let source = |kind, asked: &str, told| Source { kind, asked: asked.into(), told, ms: 8.0 };
    let host = "smtp.example.com";
    let known = vec![offer(host, 465, Security::Implicit), offer(host, 587, Security::StartTls)];
    let config = vec![offer(host, 587, Security::StartTls)];
    let other = vec![offer("mail.example.net", 25, Security::Plain)];
    let login = "autodiscover.example.com";
    let mut evidence = healthy(465, Security::Implicit);
    evidence.plan.login = None;
    evidence.attempts[0].auth = Outcome::NotPlanned;
    evidence.discovery = Some(Discovery {
        mailbox: Mailbox { local: format!("me{evil}"), domain: "example.com".into(), mode: TlsMode::Auto },
        sources: vec![
            source(SourceKind::Table, "example.com", Told::Nothing),
            source(
                SourceKind::SrvSubmissions,
                "_submissions._tcp.example.com",
                Told::Servers { servers: known },
            ),
            source(SourceKind::SrvSubmission, "_submission._tcp.example.com", Told::Declined),
            source(
                SourceKind::Autoconfig,
                "https://autoconfig.example.com/",
                Told::Servers { servers: config },
            ),
            source(SourceKind::WellKnown, evil, Told::Unreadable { because: DocumentFault::Foreign }),
            source(SourceKind::Ispdb, "https://ispdb.example/", Told::Servers { servers: other }),
            source(
                SourceKind::Autodiscover,
                login,
                Told::Failed { because: FetchFailure::Status { status: 401 } },
            ),
            source(SourceKind::AutodiscoverDomain, "https://example.com/", Told::Late),
            source(SourceKind::Mx, "example.com", Told::Inbound { hosts: vec![format!("mx{evil}")] }),
        ],
        ms: 40.0,
    });
    evidence
}

fn text(evidence: &Evidence, detail: Detail) -> String {
    let diagnosis = diagnose(evidence);
    let report = report(evidence, &diagnosis);
    let style = Style { detail, ..Style::default() };
    Lang::ALL.map(|lang| render(Format::Text, &report, lang, style)).join("\n=======\n\n")
}

#[test]
fn what_each_source_says_and_how_to_log_in() {
    insta::assert_snapshot!(text(&searched(""), Detail::Normal));
}

#[test]
fn with_the_dialogue_every_source_has_a_line() {
    let shown = text(&searched(""), Detail::Dialogue);
    let start = shown.split("DNS").next().unwrap();
    insta::assert_snapshot!(start);
}

#[test]
fn a_domain_that_nothing_names_a_server_for() {
    let mut evidence = searched("");
    let sources = &mut evidence.discovery.as_mut().unwrap().sources;
    sources
        .iter_mut()
        .filter(|source| !source.servers().is_empty())
        .for_each(|source| source.told = Told::Nothing);
    let failure = crate::evidence::Failure::NoResolution(NoResolution::NoService);
    evidence.dns = Outcome::Failed { failure, facts: None, ms: 40.0 };
    let shown = text(&evidence, Detail::Normal);
    assert_eq!(shown.matches("dns/no-submission-service").count(), 2, "{shown}");
    for said in ["me@example.com · no server found", "me@example.com · 没有找到服务器"] {
        assert!(shown.contains(said), "{shown}");
    }
    // A password goes to a server that somebody has named, never to a guess.
    let asked = shown.lines().filter(|line| line.contains("--ask-password"));
    assert!(asked.clone().count() == 2, "{shown}");
    assert!(asked.into_iter().all(|line| line.contains("HOST:PORT me@example.com")), "{shown}");
    assert!(
        !shown.contains("Nothing from") && text(&evidence, Detail::Dialogue).contains("Thunderbird database")
    );
}

#[test]
fn words_of_strangers_do_no_harm() {
    let evil = "\u{1b}[2J\u{202e}\r\n{host}";
    let evidence = searched(evil);
    let diagnosis = diagnose(&evidence);
    for lang in Lang::ALL {
        for format in [Format::Text, Format::Json] {
            for detail in [Detail::Verdict, Detail::Normal, Detail::Dialogue] {
                let style = Style { detail, width: 60, ..Style::default() };
                let shown = render(format, &report(&evidence, &diagnosis), lang, style);
                assert!(!shown.contains(['\u{1b}', '\u{202e}', '\r']), "{shown}");
            }
        }
    }
}
