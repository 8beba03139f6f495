//! The report for a screen reader: what the report for people says, line by line, with words in place of marks,
//! columns and signs.

pub(super) mod lines;
mod section;

pub(super) use lines::{Lines, Word};

use super::finding::{FindingView, RemedyView, by, noted};
use super::headline::headline;
use super::route::{OtherRoute, OtherStatus};
use super::stage::{StageStatus, name};
use super::text::duration;
use super::view::View;
use super::{Detail, Style};
use crate::catalog::Severity;
use crate::diagnose::Verdict;
use crate::locale::{Strings, Text, fill};
use crate::plan::Security;

/// The report.
pub(super) fn render(view: &View, style: Style) -> String {
    let mut lines = Lines::new(view.lang);
    if style.detail == Detail::Verdict {
        verdict(&mut lines, view);
        section::config(&mut lines, view);
        return lines.finish();
    }
    header(&mut lines, view);
    section::discovery(&mut lines, view, style.detail);
    stages(&mut lines, view);
    others(&mut lines, view);
    if style.detail == Detail::Dialogue {
        section::dialogue(&mut lines, view);
    }
    section::chain(&mut lines, view, style.detail);
    diagnosis(&mut lines, view);
    further(&mut lines, view);
    section::hellos(&mut lines, view);
    section::domain(&mut lines, view);
    section::audit(&mut lines, view, style.detail);
    section::timing(&mut lines, view, style.waterfall);
    conclusion(&mut lines, view);
    section::config(&mut lines, view);
    lines.finish()
}

/// What is to be done, with its link and its command on lines of their own, to be copied.
pub(super) fn remedies<'r>(
    lines: &mut Lines,
    words: &Strings,
    remedies: impl IntoIterator<Item = &'r RemedyView>,
) {
    for (at, remedy) in remedies.into_iter().enumerate() {
        lines.say(&format!("{}. {}", at + 1, by(words, remedy.who, &remedy.text)));
        attached(lines, remedy.link, remedy.command.as_deref());
    }
}

/// A link and a command, on lines of their own.
pub(super) fn attached(lines: &mut Lines, link: Option<&str>, command: Option<&str>) {
    for line in link.into_iter().chain(command) {
        lines.verbatim(line);
    }
}

fn header(lines: &mut Lines, view: &View) {
    let how = view.encryption();
    let mut facts = vec![format!("smtp-doctor {}", view.version), view.endpoint.clone(), how.to_owned()];
    facts.extend(view.provider.map(str::to_owned));
    let line = lines.facts(&facts);
    lines.say(&line);
}

fn stages(lines: &mut Lines, view: &View) {
    lines.gap();
    for stage in view.told_stages() {
        let time = stage.ms.map(duration).unwrap_or_default();
        let said = lines.aside(&stage.summary, &time);
        lines.named(word(stage.status), name(view.words, stage.stage), &said);
    }
}

fn word(status: StageStatus) -> Word {
    match status {
        StageStatus::Pass => Word::Ok,
        StageStatus::Warn => Word::Warning,
        StageStatus::Fail => Word::Failed,
        StageStatus::Unreached | StageStatus::NotAsked => Word::NotRun,
    }
}

fn others(lines: &mut Lines, view: &View) {
    let has_table = view.has_table();
    if has_table {
        section::ports(lines, view);
    }
    // What the table tells already needs no line of its own.
    let told = |other: &&OtherRoute| !has_table || other.status == OtherStatus::Fail;
    let others: Vec<&OtherRoute> = view.others.iter().filter(told).collect();
    if others.is_empty() {
        return;
    }
    lines.heading(view.words.heading_others);
    for other in others {
        let word = match other.status {
            OtherStatus::Pass => Word::Ok,
            OtherStatus::Fail => Word::Failed,
            OtherStatus::Skip => Word::NotRun,
        };
        let how = match other.security {
            Security::Opportunistic | Security::Detect => "",
            security => view.security(security),
        };
        let code = other.root_cause.map(|code| code.0).unwrap_or_default();
        let said = lines.facts(&[how.to_owned(), other.summary.clone(), code.to_owned()]);
        lines.named(word, &other.port.to_string(), &said);
    }
}

fn diagnosis(lines: &mut Lines, view: &View) {
    let words = view.words;
    if let Some(root) = view.root() {
        lines.gap();
        lines.pair(words.label_diagnosis, &root.title);
        lines.pair(CODE.in_lang(view.lang), root.code.0);
        observed(lines, words, &root.evidence);
        lines.pair(words.label_meaning, &root.explanation);
        lines.heading(words.label_remedies);
        remedies(lines, words, &root.remedies);
        for note in &root.notes {
            lines.say(&noted(words, note));
            attached(lines, note.link, None);
        }
    } else if let Some(unexplained) = &view.unexplained {
        lines.gap();
        lines.pair(words.label_diagnosis, &unexplained.title);
        observed(lines, words, &unexplained.evidence);
        if let Some(meaning) = &unexplained.meaning {
            lines.pair(words.label_meaning, meaning);
        }
        lines.heading(words.label_remedies);
        remedies(lines, words, &unexplained.remedies);
    }
}

fn observed(lines: &mut Lines, words: &Strings, evidence: &[String]) {
    for line in evidence {
        lines.pair(words.label_evidence, line);
    }
}

/// The findings beside the root cause: title, code, and the first thing to do.
fn further(lines: &mut Lines, view: &View) {
    let findings: Vec<&FindingView> = view.further().collect();
    if findings.is_empty() {
        return;
    }
    lines.heading(view.words.heading_findings);
    for finding in findings {
        let word = match finding.severity {
            Severity::Error => Word::Failed,
            Severity::Warning => Word::Warning,
            Severity::Info => Word::Note,
        };
        let said = lines.facts(&[finding.title.clone(), finding.code.0.to_owned()]);
        lines.marked(word, &said);
        if let Some(remedy) = finding.remedies.first() {
            lines.say(&by(view.words, remedy.who, &remedy.text));
            attached(lines, remedy.link, remedy.command.as_deref());
        }
    }
}

/// Which port to use, and the last word.
fn conclusion(lines: &mut Lines, view: &View) {
    let words = view.words;
    if let Some(best) = view.recommendation.as_ref().filter(|_| view.ports.len() > 1) {
        lines.gap();
        let implicit = best.security == Security::Implicit;
        let template = if implicit { words.advice_implicit } else { words.advice_starttls };
        lines.pair(words.label_advice, &fill(template, &[("port", best.port.to_string())]));
    }
    let Some(last) = &view.conclusion else { return };
    lines.gap();
    lines.pair(words.label_result, &last.text);
    if let Some(further) = &last.further {
        lines.say(further);
    }
    attached(lines, None, last.command.as_deref());
}

fn verdict(lines: &mut Lines, view: &View) {
    let word = match view.report.verdict {
        Verdict::Pass => Word::Ok,
        Verdict::Warn => Word::Warning,
        Verdict::Fail => Word::Failed,
    };
    let last = headline(view);
    let behind = last.code.or(last.failure).unwrap_or_default();
    let said = lines.facts(&[last.title.to_owned(), behind.to_owned()]);
    lines.named(word, &view.endpoint, &said);
}

/// What stands before the code of a cause.
pub(super) const CODE: Text = Text { en: "Code", zh_cn: "代码" };
