//! A fault told in plain words: what a form says where a stage failed, whether or not a cause was found.

use super::finding::{FindingView, NoteView, RemedyView, by, noted};
use super::view::{Unexplained, View};

/// The word for a failure that no cause explains, where programs expect a code.
pub(super) const UNEXPLAINED: &str = "unexplained";

/// The word for the end that the user made.
pub(super) const INTERRUPTED: &str = "interrupted";

/// A fault and what to do about it.
#[derive(Clone, Debug)]
pub(super) struct Told<'a> {
    /// The code of the cause, or [`UNEXPLAINED`] or [`INTERRUPTED`].
    pub(super) code: &'static str,
    /// What is wrong.
    pub(super) title: &'a str,
    /// What that means.
    pub(super) explanation: Option<&'a str>,
    /// What was observed, a line each.
    pub(super) evidence: &'a [String],
    /// What to do.
    pub(super) advice: Vec<Advice<'a>>,
    /// What the provider's users should know.
    pub(super) notes: &'a [NoteView],
}

/// One thing to do.
#[derive(Clone, Debug)]
pub(super) struct Advice<'a> {
    /// Who does what.
    pub(super) text: String,
    /// A command to run.
    pub(super) command: Option<&'a str>,
    /// A page to read.
    pub(super) link: Option<&'static str>,
}

impl<'a> Told<'a> {
    /// What a cause tells.
    pub(super) fn of(view: &View, finding: &'a FindingView) -> Self {
        Self {
            code: finding.code.0,
            title: &finding.title,
            explanation: Some(&finding.explanation),
            evidence: &finding.evidence,
            advice: advice(view, &finding.remedies),
            notes: &finding.notes,
        }
    }

    /// What is told of a failure that no cause explains.
    pub(super) fn unexplained(view: &View, unexplained: &'a Unexplained) -> Self {
        Self {
            explanation: unexplained.meaning.as_deref(),
            evidence: &unexplained.evidence,
            advice: advice(view, &unexplained.remedies),
            ..Self::only(&unexplained.title)
        }
    }

    /// A fault of which nothing is known but its name.
    fn only(title: &'a str) -> Self {
        Self { code: UNEXPLAINED, title, explanation: None, evidence: &[], advice: Vec::new(), notes: &[] }
    }

    /// What is told where neither a cause nor a riddle was found: by the user's own end, or as one more thing that
    /// comes of the root cause.
    pub(super) fn end(view: &View, title: &'a str) -> Self {
        let code = match view.root() {
            _ if view.report.evidence.interrupted => INTERRUPTED,
            Some(root) => root.code.0,
            None => UNEXPLAINED,
        };
        Self { code, ..Self::only(title) }
    }

    /// All but the title, a line each: what was observed, what it means, what to do.
    pub(super) fn lines(&self, view: &View) -> Vec<String> {
        let words = view.words;
        let mut lines = Vec::new();
        if !self.evidence.is_empty() {
            lines.push(words.label_evidence.to_owned());
            lines.extend(self.evidence.iter().map(|line| format!("  - {line}")));
        }
        if let Some(explanation) = self.explanation {
            lines.push(words.label_meaning.to_owned());
            lines.push(format!("  {explanation}"));
        }
        if !self.advice.is_empty() {
            lines.push(words.label_remedies.to_owned());
        }
        for (at, advice) in self.advice.iter().enumerate() {
            lines.push(format!("  {}. {}", at + 1, advice.text));
            lines.extend(advice.command.map(|command| format!("     {command}")));
            lines.extend(advice.link.map(|link| format!("     {link}")));
        }
        for note in self.notes {
            lines.push(format!("  {}", noted(words, note)));
            lines.extend(note.link.map(|link| format!("     {link}")));
        }
        lines
    }
}

fn advice<'a>(view: &View, remedies: &'a [RemedyView]) -> Vec<Advice<'a>> {
    let advice = remedies.iter().map(|remedy| Advice {
        text: by(view.words, remedy.who, &remedy.text),
        command: remedy.command.as_deref(),
        link: remedy.link,
    });
    advice.collect()
}
