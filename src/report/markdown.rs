//! Markdown to paste into a ticket or a chat: what is the matter, the stages, what to do, and the other sections.
//!
//! Text from outside is put into code wherever it could mean something ([`quote`]).

pub(super) mod quote;
mod section;

use std::fmt::Write as _;

use quote::{block, cell, prose, span};

use super::headline::headline;
use super::stage::{StageStatus, name};
use super::text::duration;
use super::told::Told;
use super::view::View;
use super::{Detail, Style};
use crate::catalog::Severity;
use crate::diagnose::Verdict;
use crate::locale::{Text, aside, named};

/// The report of one target.
pub(super) fn render(view: &View, style: Style) -> String {
    let mut out = header(view);
    if style.detail == Detail::Verdict {
        return out;
    }
    section::discovery(&mut out, view);
    stages(&mut out, view);
    section::others(&mut out, view);
    diagnosis(&mut out, view);
    further(&mut out, view);
    section::chain(&mut out, view, style.detail);
    section::hellos(&mut out, view);
    section::domain(&mut out, view);
    section::audit(&mut out, view);
    if let Some(last) = &view.conclusion {
        paragraph(&mut out, &prose(&last.text));
        if let Some(further) = &last.further {
            paragraph(&mut out, &prose(further));
        }
        if let Some(command) = &last.command {
            paragraph(&mut out, block(std::slice::from_ref(command), "sh", "").trim_end());
        }
    }
    if style.detail == Detail::Dialogue {
        section::dialogue(&mut out, view);
    }
    section::config(&mut out, view);
    out
}

/// A paragraph, an empty line before it.
fn paragraph(out: &mut String, text: &str) {
    _ = write!(out, "\n{text}\n");
}

fn heading(out: &mut String, text: &str) {
    paragraph(out, &format!("### {text}"));
}

fn mark(status: StageStatus) -> &'static str {
    match status {
        StageStatus::Pass => "✔",
        StageStatus::Warn => "⚠",
        StageStatus::Fail => "✘",
        StageStatus::Unreached | StageStatus::NotAsked => "–",
    }
}

fn header(view: &View) -> String {
    let sign = match view.report.verdict {
        Verdict::Pass => mark(StageStatus::Pass),
        Verdict::Warn => mark(StageStatus::Warn),
        Verdict::Fail => mark(StageStatus::Fail),
    };
    let told = headline(view);
    let mut title = prose(told.title.trim_end_matches(['.', '。']));
    if let Some(code) = told.code {
        title = aside(view.lang, title, span(code));
    }
    let title = format!("## {sign} {}", named(view.lang, span(&view.endpoint), title));
    let mut facts = vec![
        format!("smtp-doctor {}", prose(&view.version)),
        super::json::timestamp(view.report.evidence.started_at),
        view.encryption().to_owned(),
    ];
    facts.extend(view.provider.map(prose));
    format!("{title}\n\n{}\n", facts.join(" · "))
}

fn stages(out: &mut String, view: &View) {
    let heads = [STAGE, SEEN, TIME].map(|head| head.in_lang(view.lang));
    let mut table = format!("| | {} | {} | {} |\n|---|---|---|--:|", heads[0], heads[1], heads[2]);
    for line in view.told_stages() {
        let time = line.ms.map(duration).unwrap_or_default();
        let (mark, name) = (mark(line.status), name(view.words, line.stage));
        _ = write!(table, "\n| {mark} | {name} | {} | {time} |", cell(&prose(&line.summary)));
    }
    paragraph(out, &table);
}

/// The root cause in full, or the failure that no cause explains.
fn diagnosis(out: &mut String, view: &View) {
    let told = match (view.root(), &view.unexplained) {
        (Some(root), _) => Told::of(view, root),
        (None, Some(unexplained)) => Told::unexplained(view, unexplained),
        (None, None) => return,
    };
    heading(out, view.words.label_diagnosis);
    full(out, view, &told);
}

fn further(out: &mut String, view: &View) {
    if view.further().next().is_none() {
        return;
    }
    for found in view.further() {
        let sign = match found.severity {
            Severity::Error => mark(StageStatus::Fail),
            Severity::Warning => mark(StageStatus::Warn),
            Severity::Info => "·",
        };
        let told = Told::of(view, found);
        heading(out, &format!("{sign} {}", aside(view.lang, prose(told.title), span(told.code))));
        full(out, view, &told);
    }
}

/// Meaning, evidence and remedies.
fn full(out: &mut String, view: &View, told: &Told) {
    if let Some(explanation) = told.explanation {
        paragraph(out, &prose(explanation));
    }
    if !told.evidence.is_empty() {
        let lines: Vec<String> = told.evidence.iter().map(|line| format!("- {}", prose(line))).collect();
        paragraph(out, &format!("**{}**\n\n{}", view.words.label_evidence, lines.join("\n")));
    }
    if !told.advice.is_empty() {
        paragraph(out, &format!("**{}**\n", view.words.label_remedies));
    }
    for (at, advice) in told.advice.iter().enumerate() {
        let sign = format!("{}. ", at + 1);
        let link = advice.link.map(|link| format!(" <{link}>")).unwrap_or_default();
        _ = writeln!(out, "{sign}{}{link}", prose(&advice.text));
        if let Some(command) = advice.command {
            out.push_str(&block(&[command.to_owned()], "sh", &" ".repeat(sign.len())));
        }
    }
    for note in told.notes {
        let link = note.link.map(|link| format!(" <{link}>")).unwrap_or_default();
        paragraph(out, &format!("{}{link}", prose(&super::finding::noted(view.words, note))));
    }
}

const STAGE: Text = Text { en: "Stage", zh_cn: "步骤" };
const SEEN: Text = Text { en: "What was seen", zh_cn: "所见" };
const TIME: Text = Text { en: "Time", zh_cn: "用时" };
