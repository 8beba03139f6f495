//! The page: its head, its heading with the verdict, the sections in their order.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use time::OffsetDateTime;

use super::mark::Mark;
use super::{chain, diagnosis, dialogue, ports, sections, stages, timing, words};
use crate::catalog::Severity;
use crate::diagnose::Verdict;
use crate::locale::{Lang, fill};
use crate::report::text::duration;
use crate::report::view::View;

/// All that the page looks like.
const STYLE: &str = include_str!("style.css");

/// The page.
pub(in crate::report) fn render(view: &View) -> String {
    let mut out = page(view).into_string();
    out.push('\n');
    out
}

fn page(view: &View) -> Markup {
    let lang = view.lang;
    html! {
        (DOCTYPE)
        html lang=(tag(lang)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                meta name="generator" content=(format!("smtp-doctor {}", view.version));
                title { (view.endpoint) " · " (headline(view)) " · " (words::TITLE.in_lang(lang)) }
                link rel="icon" href=(icon(view.report.verdict));
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { (masthead(view)) }
                main {
                    (diagnosis::sections(view))
                    (stages::section(view))
                    (timing::section(view))
                    (sections::discovery(view))
                    (ports::sections(view))
                    (chain::section(view))
                    (sections::recipients(view))
                    (sections::hellos(view))
                    (sections::domain(view))
                    (sections::audit(view))
                    (sections::config(view))
                    (dialogue::sections(view))
                }
                footer { (colophon(view)) }
            }
        }
    }
}

/// What the page may do: nothing but look as it does.
fn policy() -> String {
    let hash = BASE64.encode(digest(&SHA256, STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
}

/// The sign of the verdict, for the tab of the browser.
fn icon(verdict: Verdict) -> String {
    let (color, path) = match verdict {
        Verdict::Pass => ("1a6b3c", "M4.5 8.5l2.5 2.5 5-6"),
        Verdict::Warn => ("8a5a00", "M8 4v5M8 11.6v.4"),
        Verdict::Fail => ("a8241d", "M5 5l6 6M11 5l-6 6"),
    };
    format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E\
         %3Ccircle cx='8' cy='8' r='8' fill='%23{color}'/%3E\
         %3Cpath d='{path}' fill='none' stroke='%23fff' stroke-width='2' stroke-linecap='round'/%3E%3C/svg%3E"
    )
    .replace(' ', "%20")
}

fn masthead(view: &View) -> Markup {
    let lang = view.lang;
    let evidence = view.report.evidence;
    let (mark, said) = match view.report.verdict {
        Verdict::Pass => (Mark::Good, words::HEALTHY),
        Verdict::Warn => (Mark::Doubtful, words::WARNED),
        Verdict::Fail => (Mark::Bad, words::BROKEN),
    };
    html! {
        p.brand { (words::TITLE.in_lang(lang)) }
        p class=(format!("verdict {}", mark.class())) {
            span aria-hidden="true" { (mark.sign()) } " " (said.in_lang(lang))
        }
        h1 { (headline(view).trim_end_matches(['.', '。'])) }
        dl.facts {
            div { dt { (words::SERVER.in_lang(lang)) } dd { (view.endpoint) } }
            div { dt { (words::ENCRYPTION.in_lang(lang)) } dd { (view.encryption()) } }
            @if let Some(provider) = view.provider {
                div { dt { (words::PROVIDER.in_lang(lang)) } dd { (provider) } }
            }
            div {
                dt { (words::EXAMINED.in_lang(lang)) }
                dd { time datetime=(instant(evidence.started_at)) { (moment(evidence.started_at)) } }
            }
            div { dt { (words::TOOK.in_lang(lang)) } dd { (duration(evidence.duration_ms)) } }
        }
    }
}

/// What is the matter, or that nothing is: a warning beside a road that leads to its end is no heading.
fn headline<'a>(view: &'a View) -> &'a str {
    let warning = || view.findings.iter().find(|finding| finding.severity >= Severity::Warning);
    match (view.root(), &view.unexplained, &view.conclusion) {
        (Some(root), _, _) => &root.title,
        _ if view.report.evidence.interrupted => view.words.verdict_interrupted,
        (None, Some(unexplained), _) => &unexplained.title,
        (None, None, Some(last)) => &last.text,
        (None, None, None) => warning().map_or(view.words.verdict_unfinished, |finding| &finding.title),
    }
}

fn colophon(view: &View) -> Markup {
    html! {
        @if view.report.evidence.scrubbed { p { (words::SCRUBBED.in_lang(view.lang)) } }
        p { (fill(words::MADE_BY.in_lang(view.lang), &[("version", view.version.clone())])) }
    }
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::ZhCn => "zh-CN",
    }
}

/// `2026-11-23 13:09:12 UTC`
fn moment(at: OffsetDateTime) -> String {
    let at = at.to_utc();
    format!("{} {:02}:{:02}:{:02} UTC", at.date(), at.hour(), at.minute(), at.second())
}

/// `2026-11-23T13:09:12Z`
fn instant(at: OffsetDateTime) -> String {
    let at = at.to_utc();
    format!("{}T{:02}:{:02}:{:02}Z", at.date(), at.hour(), at.minute(), at.second())
}
