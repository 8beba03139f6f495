//! The sections beside stages and findings: discovery, ports, certificates, hellos, sender's domain, health, dialogue,
//! settings.

use std::fmt::Write as _;

use super::quote::{block, cell, prose, span};
use super::{heading, mark, paragraph};
use crate::audit::Level;
use crate::domain::Weight;
use crate::evidence::HelloAnswer;
use crate::locale::{aside, named};
use crate::report::Detail;
use crate::report::chain::ChainWeight;
use crate::report::dialogue::{Said, Speaker, dialogues};
use crate::report::discovery::SourceStatus;
use crate::report::domain::topic_word;
use crate::report::ports::HEADING as PORTS;
use crate::report::route::OtherStatus;
use crate::report::stage::StageStatus;
use crate::report::text::ports::Table;
use crate::report::view::View;

fn list(out: &mut String, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.map(|line| format!("- {line}")).collect();
    if !lines.is_empty() {
        paragraph(out, &lines.join("\n"));
    }
}

/// A line of a list behind its sign, where it has one.
fn marked(sign: &str, line: &str) -> String {
    if sign.is_empty() { line.to_owned() } else { format!("{sign} {line}") }
}

pub(super) fn discovery(out: &mut String, view: &View) {
    let Some(search) = &view.discovery else { return };
    heading(out, &prose(&search.heading));
    list(
        out,
        search.lines.iter().map(|line| {
            let sign = match line.status {
                SourceStatus::Agrees => mark(StageStatus::Pass),
                SourceStatus::Differs => mark(StageStatus::Warn),
                SourceStatus::Failed | SourceStatus::Silent => "",
                SourceStatus::Late => "–",
            };
            marked(sign, &named(view.lang, prose(line.name), prose(&line.text)))
        }),
    );
    if let Some(chosen) = &search.chosen {
        paragraph(out, &format!("→ {}  \n{}", prose(&chosen.text), prose(chosen.caution)));
    }
}

/// The table of ports where there is one, else a line a route.
pub(super) fn others(out: &mut String, view: &View) {
    if view.has_table() {
        heading(out, PORTS.in_lang(view.lang));
        let Table { heads, rows, .. } = Table::of(view);
        let mut table = format!("| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len()));
        for row in rows {
            let cells = row.map(|text| cell(&prose(&text)));
            _ = write!(table, "\n| {} |", cells.join(" | "));
        }
        paragraph(out, &table);
        return;
    }
    if view.others.is_empty() {
        return;
    }
    heading(out, view.words.heading_others);
    list(
        out,
        view.others.iter().map(|other| {
            let sign = mark(match other.status {
                OtherStatus::Pass => StageStatus::Pass,
                OtherStatus::Fail => StageStatus::Fail,
                OtherStatus::Skip => StageStatus::NotAsked,
            });
            let mut said = prose(&other.summary);
            if let Some(code) = other.root_cause {
                said = aside(view.lang, said, span(code.0));
            }
            marked(sign, &named(view.lang, other.port, said))
        }),
    );
}

pub(super) fn chain(out: &mut String, view: &View, detail: Detail) {
    let Some(chain) = view.chain.as_ref().filter(|chain| chain.matters || detail == Detail::Dialogue) else {
        return;
    };
    heading(out, chain.heading);
    let notes = chain.notes.iter().map(|note| {
        let sign = match note.weight {
            ChainWeight::Good => mark(StageStatus::Pass),
            ChainWeight::Note => "",
            ChainWeight::Doubtful => mark(StageStatus::Warn),
        };
        marked(sign, &prose(&note.text))
    });
    list(out, chain.certificates.iter().map(|line| span(line)).chain(notes));
}

pub(super) fn hellos(out: &mut String, view: &View) {
    if view.hellos.is_empty() {
        return;
    }
    heading(out, crate::report::hello::HEADING.in_lang(view.lang));
    list(
        out,
        view.hellos.iter().map(|line| {
            let sign = if matches!(line.hello.answer, HelloAnswer::Taken(_)) { "✔" } else { "–" };
            marked(sign, &named(view.lang, prose(&line.offered), prose(&line.said)))
        }),
    );
}

pub(super) fn domain(out: &mut String, view: &View) {
    let Some(domain) = &view.domain else { return };
    heading(out, &prose(&domain.heading));
    list(
        out,
        domain.lines.iter().map(|line| {
            let sign = match line.weight {
                Weight::Good => mark(StageStatus::Pass),
                Weight::Note => "",
                Weight::Doubtful | Weight::Absent => mark(StageStatus::Warn),
                Weight::Broken => mark(StageStatus::Fail),
                Weight::Unknown => "–",
            };
            let word = topic_word(line.topic);
            let said = prose(&line.text);
            marked(sign, &if word.is_empty() { said } else { named(view.lang, word, said) })
        }),
    );
}

pub(super) fn audit(out: &mut String, view: &View) {
    let Some(audit) = &view.audit else { return };
    heading(out, audit.heading);
    list(
        out,
        audit.findings.iter().map(|found| {
            let sign = match found.level {
                Level::Fault => mark(StageStatus::Fail),
                Level::Advice => mark(StageStatus::Warn),
                Level::Note => "",
            };
            let ports: Vec<String> = found.ports.iter().map(|port| format!("{port} · ")).collect();
            let place = format!("{}{}", ports.concat(), found.id);
            let (seen, remedy) = (prose(&found.seen), prose(&found.remedy));
            marked(
                sign,
                &format!("{}  \n  {remedy}  \n  {}", aside(view.lang, seen, place), prose(found.source)),
            )
        }),
    );
    paragraph(out, &prose(&audit.tally));
}

/// What was said on each port.
pub(super) fn dialogue(out: &mut String, view: &View) {
    for dialogue in dialogues(view) {
        heading(out, &dialogue.heading);
        let line = |said: &Said| match said.by {
            Speaker::Client => format!("C: {}", said.line),
            Speaker::Server => format!("S: {}", said.line),
            Speaker::Nobody => format!("-- {}", said.line),
        };
        let lines: Vec<String> = dialogue.lines.iter().map(line).collect();
        paragraph(out, block(&lines, "text", "").trim_end());
    }
}

/// The settings that were asked for.
pub(super) fn config(out: &mut String, view: &View) {
    let Some(config) = &view.config else { return };
    heading(out, config.application.name);
    for note in &config.notes {
        paragraph(out, &prose(note));
    }
    let Some(text) = &config.text else { return };
    paragraph(out, &format!("{} · <{}>", prose(config.file), config.application.source));
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    paragraph(out, block(&lines, "", "").trim_end());
}
