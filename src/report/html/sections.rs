//! The sections that only some reports have.

use maud::{Markup, html};

use super::mark::{Mark, prose};
use super::words;
use crate::audit::Level;
use crate::domain::Weight;
use crate::escape::visible_within;
use crate::evidence::HelloAnswer;
use crate::report::audit::CheckLine;
use crate::report::discovery::SourceStatus;
use crate::report::domain::topic_word;
use crate::report::hello::HEADING as HELLO_HEADING;
use crate::report::view::View;

/// The search for the server.
pub(super) fn discovery(view: &View) -> Markup {
    let Some(search) = &view.discovery else { return html! {} };
    html! {
        section aria-labelledby="discovery" {
            h2 id="discovery" { (search.heading) }
            div.body {
                ul.named {
                    @for line in &search.lines {
                        @let mark = match line.status {
                            SourceStatus::Agrees => Mark::Good,
                            SourceStatus::Differs => Mark::Doubtful,
                            SourceStatus::Failed | SourceStatus::Silent => Mark::Note,
                            SourceStatus::Late => Mark::Left,
                        };
                        li { (mark.shown(view.lang)) span.name { (line.name) } span.said { (prose(&line.text)) } }
                    }
                }
                @if let Some(chosen) = &search.chosen {
                    p.chosen { "→ " (chosen.text) }
                    p { (chosen.caution) }
                }
            }
        }
    }
}

/// The recipients, where there were several or one was refused.
pub(super) fn recipients(view: &View) -> Markup {
    let Some(rcpt) = view.attempt.rcpt.facts() else { return html! {} };
    html! {
        section aria-labelledby="recipients" {
            h2 id="recipients" { (words::RECIPIENTS.in_lang(view.lang)) }
            ul.body.named {
                @for one in &rcpt.recipients {
                    @let mark = if one.is_accepted() { Mark::Good } else { Mark::Bad };
                    li {
                        (mark.shown(view.lang))
                        span.name { (visible_within(&one.to, 254)) }
                        span.said { (one.reply.shown(300)) }
                    }
                }
            }
        }
    }
}

/// What the server takes of TLS.
pub(super) fn hellos(view: &View) -> Markup {
    html! {
        @if !view.hellos.is_empty() {
            section aria-labelledby="hellos" {
                h2 id="hellos" { (HELLO_HEADING.in_lang(view.lang)) }
                ul.body.named {
                    @for line in &view.hellos {
                        @let sign = match line.hello.answer {
                            HelloAnswer::Taken(_) => "+",
                            HelloAnswer::Refused { .. } | HelloAnswer::Unsent { .. } => "–",
                        };
                        li {
                            span.mark aria-hidden="true" { (sign) }
                            span.name { (line.offered) }
                            span.said { (line.said) }
                        }
                    }
                }
            }
        }
    }
}

/// The records of the sender's domain.
pub(super) fn domain(view: &View) -> Markup {
    let Some(domain) = &view.domain else { return html! {} };
    html! {
        section aria-labelledby="domain" {
            h2 id="domain" { (domain.heading) }
            div.body {
                ul.named {
                    @for line in &domain.lines {
                        @let mark = match line.weight {
                            Weight::Good => Mark::Good,
                            Weight::Note => Mark::Note,
                            Weight::Doubtful | Weight::Absent => Mark::Doubtful,
                            Weight::Broken => Mark::Bad,
                            Weight::Unknown => Mark::Left,
                        };
                        li {
                            (mark.shown(view.lang))
                            span.name { (topic_word(line.topic)) }
                            span.said { (prose(&line.text)) }
                        }
                    }
                }
                @if domain.lookups.iter().any(|lookup| !lookup.records.is_empty()) {
                    details {
                        summary { "DNS" }
                        @for lookup in domain.lookups.iter().filter(|lookup| !lookup.records.is_empty()) {
                            p.asked { code { (lookup.name) " " (lookup.kind) } }
                            pre { @for record in &lookup.records { (record) "\n" } }
                        }
                    }
                }
            }
        }
    }
}

/// The health of the server.
pub(super) fn audit(view: &View) -> Markup {
    let Some(audit) = &view.audit else { return html! {} };
    html! {
        section aria-labelledby="audit" {
            h2 id="audit" { (audit.heading) }
            div.body {
                p { (audit.tally) }
                @for found in &audit.findings {
                    @let mark = match found.level {
                        Level::Fault => Mark::Bad,
                        Level::Advice => Mark::Doubtful,
                        Level::Note => Mark::Note,
                    };
                    article.finding {
                        h3 { (mark.shown(view.lang)) " " (prose(&found.seen)) }
                        p.code {
                            code { (found.id) }
                            @for port in &found.ports { " " span.hint { (port) } }
                        }
                        p { (prose(&found.remedy)) }
                        p.source { (found.source) }
                    }
                }
                (checks(view, Mark::Good, &audit.sound))
                (checks(view, Mark::Left, &audit.unmade))
            }
        }
    }
}

fn checks(view: &View, mark: Mark, (label, checks): &(&str, Vec<CheckLine>)) -> Markup {
    html! {
        @if !checks.is_empty() {
            details {
                summary { (label) " (" (checks.len()) ")" }
                ul.named {
                    @for check in checks {
                        li { (mark.shown(view.lang)) span.name { (check.id) } span.said { (prose(&check.line)) } }
                    }
                }
            }
        }
    }
}

/// The settings for an application.
pub(super) fn config(view: &View) -> Markup {
    let Some(config) = &view.config else { return html! {} };
    html! {
        section aria-labelledby="config" {
            h2 id="config" { (config.application.name) }
            div.body {
                @for note in &config.notes { p { (note) } }
                @if let Some(text) = &config.text {
                    p { code { (config.file) } }
                    pre.command { code { (text) } }
                    p.link { a href=(config.application.source) rel="noopener noreferrer" { (config.application.source) } }
                }
            }
        }
    }
}
